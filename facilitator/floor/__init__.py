"""The floor: who asks to speak, in which order and why, who has the floor and for how long."""
