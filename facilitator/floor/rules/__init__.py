"""The rules of the floor: kinds, moves, the order of the line, the clock and the quotas."""
