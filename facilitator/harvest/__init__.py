"""Gathering what the tables said."""
