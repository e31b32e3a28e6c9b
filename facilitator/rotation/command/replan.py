"""`facilitator replan`: a running café has changed."""

import gc
import json
from dataclasses import replace
from pathlib import Path
from time import process_time
from typing import Annotated, Any

import typer

from facilitator.rotation.bounds import bounds
from facilitator.rotation.change import unsettled
from facilitator.rotation.command import printing
from facilitator.rotation.command.late import arrivals
from facilitator.rotation.command.refusal import RefusedError, clearly
from facilitator.rotation.command.stored import restored, stored
from facilitator.rotation.findings import findings
from facilitator.rotation.replan import Change, Proposal, changed
from facilitator.rotation.replan import replan as proposals_for
from facilitator.rotation.rules import Seats, Sitting

File = typer.Option(exists=True, dir_okay=False, readable=True)


def replan(
    plan: Annotated[Path, File],
    after_round: Annotated[int, typer.Option(min=0, help="Rounds that are over or running.")],
    absent: Annotated[str, typer.Option(help="Ids, with commas: who does not come (back).")] = "",
    late: Annotated[Path | None, File] = None,
    close: Annotated[str, typer.Option(help="Table numbers, with commas.")] = "",
    seconds: Annotated[float, typer.Option(min=0, help="Of the processor's time.")] = 1.0,
    seed: Annotated[int, typer.Option(help="Another seed, another plan.")] = 0,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object, nothing else.")] = False,
) -> None:
    """Propose seats for the rounds to come after people and tables have changed.

    `--plan` is what `facilitator plan --json` printed. Exit status 2 if it cannot be planned.
    """
    gc.enable()
    with clearly(as_json=as_json):
        document = _read(plan)
        sitting, seats = restored(document)
        elastic = bool(document.get("elastic"))
        if after_round >= sitting.rounds:
            raise RefusedError(f"no round is left after round {after_round} of {sitting.rounds}.")
        change = Change(
            after_round,
            absent=_known(absent, sitting),
            late=arrivals(late, sitting) if late else (),
            closed=_closed(close, sitting, after_round),
        )
        sitting = _widened(sitting, seats, change) if elastic else sitting
        now = changed(sitting, seats, change)
        _check_seats(now, after_round)
    began = process_time()
    found = proposals_for(sitting, seats, change, seconds=seconds, seed=seed)
    taken = process_time() - began
    now = unsettled(now, after_round)
    if as_json:
        numbered = bool(document.get("numbered"))
        answer = _document(now, found, numbered=numbered)
        answer |= {"cpu_seconds": round(taken, 4), "sitting": stored(now), "numbered": numbered}
        answer["elastic"] = elastic
        typer.echo(printing.as_json_text(answer))
        return
    for proposal in found:
        typer.echo("\n".join(_lines(now, proposal)))


def _document(now: Sitting, found: tuple[Proposal, ...], *, numbered: bool) -> dict[str, Any]:
    """The first proposal's figures, and all proposals."""
    told = [_proposal(now, each, numbered=numbered) for each in found]
    return {**told[0], "tables": [table.number for table in now.tables], "proposals": told}


def _proposal(now: Sitting, proposal: Proposal, *, numbered: bool) -> dict[str, Any]:
    return {
        "kind": proposal.kind.value,
        "seats": printing.seats(now, proposal.plan, numbered=numbered),
        **printing.figures(now, proposal.plan, bounds(now)),
        "changed_seats": proposal.changed_seats,
        "forced_changes": proposal.forced_changes,
        "changed_people": [int(who) if numbered else who for who in proposal.changed_people],
        "newly_seated": proposal.newly_seated,
        "method": proposal.method,
    }


def _lines(now: Sitting, proposal: Proposal) -> list[str]:
    people = len(proposal.changed_people)
    title = proposal.kind.value.replace("_", " ").capitalize()
    told = f"{title}: {people} people change ({proposal.changed_seats} seats, "
    told += f"{proposal.forced_changes} of them forced)."
    moves = [
        f"  {move.person}: round {move.round_number}, table {move.after}"
        + (f" instead of {move.before}" if move.before is not None else " (new)")
        for move in proposal.moves
    ]
    return [told, *printing.summary(now, proposal.plan), *moves]


def _read(path: Path) -> dict[str, Any]:
    try:
        document = json.loads(path.read_bytes())
    except (ValueError, RecursionError):
        raise RefusedError(f"{path.name} is not JSON.") from None
    if not isinstance(document, dict):
        raise RefusedError(f"{path.name} is not a plan.")
    return document


def _split(words: str) -> list[str]:
    return [word.strip() for word in words.split(",") if word.strip()]


def _known(words: str, sitting: Sitting) -> frozenset[str]:
    known = {person.id for person in sitting.people}
    unknown = [who for who in _split(words) if who not in known]
    if unknown:
        raise RefusedError(f"nobody in the plan is called {', '.join(unknown)}.")
    return frozenset(_split(words))


def _closed(words: str, sitting: Sitting, after_round: int) -> dict[int, frozenset[int]]:
    known = {str(table.number): table.number for table in sitting.tables}
    unknown = [number for number in _split(words) if number not in known]
    if unknown:
        raise RefusedError(f"there is no table {', '.join(unknown)}.")
    to_come = frozenset(range(after_round + 1, sitting.rounds + 1))
    return {known[number]: to_come for number in _split(words)}


def _widened(sitting: Sitting, seats: Seats, change: Change) -> Sitting:
    """With as many chairs at every table as a closed table makes necessary.

    Only for plans from numbers alone: nobody said then how many seats a table has.
    """
    now = changed(sitting, seats, change)
    to_come = range(change.after_round + 1, sitting.rounds + 1)
    people = max(len(now.present(number)) for number in to_come)
    tables = max(1, min(len(now.open_tables(number)) for number in to_come))
    most = -(-people // tables)
    wide = tuple(replace(each, seats=max(each.seats, most)) for each in sitting.tables)
    return replace(sitting, tables=wide)


def _check_seats(now: Sitting, after_round: int) -> None:
    to_come = range(after_round + 1, now.rounds + 1)
    if not any(now.present(number) for number in to_come):
        raise RefusedError(f"nobody is left after round {after_round}.")
    for number in to_come:
        if not now.open_tables(number):
            raise RefusedError(f"round {number} has no table left.")
    reasons = [each.said("en") for each in findings(now) if each.code == "too_few_seats"]
    if reasons:
        raise RefusedError(" ".join(reasons))
