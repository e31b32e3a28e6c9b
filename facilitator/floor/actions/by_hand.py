"""What chairs do with the line by hand: names added, removed, moved, heard again."""

from dataclasses import dataclass
from uuid import UUID

from facilitator.dialogues.model import DialogueSession
from facilitator.floor import queries
from facilitator.floor.actions.acting import acted, acting
from facilitator.floor.actions.line import Ask, inscribed, leave, restamp, waiting
from facilitator.floor.model import FloorRequest
from facilitator.floor.rules.kinds import Aid, Asking, Capacity, State
from facilitator.floor.rules.moves import Act
from facilitator.floor.sitting import Sitting
from facilitator.kit.errors import NotNow
from facilitator.kit.ids import new_id
from facilitator.kit.words import N_
from facilitator.kit.work import Work
from facilitator.people.model import Participant


@dataclass(frozen=True)
class Guest:
    """Somebody without a device or an entry on the roster, as a chair writes them down."""

    name: str
    constituency: str | None = None
    party: str | None = None


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
    request = inscribed(work, sitting.floor, wish, **whose)
    work.db.add(request)
    acted(work, sitting, Act.ADD, request)
    return request


async def remove(work: Work, session: DialogueSession, request_id: UUID, expected: int) -> None:
    """A chair takes a waiting name off the list. The clock goes on as it is."""
    sitting = await acting(work, session, expected)
    request = waiting(sitting, request_id).request
    leave(work, sitting, request)
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
    restamp(sitting, [each for each in rest if each in sitting.wishes])
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
    request = inscribed(work, sitting.floor, wish, **whose)
    work.db.add(request)
    put(sitting, [*order, request.id], request, 1)
    acted(work, sitting, Act.AGAIN, request)
    return request
