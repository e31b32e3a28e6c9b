"""Search by small changes over flat arrays: the same code plain, or compiled where numba is."""
