"""Making a dialogue, and setting what holds for all of it."""

from facilitator.dialogues.events import DialogueCreated, ProgrammeChanged
from facilitator.dialogues.model import Dialogue
from facilitator.dialogues.programme import DialogueSpec
from facilitator.dialogues.queries import if_any
from facilitator.kit.errors import Invalid
from facilitator.kit.ids import new_token
from facilitator.kit.words import N_
from facilitator.kit.work import Work


async def create(work: Work, spec: DialogueSpec) -> Dialogue:
    """A new, empty dialogue. Raises Invalid (field `key`) if its address is taken."""
    if await if_any(work.db, spec.key):
        taken = N_("Another dialogue has the address “%(key)s”. Choose another one.")
        raise Invalid(problems={"key": (taken, {"key": spec.key})})
    dialogue = Dialogue(slug=spec.key, appointed={}, wall_token=new_token(), created_at=work.now)
    fill(dialogue, spec)
    work.db.add(dialogue)
    await work.db.flush()
    work.record(DialogueCreated(dialogue.id))
    return dialogue


async def change_basics(work: Work, dialogue: Dialogue, spec: DialogueSpec) -> None:
    """Everything but its address, which is on paper and in links already."""
    fill(dialogue, spec)
    work.record(ProgrammeChanged(dialogue.id))


def fill(dialogue: Dialogue, spec: DialogueSpec) -> None:
    dialogue.title = dict(spec.title)
    dialogue.timezone = spec.timezone
    dialogue.languages = list(spec.languages)
    dialogue.attribution = spec.attribution
    dialogue.denominator = spec.denominator
    dialogue.expected_output = dict(spec.expected_output)
    dialogue.scope = dict(spec.scope)
    dialogue.ground_rules = dict(spec.ground_rules)
    dialogue.criteria = dict(spec.criteria)
    dialogue.walk_ins = spec.walk_ins
    dialogue.question_floor_minutes = spec.question_floor_minutes
