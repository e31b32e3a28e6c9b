"""How chairs act on the floor: under its lock, on the version they saw, logged with the way back.

Two chairs who press at once: the first raises the version, the other is told what the first did.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import inspect
from sqlalchemy.exc import IntegrityError

from facilitator.dialogues.model import DialogueSession
from facilitator.dialogues.rules import FLOORED
from facilitator.floor import queries
from facilitator.floor.events import FloorAsked, FloorChanged
from facilitator.floor.model import Floor, FloorAct, FloorRequest, Speech, SpeechTopic
from facilitator.floor.rules.moves import Act, Move
from facilitator.floor.sitting import Sitting
from facilitator.kit.errors import Conflict, NotNow
from facilitator.kit.words import N_
from facilitator.kit.work import Work

ROWS: dict[str, type[Any]] = {
    "session": DialogueSession,
    "floor": Floor,
    "request": FloorRequest,
    "speech": Speech,
    "topic": SpeechTopic,
}
ONLY_FORWARD = {"version", "inscribed"}  # these never go back
DID: dict[str, str] = {
    Move.CALL: N_("%(who)s just called somebody."),
    Move.START: N_("%(who)s just started the clock."),
    Move.PAUSE: N_("%(who)s just paused the speaker."),
    Move.RESUME: N_("%(who)s just let the speaker go on."),
    Move.EXTEND: N_("%(who)s just gave the speaker more time."),
    Move.END: N_("%(who)s just ended the speech."),
    Move.SKIP: N_("%(who)s just passed over somebody who was not there."),
    Move.RETURN: N_("%(who)s just put somebody back into the line."),
    Act.PLACE: N_("%(who)s just moved somebody in the line."),
    Act.ADD: N_("%(who)s just added somebody to the line."),
    Act.REMOVE: N_("%(who)s just removed somebody from the line."),
    Act.AGAIN: N_("%(who)s just added the last speaker again."),
    Act.OPEN: N_("%(who)s just opened the list."),
    Act.CLOSE: N_("%(who)s just closed the list."),
    Act.SETTLE: N_("%(who)s just changed the rules of the floor."),
    Act.POINT: N_("%(who)s just turned to another point."),
    Act.LINK: N_("%(who)s just linked a speech to a point."),
    Act.SHARE_OUT: N_("%(who)s just shared out an overrun."),
    Act.UNDO: N_("%(who)s just took something back."),
}
SOMEBODY = N_("Somebody")


async def taken(work: Work, session: DialogueSession) -> Floor:
    """The floor, locked until the work is done; made at its first use."""
    if session.kind not in FLOORED:
        raise NotNow(N_("This session has no list of speakers."))
    found = await queries.held(work.db, session.id)
    while found is None:
        try:
            async with work.db.begin_nested():
                work.db.add(Floor(session_id=session.id, dialogue_id=session.dialogue_id))
        except IntegrityError:  # another request was first
            pass
        found = await queries.held(work.db, session.id)
    return found


async def acting(work: Work, session: DialogueSession, expected: int | None) -> Sitting:
    """The floor for a chair who saw a version of it. Raises Conflict, naming who was first.

    None: what is done is as right on any version (a name written down, a point linked).
    """
    floor = await taken(work, session)
    last = await queries.last_act(work.db, session.id)
    if expected is None or floor.version == expected:
        follow(work, last[0] if last else None)
        return await queries.sitting_of(work.db, floor)
    if last is None:
        raise Conflict
    raise Conflict(DID[last[0].act], who=last[1] or SOMEBODY)


def follow(work: Work, last: FloorAct | None) -> None:
    """Whoever waited for the lock acts after those who held it: a clock must not run twice."""
    work.now = max(work.now, last.at) if last else work.now


def acted(
    work: Work, sitting: Sitting, act: Move | Act, request: FloorRequest | None = None, **more: Any
) -> None:
    """Logs an act with all that it changed, and tells of it. Nothing may be flushed before."""
    floor = sitting.floor
    changes = _changes(work)
    floor.version += 1
    entry = FloorAct(
        dialogue_id=floor.dialogue_id,
        session_id=floor.session_id,
        version=floor.version,
        act=act,
        request_id=request.id if request else None,
        detail=more,
        changes=changes,
        by=work.actor,
        at=work.now,
    )
    touched = [each for each in (*work.db.dirty, *work.db.new) if isinstance(each, FloorRequest)]
    work.db.add(entry)
    for person in {each.participant_id for each in touched if each.participant_id}:
        work.record(FloorAsked(floor.dialogue_id, floor.session_id, person))
    work.record(FloorChanged(floor.dialogue_id, floor.session_id))


def _changes(work: Work) -> list[dict[str, Any]]:
    """Rows as they were and have become, since they were read."""
    made = [(row, {"was": None, "is": _all(row)}) for row in work.db.new]
    gone = [(row, {"was": _all(row), "is": None}) for row in work.db.deleted]
    changed = [(row, _changed(row)) for row in work.db.dirty]
    return [
        {"row": name, "id": _key(row), **change}
        for row, change in (*made, *changed, *gone)
        for name, kind in ROWS.items()
        if isinstance(row, kind) and change
    ]


def _key(row: Any) -> list[str]:
    return [str(value) for value in inspect(type(row)).primary_key_from_instance(row)]


def _all(row: Any) -> dict[str, Any]:
    names = [column.key for column in inspect(type(row)).column_attrs]
    return {name: _packed(getattr(row, name)) for name in names}


def _changed(row: Any) -> dict[str, dict[str, Any]] | None:
    was, now = {}, {}
    for attribute in inspect(row).attrs:
        history = attribute.history
        if attribute.key not in ONLY_FORWARD and history.has_changes():
            was[attribute.key] = _packed(history.deleted[0] if history.deleted else None)
            now[attribute.key] = _packed(history.added[0])
    return {"was": was, "is": now} if now else None


def _packed(value: Any) -> Any:
    if isinstance(value, UUID):
        return str(value)
    return value.isoformat() if isinstance(value, datetime) else value
