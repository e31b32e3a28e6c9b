"""Who has the floor: calling, starting, pausing, ending. The clock is coupled to the speaker."""

from datetime import timedelta
from uuid import UUID

from facilitator.dialogues.model import DialogueSession
from facilitator.floor.actions.acting import acted, acting
from facilitator.floor.actions.line import leave_line, next_turn, waiting
from facilitator.floor.actions.yielding import finish, let_go_on
from facilitator.floor.model import FloorRequest, Speech, SpeechTopic
from facilitator.floor.rules.kinds import A_TURN, INTERRUPTS, Asking, State
from facilitator.floor.rules.moves import Move, check
from facilitator.floor.sitting import Sitting, Wish
from facilitator.kit.errors import NotNow
from facilitator.kit.ids import new_id
from facilitator.kit.words import N_
from facilitator.kit.work import Work


async def call(work: Work, session: DialogueSession, request_id: UUID, expected: int) -> None:
    """Calls somebody of the line: the next one, or (logged as an override) another.

    A speaker's turn ends with it; but a question or a point of order only interrupts them.
    """
    sitting = await acting(work, session, expected)
    wish = waiting(sitting, request_id)
    check(sitting.phase, Move.CALL)
    kind = Asking(wish.request.kind)
    if sitting.interrupted and kind not in INTERRUPTS:
        who = sitting.interrupted.name
        raise NotNow(N_("%(who)s was interrupted and goes on first. End the question."), who=who)
    standing = sitting.line().of(request_id)
    place = standing.place if standing else 1
    leave_line(sitting, wish.request)
    _pass_over(sitting, wish.request)
    _make_way(work, sitting, kind)
    wish.request.state, wish.request.by_hand = State.CALLED, None
    sitting.floor.called_id = wish.request.id
    acted(work, sitting, Move.CALL, wish.request, place=place)


def _pass_over(sitting: Sitting, called: FloorRequest) -> None:
    if called.kind == Asking.ORDER:
        return
    for each in sitting.waiting:
        if each.request.turn < called.turn:
            each.request.passed += 1


def _make_way(work: Work, sitting: Sitting, kind: Asking) -> None:
    speaker = sitting.speaking
    if speaker is None or speaker.speech is None:
        return
    if kind in INTERRUPTS and not sitting.interrupted:
        speaker.speech.clock = speaker.speech.clock.stopped(work.now)
        sitting.floor.interrupted_id = speaker.speech.id
        sitting.floor.speech_id = None
    else:
        finish(work, sitting, speaker)


async def start(work: Work, session: DialogueSession, expected: int) -> Speech:
    """Whoever was called begins, and their clock with them."""
    sitting = await acting(work, session, expected)
    check(sitting.phase, Move.START)
    assert sitting.called  # noqa: S101 - the phase says so
    request, floor = sitting.called.request, sitting.floor
    speech = Speech(
        id=new_id(),
        dialogue_id=floor.dialogue_id,
        session_id=floor.session_id,
        request_id=request.id,
        number=1 + max((w.speech.number for w in sitting.speeches if w.speech), default=0),
        began_at=work.now,
        limit_ms=sitting.limit(request) * 1000,
        spoken_ms=0,
        since=work.now,
    )
    work.db.add(speech)
    if floor.topic and Asking(request.kind) in A_TURN:
        topic = SpeechTopic(speech_id=speech.id, topic=floor.topic, session_id=floor.session_id)
        work.db.add(topic)
    request.state = State.SPEAKING
    floor.called_id, floor.speech_id = None, speech.id
    acted(work, sitting, Move.START, request)
    return speech


async def pause(work: Work, session: DialogueSession, expected: int) -> None:
    sitting, speaker = await _having(work, session, Move.PAUSE, expected)
    assert speaker.speech  # noqa: S101
    speaker.speech.clock = speaker.speech.clock.stopped(work.now)
    acted(work, sitting, Move.PAUSE, speaker.request)


async def resume(work: Work, session: DialogueSession, expected: int) -> None:
    sitting, speaker = await _having(work, session, Move.RESUME, expected)
    assert speaker.speech  # noqa: S101
    speaker.speech.clock = speaker.speech.clock.started(work.now)
    acted(work, sitting, Move.RESUME, speaker.request)


async def extend(work: Work, session: DialogueSession, seconds: int, expected: int) -> None:
    sitting, speaker = await _having(work, session, Move.EXTEND, expected)
    assert speaker.speech  # noqa: S101
    speaker.speech.clock = speaker.speech.clock.extended(timedelta(seconds=seconds))
    acted(work, sitting, Move.EXTEND, speaker.request, seconds=seconds)


async def end(work: Work, session: DialogueSession, expected: int) -> None:
    """The speech is over. Whoever it interrupted goes on."""
    sitting, speaker = await _having(work, session, Move.END, expected)
    finish(work, sitting, speaker)
    let_go_on(work, sitting)
    acted(work, sitting, Move.END, speaker.request)


async def _having(
    work: Work, session: DialogueSession, move: Move, expected: int
) -> tuple[Sitting, Wish]:
    """The floor, and who has it, if the move is possible."""
    sitting = await acting(work, session, expected)
    check(sitting.phase, move)
    assert sitting.speaking  # noqa: S101 - the phase says so
    return sitting, sitting.speaking


async def skip(work: Work, session: DialogueSession, expected: int) -> None:
    """Whoever was called is not there: they go to the end of their category."""
    sitting, request = await _called(work, session, Move.SKIP, expected)
    request.turn, request.passed = next_turn(sitting.floor), 0
    request.skipped += 1
    acted(work, sitting, Move.SKIP, request)


async def put_back(work: Work, session: DialogueSession, expected: int) -> None:
    """Whoever was called waits again, where the rules put them."""
    sitting, request = await _called(work, session, Move.RETURN, expected)
    acted(work, sitting, Move.RETURN, request)


async def _called(
    work: Work, session: DialogueSession, move: Move, expected: int
) -> tuple[Sitting, FloorRequest]:
    sitting = await acting(work, session, expected)
    check(sitting.phase, move)
    assert sitting.called  # noqa: S101 - the phase says so
    request = sitting.called.request
    request.state, sitting.floor.called_id = State.WAITING, None
    let_go_on(work, sitting)
    return sitting, request
