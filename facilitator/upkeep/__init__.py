"""What an operator does beside the running house: copies, checks, forgetting."""
