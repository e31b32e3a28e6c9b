"""What can happen to a report, as `deeds.py` tells of the rest."""

from sqlalchemy import select

from facilitator.kit.ids import new_id
from facilitator.report.model import Citation, Report
from facilitator.report.queries import document
from facilitator.report.sealing import digest
from facilitator.rounds.rules import Move
from facilitator.screens import presence
from tests.live.deeds import DEEDS, deed

__all__ = ["DEEDS"]


@deed
async def a_report_isdrafted(evening):
    await evening.move(Move.OPEN)
    await evening.note()
    yield
    await at_desk(evening, "reports")


@deed
async def a_report_is_drafted_again(evening):
    await drafted(evening)
    yield
    await at_desk(evening, "reports")


@deed
async def new_notes_are_taken_in(evening):
    await drafted(evening)
    await evening.note(words="Came after the draft")
    yield
    await at_desk(evening, "reports/1/notes")


@deed
async def a_paragraph_is_edited(evening):
    paragraph = await drafted(evening)
    yield
    await at_desk(evening, f"paragraphs/{paragraph}", words="Said otherwise.", version=1)


@deed
async def a_paragraph_is_added(evening):
    paragraph = await drafted(evening)
    yield
    await at_desk(evening, f"paragraphs/{paragraph}/next", words="One more.", id=str(new_id()))


@deed
async def a_paragraph_is_removed(evening):
    paragraph = await drafted(evening)
    yield
    await at_desk(evening, f"paragraphs/{paragraph}/removal", version=1)


@deed
async def a_paragraph_is_restored(evening):
    paragraph = await drafted(evening)
    await at_desk(evening, f"paragraphs/{paragraph}/removal", version=1)
    yield
    await at_desk(evening, f"paragraphs/{paragraph}/restoration")


async def drafted(evening):
    """A draft of one note; gives the paragraph that cites it."""
    await evening.move(Move.OPEN)
    await evening.note()
    await at_desk(evening, "reports")
    async with evening.work() as work:
        return await work.db.scalar(select(Citation.paragraph_id))


async def at_desk(evening, path, **typed):
    answer = await evening.house.visitor(evening.cafe, "finn", "desk").post(path, data=typed)
    assert answer.status_code < 400, answer.text


@deed
async def a_report_is_given_to_tables_and_reviewers(evening):
    await drafted(evening)
    yield
    await step(evening, "show", "draft")


@deed
async def a_report_is_taken_back(evening):
    await drafted(evening)
    await step(evening, "show", "draft")
    yield
    await step(evening, "take_back", "tables")


@deed
async def a_report_is_put_up_for_approval(evening):
    await drafted(evening)
    await step(evening, "show", "draft")
    yield
    await step(evening, "ask", "tables")


@deed
async def a_report_is_approved(evening):
    await up_for_approval(evening)
    yield
    await approve(evening, "dora")


@deed
async def an_approval_is_void(evening):
    paragraph = await up_for_approval(evening)
    await approve(evening, "dora")
    yield
    await at_desk(evening, f"paragraphs/{paragraph}", words="Said otherwise.", version=1)


@deed
async def a_report_is_final(evening):
    await up_for_approval(evening)
    await approve(evening, "dora")
    yield
    await approve(evening, "emil")


@deed
async def a_final_report_is_reopened(evening):
    await up_for_approval(evening)
    await approve(evening, "dora")
    await approve(evening, "emil")
    yield
    await step(evening, "reopen", "final")


@deed
async def a_reviewer_comments(evening):
    paragraph = await drafted(evening)
    await step(evening, "show", "draft")
    yield
    await comment(evening, paragraph)


@deed
async def a_comment_is_answered(evening):
    paragraph = await drafted(evening)
    await step(evening, "show", "draft")
    said = await comment(evening, paragraph)
    yield
    at = f"paragraphs/{paragraph}/comments/{said}/answer"
    await at_desk(evening, at, handled="declined", reason="No table said so.")


async def up_for_approval(evening):
    paragraph = await drafted(evening)
    await step(evening, "show", "draft")
    await step(evening, "ask", "tables")
    return paragraph


async def step(evening, move, seen):
    await at_desk(evening, f"reports/1/moves/{move}", seen=seen)


async def approve(evening, who):
    async with evening.house.app.state.database.reading() as db:
        text = digest(await document(db, await db.scalar(select(Report))))
    visitor = evening.house.visitor(evening.cafe, who, "desk")
    answer = await visitor.post("reports/1/approval", data={"text": text})
    assert answer.status_code == 303, answer.text


async def comment(evening, paragraph):
    said = {"comment_id": str(new_id()), "words": "Who said so?"}
    visitor = evening.house.visitor(evening.cafe, "rosa", "review")
    answer = await visitor.post(f"paragraphs/{paragraph}", data=said)
    assert answer.status_code == 303, answer.text
    return said["comment_id"]


@deed
async def somebody_opens_a_paragraph(evening):
    paragraph = await drafted(evening)
    state, finn = evening.house.app.state, evening.house.visitor(evening.cafe, "finn", "desk")
    yield
    async with finn.watching(f"paragraphs/{paragraph}") as watched:
        await watched.read()
        await presence.count(state.hub, state.database, state.bell, "a worker")
