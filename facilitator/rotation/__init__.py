"""Who sits where, round by round."""
