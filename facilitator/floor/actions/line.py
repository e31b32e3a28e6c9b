"""Who stands in the line: asking and withdrawing, many people in one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from facilitator.dialogues.model import DialogueSession
from facilitator.floor import queries
from facilitator.floor.actions.acting import follow, taken
from facilitator.floor.actions.yielding import let_go_on
from facilitator.floor.events import FloorAsked
from facilitator.floor.model import Floor, FloorRequest
from facilitator.floor.queries import Book
from facilitator.floor.rules.kinds import OPEN, Aid, Asking, Capacity, State
from facilitator.floor.sitting import Sitting, Wish
from facilitator.kit.errors import Invalid, NotFound, NotNow, Refusal
from facilitator.kit.ids import new_id
from facilitator.kit.words import N_
from facilitator.kit.work import Work
from facilitator.people.model import Participant
from facilitator.people.parties import PARTIES


@dataclass(frozen=True)
class Ask:
    """What somebody asks the floor for. `on_behalf`: the code of a Party or a group."""

    key: str
    kind: Asking = Asking.INTERVENTION
    prepared: bool = False
    capacity: Capacity = Capacity.SELF
    on_behalf: str | None = None
    language: str | None = None
    aid: Aid = Aid.NONE


@dataclass(frozen=True)
class TakeBack:
    """One's own request is withdrawn. `key`: what it was asked with."""

    key: str


@dataclass(frozen=True)
class Hand:
    """Whose wish it is, and the work it belongs to."""

    work: Work
    person: Participant
    wish: Ask | TakeBack


class Answer(NamedTuple):
    """The request that a hand was about. `again`: it was there before."""

    id: UUID
    turn: int
    again: bool


async def attend(session: DialogueSession, hands: Sequence[Hand]) -> list[Answer | Refusal]:
    """Sees to hands in their order: the floor is locked, and what is known of it read, once."""
    work = hands[0].work
    floor = await taken(work, session)
    book = await queries.book(work.db, session.id, {each.person.id for each in hands})
    answers: list[Answer | Refusal] = []
    for hand in hands:
        try:
            answers.append(await _see_to(session, floor, book, hand))
        except Refusal as refusal:
            answers.append(refusal)
    return answers


async def _see_to(session: DialogueSession, floor: Floor, book: Book, hand: Hand) -> Answer:
    if isinstance(hand.wish, Ask):
        request, again = _asked(session, floor, book, hand, hand.wish)
    else:
        request, again = await _taken_back(floor, book, hand, hand.wish)
    if not again:
        hand.work.record(FloorAsked(floor.dialogue_id, floor.session_id, hand.person.id))
    return Answer(request.id, request.turn, again)


def _asked(
    session: DialogueSession, floor: Floor, book: Book, hand: Hand, wish: Ask
) -> tuple[FloorRequest, bool]:
    """Asking twice asks once: who already waits with a request of a kind is told of that one."""
    own = book.own[hand.person.id]
    same = [each for each in own if each.key == wish.key]
    same += [each for each in own if each.kind == wish.kind and each.state in OPEN]
    if same:
        return same[0], True
    _refuse(session, floor, book, wish)
    _may_speak_for(hand.person, wish)
    request = inscribed(hand.work, floor, wish, participant_id=hand.person.id)
    hand.work.db.add(request)
    book.enter(request)
    return request, False


def _refuse(session: DialogueSession, floor: Floor, book: Book, wish: Ask) -> None:
    """A closed or full list keeps out new interventions; replies and points of order may come."""
    spec = session.floor_spec
    if wish.kind is not Asking.INTERVENTION:
        return
    if not floor.is_open:
        raise NotNow(N_("The list of speakers is closed."), code="list_closed")
    if spec.list_cap is not None and book.waiting >= spec.list_cap:
        raise NotNow(
            N_("The list is full: %(cap)s are waiting. Try again when somebody has spoken."),
            code="list_full",
            cap=spec.list_cap,
        )
    if wish.prepared and spec.prepared_cap is not None and book.prepared >= spec.prepared_cap:
        raise NotNow(
            N_("All %(cap)s places for prepared statements are taken. Ask to react instead."),
            code="prepared_full",
            cap=spec.prepared_cap,
        )


def _may_speak_for(person: Participant, wish: Ask) -> None:
    """One speaks for one's own Party, and for groups which it or oneself belongs to."""
    party = PARTIES.get(person.party or "")
    own: dict[Capacity, set[str | None]] = {
        Capacity.SELF: {None},
        Capacity.PARTY: {person.party} - {None},
        Capacity.GROUP: {*person.groups, *(party.groups if party else ())},
    }
    if wish.on_behalf not in own[wish.capacity]:
        raise Invalid(N_("You cannot speak for them. Choose your Party or one of its groups."))


def inscribed(work: Work, floor: Floor, wish: Ask, **whose: object) -> FloorRequest:
    return FloorRequest(
        id=new_id(),
        dialogue_id=floor.dialogue_id,
        session_id=floor.session_id,
        key=wish.key,
        kind=wish.kind,
        turn=next_turn(floor),
        prepared=wish.prepared and wish.kind is Asking.INTERVENTION,
        capacity=wish.capacity,
        on_behalf=wish.on_behalf,
        language=wish.language,
        aid=wish.aid,
        asked_at=work.now,
        state=State.WAITING,
        passed=0,
        skipped=0,
        **whose,
    )


def next_turn(floor: Floor) -> int:
    floor.inscribed += 1
    return floor.inscribed


async def _taken_back(
    floor: Floor, book: Book, hand: Hand, gone: TakeBack
) -> tuple[FloorRequest, bool]:
    """Takes one's own request back. The clock goes on as it is."""
    request = next((r for r in book.own[hand.person.id] if r.key == gone.key), None)
    if request is None:
        raise NotFound
    if request.state not in (State.WAITING, State.CALLED):
        return request, True  # it was withdrawn or heard already: nothing waits any more
    book.strike(request)
    if request.state == State.CALLED or book.by_hand:
        last = await queries.last_act(hand.work.db, floor.session_id)
        follow(hand.work, last[0] if last else None)
        leave(hand.work, await queries.sitting_of(hand.work.db, floor), request)
    else:
        _withdrawn(hand.work, request)
    return request, False


def leave(work: Work, sitting: Sitting, request: FloorRequest) -> None:
    leave_line(sitting, request)
    if sitting.floor.called_id == request.id:
        sitting.floor.called_id = None
        let_go_on(work, sitting)
    _withdrawn(work, request)


def _withdrawn(work: Work, request: FloorRequest) -> None:
    request.state, request.settled_at = State.WITHDRAWN, work.now


def leave_line(sitting: Sitting, request: FloorRequest) -> None:
    """Those whom a chair put at a place keep it among those who remain."""
    if request.state == State.WAITING:
        stay = [s.asker.id for s in sitting.line().standings if s.asker.id != request.id]
        restamp(sitting, stay)


def restamp(sitting: Sitting, order: list[UUID]) -> None:
    for place, each in enumerate(order, 1):
        request = sitting.wishes[each].request
        if request.by_hand:
            request.by_hand = place


def waiting(sitting: Sitting, request_id: UUID) -> Wish:
    """The wish of somebody in the line. Raises NotNow for one that is not there any more."""
    wish = sitting.wishes.get(request_id)
    if wish is None:  # withdrawn
        raise NotNow(N_("This name is not in the line any more."))
    if wish.request.state != State.WAITING:
        raise NotNow(N_("%(who)s is not in the line any more."), who=wish.name)
    return wish
