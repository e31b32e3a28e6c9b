"""Keeping proposals: one that stands for each unsorted note, none that a person has refused."""

from collections.abc import Iterable
from dataclasses import asdict
from uuid import UUID

from sqlalchemy import select

from facilitator.harvest.events import PointsChanged
from facilitator.harvest.model import Board, Placing, Point, Proposal
from facilitator.harvest.points import HELP, Act, Proposed
from facilitator.harvest.rules import Decision
from facilitator.kit.work import Work

Key = tuple[str, str, str, str]


async def keep_proposals(work: Work, board: Board, found: Iterable[Proposed]) -> bool:
    """Puts what was found in place of what stood open; gives whether anything changed.

    What a person refused is not proposed again. What was decided while it was being found, or
    names a point or note that has gone, is left out.
    """
    query = select(Proposal).filter_by(session_id=board.session_id)
    query = query.where(Proposal.act.not_in(HELP))
    kept = {_key(each): each for each in await work.db.scalars(query)}
    wanted = {_wanted(each): each for each in found if await _still_makes_sense(work, each)}
    opened = {key for key, each in kept.items() if each.state == Decision.OPEN}
    for key in opened - set(wanted):
        await work.db.delete(kept[key])
    fresh = [each for key, each in wanted.items() if key not in kept]
    work.db.add_all(_row(board, each) for each in fresh)
    changed = bool(fresh) or bool(opened - set(wanted))
    if changed:
        work.record(PointsChanged(board.dialogue_id, board.session_id))
    return changed


def _key(row: Proposal) -> Key:
    note, point, other = (str(each or "") for each in (row.note_id, row.point_id, row.other_id))
    return row.act, note, point, other


def _wanted(found: Proposed) -> Key:
    return found.act.value, found.note, found.point, found.other


async def _still_makes_sense(work: Work, found: Proposed) -> bool:
    placed = await work.db.get(Placing, UUID(found.note)) if found.note else None
    if placed:
        return False
    points = [await work.db.get(Point, UUID(each)) for each in (found.point, found.other) if each]
    return all(each is not None and each.removed_at is None for each in points)


def _row(board: Board, found: Proposed) -> Proposal:
    def id_(given: str) -> UUID | None:
        return UUID(given) if given else None

    return Proposal(
        session_id=board.session_id,
        act=Act(found.act).value,
        note_id=id_(found.note),
        point_id=id_(found.point),
        other_id=id_(found.other),
        likeness=found.reason.likeness,
        reason={**asdict(found.reason), "shared": list(found.reason.shared)},
    )
