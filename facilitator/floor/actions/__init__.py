"""What is done at the floor, by those who ask for it and by those who give it."""
