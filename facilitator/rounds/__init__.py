"""Rounds, their moves and the bell."""
