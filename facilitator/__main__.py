"""`python -m facilitator`."""

from facilitator.cli import app

app()
