"""Taking a step back: things lie as they did before it, if nobody moved them since."""

from uuid import UUID

from sqlalchemy import select

from facilitator.harvest.model import Board, Point, Step
from facilitator.harvest.snapshots import lay_again, same, snapshot
from facilitator.harvest.steps import Doing, keep
from facilitator.kit.errors import Conflict, NotFound
from facilitator.kit.words import N_
from facilitator.kit.work import Work


async def undo(work: Work, board: Board, number: int) -> None:
    """Undoes a step by its number; undoing an undoing does the thing again.

    Raises Conflict where what the step touched was changed since.
    """
    query = select(Step).filter_by(session_id=board.session_id, number=number)
    done = await work.db.scalar(query)
    if done is None:
        raise NotFound
    points = [UUID(each) for each in done.after["points"]]
    notes = {UUID(each) for each in {**done.before["placings"], **done.after["placings"]}}
    current = await snapshot(work.db, points, notes)
    if done.undone_at or not same(current, done.after):
        raise Conflict(N_("This was changed since. Undo what came after it first."))
    await lay_again(work.db, done.before, done.after, work.now)
    done.undone_at, done.undone_by = work.now, work.actor
    found = await work.db.scalars(select(Point).where(Point.id.in_(points)))
    rows = {each.id: each for each in found}
    for point in rows.values():
        point.version += 1
    await keep(Doing(work, board, rows, notes), "undo", current)
