"""All that a look at the preparation needs, read at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.dialogues import queries
from facilitator.dialogues.model import Dialogue, DialogueSession, Question, Theme
from facilitator.dialogues.rules import Asked, Kind, at_table
from facilitator.people.model import Participant
from facilitator.people.queries import roster
from facilitator.people.rules import Role
from facilitator.rounds.model import Round
from facilitator.rounds.queries import rounds_of
from facilitator.rounds.seating import SEATED
from facilitator.tables.model import Table
from facilitator.tables.queries import seats_of, tables_of


@dataclass(frozen=True)
class CafeState:
    """A session with its rounds and tables; `seated` has the people with a seat, by round."""

    session: DialogueSession
    asked: Sequence[Asked]
    rounds: Sequence[Round] = ()
    tables: Sequence[Table] = ()
    seated: Mapping[int, set[UUID]] = field(default_factory=dict)

    @property
    def is_cafe(self) -> bool:
        return self.session.kind == Kind.WORLD_CAFE

    @property
    def seats(self) -> int:
        return sum(each.seats for each in self.tables)

    def before(self, table: Table, round_: Round) -> list[Asked]:
        """The questions a table has before it in a round."""
        return at_table(self.asked, round_.number, table.theme_id, table.question_id)


@dataclass(frozen=True)
class Prepared:
    dialogue: Dialogue
    themes: Sequence[Theme]
    questions: Sequence[Question]
    sessions: Sequence[CafeState]
    people: Sequence[Participant]

    def those(self, *roles: Role) -> list[Participant]:
        return [each for each in self.people if Role(each.role) in roles]

    @property
    def to_be_seated(self) -> list[Participant]:
        return self.those(*SEATED)


async def prepared(db: AsyncSession, dialogue: Dialogue) -> Prepared:
    sessions = await queries.programme(db, dialogue.id)
    return Prepared(
        dialogue=dialogue,
        themes=await queries.themes(db, dialogue.id),
        questions=await queries.questions(db, dialogue.id),
        sessions=[await session_state(db, each) for each in sessions],
        people=await roster(db, dialogue.id),
    )


async def session_state(db: AsyncSession, session: DialogueSession) -> CafeState:
    seated: dict[int, set[UUID]] = {}
    for seat in await seats_of(db, session.id):
        seated.setdefault(seat.round_number, set()).add(seat.participant_id)
    return CafeState(
        session=session,
        asked=await queries.asked_by(db, session.id),
        rounds=await rounds_of(db, session.id),
        tables=await tables_of(db, session.id),
        seated=seated,
    )
