"""Open screens, kept true."""
