"""Taking somebody off the roster who has not taken part."""

from sqlalchemy import delete, select

from facilitator.dialogues.model import Dialogue
from facilitator.kit.errors import Conflict
from facilitator.kit.references import let_go
from facilitator.kit.words import N_
from facilitator.kit.work import Work
from facilitator.people.events import RosterChanged
from facilitator.people.model import Participant, Pass
from facilitator.people.queries import roster
from facilitator.people.rules import CHAIRS, Role
from facilitator.rounds.model import Round
from facilitator.rounds.rules import Phase
from facilitator.tables.editing import settle_role
from facilitator.tables.model import Seat

STAYS = N_("%(name)s has taken part already and stays on the roster.")


async def remove_person(work: Work, dialogue: Dialogue, person: Participant) -> None:
    """Raises Conflict for the last chair, and for whoever sat in a round or wrote something."""
    name = person.name
    others = [each for each in await roster(work.db, dialogue.id) if each.id != person.id]
    if Role(person.role) in CHAIRS and not any(Role(each.role) in CHAIRS for each in others):
        raise Conflict(N_("Nobody else could run the dialogue. Name another co-facilitator first."))
    person.role = Role.PARTICIPANT
    await settle_role(work, dialogue, person)
    to_come = select(Round.session_id).where(
        Round.session_id == Seat.session_id,
        Round.number == Seat.round_number,
        Round.phase == Phase.PLANNED,
    )
    mine = Seat.participant_id == person.id
    await work.db.execute(
        delete(Seat).where(mine, to_come.exists()).execution_options(synchronize_session=False)
    )
    await work.db.execute(delete(Pass).where(Pass.participant_id == person.id))
    await let_go(work.db, person, STAYS, name=name)
    work.record(RosterChanged(dialogue.id))
