"""`facilitator simulate`: rehearse a café with simulated people."""

import asyncio
import gc
import sys
from pathlib import Path
from typing import Annotated

import typer

File = typer.Option(exists=True, dir_okay=False, readable=True)
BAR = 40
MOST = 40  # groups


def simulate(
    roster: Annotated[Path, File],
    programme: Annotated[Path, File],
    notes: Annotated[Path, File],
    people: Annotated[int, typer.Option(min=2, help="How many of the roster take part.")] = 120,
    minutes_per_round: Annotated[float, typer.Option(min=0.05)] = 0.5,
    session: Annotated[str, typer.Option(help="The session of the programme.")] = "cafe",
    out: Annotated[Path, typer.Option(help="Where the report goes.")] = Path("out"),
    groups: Annotated[
        int, typer.Option(min=0, max=MOST, help="Into how many groups each roundtable breaks.")
    ] = 0,
    as_json: Annotated[bool, typer.Option("--json", help="No progress, figures only.")] = False,
    url: Annotated[
        str | None, typer.Option(help="A server that runs on --database-url already.")
    ] = None,
    database_url: Annotated[str | None, typer.Option()] = None,
    redis_url: Annotated[str | None, typer.Option()] = None,
    workers: Annotated[int, typer.Option(min=1)] = 1,
) -> None:
    """Rehearse: simulated people join, live through all rounds and get their report.

    Prints one JSON object. Exit status 1 if a note was lost, doubled or misplaced.
    """
    # Loaded when it is asked for: serving need not wait for what only a rehearsal uses.
    from facilitator.harvest.reading import Unreadable
    from facilitator.report.reading import Files
    from facilitator.simulate.run import Rehearsal, printed, rehearse, went_wrong
    from facilitator.simulate.script import read_lines
    from facilitator.simulate.server import Backing

    if url and not database_url:
        raise typer.BadParameter("--url needs the --database-url that server stands on")
    if groups == 1:
        raise typer.BadParameter("--groups: one group is everybody; say 2 or more, or 0 for none")
    backing = Backing(database_url, redis_url, workers) if database_url else None
    try:
        lines = read_lines(Files(notes, programme, roster), session)
    except Unreadable as why:
        typer.echo(str(why), err=True)
        raise typer.Exit(2) from None
    plan = Rehearsal(
        roster, programme, lines, people, minutes_per_round, session, out, backing, url, groups
    )
    gc.enable()
    figures = asyncio.run(rehearse(plan, _silent if as_json else _bar))
    typer.echo(printed(figures))
    if went_wrong(figures):
        raise typer.Exit(1)


def _bar(what: str, done: int, of: int) -> None:
    """A progress bar where there is a terminal to draw it on."""
    if sys.stderr.isatty():
        full = BAR * done // max(of, 1)
        end = "\n" if done == of else ""
        sys.stderr.write(f"\r{what:<6} {'█' * full}{'░' * (BAR - full)} {done}/{of}{end}")
        sys.stderr.flush()


def _silent(what: str, done: int, of: int) -> None:
    return
