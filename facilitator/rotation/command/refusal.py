"""What the commands say when they cannot do what they are asked."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import typer

from facilitator.rotation.command.printing import as_json_text

REFUSED = 2


class RefusedError(Exception):
    """The input makes no sense; the message says what to change."""


@contextmanager
def clearly(*, as_json: bool) -> Iterator[Callable[[str], RefusedError]]:
    """Answers a refusal on stderr (and as JSON, if asked for) with exit status 2."""
    try:
        yield RefusedError
    except RefusedError as no:
        if as_json:
            typer.echo(as_json_text({"error": str(no)}))
        typer.echo(f"Not planned: {no}", err=True)
        raise typer.Exit(REFUSED) from None
