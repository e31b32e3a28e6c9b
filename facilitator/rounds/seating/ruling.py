"""What every plan keeps to, and what a session wishes of it, set by hand."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from uuid import UUID

from facilitator.dialogues.model import DialogueSession
from facilitator.kit.errors import Invalid
from facilitator.kit.words import N_
from facilitator.kit.work import Work
from facilitator.rotation.events import RulesChanged
from facilitator.rotation.kinds import HAS_TABLE, LEAST_PEOPLE, RuleKind
from facilitator.rotation.model import RotationWish, SeatingRule
from facilitator.rotation.queries import rule_if_any, wish_of
from facilitator.rotation.rules import Objective


@dataclass(frozen=True)
class Ruling:
    """A rule as it was typed: people by id, tables by number, no rounds for all of them."""

    kind: RuleKind
    people: Sequence[UUID] = ()
    table: int | None = None
    rounds: Sequence[int] = ()


@dataclass(frozen=True)
class Wish:
    """The goal, the two dials (0 to 4), and whether earlier cafés count."""

    objective: Objective
    balance: int
    evenness: int
    history: bool


async def add_rule(work: Work, session: DialogueSession, ruling: Ruling) -> SeatingRule:
    """Raises Invalid, naming the field, for a rule that says too little."""
    least = LEAST_PEOPLE.get(ruling.kind, 0)
    people = list(dict.fromkeys(ruling.people))
    problems: dict[str, tuple[str, dict[str, object]]] = {}
    if len(people) < least:
        few = N_("Name two people or more.") if least > 1 else N_("Name somebody.")
        problems["people"] = (few, {})
    if ruling.kind in HAS_TABLE and ruling.table is None:
        problems["table"] = (N_("Choose a table."), {})
    if problems:
        raise Invalid(problems=problems)
    made = SeatingRule(
        dialogue_id=session.dialogue_id,
        session_id=session.id,
        kind=ruling.kind,
        people=[str(each) for each in people] if least else [],
        table_number=ruling.table if ruling.kind in HAS_TABLE else None,
        rounds=sorted(set(ruling.rounds)),
        made_at=work.now,
        made_by=work.actor,
    )
    work.db.add(made)
    await work.db.flush()
    work.record(RulesChanged(session.dialogue_id, session.id))
    return made


async def remove_rule(work: Work, session: DialogueSession, rule_id: UUID) -> None:
    """A rule that another chair has removed is removed."""
    gone = await rule_if_any(work.db, session.id, rule_id)
    if gone:
        await work.db.delete(gone)
        work.record(RulesChanged(session.dialogue_id, session.id))


async def wish(work: Work, session: DialogueSession, wished: Wish) -> None:
    """What the plans to come should be good at."""
    row = await wish_of(work.db, session.id)
    if row is None:
        row = RotationWish(session_id=session.id)
        work.db.add(row)
    for name, value in asdict(wished).items():
        setattr(row, name, value)
    await work.db.flush()
    work.record(RulesChanged(session.dialogue_id, session.id))
