"""Taking back what a chair did last, as long as nobody built on it."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Uuid, inspect

from facilitator.dialogues.model import DialogueSession
from facilitator.floor.actions.acting import ROWS, acted, acting
from facilitator.floor.model import FloorRequest, Speech
from facilitator.floor.queries import undoable
from facilitator.floor.rules.kinds import State
from facilitator.floor.rules.moves import Act
from facilitator.kit.errors import Conflict, NotNow
from facilitator.kit.model import Moment
from facilitator.kit.words import N_
from facilitator.kit.work import Work

WITHIN = timedelta(minutes=2)  # later, a clock would jump further than anybody expects


async def undo(work: Work, session: DialogueSession, expected: int) -> str:
    """Makes everything as it was before the last act; gives that act.

    Raises Conflict where somebody acted on it meanwhile (whoever was called has withdrawn).
    """
    sitting = await acting(work, session, expected)
    last = await undoable(work.db, session.id)
    if last is None or work.now - last.at > WITHIN:
        raise NotNow(N_("There is nothing that could be taken back."))
    with work.db.no_autoflush:
        rows = [(each, await _row(work, each)) for each in reversed(last.changes)]
        for change, row in rows:
            _refuse_overtaken(change, row)
        for change, row in rows:
            await _restore(work, change, row)
    last.undone = True
    acted(work, sitting, Act.UNDO, of=last.act, version=last.version)
    return last.act


async def _row(work: Work, change: dict[str, Any]) -> Any:
    kind = ROWS[change["row"]]
    columns = inspect(kind).primary_key
    key = tuple(
        UUID(value) if isinstance(column.type, Uuid) else value
        for column, value in zip(columns, change["id"], strict=True)
    )
    return await work.db.get(kind, key)


def _refuse_overtaken(change: dict[str, Any], row: Any) -> None:
    state = (change["is"] or {}).get("state")
    if state and getattr(row, "state", None) != state:
        raise Conflict(N_("This cannot be taken back any more: somebody has moved on since."))


async def _restore(work: Work, change: dict[str, Any], row: Any) -> None:
    """What was made goes again; but a request never vanishes, it is withdrawn."""
    if change["was"] is None:
        if isinstance(row, FloorRequest):
            row.state, row.settled_at, row.by_hand = State.WITHDRAWN, work.now, None
        else:
            await work.db.delete(row)
        return
    kind = ROWS[change["row"]]
    values = {name: _unpacked(kind, name, value) for name, value in change["was"].items()}
    if row is None:
        work.db.add(kind(**values))
    if isinstance(row, Speech):
        _set_going(work, row, values)
    for name, value in values.items() if row is not None else ():
        setattr(row, name, value)


def _set_going(work: Work, speech: Speech, values: dict[str, Any]) -> None:
    """A clock runs or stands as before, but time in between is not taken from the speaker."""
    values.pop("spoken_ms", None)
    if "since" in values:
        runs = values.pop("since") is not None
        speech.clock = speech.clock.started(work.now) if runs else speech.clock.stopped(work.now)


def _unpacked(kind: type[Any], name: str, value: Any) -> Any:
    stored = inspect(kind).columns[name].type
    if value is None or not isinstance(stored, Moment | Uuid):
        return value
    return UUID(value) if isinstance(stored, Uuid) else datetime.fromisoformat(value)
