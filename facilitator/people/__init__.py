"""The people of a dialogue, and how they are let in."""
