"""Forgetting a person: what told who they were goes, what the tables said stays."""

from sqlalchemy import delete

from facilitator.dialogues.model import Dialogue, Upload
from facilitator.kit.ids import new_code, new_id, new_token
from facilitator.kit.work import Work
from facilitator.people.events import PassRevoked, RosterChanged
from facilitator.people.model import Participant, Pass

ERASED = "–"
TOLD_OF_THEM = (
    *("shown_as", "constituency", "party", "organisation", "category", "un_region", "gender"),
    *("language", "expertise", "locale", "passphrase_hash", "consented_at"),
)


async def erase_person(work: Work, dialogue: Dialogue, person: Participant) -> None:
    """Name, affiliation, every attribute and every way in. Their row stays, as nobody's, so that
    seats and notes still have one; uploaded files may name them, and go too."""
    dialogue.appointed = {k: v for k, v in dialogue.appointed.items() if k != person.key}
    person.name, person.key, person.groups = ERASED, f"E-{new_id().hex[-12:]}", []
    for field in TOLD_OF_THEM:
        setattr(person, field, None)
    person.personal_code, person.link_token = new_code(), new_token()
    await work.db.execute(delete(Pass).where(Pass.participant_id == person.id))
    await work.db.execute(delete(Upload).where(Upload.dialogue_id == dialogue.id))
    await work.db.flush()
    work.record(RosterChanged(dialogue.id))
    work.record(PassRevoked(dialogue.id, person.id))
