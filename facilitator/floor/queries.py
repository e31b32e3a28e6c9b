"""Reading the floor."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.dialogues.model import DialogueSession
from facilitator.floor.model import Floor, FloorAct, FloorRequest, FloorSignal, Speech, SpeechTopic
from facilitator.floor.rules.kinds import OPEN, Asking, State
from facilitator.floor.rules.moves import Act
from facilitator.floor.sitting import Sitting, Wish
from facilitator.people.model import Participant

A_FEW = 500  # people: beyond, reading all of a session is faster than naming them


async def sitting(db: AsyncSession, session_id: UUID) -> Sitting:
    """The floor as it stands; one that nobody has used yet is as new."""
    session = await db.get_one(DialogueSession, session_id)
    floor = await db.get(Floor, session_id)
    floor = floor or Floor(
        session_id=session_id, dialogue_id=session.dialogue_id, version=0, inscribed=0, is_open=True
    )
    return Sitting(session, floor, await _wishes(db, session_id))


async def held(db: AsyncSession, session_id: UUID) -> Floor | None:
    """The floor, locked until the work is done; None before its first use."""
    query = select(Floor).filter_by(session_id=session_id).with_for_update()
    return await db.scalar(query.execution_options(populate_existing=True))


async def sitting_of(db: AsyncSession, floor: Floor) -> Sitting:
    """All that a held floor goes by: everybody but those who withdrew."""
    session = await db.get_one(DialogueSession, floor.session_id, populate_existing=True)
    live = FloorRequest.state != State.WITHDRAWN
    return Sitting(session, floor, await _wishes(db, floor.session_id, live))


async def _wishes(
    db: AsyncSession, session_id: UUID, *which: ColumnElement[bool]
) -> dict[UUID, Wish]:
    query = (
        select(FloorRequest, Participant, Speech)
        .outerjoin(Participant, Participant.id == FloorRequest.participant_id)
        .outerjoin(Speech, Speech.request_id == FloorRequest.id)
        .where(FloorRequest.session_id == session_id, *which)
        .order_by(FloorRequest.turn)
        .execution_options(populate_existing=True)
    )
    return {row[0].id: Wish(*row) for row in await db.execute(query)}


async def request_of(db: AsyncSession, session_id: UUID, request_id: UUID) -> FloorRequest | None:
    return await db.scalar(select(FloorRequest).filter_by(id=request_id, session_id=session_id))


async def held_speech(db: AsyncSession, session_id: UUID, number: int) -> Speech | None:
    """A speech by its number, locked until the work is done."""
    query = select(Speech).filter_by(session_id=session_id, number=number)
    return await db.scalar(query.with_for_update())


async def open_request(
    db: AsyncSession, session_id: UUID, participant_id: UUID, kind: Asking
) -> FloorRequest | None:
    """What somebody waits with already, or speaks on."""
    query = select(FloorRequest).filter_by(
        session_id=session_id, participant_id=participant_id, kind=kind
    )
    return await db.scalar(query.where(FloorRequest.state.in_(OPEN)).limit(1))


@dataclass
class Book:
    """What an ask or a withdrawal must know of a floor, kept while several are seen to.

    `own`: everything that some people ever asked; `waiting`: interventions in the line;
    `prepared`: statements held or asked for; `by_hand`: has a chair put anybody at a place?
    """

    own: dict[UUID, list[FloorRequest]]
    waiting: int
    prepared: int
    by_hand: bool

    def enter(self, new: FloorRequest) -> None:
        assert new.participant_id  # noqa: S101 - whoever raises a hand is somebody
        self.own[new.participant_id].append(new)
        self._count(new, 1)

    def strike(self, gone: FloorRequest) -> None:
        self._count(gone, -1)

    def _count(self, request: FloorRequest, one: int) -> None:
        if request.kind == Asking.INTERVENTION and request.state == State.WAITING:
            self.waiting += one
        if request.prepared:
            self.prepared += one


async def book(db: AsyncSession, session_id: UUID, people: Collection[UUID]) -> Book:
    """Two queries, however many people."""
    here = FloorRequest.session_id == session_id
    of_these = select(FloorRequest).where(here, FloorRequest.participant_id.in_(people))
    own: dict[UUID, list[FloorRequest]] = {each: [] for each in people}
    for request in await db.scalars(of_these.order_by(FloorRequest.turn)):
        if request.participant_id:
            own[request.participant_id].append(request)
    waits = FloorRequest.state == State.WAITING
    counts = select(
        func.count().filter(waits, FloorRequest.kind == Asking.INTERVENTION),
        func.count().filter(FloorRequest.state != State.WITHDRAWN, FloorRequest.prepared),
        func.count(FloorRequest.by_hand).filter(waits),
    )
    waiting, prepared, by_hand = (await db.execute(counts.where(here))).one()
    return Book(own, waiting, prepared, bool(by_hand))


async def askers(
    db: AsyncSession, session_id: UUID, people: Collection[UUID] | None
) -> dict[UUID, tuple[UUID, ...]]:
    """{person: their open requests} of a session; of a crowd, or (None), everybody's are read."""
    query = select(FloorRequest.participant_id, FloorRequest.id).where(
        FloorRequest.session_id == session_id, FloorRequest.state.in_(OPEN)
    )
    if people is not None and len(people) <= A_FEW:
        query = query.where(FloorRequest.participant_id.in_(people))
    found: dict[UUID, tuple[UUID, ...]] = {}
    for person, request in await db.execute(query.order_by(FloorRequest.turn)):
        if person is not None:
            found[person] = (*found.get(person, ()), request)
    return found


async def last_act(db: AsyncSession, session_id: UUID) -> tuple[FloorAct, str | None] | None:
    """The newest act, and the name of who did it."""
    query = select(FloorAct, Participant.name).where(FloorAct.session_id == session_id)
    query = query.outerjoin(Participant, Participant.id == FloorAct.by)
    row = (await db.execute(query.order_by(FloorAct.version.desc()).limit(1))).first()
    return row and (row[0], row[1])


async def undoable(db: AsyncSession, session_id: UUID) -> FloorAct | None:
    """The newest act that was not taken back and is no taking back itself."""
    query = select(FloorAct).filter_by(session_id=session_id, undone=False)
    query = query.where(FloorAct.act != Act.UNDO).order_by(FloorAct.version.desc())
    return await db.scalar(query.limit(1))


async def acts(db: AsyncSession, session_id: UUID) -> Sequence[FloorAct]:
    """Everything chairs did, in its order."""
    query = select(FloorAct).filter_by(session_id=session_id).order_by(FloorAct.version)
    return (await db.scalars(query)).all()


async def topics_of(db: AsyncSession, session_id: UUID) -> dict[UUID, list[str]]:
    """{speech: the points it took up}."""
    query = select(SpeechTopic).filter_by(session_id=session_id).order_by(SpeechTopic.topic)
    found: dict[UUID, list[str]] = {}
    for each in await db.scalars(query):
        found.setdefault(each.speech_id, []).append(each.topic)
    return found


async def signals_by_any_name(
    db: AsyncSession, session_id: UUID, names: Collection[str]
) -> Counter[str]:
    """{signal: how many gave it} of one point; whoever signalled under several of its names is
    heard once, by what they said last."""
    query = select(FloorSignal.participant_id, FloorSignal.signal)
    query = query.where(FloorSignal.session_id == session_id, FloorSignal.about.in_(names))
    rows = await db.execute(query.order_by(FloorSignal.at, FloorSignal.id))
    said = {row.participant_id: row.signal for row in rows}
    return Counter(said.values())


async def signals(db: AsyncSession, session_id: UUID) -> dict[str, Counter[str]]:
    """{speech or point: {signal: how many gave it}}."""
    query = (
        select(FloorSignal.about, FloorSignal.signal, func.count())
        .where(FloorSignal.session_id == session_id)
        .group_by(FloorSignal.about, FloorSignal.signal)
    )
    found: dict[str, Counter[str]] = {}
    for about, signal, count in await db.execute(query):
        found.setdefault(about, Counter())[signal] = count
    return found
