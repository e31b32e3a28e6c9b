"""Where notes belong, by what their devices say and what the seats say.

A note is never dropped and never shown at a table where it was not written: if its author was not
seated at the table it names, it waits in the tray for a co-facilitator (RELIABILITY F47, F48).
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import BindParameter, bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.dialogues.model import DialogueSession, SessionQuestion
from facilitator.dialogues.rules import FLOORED
from facilitator.kit.errors import NotFound, NotNow
from facilitator.kit.words import N_
from facilitator.notes.rules import NO_ROUND
from facilitator.notes.writing import Author, Place
from facilitator.rounds.model import Round
from facilitator.rounds.rules import Phase
from facilitator.tables.model import Seat, Table


@dataclass(frozen=True)
class Claim:
    """The slot a note says it was written in."""

    session: UUID
    round: int
    table: UUID | None
    question: UUID | None


@dataclass(frozen=True)
class Ground:
    """What is known of the places that some claims name."""

    kinds: dict[UUID, tuple[UUID, str]]  # session: its dialogue and kind
    phases: dict[tuple[UUID, int], tuple[UUID, str]]  # session and round: its dialogue and phase
    keepers: dict[tuple[UUID, UUID], set[UUID | None]]  # session and table: who stays there
    seated: set[tuple[UUID, UUID, int]]  # who sat at which table in which round
    asked: set[tuple[UUID, UUID]]  # which session asks which question

    def place(self, author: Author, claim: Claim) -> Place:
        """The place of a note. Refuses only a round of another dialogue, or one not begun.

        At a roundtable or a plenary the whole room is the place, unless people are in groups.
        """
        of, kind = self.kinds.get(claim.session, (None, ""))
        in_room = claim.table is None or (claim.session, claim.round) not in self.phases
        if of == author.dialogue_id and kind in FLOORED and in_room:
            return Place(claim.session, NO_ROUND, None, self._question(claim), late=False)
        of, phase = self.phases.get((claim.session, claim.round), (None, ""))
        if of != author.dialogue_id:
            raise NotFound
        if phase == Phase.PLANNED:
            raise NotNow(
                N_("Round %(number)s has not begun. Your note stays here."), number=claim.round
            )
        return Place(
            session_id=claim.session,
            round_number=claim.round,
            table_id=self._table(author, claim),
            question_id=self._question(claim),
            late=phase == Phase.CLOSED,
        )

    def _table(self, author: Author, claim: Claim) -> UUID | None:
        if claim.table is None or (claim.session, claim.table) not in self.keepers:
            return None
        stays = author.id in self.keepers[claim.session, claim.table]
        was_there = (author.id, claim.table, claim.round) in self.seated
        return claim.table if stays or was_there else None

    def _question(self, claim: Claim) -> UUID | None:
        return claim.question if (claim.session, claim.question) in self.asked else None


_SESSIONS: BindParameter[UUID] = bindparam("sessions", expanding=True)
_TABLES: BindParameter[UUID] = bindparam("tables", expanding=True)
_KINDS = select(DialogueSession.id, DialogueSession.dialogue_id, DialogueSession.kind).where(
    DialogueSession.id.in_(_SESSIONS)
)
_PHASES = select(Round.session_id, Round.number, Round.dialogue_id, Round.phase).where(
    Round.session_id.in_(_SESSIONS)
)
_KEEPERS = select(Table.session_id, Table.id, Table.host_id, Table.rapporteur_id).where(
    Table.id.in_(_TABLES)
)
_SEATED = select(Seat.participant_id, Seat.table_id, Seat.round_number).where(
    Seat.table_id.in_(_TABLES), Seat.participant_id.in_(bindparam("people", expanding=True))
)
_ASKED = select(SessionQuestion.session_id, SessionQuestion.question_id).where(
    SessionQuestion.session_id.in_(_SESSIONS)
)


async def ground(db: AsyncSession, claims: Collection[tuple[Author, Claim]]) -> Ground:
    """Reads what is needed to place these claims: five queries, however many there are."""
    named = {
        "sessions": {claim.session for _, claim in claims},
        "tables": {claim.table for _, claim in claims if claim.table},
        "people": {author.id for author, _ in claims},
    }

    async def read(query: Any, *by: str) -> Any:
        return await db.execute(query, {name: list(named[name]) for name in by})

    return Ground(
        {s: (of, kind) for s, of, kind in await read(_KINDS, "sessions")},
        {(s, n): (of, phase) for s, n, of, phase in await read(_PHASES, "sessions")},
        {(s, t): {host, second} for s, t, host, second in await read(_KEEPERS, "tables")},
        {tuple(row) for row in await read(_SEATED, "tables", "people")},
        {tuple(row) for row in await read(_ASKED, "sessions")},
    )
