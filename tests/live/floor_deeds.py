"""Everything that can happen at the floor of a roundtable, for `tests/live/deeds.py`."""

from sqlalchemy import select

from facilitator.dialogues.model import DialogueSession
from facilitator.dialogues.rules import WallView
from facilitator.floor.actions.by_hand import Guest
from facilitator.floor.actions.line import Ask
from facilitator.floor.actions.summing import summarise
from facilitator.floor.actions.topics import give_signal
from facilitator.floor.rules.kinds import Asking, Signal
from facilitator.notes.handing import write_hand_on
from facilitator.notes.model import Note
from facilitator.rounds.actions import move_round
from facilitator.rounds.rules import Move
from facilitator.rounds.seating.groups import Groups, break_into_groups
from facilitator.tables.model import Table
from facilitator.tables.queries import numbered
from tests.floor.roundtable import Roundtable, open_roundtable
from tests.live.deeds import _turn, deed


async def _talk(evening, *asking) -> Roundtable:
    """The café is over, the roundtable open, its floor on the wall; these ask for it."""
    await evening.move(Move.OPEN)
    await evening.note(question=str(evening.cafe.questions[0]))
    await evening.move(Move.OPEN, 2)
    talk = await open_roundtable(evening.house.app.state.database, evening.cafe)
    talk.work = evening.work
    async with evening.work() as work:  # for those who look at a table
        work.db.add(Table(dialogue_id=evening.cafe.dialogue, session_id=talk.session, number=1))
    await _turn(evening, WallView.FLOOR)
    for who in asking:
        await talk.asks(who)
    return talk


async def _speaking(evening, *asking) -> Roundtable:
    talk = await _talk(evening, *asking)
    await talk.does("call", talk.asked[asking[0]])
    await talk.does("start")
    return talk


@deed
async def somebody_asks_for_the_floor(evening):
    talk = await _talk(evening, "ben")
    yield
    await talk.asks("ada")


@deed
async def somebody_withdraws(evening):
    talk = await _talk(evening, "cleo", "ada")
    yield
    await talk.withdraws("cleo")


@deed
async def somebody_speaks_and_is_asked_a_question(evening):
    talk = await _talk(evening, "ada", "ben")
    yield
    await talk.does("call", talk.asked["ada"])
    await talk.does("start")
    await talk.asks("cleo", Asking.QUESTION)
    await talk.does("call", talk.asked["cleo"])
    await talk.does("start")
    await talk.does("end")


@deed
async def a_speaker_is_paused_and_goes_on_longer(evening):
    talk = await _speaking(evening, "ada")
    yield
    await talk.does("pause")
    await talk.does("extend", 30)


@deed
async def a_speech_ends(evening):
    talk = await _speaking(evening, "ada", "cleo")
    yield
    await talk.does("end")


@deed
async def somebody_is_not_there(evening):
    talk = await _talk(evening, "ada", "cleo")
    await talk.does("call", talk.asked["ada"])
    yield
    await talk.does("skip")


@deed
async def the_line_is_put_in_another_order(evening):
    talk = await _talk(evening, "ada", "ben", "cleo")
    yield
    await talk.does("place", talk.asked["cleo"], 1)


@deed
async def the_rules_of_the_floor_change(evening):
    talk = await _talk(evening, "ada", "ben", "cleo")
    await talk.speaks("ben", 1)
    yield
    await talk.does("settle", rules=("alternate_constituency",), quotas={"party": 5})
    await talk.does("open_list", False)


@deed
async def a_chair_adds_a_name_and_takes_it_back(evening):
    talk = await _talk(evening, "ada")
    yield
    await talk.does("add", Guest("Wren of the nets", "nps"), Ask("added-01"))
    await talk.does("undo")


@deed
async def a_point_is_taken_up(evening):
    talk = await _speaking(evening, "ada")
    async with evening.work() as work:
        note = await work.db.scalar(select(Note.id))
    yield
    await talk.does("turn_to", str(note))


@deed
async def a_rapporteur_sums_up_what_was_said(evening):
    talk = await _speaking(evening, "ada")
    yield
    async with evening.work("finn") as work:
        await summarise(work, await talk.of(work), 1, "Wells first.", "")


@deed
async def somebody_shares_without_the_floor(evening):
    talk = await _speaking(evening, "ada")
    yield
    async with evening.work("ben") as work:
        session = await work.db.get_one(DialogueSession, talk.session)
        person = await evening.person(work, "ben")
        await give_signal(work, session, person, "speech-1", Signal.SHARE)


@deed
async def somebody_takes_a_signal_back(evening):
    await _speaking(evening, "ada")
    ben = evening.house.visitor(evening.cafe, "ben")
    assert (await ben.post("floor/signals/speech-1/share")).status_code == 204
    yield
    assert (await ben.post("floor/signals/speech-1/neither")).status_code == 204


@deed
async def people_break_into_groups(evening):
    talk = await _talk(evening, "ada")
    yield
    async with evening.work() as work:
        await break_into_groups(work, await talk.of(work), Groups(2, 10), 0)


@deed
async def a_group_reports_back_to_the_floor(evening):
    talk = await _talk(evening, "ada")
    async with evening.work() as work:
        await break_into_groups(work, await talk.of(work), Groups(2, 10), 0)
    yield
    async with evening.work("finn") as work:
        table = await numbered(work.db, talk.session, 1)
        await write_hand_on(work, await evening.person(work, "finn"), table, 1, "Wells first.", 0)
    async with evening.work() as work:
        for move, version in ((Move.RING, 1), (Move.CLOSE, 2)):
            await move_round(work, talk.session, 1, move, version)


@deed
async def something_is_noted_at_the_roundtable(evening):
    talk = await _speaking(evening, "ada")
    yield
    await evening.note("ben", session=str(talk.session), round=None, table=None)
