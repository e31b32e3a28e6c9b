"""From draft to final: two people approve one text, which is frozen, sealed and never changed."""

import json
from gettext import NullTranslations

import pytest
from sqlalchemy import select

from facilitator.dialogues.model import Dialogue
from facilitator.dialogues.rules import Attribution
from facilitator.kit.errors import Conflict, Forbidden, Invalid, NotNow
from facilitator.kit.ids import new_id
from facilitator.kit.work import working
from facilitator.notes.model import Note
from facilitator.people.model import Participant
from facilitator.people.rules import Role as Post
from facilitator.report.actions import (
    Wording,
    add_paragraph,
    answer_comment,
    approve_report,
    comment,
    edit_paragraph,
    move_paragraph,
    move_report,
    remove_paragraph,
    restore_paragraph,
)
from facilitator.report.document import Role
from facilitator.report.exports import FORMATS
from facilitator.report.exports.bundle import bundle
from facilitator.report.exports.bundle import opened as from_bundle
from facilitator.report.exports.record import record
from facilitator.report.model import ReportMove
from facilitator.report.queries import remarks_of
from facilitator.report.rules import Handled, Move, State
from facilitator.report.sealing import digest, digest_of
from tests.harvest.noting import write_notes
from tests.report.files import squeezed, told
from tests.report.test_actions import Desk, NoBell, drafted

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.fixture
async def desks(database, cafe):
    await write_notes(database, cafe)
    return {who: Desk(database, cafe, who) for who in ("dora", "emil", "finn")}


async def up_for_approval(database, cafe, desks):
    report = await drafted(database, cafe)
    await desks["finn"].do(move_report, report, Move.SHOW, State.DRAFT)
    await desks["finn"].do(move_report, report, Move.ASK, State.TABLES)
    return report


async def approve(desk, report):
    text = digest((await desk.open(report)).document)
    return await desk.do(approve_report, report, text)


async def final(database, cafe, desks):
    report = await up_for_approval(database, cafe, desks)
    await approve(desks["dora"], report)
    await approve(desks["emil"], report)
    return report


async def test_two_people_make_it_final(database, cafe, desks):
    report = await up_for_approval(database, cafe, desks)
    assert (await approve(desks["dora"], report)).state == State.APPROVAL
    with pytest.raises(NotNow, match="already"):
        await approve(desks["dora"], report)
    with pytest.raises(Forbidden):
        await approve(desks["finn"], report)
    assert (await approve(desks["emil"], report)).state == State.FINAL
    document = (await desks["finn"].open(report)).document
    assert document.approved == ("Dora", "Emil")
    assert document.seal == digest(document)


async def test_a_change_asks_for_both_approvals_anew(database, cafe, desks):
    report = await up_for_approval(database, cafe, desks)
    await approve(desks["dora"], report)
    row = (await desks["finn"].open(report)).rows[0]
    await desks["finn"].edit(row, "Said otherwise [N1]")
    assert (await approve(desks["emil"], report)).state == State.APPROVAL
    assert (await approve(desks["dora"], report)).state == State.FINAL


async def test_a_text_that_changed_since_it_was_read_is_not_approved(database, cafe, desks):
    report = await up_for_approval(database, cafe, desks)
    read = digest((await desks["dora"].open(report)).document)
    row = (await desks["finn"].open(report)).rows[0]
    await desks["finn"].edit(row, "Said otherwise [N1]")
    with pytest.raises(Conflict):
        await desks["dora"].do(approve_report, report, read)


async def test_counts_that_change_are_a_change(database, cafe, desks):
    report = await up_for_approval(database, cafe, desks)
    await approve(desks["dora"], report)
    async with working(database, NoBell()) as work:
        first = await work.db.scalar(select(Note).where(Note.withdrawn_at.is_(None)))
        first.withdrawn_at = work.now
    assert (await approve(desks["emil"], report)).state == State.APPROVAL


async def test_of_two_who_take_a_step_the_second_hears_who_was_first(database, cafe, desks):
    report = await drafted(database, cafe)
    await desks["dora"].do(move_report, report, Move.SHOW, State.DRAFT)
    with pytest.raises(Conflict, match="Dora"):
        await desks["emil"].do(move_report, report, Move.SHOW, State.DRAFT)
    with pytest.raises(NotNow):
        await desks["emil"].do(move_report, report, Move.REOPEN, State.TABLES)


async def test_taking_it_back_voids_what_was_approved(database, cafe, desks):
    report = await up_for_approval(database, cafe, desks)
    await approve(desks["dora"], report)
    await desks["finn"].do(move_report, report, Move.TAKE_BACK, State.APPROVAL)
    await desks["finn"].do(move_report, report, Move.SHOW, State.DRAFT)
    await desks["finn"].do(move_report, report, Move.ASK, State.TABLES)
    assert (await approve(desks["emil"], report)).state == State.APPROVAL
    async with database.reading() as db:
        moves = (await db.scalars(select(ReportMove).order_by(ReportMove.id))).all()
    assert [each.move for each in moves if each.void_at] == [Move.APPROVE]


async def test_a_final_report_refuses_every_change(database, cafe, desks):
    report = await final(database, cafe, desks)
    finn = desks["finn"]
    row = (await finn.open(report)).rows[1]
    changes = [
        (edit_paragraph, row, row.version, Wording("Said otherwise [N1]")),
        (add_paragraph, row, new_id(), Wording("One more")),
        (remove_paragraph, row, row.version),
        (restore_paragraph, row),
        (comment, row, new_id(), "Too late"),
        (approve_report, report, "0" * 64),
    ]
    for act, *args in changes:
        with pytest.raises((NotNow, Conflict)):
            await finn.do(act, *args)
    with pytest.raises(NotNow, match="final"):
        await finn.do(move_paragraph, row, up=True)


async def test_nothing_that_happens_later_changes_a_final_report(database, cafe, desks):
    report = await final(database, cafe, desks)
    before = record((await desks["finn"].open(report)).document, NullTranslations())
    async with working(database, NoBell()) as work:
        for note in await work.db.scalars(select(Note)):
            note.withdrawn_at = work.now
        (await work.db.get_one(Dialogue, cafe.dialogue)).title = {"en": "Renamed"}
    assert record((await desks["finn"].open(report)).document, NullTranslations()) == before


async def test_a_dialogue_that_promises_more_later_withholds_names_from_it(database, cafe, desks):
    async with working(database, NoBell()) as work:
        (await work.db.get_one(Dialogue, cafe.dialogue)).attribution = Attribution.ATTRIBUTED
    report = await final(database, cafe, desks)
    assert any(each.author for each in (await desks["finn"].open(report)).document.notes)
    async with working(database, NoBell()) as work:
        (await work.db.get_one(Dialogue, cafe.dialogue)).attribution = Attribution.NON_ATTRIBUTION
    document = (await desks["finn"].open(report)).document
    assert not any(each.author or each.constituency for each in document.notes)
    assert document.contributors == ()
    assert document.attribution == Attribution.NON_ATTRIBUTION


async def test_every_file_prints_the_seal_and_json_proves_it(database, cafe, desks):
    report = await final(database, cafe, desks)
    document = (await desks["finn"].open(report)).document
    for name, written in FORMATS.items():
        file = written.write(document, NullTranslations())
        assert document.seal in squeezed(told(file)), name
    told_by_json = json.loads(record(document, NullTranslations()))
    assert digest_of(told_by_json) == document.seal
    told_by_json["sections"][0]["paragraphs"][0]["words"] += "!"
    assert digest_of(told_by_json) != document.seal
    assert from_bundle(bundle(document, NullTranslations())).seal == document.seal


def said(document):
    """All but the introduction, which tells the counts of the moment until somebody edits it."""
    written = (each for each in document.paragraphs() if each.role is not Role.INTRODUCTION)
    return [(each.words, each.citations) for each in written]


async def test_reopening_makes_a_version_that_says_the_same(database, cafe, desks):
    report = await final(database, cafe, desks)
    again = await desks["finn"].do(move_report, report, Move.REOPEN, State.FINAL)
    old, new = await desks["finn"].open(report), await desks["finn"].open(again)
    assert (new.report.version, new.report.state) == (old.report.version + 1, State.DRAFT)
    assert said(new.document) == said(old.document)
    await desks["finn"].edit(new.rows[0], "Another beginning [N1]")
    assert (await desks["finn"].open(report)).document == old.document
    with pytest.raises(Conflict, match="later version"):
        await desks["dora"].do(move_report, report, Move.REOPEN, State.FINAL)


async def test_every_comment_is_answered_once_and_with_a_reason(database, cafe, desks):
    report = await drafted(database, cafe)
    row = (await desks["finn"].open(report)).rows[0]
    key = new_id()
    for _ in range(2):
        made = await desks["emil"].do(comment, row, key, "  Who said so?\n")
    with pytest.raises(Invalid):
        await desks["finn"].do(answer_comment, made.id, Handled.DECLINED, "  ")
    await desks["finn"].do(answer_comment, made.id, Handled.PARTLY, "Two tables did.")
    with pytest.raises(Conflict, match="Finn"):
        await desks["dora"].do(answer_comment, made.id, Handled.ACCEPTED, "")
    async with database.reading() as db:
        ((remark,),) = (await remarks_of(db, report.id)).values()
    assert (remark.by, remark.comment.words) == ("Emil", "Who said so?")
    assert (remark.answered_by, remark.comment.handled) == ("Finn", Handled.PARTLY)


async def test_an_organiser_stands_in_where_there_is_one_co_facilitator(database, cafe, desks):
    async with working(database, NoBell()) as work:
        (await work.db.get_one(Participant, cafe.people["emil"])).role = Post.ORGANISER
    report = await final(database, cafe, desks)
    assert (await desks["finn"].open(report)).document.approved == ("Dora", "Emil")
