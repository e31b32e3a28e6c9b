"""The screens, and the only HTTP in the house."""
