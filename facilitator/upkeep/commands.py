"""`facilitator backup`, `restore`, `verify`, `erase-person` and `retention`."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from facilitator.kit.database import Database
from facilitator.kit.ground import Unusable, prepare
from facilitator.settings import set_settings, settings
from facilitator.upkeep.store import DatabaseUrl, check_alone, with_database

Sure = Annotated[bool, typer.Option("--yes", help="Do not ask.")]


def backup(to: Path, database_url: DatabaseUrl = None) -> None:
    """Copy everything, of one moment, into a new file, while the server runs."""
    from facilitator.upkeep.copying import back_up

    if to.exists() or not to.parent.is_dir():
        wrong = "is there already" if to.exists() else "would lie in a folder that is not there"
        raise typer.BadParameter(f"{to} {wrong}")
    rows = with_database(database_url, lambda database: back_up(database, to))
    typer.echo(f"{rows} rows in {to}. It holds names and words of people: keep it as safe as them.")


def restore(
    source: Annotated[Path, typer.Argument(exists=True, dir_okay=False)],
    replace: Annotated[bool, typer.Option(help="Put the copy in place of what is there.")] = False,
    yes: Sure = False,
    database_url: DatabaseUrl = None,
) -> None:
    """Take a copy back, into SQLite or PostgreSQL, while no server runs on it."""
    from facilitator.upkeep.copying import Unfit
    from facilitator.upkeep.copying import restore as take_back

    if replace and not yes:
        typer.confirm("Everything in this database will be replaced. Go on?", abort=True)
    set_settings(database_url=database_url)
    try:
        asyncio.run(check_alone(settings().database_url))
        prepare(settings().database_url)
        rows = with_database(None, lambda database: take_back(database, source, replace))
    except (Unusable, Unfit) as refusal:
        typer.echo(refusal, err=True)
        raise typer.Exit(1) from None
    typer.echo(f"{rows} rows are back. Run `facilitator verify`, then start the server.")


def verify(
    seal: Annotated[
        str | None, typer.Option(help="A seal noted earlier: is the log up to it unchanged?")
    ] = None,
    database_url: DatabaseUrl = None,
) -> None:
    """Check the database and the chain of every dialogue's event log. Exit status 1 if broken."""
    from facilitator.upkeep.verifying import verified

    findings = with_database(database_url, lambda database: verified(database, seal))
    for finding in findings:
        typer.echo(finding.sentence)
    if not all(finding.good for finding in findings):
        raise typer.Exit(1)


def erase_person(
    dialogue: Annotated[str, typer.Argument(help="The dialogue, as in its addresses.")],
    person: Annotated[str, typer.Argument(help="The person's id on the roster.")],
    yes: Sure = False,
    database_url: DatabaseUrl = None,
) -> None:
    """Forget who a person was, everywhere. What the tables wrote stays, as nobody's."""
    from facilitator.upkeep.forgetting import forget

    if not yes:
        typer.confirm(f"Forget {person} of {dialogue}? This cannot be undone.", abort=True)
    done = with_database(database_url, lambda database: forget(database, dialogue, person))
    if not done:
        typer.echo("There is nobody with this id in a dialogue of this name.", err=True)
        raise typer.Exit(1)
    typer.echo(f"{person} is forgotten here. Copies made earlier still name them.")


def retention(
    days: Annotated[int, typer.Option(min=1, help="Forget people after so many quiet days.")],
    yes: Annotated[bool, typer.Option("--yes", help="Do it; otherwise it is only told.")] = False,
    database_url: DatabaseUrl = None,
) -> None:
    """Forget the people of dialogues in which nothing has happened for so many days."""
    from facilitator.upkeep.forgetting import forget_all, quiet

    async def do(database: Database) -> None:
        for slug, people in await quiet(database, days):
            if yes:
                await forget_all(database, slug)
            typer.echo(f"{slug}: {people} people {'forgotten' if yes else 'to be forgotten'}")

    with_database(database_url, do)
