"""`facilitator plan`: who sits where, from the command line."""

import gc
import json
from pathlib import Path
from typing import Annotated, Any

import typer

from facilitator.rotation.command import instances, printing, rosters
from facilitator.rotation.command.progress import Bar
from facilitator.rotation.command.refusal import RefusedError, clearly, within_reason
from facilitator.rotation.command.stored import stored
from facilitator.rotation.findings import findings
from facilitator.rotation.rules import Objective, PersonNeed, Sitting, TableOffer, Wishes
from facilitator.rotation.solve import solve

LANGUAGE = "en"
File = typer.Option(exists=True, dir_okay=False, readable=True)


def plan(
    people: Annotated[int | None, typer.Option(help="How many people, all alike.")] = None,
    tables: Annotated[int | None, typer.Option(help="How many tables, all alike.")] = None,
    rounds: Annotated[int | None, typer.Option(help="How many rounds.")] = None,
    roster: Annotated[Path | None, File] = None,
    programme: Annotated[Path | None, File] = None,
    session: Annotated[str, typer.Option(help="The session of the programme.")] = "cafe",
    instance: Annotated[Path | None, File] = None,
    seconds: Annotated[float, typer.Option(min=0, help="Of the processor's time.")] = 1.0,
    seed: Annotated[int, typer.Option(help="Another seed, another plan.")] = 0,
    objective: Annotated[
        Objective, typer.Option(help="e2 spreads repeats; e1 counts new faces.")
    ] = Objective.SPREAD,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object, nothing else.")] = False,
) -> None:
    """Plan who sits where: from numbers, from a roster and a programme, or from an instance.

    Exit status 2 if it cannot be planned; what to change is said.
    """
    gc.enable()
    wishes = Wishes(objective)
    with clearly(as_json=as_json):
        if instance:
            sitting = instances.sitting_of(_read(instance), wishes)
        elif roster and programme:
            sitting = rosters.sitting_of(roster, programme, session, wishes)
        elif people is not None and tables is not None and rounds is not None:
            sitting = alike(people, tables, rounds, wishes)
        else:
            raise RefusedError(
                "give --people, --tables and --rounds, or --roster and --programme, or --instance."
            )
        check(sitting)
    found = solve(sitting, seconds=seconds, seed=seed, on_step=Bar(quiet=as_json))
    if not as_json:
        typer.echo("\n".join(printing.lines(sitting, found.plan)))
        return
    document = printing.solution(sitting, found, numbered=bool(instance))
    extra = {"sitting": stored(sitting), "numbered": bool(instance), "elastic": people is not None}
    typer.echo(printing.as_json_text({**document, **extra}))


def alike(people: int, tables: int, rounds: int, wishes: Wishes) -> Sitting:
    """People P1 … at tables 1 …, as large as they need to be."""
    if min(people, tables, rounds) < 1:
        raise RefusedError("there must be at least one person, one table and one round.")
    within_reason(people, tables, rounds)
    seats = -(-people // tables)
    needs = tuple(PersonNeed(f"P{n}") for n in range(1, people + 1))
    offers = tuple(TableOffer(n, seats) for n in range(1, tables + 1))
    return Sitting(needs, offers, rounds, wishes=wishes)


def check(sitting: Sitting) -> None:
    """Refuses what no plan can do, with all reasons."""
    reasons = [finding.said(LANGUAGE) for finding in findings(sitting) if finding.stops]
    if reasons:
        raise RefusedError(" ".join(reasons))


def _read(path: Path) -> dict[str, Any]:
    try:
        document = json.loads(path.read_bytes())
    except (ValueError, RecursionError):
        raise RefusedError(f"{path.name} is not JSON.") from None
    several = document.get("instances") if isinstance(document, dict) else None
    if isinstance(several, list) and len(several) == 1:
        document = several[0]
    elif isinstance(several, list):
        raise RefusedError(f"{path.name} holds {len(several)} instances; give one at a time.")
    if not isinstance(document, dict):
        raise RefusedError(f"{path.name} is not an instance.")
    return document
