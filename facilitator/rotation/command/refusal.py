"""What the commands say when they cannot do what they are asked."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import typer

from facilitator.rotation.command.printing import as_json_text

REFUSED = 2
MOST, MOST_ROUNDS = 10_000, 60


class RefusedError(Exception):
    """The input makes no sense; the message says what to change."""


def within_reason(people: int, tables: int, rounds: int) -> None:
    """Refuses what would take hours to plan."""
    if max(people, tables) > MOST or rounds > MOST_ROUNDS:
        raise RefusedError(
            f"at most {MOST} people or tables and {MOST_ROUNDS} rounds can be planned."
        )


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
