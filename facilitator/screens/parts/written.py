"""What was written at a table: in this round, and before."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.live.together import once
from facilitator.notes import queries as notes_of
from facilitator.notes.model import HandOn
from facilitator.screens.parts.cards import questions
from facilitator.screens.parts.scenes import at_its_table, scene
from facilitator.screens.vantage import AtTable


async def notes(db: AsyncSession, at: AtTable) -> dict[str, Any]:
    """The notes of this table in this round; without tables, the room's."""
    shown = await _shown(db, at)
    if at.session is None or not shown:
        in_room = shown is not None and at.table is None
        return {"notes": [], "by_question": {}, "questions": {}, "slug": "", "in_room": in_room}
    asked = {each.id: each for each in await questions(db, at)}
    return {
        "slug": (await scene(db, at.session)).dialogue.slug,
        "notes": shown,
        "in_room": at.table is None,
        "questions": asked,
        "by_question": _by_question(shown, list(asked)),
    }


async def _shown(db: AsyncSession, at: AtTable) -> list[notes_of.Shown] | None:
    """None where there is nothing to write notes at."""
    if at.session and at.table is None and (await scene(db, at.session)).has_floor:
        session_id = at.session
        return await once(db, ("notes", at.session), lambda: notes_of.of_session(db, session_id))
    if at.session is None or at.table is None or at.round is None:
        return None
    number = at.round
    found = await at_its_table(db, at, "notes", lambda each: notes_of.at_tables(db, each, number))
    return found or []


def _by_question(
    shown: Sequence[notes_of.Shown], asked: Sequence[UUID]
) -> dict[UUID | None, list[notes_of.Shown]]:
    """{question: its notes} in the order of the questions; those about none of them last."""
    found: dict[UUID | None, list[notes_of.Shown]] = {each: [] for each in asked}
    for each in shown:
        found.setdefault(each.note.question_id, []).append(each)
    return {question: of_it for question, of_it in found.items() if of_it}


async def earlier(db: AsyncSession, at: AtTable) -> dict[str, Any] | None:
    """What earlier groups left at this table: the host's card, and {round: notes}."""
    if at.table is None or at.round is None:
        return None
    number = at.round
    found = await at_its_table(db, at, "before", lambda each: notes_of.before(db, each, number))
    card = await handed_on(db, at, number - 1)
    return {"card": card, "earlier": found or {}} if card or found else None


async def handed_on(db: AsyncSession, at: AtTable, number: int) -> HandOn | None:
    """The card that this table left in a round."""
    if number < 1:
        return None
    return await at_its_table(
        db, at, f"card {number}", lambda tables: notes_of.hand_ons(db, tables, number)
    )
