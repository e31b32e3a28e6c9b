"""Looking whether the event log is the one that was written."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.kit import chain
from facilitator.kit.ledger import DialogueHead, LoggedEvent


@dataclass(frozen=True)
class Fault:
    """What is wrong with a revision of the log."""

    revision: int
    what: str


async def faults(db: AsyncSession, dialogue: UUID) -> list[Fault]:
    """Every break of a dialogue's chain, in order. After one, the chain is followed anew."""
    head = await db.get(DialogueHead, dialogue)
    last, before, found = 0, dialogue.bytes, []
    for fault, revision, sealed in _followed(await _log(db, dialogue), dialogue):
        found += [fault] if fault else []
        last, before = revision, sealed or before
    if head and head.revision != last:
        found.append(Fault(last + 1, "missing"))
    elif head and head.seal and head.seal != before:
        found.append(Fault(last, "not the seal that was written last"))
    return found


async def seals(db: AsyncSession, dialogue: UUID) -> dict[int, bytes]:
    """{revision: its seal}. A seal kept elsewhere proves the log up to it."""
    rows = await _log(db, dialogue)
    return {each.revision: each.seal for each in rows if each.seal is not None}


async def _log(db: AsyncSession, dialogue: UUID) -> Sequence[LoggedEvent]:
    query = select(LoggedEvent).filter_by(dialogue_id=dialogue)
    return (await db.scalars(query.order_by(LoggedEvent.revision, LoggedEvent.position))).all()


def _followed(
    log: Sequence[LoggedEvent], dialogue: UUID
) -> Iterator[tuple[Fault | None, int, bytes | None]]:
    """(what is wrong, revision, its seal) for each revision, and for the first of each gap."""
    last, before, begun = 0, dialogue.bytes, False
    follows = True
    for revision, grouped in groupby(log, lambda row: row.revision):
        rows = list(grouped)
        if revision != last + 1:
            follows = False
            yield Fault(last + 1, "missing"), revision, None
        fault = _fault(rows, before if follows else None, begun)
        yield fault, revision, rows[0].seal
        last, follows = revision, fault is None
        begun = begun or rows[0].seal is not None
        before = rows[0].seal or before


def _fault(rows: list[LoggedEvent], before: bytes | None, begun: bool) -> Fault | None:
    """`before`: the seal to follow, None after a break. `begun`: was anything sealed before?"""
    first = rows[0]
    if {row.seal for row in rows} == {None}:
        return Fault(first.revision, "not sealed") if begun else None
    facts = [(row.position, row.name, row.packed) for row in rows]
    due = before and chain.seal(before, chain.body(facts, first.actor_id, first.at))
    if due and {row.seal for row in rows} != {due}:
        return Fault(first.revision, "not what was written")
    return None
