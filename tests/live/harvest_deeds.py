"""What can happen on the harvest board, as `deeds.py` tells of the rest."""

from contextlib import asynccontextmanager
from uuid import UUID

from sqlalchemy import select

from facilitator.harvest.actions.arranging import merge, split
from facilitator.harvest.actions.deciding import decide
from facilitator.harvest.actions.following import follow_up
from facilitator.harvest.actions.gathering import ask_to_gather, lay
from facilitator.harvest.actions.hearing import read_back, sign_off
from facilitator.harvest.actions.helping import Wanted, ask_help, keep_answer, next_job
from facilitator.harvest.actions.judging import admit, entitle, promote, rest_on
from facilitator.harvest.actions.proposing import keep_proposals
from facilitator.harvest.actions.supporting import named, support
from facilitator.harvest.actions.undoing import undo
from facilitator.harvest.arranged import arranged
from facilitator.harvest.following import FollowUp
from facilitator.harvest.helping.jobs import Answer
from facilitator.harvest.laid import sources
from facilitator.harvest.model import Point as Row
from facilitator.harvest.model import Proposal
from facilitator.harvest.points import (
    Act,
    Harvest,
    Point,
    Position,
    Proposed,
    Reason,
    Side,
    Verdict,
)
from facilitator.harvest.steps import held_board
from facilitator.notes.model import Note
from facilitator.notes.rules import Stance
from facilitator.rounds.rules import Move
from tests.live.deeds import DEEDS, deed

__all__ = ["DEEDS"]


async def points(evening, *more):
    """A point for each note: one of Ada's at table 1, and what Ben says there."""
    await evening.move(Move.OPEN)
    await evening.note()
    for words in more:
        await evening.note("ben", words)
    async with evening.work("finn") as work:
        dialogue = await evening.dialogue(work)
        found = tuple(
            Point(
                each.id,
                each.question,
                (Position(each.id, Side.SAME, each.words, each.id, (each.id,)),),
            )
            for each in await sources(work.db, dialogue, evening.cafe.session)
        )
        await lay(work, dialogue, evening.cafe.session, Harvest(found, (), "encoder"))
    async with evening.house.app.state.database.reading() as db:
        return (await arranged(db, dialogue, evening.cafe.session)).points


@asynccontextmanager
async def at_board(evening, who="finn"):
    async with evening.work(who) as work:
        yield work, await held_board(work, evening.cafe.dialogue, evening.cafe.session)


def seen(*points):
    return {UUID(each.id): each.version for each in points}


async def propose(evening, point):
    """A place for a note that comes now."""
    note = await evening.note("ben", "Trust grows slowly")
    async with at_board(evening) as (work, board):
        reason = Reason(("trust",), 0.8, ("en", "en"))
        await keep_proposals(work, board, [Proposed(Act.PLACE, str(note), point.id, "", reason)])


@deed
async def gathering_is_asked_for(evening):
    await evening.move(Move.OPEN)
    await evening.note()
    yield
    async with evening.work("finn") as work:
        await ask_to_gather(work, await evening.dialogue(work), evening.cafe.session)


@deed
async def two_points_become_one(evening):
    one, two = await points(evening, "Trust grows slowly")
    yield
    async with at_board(evening) as (work, board):
        await merge(work, board, seen(one, two), UUID(one.id), UUID(two.id))


@deed
async def a_note_is_said_to_rest_on_practice(evening):
    (one,) = await points(evening)
    yield
    async with evening.work("finn") as work:
        note = await work.db.get_one(Note, UUID(one.notes[0]))
        await rest_on(work, note, "practice", True)


@deed
async def a_point_enters_the_solutions_bank(evening):
    (one,) = await points(evening)
    yield
    async with at_board(evening) as (work, board):
        await admit(work, board, seen(one), ["Tried out"], ["Tried out"])


@deed
async def a_point_is_taken_up(evening):
    (one,) = await points(evening)
    yield
    async with at_board(evening) as (work, board):
        await follow_up(work, board, seen(one), FollowUp("The harbour office", "Next spring"))


@deed
async def a_point_becomes_a_finding(evening):
    (one,) = await points(evening)
    yield
    async with at_board(evening, "dora") as (work, board):
        await promote(work, board, seen(one), True)


async def read_back_now(evening, *points):
    async with at_board(evening) as (work, board):
        await read_back(work, board, seen(*points), True)


@deed
async def a_point_is_read_back(evening):
    (one,) = await points(evening)
    yield
    await read_back_now(evening, one)


@deed
async def a_table_dissents(evening):
    (one,) = await points(evening)
    await read_back_now(evening, one)
    yield
    async with evening.work("gita") as work:
        row = await work.db.get_one(Row, UUID(one.id))
        table = evening.cafe.tables[1]
        await sign_off(work, row, table, 1, Verdict.DISSENT, "Only in summer")


@deed
async def a_group_supports_a_point(evening):
    (one,) = await points(evening)
    yield
    async with evening.work("finn") as work:
        row = await work.db.get_one(Row, UUID(one.id))
        await support(work, row, UUID(one.positions[0].id), named("AOSIS"), Stance.SHARE)


@deed
async def a_step_is_taken_back(evening):
    (one,) = await points(evening)
    async with at_board(evening) as (work, board):
        await split(work, board, seen(one), [UUID(one.notes[0])])
    yield
    async with at_board(evening, "dora") as (work, board):
        await undo(work, board, board.steps)


@deed
async def a_place_is_proposed(evening):
    (one,) = await points(evening)
    yield
    await propose(evening, one)


@deed
async def a_proposal_is_accepted(evening):
    (one,) = await points(evening)
    await propose(evening, one)
    async with at_board(evening) as (work, board):
        proposal = await work.db.scalar(select(Proposal))
    yield
    async with at_board(evening) as (work, board):
        await decide(work, board, proposal.id, accept=True)


@deed
async def a_point_gets_a_title(evening):
    (one,) = await points(evening)
    yield
    async with at_board(evening) as (work, board):
        await entitle(work, board, seen(one), "Trust")


async def ask_model(evening, wanted):
    async with at_board(evening) as (work, board):
        await ask_help(work, board, wanted)


async def answer(evening, told):
    """What the model says of what it was asked; gives its proposal."""
    async with evening.work("finn") as work:
        job = await next_job(work, 30.0)
        await keep_answer(work, job.id, told, "stub")
        return job.id


@deed
async def a_model_is_asked(evening):
    (one,) = await points(evening)
    yield
    await ask_model(evening, Wanted(Act.WORD, "en", point=UUID(one.id)))


@deed
async def a_model_has_no_answer(evening):
    (one,) = await points(evening)
    await ask_model(evening, Wanted(Act.TITLE, "en", point=UUID(one.id)))
    yield
    why = {"sentence": "It answered with status %(status)s.", "values": {"status": 500}}
    await answer(evening, why)


@deed
async def a_models_words_are_taken(evening):
    (one,) = await points(evening)
    await ask_model(evening, Wanted(Act.WORD, "en", point=UUID(one.id)))
    asked = await answer(evening, Answer("It takes time to trust", (one.notes[0],)))
    yield
    async with at_board(evening) as (work, board):
        await decide(work, board, asked, accept=True)


@deed
async def a_translation_is_let_in(evening):
    (one,) = await points(evening)
    note = UUID(one.notes[0])
    await ask_model(evening, Wanted(Act.TRANSLATE, "fr", note=note))
    asked = await answer(evening, Answer("La confiance grandit", (one.notes[0],)))
    yield
    async with at_board(evening) as (work, board):
        await decide(work, board, asked, accept=True)
