"""What people capture at their tables."""
