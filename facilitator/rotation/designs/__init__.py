"""Plans that are made, not searched: for equal tables and people who are all alike."""
