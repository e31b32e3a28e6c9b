"""Reading the floor."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.dialogues.model import DialogueSession
from facilitator.dialogues.programme.specs import FloorSpec
from facilitator.floor.model import Floor, FloorAct, FloorRequest, FloorSignal, Speech, SpeechTopic
from facilitator.floor.rules.clock import limit_of
from facilitator.floor.rules.heard import Asker, Heard, Traits
from facilitator.floor.rules.kinds import OPEN, Aid, Asking, Capacity, State
from facilitator.floor.rules.line import Line, Order, line
from facilitator.floor.rules.moves import Act, Phase
from facilitator.kit.text import plain
from facilitator.people.model import Participant
from facilitator.people.parties import PARTIES

A_FEW = 50  # people: beyond, reading all of a session is faster than naming them


@dataclass
class Wish:
    """A request, who made it, and what came of it."""

    request: FloorRequest
    person: Participant | None
    speech: Speech | None = None

    @property
    def name(self) -> str:
        return self.person.display_name if self.person else self.request.name or ""

    @property
    def constituency(self) -> str | None:
        return self.person.constituency if self.person else self.request.constituency

    @property
    def party(self) -> str | None:
        """The code of the Party they speak for, or belong to."""
        if self.request.capacity == Capacity.PARTY and self.request.on_behalf:
            return self.request.on_behalf
        return self.person.party if self.person else self.request.party

    @property
    def group(self) -> str | None:
        return self.request.on_behalf if self.request.capacity == Capacity.GROUP else None

    def stands_for(self, locale: str) -> str | None:
        """The group, Party or organisation beside the name, in a language."""
        party = PARTIES.get(self.party or "")
        own = self.person.organisation if self.person else None
        return self.group or (party.called(locale) if party else own)

    @property
    def who(self) -> Traits:
        party = PARTIES.get(self.party or "")
        region = party.un_region if party else None
        return Traits(
            person=str(self.person.id) if self.person else f"name {plain(self.request.name or '')}",
            constituency=self.constituency,
            region=self.person.un_region if self.person else region,
            gender=self.person.gender if self.person else None,
            developing=party.developing if party else None,
        )


@dataclass
class Sitting:
    """The floor of a session with everybody who asks and everything that was said."""

    session: DialogueSession
    floor: Floor
    wishes: dict[UUID, Wish]

    @property
    def spec(self) -> FloorSpec:
        return self.session.floor_spec

    @property
    def speeches(self) -> list[Wish]:
        """Everything said, in its order."""
        held = [(each.speech.number, each) for each in self.wishes.values() if each.speech]
        return [wish for _, wish in sorted(held, key=lambda each: each[0])]

    @property
    def waiting(self) -> list[Wish]:
        return [each for each in self.wishes.values() if each.request.state == State.WAITING]

    @property
    def called(self) -> Wish | None:
        return self.wishes[self.floor.called_id] if self.floor.called_id else None

    @property
    def speaking(self) -> Wish | None:
        return self._of(self.floor.speech_id)

    @property
    def interrupted(self) -> Wish | None:
        return self._of(self.floor.interrupted_id)

    def _of(self, speech: UUID | None) -> Wish | None:
        found = (w for w in self.wishes.values() if w.speech and w.speech.id == speech)
        return next(found, None) if speech else None

    @property
    def phase(self) -> Phase:
        if self.floor.called_id:
            return Phase.CALLED
        if self.speaking is None:
            return Phase.FREE
        running = self.speaking.speech and self.speaking.speech.since
        return Phase.SPEAKING if running else Phase.PAUSED

    @property
    def order(self) -> Order:
        return Order(self.spec.rules, self.spec.patience)

    def limit(self, request: FloorRequest) -> int:
        """Seconds they may speak."""
        return limit_of(Asking(request.kind), request.prepared, Aid(request.aid), self.spec)

    def heard(self) -> Heard:
        """Turns and seconds so far; whoever was called, or still speaks, uses all their time."""
        found = Heard()
        for wish in [*self.speeches, *([self.called] if self.called else [])]:
            found.hear(wish.who, Asking(wish.request.kind), self._seconds(wish))
        return found

    def _seconds(self, wish: Wish) -> int:
        if wish.speech is None:
            return self.limit(wish.request)
        clock = wish.speech.clock
        used = clock.spoken if wish.speech.ended_at else max(clock.spoken, clock.limit)
        return round(used.total_seconds())

    def line(self) -> Line:
        """Who is called next, and who after them."""
        return line((self._asker(each) for each in self.waiting), self.order, self.heard())

    def _asker(self, wish: Wish) -> Asker:
        request = wish.request
        return Asker(
            id=request.id,
            kind=Asking(request.kind),
            turn=request.turn,
            who=wish.who,
            limit=self.limit(request),
            passed=request.passed,
            absent=request.skipped > 0,
            by_hand=request.by_hand,
        )

    @property
    def prepared(self) -> int:
        """Prepared statements held or asked for."""
        live = [w for w in self.wishes.values() if w.request.state != State.WITHDRAWN]
        return sum(each.request.prepared for each in live)

    def used(self) -> Counter[str]:
        """{constituency or group: seconds} until the clock last stopped."""
        found: Counter[str] = Counter()
        for wish in self.speeches:
            assert wish.speech  # noqa: S101 - those with a speech
            seconds = round(wish.speech.clock.spoken.total_seconds())
            found.update({name: seconds for name in (wish.constituency, wish.group) if name})
        return found


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


async def asked_before(
    db: AsyncSession, session_id: UUID, participant_id: UUID, key: str
) -> FloorRequest | None:
    query = select(FloorRequest).filter_by(session_id=session_id, participant_id=participant_id)
    return await db.scalar(query.filter_by(key=key))


async def open_request(
    db: AsyncSession, session_id: UUID, participant_id: UUID, kind: Asking
) -> FloorRequest | None:
    """What somebody waits with already, or speaks on."""
    query = select(FloorRequest).filter_by(
        session_id=session_id, participant_id=participant_id, kind=kind
    )
    return await db.scalar(query.where(FloorRequest.state.in_(OPEN)).limit(1))


async def count_waiting(db: AsyncSession, session_id: UUID, kind: Asking) -> int:
    query = select(func.count()).select_from(FloorRequest)
    found = query.filter_by(session_id=session_id, kind=kind, state=State.WAITING)
    return await db.scalar(found) or 0


async def count_prepared(db: AsyncSession, session_id: UUID) -> int:
    """Prepared statements held or asked for."""
    query = select(func.count()).select_from(FloorRequest)
    found = query.filter_by(session_id=session_id, prepared=True)
    return await db.scalar(found.where(FloorRequest.state != State.WITHDRAWN)) or 0


async def askers(
    db: AsyncSession, session_id: UUID, people: Collection[UUID]
) -> dict[UUID, tuple[UUID, ...]]:
    """{person: their open requests} of a session; of a crowd, everybody's are read."""
    query = select(FloorRequest.participant_id, FloorRequest.id).where(
        FloorRequest.session_id == session_id, FloorRequest.state.in_(OPEN)
    )
    if len(people) <= A_FEW:
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
