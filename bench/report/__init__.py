"""A report held to what is asked of it; see bench/README.md."""
