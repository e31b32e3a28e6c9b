"""The demo dialogue in its second round, as the pictures of the README show it."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import islice
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import select

from facilitator import demo
from facilitator.dialogues.model import Dialogue, DialogueSession
from facilitator.dialogues.queries import asked_by
from facilitator.dialogues.queries import themes as themes_of
from facilitator.dialogues.rules import at_table
from facilitator.kit.database import Database
from facilitator.kit.work import Work, working
from facilitator.messages.actions import ask_for_help
from facilitator.notes.actions import support_note
from facilitator.notes.model import Note
from facilitator.notes.placing import Claim
from facilitator.notes.rules import NoteKind, Stance
from facilitator.notes.writing import Draft
from facilitator.people.actions import issue_pass
from facilitator.people.model import Participant
from facilitator.people.rules import Screen
from facilitator.report.actions import Wish, draft_report
from facilitator.rounds.actions import move_round, open_next
from facilitator.rounds.queries import numbered
from facilitator.rounds.rules import Move
from facilitator.tables.model import Seat, Table
from facilitator.tables.queries import tables_of
from tests.works import write_note

SAID = {
    "governance": [
        ("good_practice", "The committee met early and said what it would not decide."),
        ("gap", "Nobody knew when the committee would act, so much came too late for it."),
        ("divergent_view", "Some want a small committee; others want every region in it."),
        ("solution", "Name two contact people for each meeting and keep them to the end."),
    ],
    "guiding_questions": [
        ("gap", "The guiding questions came too late to prepare national positions."),
        ("solution", "Publish the questions four weeks before, in all six languages."),
        ("lesson_learned", "A question with two halves is answered by halves."),
        ("challenge", "Twelve questions in one afternoon: each got seven minutes."),
    ],
    "outcome_scope": [
        ("progress", "For the first time one page was enough to explain the outcome at home."),
        ("divergent_view", "One group wants a list of measures, another a political message."),
        ("measure", "Agree on the form of the outcome before the first session, not after."),
    ],
    "linkages": [
        ("opportunity", "Existing assessments could be read across instead of asked for anew."),
        ("challenge", "Every link to another workstream brought one more form to fill in."),
        ("solution", "One person in each workstream who answers within a week."),
        ("good_practice", "Joint sessions with the adaptation team saved us both a meeting."),
        ("question", "Who keeps the list of what has been done elsewhere?"),
    ],
    "inputs": [
        ("gap", "Indigenous Peoples' knowledge came in as an annex that few opened."),
        ("challenge", "Small delegations cannot read two thousand pages."),
        ("solution", "One searchable page for all inputs, with a summary for each."),
        ("divergent_view", "Some want fewer inputs; others say a wide door is the point."),
    ],
    "timeline": [
        ("lesson_learned", "The last phase lost two weeks that the first had not needed."),
        ("measure", "Set the date of the last input first, then plan backwards from it."),
        ("challenge", "The dialogue fell into the reporting season of many Parties."),
    ],
    "information_collection": [
        ("progress", "Non-Party stakeholders were quoted as often as Parties."),
        ("gap", "Nobody could find last year's submissions by topic."),
        ("good_practice", "Short templates brought in those who had never written before."),
    ],
}


class Exhibition(NamedTuple):
    """Who shows what: passes by screen, and the phone's owner."""

    slug: str
    chair: str
    guest: str


async def set_up(database: Database) -> Exhibition:
    """Loads the demo, plays a round, and leaves the second one half through."""
    async with working(database, demo.Quiet()) as work:
        dialogue = await demo.load(work)
        session = dialogue.live_session_id
        assert session
        chair = await _person(work, dialogue, "P001")
        work.actor = chair.id
        for number in (1, 2):
            await open_next(work, session, number)
            await _lively(work, dialogue, session, number)
        await _shortened(work, session, 2)
        await draft_report(work, await work.db.get_one(DialogueSession, session), Wish("en"))
        guest = await _guest(work, session)
        return Exhibition(
            dialogue.slug,
            await issue_pass(work, dialogue.id, chair.id, Screen.STAFF, 1),
            await issue_pass(work, dialogue.id, guest, Screen.PHONE, 1),
        )


async def _lively(work: Work, dialogue: Dialogue, session: UUID, number: int) -> None:
    """Nearly everybody has arrived; half the notes of a table's theme are written each round."""
    for at, seat in enumerate(await _seats(work, session, number)):
        (await work.db.get_one(Participant, seat.participant_id)).joined_at = work.now
        seat.arrived_at = work.now if at % 9 else None
    themes = {each.id: each.key for each in await themes_of(work.db, dialogue.id)}
    said = {key: iter(notes[number - 1 :: 2]) for key, notes in SAID.items()}
    asked = await asked_by(work.db, session)
    for table in await tables_of(work.db, session):
        seats = await _seats(work, session, number, table.id)
        notes = islice(said[themes[table.theme_id]], 1 + table.number % 3)
        for seat, note in zip(seats, notes, strict=False):
            await _write(work, seat, table, asked, *note)
        if table.number == 11 and number == 2:
            caller = await work.db.get_one(Participant, seats[0].participant_id)
            await ask_for_help(work, caller, table)


async def _write(
    work: Work, seat: Seat, table: Table, asked: Sequence[Any], kind: str, words: str
) -> None:
    author = await work.db.get_one(Participant, seat.participant_id)
    question = at_table(asked, seat.round_number, table.theme_id, table.question_id)[0].id
    claim = Claim(table.session_id, seat.round_number, table.id, question)
    draft = Draft(f"{seat.id}", words, NoteKind(kind), "en", work.now, 2000)
    note = await work.db.get_one(Note, (await write_note(work, author, claim, draft)).id)
    others = await _seats(work, table.session_id, seat.round_number, table.id)
    for other in others[-(len(words) % 4) :] if len(words) % 4 else []:
        voice = await work.db.get_one(Participant, other.participant_id)
        await support_note(work, voice, note, Stance.SHARE)


async def _shortened(work: Work, session: UUID, number: int) -> None:
    seen = (await numbered(work.db, session, number)).version
    await move_round(work, session, number, Move.SHORTEN, seen, timedelta(minutes=18))


async def _guest(work: Work, session: UUID) -> UUID:
    """Somebody at a table that has written much."""
    table = next(each for each in await tables_of(work.db, session) if each.number == 7)
    return (await _seats(work, session, 2, table.id))[3].participant_id


async def _seats(work: Work, session: UUID, number: int, table: UUID | None = None) -> list[Seat]:
    query = select(Seat).where(Seat.session_id == session, Seat.round_number == number)
    query = query.where(Seat.table_id == table) if table else query
    return list(await work.db.scalars(query.order_by(Seat.id)))


async def _person(work: Work, dialogue: Dialogue, key: str) -> Participant:
    query = select(Participant).filter_by(dialogue_id=dialogue.id, key=key)
    return (await work.db.scalars(query)).one()
