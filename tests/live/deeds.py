"""Everything that can happen in a café, each with what must have happened before.

A deed prepares, yields, and is done: `async def it_happens(evening): …; yield; …`. A deed that no
screen is expected to show is marked `@unseen("why")`. `tests/live/test_screens_stay_true.py` does
them all.
"""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from facilitator.dialogues.actions import change_question, publish
from facilitator.dialogues.conducting import open_session, turn_wall
from facilitator.dialogues.model import Dialogue, DialogueSession, Question
from facilitator.dialogues.programme import QuestionSpec, TableSpec
from facilitator.dialogues.rules import WallView
from facilitator.kit.ids import new_id
from facilitator.kit.work import Work
from facilitator.messages.actions import ask_for_help, bring_help, say
from facilitator.notes.actions import (
    Edit,
    edit_note,
    place_note,
    restore_note,
    support_note,
    withdraw_note,
)
from facilitator.notes.featuring import feature_note
from facilitator.notes.handing import write_hand_on
from facilitator.notes.model import Note
from facilitator.notes.rules import NoteKind, Stance
from facilitator.people.actions import Joining, join
from facilitator.people.events import RosterChanged
from facilitator.people.model import Participant
from facilitator.rotation.kinds import RuleKind
from facilitator.rotation.rules import Objective
from facilitator.rounds.actions import move_round
from facilitator.rounds.queries import numbered
from facilitator.rounds.rules import Move
from facilitator.rounds.seating import Way, make_plan, move_person, seat_late
from facilitator.rounds.seating.asked import Asked
from facilitator.rounds.seating.replanning import apply_proposal, take_back
from facilitator.rounds.seating.ruling import Ruling, Wish, add_rule, remove_rule, wish
from facilitator.rounds.seating.searching import ask_search, publish_plan, stop_search
from facilitator.screens import presence
from facilitator.tables.actions import arrive, check_in
from facilitator.tables.editing import change_table
from facilitator.tables.model import Table
from tests.cast import Cafe
from tests.house_server import House


@dataclass
class Evening:
    """A house with the harbour café in it, and short ways to what deeds need."""

    house: House
    cafe: Cafe

    def work(self, who: str = "dora") -> AbstractAsyncContextManager[Work]:
        return self.house.at_work(self.cafe, who)

    async def person(self, work: Work, who: str) -> Participant:
        return await work.db.get_one(Participant, self.cafe.people[who])

    async def table(self, work: Work, number: int) -> Table:
        return await work.db.get_one(Table, self.cafe.tables[number])

    async def dialogue(self, work: Work) -> Dialogue:
        return await work.db.get_one(Dialogue, self.cafe.dialogue)

    async def move(self, move: Move, number: int = 1, by: int = 0) -> None:
        async with self.work() as work:
            round_ = await numbered(work.db, self.cafe.session, number)
            version, minutes = round_.version, timedelta(minutes=by)
            await move_round(work, self.cafe.session, number, move, version, minutes)

    def body(self, words: str = "Trust grows", **more: Any) -> dict[str, Any]:
        """A note written at table 1 in round 1, as a device sends it."""
        return {
            "key": f"key-{new_id()}",
            "session": str(self.cafe.session),
            "round": 1,
            "table": str(self.cafe.tables[1]),
            "question": str(self.cafe.questions[1]),
            "kind": "gap",
            "words": words,
            **more,
        }

    async def note(self, who: str = "ada", words: str = "Trust grows", **more: Any) -> UUID:
        """A note from somebody's phone."""
        body = self.body(words, **more)
        answer = await self.house.visitor(self.cafe, who).post("notes", json=body)
        assert answer.status_code == 201, answer.text
        return UUID(answer.json()["id"])


Deed = Callable[[Evening], AsyncIterator[None]]
DEEDS: dict[str, Deed] = {}
UNSEEN: dict[str, str] = {}


def deed(does: Deed) -> Deed:
    DEEDS[does.__name__] = does
    return does


def unseen(why: str) -> Callable[[Deed], Deed]:
    def keep(does: Deed) -> Deed:
        UNSEEN[does.__name__] = why
        return deed(does)

    return keep


# ---- rounds


@deed
async def a_round_opens(evening):
    yield
    await evening.move(Move.OPEN)


@deed
async def a_round_is_paused(evening):
    await evening.move(Move.OPEN)
    yield
    await evening.move(Move.PAUSE)


@deed
async def a_round_goes_on(evening):
    await evening.move(Move.OPEN)
    await evening.move(Move.PAUSE)
    yield
    await evening.move(Move.RESUME)


@deed
async def a_round_is_extended(evening):
    await evening.move(Move.OPEN)
    yield
    await evening.move(Move.EXTEND, by=5)


@deed
async def a_round_is_shortened(evening):
    await evening.move(Move.OPEN)
    yield
    await evening.move(Move.SHORTEN, by=5)


@deed
async def the_bell_rings(evening):
    await evening.move(Move.OPEN)
    yield
    await evening.move(Move.RING)


@deed
async def a_round_closes(evening):
    await evening.move(Move.OPEN)
    await evening.note()
    await evening.move(Move.RING)
    yield
    await evening.move(Move.CLOSE)


@deed
async def a_round_is_opened_again(evening):
    await evening.move(Move.OPEN)
    await evening.note()
    await evening.move(Move.RING)
    await evening.move(Move.CLOSE)
    yield
    await evening.move(Move.REOPEN)


@deed
async def the_next_round_opens_over_the_first(evening):
    await evening.move(Move.OPEN)
    await evening.note()
    yield
    await evening.move(Move.OPEN, 2)


@deed
async def the_last_round_closes(evening):
    await evening.move(Move.OPEN)
    await evening.move(Move.OPEN, 2)
    await evening.move(Move.RING, 2)
    yield
    await evening.move(Move.CLOSE, 2)


# ---- notes


@deed
async def a_note_is_written(evening):
    await evening.move(Move.OPEN)
    yield
    await evening.note()


@deed
async def many_notes_are_written(evening):
    await evening.move(Move.OPEN)
    yield
    for number in range(5):
        await evening.note("ada", f"One of many {number}")
        at_two = {"table": str(evening.cafe.tables[2]), "question": str(evening.cafe.questions[0])}
        await evening.note("cleo", f"Another {number}", **at_two)


@deed
async def a_note_comes_late(evening):
    await evening.move(Move.OPEN)
    await evening.move(Move.OPEN, 2)
    yield
    await evening.note(words="From the first round")


@deed
async def a_note_goes_to_the_tray(evening):
    await evening.move(Move.OPEN)
    yield
    await evening.note(table=str(evening.cafe.tables[3]))


@deed
async def a_note_leaves_the_tray(evening):
    await evening.move(Move.OPEN)
    note_id = await evening.note(table=str(evening.cafe.tables[3]))
    yield
    async with evening.work() as work:
        note = await work.db.get_one(Note, note_id)
        await place_note(work, note, evening.cafe.tables[2])


@deed
async def a_note_is_edited(evening):
    await evening.move(Move.OPEN)
    note_id = await evening.note()
    yield
    async with evening.work("ada") as work:
        note = await work.db.get_one(Note, note_id)
        ada = await evening.person(work, "ada")
        await edit_note(work, ada, note, Edit(1, "Trust grows slowly", NoteKind.SOLUTION, 500))


@deed
async def a_note_is_withdrawn(evening):
    await evening.move(Move.OPEN)
    note_id = await evening.note()
    yield
    async with evening.work("ada") as work:
        note = await work.db.get_one(Note, note_id)
        await withdraw_note(work, await evening.person(work, "ada"), note)


@deed
async def a_note_is_restored(evening):
    await evening.move(Move.OPEN)
    note_id = await evening.note()
    async with evening.work("ada") as work:
        note = await work.db.get_one(Note, note_id)
        await withdraw_note(work, await evening.person(work, "ada"), note)
    yield
    async with evening.work("ada") as work:
        note = await work.db.get_one(Note, note_id)
        await restore_note(work, await evening.person(work, "ada"), note)


@deed
async def a_note_is_supported(evening):
    await evening.move(Move.OPEN)
    note_id = await evening.note()
    yield
    async with evening.work("ben") as work:
        note = await work.db.get_one(Note, note_id)
        await support_note(work, await evening.person(work, "ben"), note, Stance.SHARE)


@deed
async def an_earlier_note_is_edited(evening):
    await evening.move(Move.OPEN)
    note_id = await evening.note()
    await evening.move(Move.OPEN, 2)
    yield
    async with evening.work("ada") as work:
        note = await work.db.get_one(Note, note_id)
        ada = await evening.person(work, "ada")
        await edit_note(work, ada, note, Edit(1, "Seen by the next group", NoteKind.PLAIN, 500))


@deed
async def a_note_is_featured(evening):
    await evening.move(Move.OPEN)
    note_id = await evening.note()
    await _turn(evening, WallView.HARVEST)
    yield
    async with evening.work() as work:
        await feature_note(work, await work.db.get_one(Note, note_id), True)


@deed
async def a_featured_note_is_edited(evening):
    await evening.move(Move.OPEN)
    note_id = await evening.note()
    await _turn(evening, WallView.HARVEST)
    async with evening.work() as work:
        await feature_note(work, await work.db.get_one(Note, note_id), True)
    yield
    async with evening.work("ada") as work:
        note = await work.db.get_one(Note, note_id)
        ada = await evening.person(work, "ada")
        await edit_note(work, ada, note, Edit(1, "Read out differently", NoteKind.PLAIN, 500))


@deed
async def a_host_hands_on(evening):
    await evening.move(Move.OPEN)
    yield
    await _hand_on(evening, "We spoke of trust", 0)


@deed
async def a_host_hands_on_to_the_next_group(evening):
    await evening.move(Move.OPEN)
    await _hand_on(evening, "We spoke of trust", 0)
    await evening.move(Move.OPEN, 2)
    yield
    await _hand_on(evening, "We spoke of trust and time", 1)


async def _hand_on(evening, words, version):
    async with evening.work("gita") as work:
        gita, table = await evening.person(work, "gita"), await evening.table(work, 1)
        await write_hand_on(work, gita, table, 1, words, version)


# ---- help and messages


@deed
async def a_table_asks_for_help(evening):
    await evening.move(Move.OPEN)
    yield
    await _ask(evening)


@deed
async def help_comes(evening):
    await evening.move(Move.OPEN)
    await _ask(evening)
    yield
    async with evening.work() as work:
        await bring_help(work, await evening.person(work, "dora"), await evening.table(work, 1))


async def _ask(evening):
    async with evening.work("gita") as work:
        await ask_for_help(work, await evening.person(work, "gita"), await evening.table(work, 1))


@deed
async def all_are_told_something(evening):
    yield
    await _say(evening, None)


@deed
async def one_table_is_told_something(evening):
    await evening.move(Move.OPEN)
    yield
    await _say(evening, 2)


async def _say(evening, number):
    async with evening.work() as work:
        dora = await evening.person(work, "dora")
        session = await work.db.get_one(DialogueSession, evening.cafe.session)
        to = evening.cafe.tables[number] if number else None
        await say(work, dora, session, "Five more minutes", to)


# ---- people and seats


@deed
async def somebody_arrives(evening):
    yield
    await _arrive(evening, "ada", 1)


@deed
async def somebody_arrives_at_their_next_table(evening):
    await evening.move(Move.OPEN)
    await evening.move(Move.RING)
    yield
    await _arrive(evening, "ada", 2)


async def _arrive(evening, who, number):
    async with evening.work(who) as work:
        await arrive(work, await evening.person(work, who), evening.cafe.session, number)


@deed
async def somebody_is_moved(evening):
    await evening.move(Move.OPEN)
    yield
    async with evening.work() as work:
        ada, table = await evening.person(work, "ada"), await evening.table(work, 2)
        await move_person(work, evening.cafe.session, Way(ada, table, 1))


@deed
async def somebody_is_moved_in_a_later_round(evening):
    await evening.move(Move.OPEN)
    await evening.move(Move.RING)
    yield
    async with evening.work() as work:
        ada, table = await evening.person(work, "ada"), await evening.table(work, 1)
        await move_person(work, evening.cafe.session, Way(ada, table, 2))


@deed
async def somebody_sits_down(evening):
    await evening.move(Move.OPEN)
    yield
    async with evening.work("ben") as work:
        await check_in(work, await evening.person(work, "ben"), await evening.table(work, 3), 1)


@deed
async def a_plan_is_made(evening):
    yield
    async with evening.work() as work:
        await make_plan(work, evening.cafe.session, "a test")


@deed
async def a_walk_in_joins(evening):
    yield
    async with evening.work() as work:
        person = await join(
            work, await evening.dialogue(work), Joining(name="Wren", locale="en", consent=True)
        )
        await seat_late(work, evening.cafe.session, person)


@deed
async def somebody_of_the_roster_joins(evening):
    yield
    async with evening.work() as work:
        await join(
            work, await evening.dialogue(work), Joining(name="Cleo", locale="en", consent=True)
        )


@deed
async def somebody_is_renamed(evening):
    await evening.move(Move.OPEN)
    await evening.note()
    yield
    async with evening.work() as work:
        (await evening.person(work, "ada")).name = "Adaeze"
        work.record(RosterChanged(evening.cafe.dialogue))


@deed
async def a_host_steps_back(evening):
    await evening.move(Move.OPEN)
    yield
    async with evening.work() as work:
        spec = TableSpec(number=1, name="Quay", seats=6, theme="energy", rapporteur="P008")
        dialogue, table = await evening.dialogue(work), await evening.table(work, 1)
        await change_table(work, dialogue, table, spec)


@deed
async def screens_are_counted(evening):
    yield
    state = evening.house.app.state
    await presence.count(state.hub, state.database, state.bell, "a worker")


# ---- rotation


@deed
async def a_rule_is_made(evening):
    yield
    await _rule(evening, RuleKind.APART, "ada", "ben")


async def _rule(evening, kind, *who, table=None):
    async with evening.work() as work:
        session = await work.db.get_one(DialogueSession, evening.cafe.session)
        people = [evening.cafe.people[each] for each in who]
        return (await add_rule(work, session, Ruling(kind, people, table))).id


@deed
async def a_rule_is_lifted(evening):
    rule = await _rule(evening, RuleKind.CLOSED, table=3)
    yield
    async with evening.work() as work:
        session = await work.db.get_one(DialogueSession, evening.cafe.session)
        await remove_rule(work, session, rule)


@unseen("the form shows its own wishes")
async def wishes_change(evening):
    yield
    async with evening.work() as work:
        session = await work.db.get_one(DialogueSession, evening.cafe.session)
        await wish(work, session, Wish(Objective.NEW_FACES, 4, 0, history=False))


async def _search(evening, asked=None):
    async with evening.work() as work:
        return (await ask_search(work, evening.cafe.session, 0.2, asked)).id


@deed
async def a_plan_is_searched_for(evening):
    yield
    await _search(evening)


@deed
async def a_search_is_stopped(evening):
    await _search(evening)
    yield
    async with evening.work() as work:
        await stop_search(work, evening.cafe.session)


@deed
async def a_plan_is_found(evening):
    search = await _search(evening)
    yield
    await evening.house.app.state.searches.search(search)


@deed
async def a_plan_found_is_published(evening):
    search = await _search(evening)
    await evening.house.app.state.searches.search(search)
    yield
    async with evening.work() as work:
        await publish_plan(work, evening.cafe.session, search)


async def _proposed(evening):
    """Ada has gone after the first round, and table 3 closes: what to do has been found."""
    await evening.move(Move.OPEN)
    await evening.move(Move.RING)
    asked = Asked(absent=(str(evening.cafe.people["ada"]),), closed={3: (2,)})
    search = await _search(evening, asked)
    await evening.house.app.state.searches.search(search)
    return search


@deed
async def a_proposal_is_applied(evening):
    search = await _proposed(evening)
    yield
    async with evening.work() as work:
        await apply_proposal(work, evening.cafe.session, search, 0)


@deed
async def a_change_is_taken_back(evening):
    search = await _proposed(evening)
    async with evening.work() as work:
        made = await apply_proposal(work, evening.cafe.session, search, 0)
    yield
    async with evening.work() as work:
        await take_back(work, evening.cafe.session, made.version)


# ---- programme and projector


@deed
async def another_session_opens(evening):
    await evening.move(Move.OPEN)
    async with evening.work() as work:
        closing = DialogueSession(
            dialogue_id=evening.cafe.dialogue,
            key="closing",
            title={"en": "Closing"},
            kind="plenary",
            position=1,
        )
        work.db.add(closing)
        await work.db.flush()
    yield
    async with evening.work() as work:
        session = await work.db.get_one(DialogueSession, closing.id)
        await open_session(work, await evening.dialogue(work), session, evening.cafe.session)


@deed
async def a_question_is_reworded(evening):
    await evening.move(Move.OPEN)
    yield
    async with evening.work() as work:
        question = await work.db.get_one(Question, evening.cafe.questions[1])
        spec = QuestionSpec(key=question.key, theme="energy", text={"en": "What is fair?"})
        await change_question(work, question, spec)


@unseen("the public page is not kept live")
async def the_dialogue_is_published(evening):
    yield
    async with evening.work() as work:
        await publish(work, await evening.dialogue(work))


async def _turn(evening, view):
    async with evening.work() as work:
        await turn_wall(work, await evening.dialogue(work), view)


def _turning(view: WallView) -> None:
    async def turns(evening):
        await evening.move(Move.OPEN)
        await evening.note()
        if view is WallView.JOIN:
            await _turn(evening, WallView.WELCOME)
        yield
        await _turn(evening, view)

    turns.__name__ = f"the_wall_turns_to_{view}"
    deed(turns)


for each in WallView:
    _turning(each)
