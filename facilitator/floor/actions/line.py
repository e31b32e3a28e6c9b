"""Who stands in the line: asking, withdrawing, and what a chair does with it by hand."""

from dataclasses import dataclass
from uuid import UUID

from facilitator.dialogues.model import DialogueSession
from facilitator.floor import queries
from facilitator.floor.actions.acting import acted, acting, taken
from facilitator.floor.actions.yielding import let_go_on
from facilitator.floor.events import FloorAsked
from facilitator.floor.model import Floor, FloorRequest
from facilitator.floor.queries import Sitting, Wish
from facilitator.floor.rules.kinds import Aid, Asking, Capacity, State
from facilitator.floor.rules.moves import Act
from facilitator.kit.errors import Invalid, NotFound, NotNow
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
class Guest:
    """Somebody without a device or an entry on the roster, as a chair writes them down."""

    name: str
    constituency: str | None = None
    party: str | None = None


async def ask(
    work: Work, session: DialogueSession, person: Participant, wish: Ask
) -> tuple[FloorRequest, bool]:
    """Puts somebody into the line; gives their request, and whether it is new.

    Asking twice asks once: who already waits with a request of a kind is told of that one.
    """
    floor = await taken(work, session)
    before = await queries.asked_before(work.db, session.id, person.id, wish.key)
    before = before or await queries.open_request(work.db, session.id, person.id, wish.kind)
    if before:
        return before, False
    await _refuse(work, session, floor, wish)
    _may_speak_for(person, wish)
    request = _inscribed(work, floor, wish, participant_id=person.id)
    work.db.add(request)
    work.record(FloorAsked(session.dialogue_id, session.id, person.id))
    return request, True


async def _refuse(work: Work, session: DialogueSession, floor: Floor, wish: Ask) -> None:
    """A closed or full list keeps out new interventions; replies and points of order may come."""
    spec = session.floor_spec
    if wish.kind is not Asking.INTERVENTION:
        return
    if not floor.is_open:
        raise NotNow(N_("The list of speakers is closed."), code="list_closed")
    if spec.list_cap is not None:
        waiting = await queries.count_waiting(work.db, session.id, wish.kind)
        if waiting >= spec.list_cap:
            raise NotNow(
                N_("The list is full: %(cap)s are waiting. Try again when somebody has spoken."),
                code="list_full",
                cap=spec.list_cap,
            )
    prepared = await queries.count_prepared(work.db, session.id) if wish.prepared else 0
    if wish.prepared and spec.prepared_cap is not None and prepared >= spec.prepared_cap:
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


def _inscribed(work: Work, floor: Floor, wish: Ask, **whose: object) -> FloorRequest:
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


async def withdraw(work: Work, session: DialogueSession, person: Participant, key: str) -> None:
    """Takes one's own request back, by the key it was asked with. The clock goes on as it is."""
    floor = await taken(work, session)
    request = await queries.asked_before(work.db, session.id, person.id, key)
    if request is None:
        raise NotFound
    if request.state not in (State.WAITING, State.CALLED):
        return  # it was withdrawn or heard already: nothing waits any more
    _leave(work, await queries.sitting_of(work.db, floor), request)
    work.record(FloorAsked(session.dialogue_id, session.id, person.id))


def _leave(work: Work, sitting: Sitting, request: FloorRequest) -> None:
    leave_line(sitting, request)
    if sitting.floor.called_id == request.id:
        sitting.floor.called_id = None
        let_go_on(work, sitting)
    request.state, request.settled_at = State.WITHDRAWN, work.now


def leave_line(sitting: Sitting, request: FloorRequest) -> None:
    """Those whom a chair put at a place keep it among those who remain."""
    if request.state == State.WAITING:
        stay = [s.asker.id for s in sitting.line().standings if s.asker.id != request.id]
        _restamp(sitting, stay)


def _restamp(sitting: Sitting, order: list[UUID]) -> None:
    for place, each in enumerate(order, 1):
        request = sitting.wishes[each].request
        if request.by_hand:
            request.by_hand = place


# ---- what a chair does by hand


async def add(
    work: Work,
    session: DialogueSession,
    who: Participant | Guest,
    wish: Ask,
    expected: int | None = None,
) -> FloorRequest:
    """A chair adds somebody who has no device, or is on no roster; also to a closed list."""
    sitting = await acting(work, session, expected)
    whose = (
        {"participant_id": who.id}
        if isinstance(who, Participant)
        else {"name": who.name, "constituency": who.constituency, "party": who.party}
    )
    known = who if isinstance(who, Participant) else None
    if known and await queries.open_request(work.db, session.id, known.id, wish.kind):
        raise NotNow(N_("%(who)s is in the line already."), who=known.display_name)
    request = _inscribed(work, sitting.floor, wish, **whose)
    work.db.add(request)
    acted(work, sitting, Act.ADD, request)
    return request


async def remove(work: Work, session: DialogueSession, request_id: UUID, expected: int) -> None:
    """A chair takes a waiting name off the list. The clock goes on as it is."""
    sitting = await acting(work, session, expected)
    request = waiting(sitting, request_id).request
    _leave(work, sitting, request)
    acted(work, sitting, Act.REMOVE, request)


async def place(
    work: Work, session: DialogueSession, request_id: UUID, to: int | None, expected: int
) -> None:
    """A chair puts somebody at a place (1 is next), or (None) leaves them to the rules again."""
    sitting = await acting(work, session, expected)
    request = waiting(sitting, request_id).request
    order = [each.asker.id for each in sitting.line().standings]
    was = order.index(request.id) + 1
    if to is None:
        request.by_hand = None
    else:
        to = min(max(to, 1), len(order))
        put(sitting, order, request, to)
    acted(work, sitting, Act.PLACE, request, was=was, to=to)


def put(sitting: Sitting, order: list[UUID], request: FloorRequest, to: int) -> None:
    """Puts a request at a place of the line; the hand's other choices make room."""
    rest = [each for each in order if each != request.id]
    rest.insert(to - 1, request.id)
    _restamp(sitting, [each for each in rest if each in sitting.wishes])
    request.by_hand = to


async def again(work: Work, session: DialogueSession, expected: int) -> FloorRequest:
    """The last speaker is put at the head of the line once more."""
    sitting = await acting(work, session, expected)
    over = [each for each in sitting.speeches if each.request.state == State.HEARD]
    if not over:
        raise NotNow(N_("Nobody has spoken yet."))
    last = over[-1].request
    wish = Ask(
        key=f"again-{new_id()}",
        kind=Asking(last.kind),
        prepared=last.prepared,
        capacity=Capacity(last.capacity),
        on_behalf=last.on_behalf,
        language=last.language,
        aid=Aid(last.aid),
    )
    whose = {
        "participant_id": last.participant_id,
        "name": last.name,
        "constituency": last.constituency,
        "party": last.party,
    }
    order = [each.asker.id for each in sitting.line().standings]
    request = _inscribed(work, sitting.floor, wish, **whose)
    work.db.add(request)
    put(sitting, [*order, request.id], request, 1)
    acted(work, sitting, Act.AGAIN, request)
    return request


def waiting(sitting: Sitting, request_id: UUID) -> Wish:
    """The wish of somebody in the line. Raises NotNow for one that is not there any more."""
    wish = sitting.wishes.get(request_id)
    if wish is None:  # withdrawn
        raise NotNow(N_("This name is not in the line any more."))
    if wish.request.state != State.WAITING:
        raise NotNow(N_("%(who)s is not in the line any more."), who=wish.name)
    return wish
