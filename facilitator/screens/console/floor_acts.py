"""What chairs do at the floor. Every press says which version of it they saw.

What they do with the café's points is in `floor_points`.
"""

from collections.abc import Awaitable, Callable
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Form, Response

from facilitator.dialogues.model import DialogueSession
from facilitator.dialogues.programme.specs import FLOOR_RULES
from facilitator.floor.actions import by_hand, settling, speaker, undoing
from facilitator.floor.actions.line import Ask
from facilitator.floor.rules.kinds import Asking
from facilitator.floor.rules.moves import Move
from facilitator.kit.errors import Invalid, NotFound
from facilitator.kit.ids import new_id
from facilitator.kit.text import TooLong, clean
from facilitator.kit.words import N_
from facilitator.screens.answers import done
from facilitator.screens.console.open_session import opened
from facilitator.screens.console.told import told
from facilitator.screens.doors import ConsoleWriter, OneWork
from facilitator.screens.meant import known

router = APIRouter(prefix="/sessions/{session_id}/floor")
Expected = Annotated[int, Form(ge=0, le=2**31 - 1)]
NAME = 120


async def this_session(work: OneWork, guest: ConsoleWriter, session_id: UUID) -> DialogueSession:
    """The session a press is meant for, if it is still the one that is open."""
    return await opened(work.db, guest, session_id)


Session = Annotated[DialogueSession, Depends(this_session, scope="function")]
PRESSED: dict[Move, Callable[..., Awaitable[Any]]] = {
    Move.START: speaker.start,
    Move.PAUSE: speaker.pause,
    Move.RESUME: speaker.resume,
    Move.END: speaker.end,
    Move.SKIP: speaker.skip,
    Move.RETURN: speaker.put_back,
}


@router.post("/requests/{request_id}/calling", status_code=204)
async def call(work: OneWork, session: Session, request_id: UUID, expected: Expected) -> Response:
    await speaker.call(work, session, request_id, expected)
    return done()


@router.post("/requests/{request_id}/place", status_code=204)
async def place(
    work: OneWork,
    session: Session,
    request_id: UUID,
    expected: Expected,
    to: Annotated[int | None, Form(ge=1, le=99_999)] = None,
) -> Response:
    """Puts somebody at a place of the line; without a place, the rules decide again."""
    await by_hand.place(work, session, request_id, to, expected)
    return done()


@router.post("/requests/{request_id}/removal", status_code=204)
async def remove(work: OneWork, session: Session, request_id: UUID, expected: Expected) -> Response:
    await by_hand.remove(work, session, request_id, expected)
    return done()


@router.post("/moves/{move}", status_code=204)
async def move(
    work: OneWork,
    session: Session,
    move: Move,
    expected: Expected,
    seconds: Annotated[int, Form(ge=5, le=600)] = 30,
) -> Response:
    """What is done with whoever has the floor."""
    if move is Move.EXTEND:
        await speaker.extend(work, session, seconds, expected)
    elif move in PRESSED:
        await PRESSED[move](work, session, expected)
    else:
        raise NotFound
    return done()


@router.post("/again", status_code=204)
async def again(work: OneWork, session: Session, expected: Expected) -> Response:
    await by_hand.again(work, session, expected)
    return done()


@router.post("/undo", status_code=204)
async def undo(work: OneWork, session: Session, expected: Expected) -> Response:
    await undoing.undo(work, session, expected)
    return done()


@router.post("/people", status_code=204)
async def add(
    work: OneWork,
    guest: ConsoleWriter,
    session: Session,
    person: Annotated[str, Form(max_length=400)] = "",
    kind: Annotated[Asking, Form()] = Asking.INTERVENTION,
    constituency: Annotated[Literal["", "party", "nps"], Form()] = "",
) -> Response:
    """Somebody without a device: of the roster, or any name."""
    who = await known(work.db, guest.dialogue.id, person) or by_hand.Guest(
        _name(person), constituency or None
    )
    name = who.name if isinstance(who, by_hand.Guest) else who.display_name
    await by_hand.add(work, session, who, Ask(f"added-{new_id()}", kind))
    return told(guest, N_("%(who)s is in the line now"), who=name)


def _name(typed: str) -> str:
    try:
        name = clean(typed, limit=NAME, lines=False).words
    except TooLong as long:
        raise Invalid(N_("A name has at most %(most)s characters."), most=long.limit) from None
    if not name:
        raise Invalid(N_("Write a name first."))
    return name


# ---- the list and its rules


@router.post("/list/{way}", status_code=204)
async def turn_list(
    work: OneWork, session: Session, way: Literal["opening", "closing"], expected: Expected
) -> Response:
    await settling.open_list(work, session, way == "opening", expected)
    return done()


@router.post("/cap", status_code=204)
async def cap(
    work: OneWork,
    session: Session,
    expected: Expected,
    most: Annotated[int | None, Form(ge=0, le=999)] = None,
) -> Response:
    """How many may wait at most; without a number, any number."""
    await settling.settle(work, session, expected, list_cap=most)
    return done()


@router.post("/rules/{rule}/{way}", status_code=204)
async def change_rules(
    work: OneWork,
    session: Session,
    rule: str,
    way: Literal["on", "off", "up"],
    expected: Expected,
) -> Response:
    """Takes a rule of fairness in (as the last one), out, or one place up."""
    if rule not in FLOOR_RULES:
        raise NotFound
    rules = [each for each in session.floor_spec.rules if each != rule]
    if way == "on":
        rules.append(rule)
    elif way == "up" and rule in session.floor_spec.rules:
        rules.insert(max(0, session.floor_spec.rules.index(rule) - 1), rule)
    await settling.settle(work, session, expected, rules=tuple(rules))
    return done()


@router.post("/quotas/{name}/sharing", status_code=204)
async def share_out(work: OneWork, session: Session, name: str, expected: Expected) -> Response:
    await settling.share_out(work, session, name, expected)
    return done()
