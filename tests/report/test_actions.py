"""A draft is stored, edited by several people, drafted again; its references never change."""

import re
from gettext import NullTranslations

import pytest
from sqlalchemy import select

from facilitator.dialogues.model import Dialogue, DialogueSession
from facilitator.kit.errors import Conflict, Invalid, NotNow
from facilitator.kit.ids import new_id
from facilitator.kit.work import working
from facilitator.notes.model import Note
from facilitator.people.model import Participant
from facilitator.report.actions import (
    Wish,
    Wording,
    add_paragraph,
    draft_report,
    edit_paragraph,
    move_paragraph,
    remove_paragraph,
    restore_paragraph,
    take_in,
)
from facilitator.report.citing import pieces
from facilitator.report.exports import FORMATS
from facilitator.report.model import Report
from facilitator.report.queries import document, history, opened, paragraph_of
from tests.harvest.noting import write_notes
from tests.report.files import squeezed, told


class NoBell:
    async def ring(self, dialogue, revision):
        pass


@pytest.fixture
async def cafe_notes(database, cafe):
    return await write_notes(database, cafe)


async def drafted(database, cafe, locale="en", expected=None) -> Report:
    async with working(database, NoBell()) as work:
        work.actor = cafe.people["finn"]
        session = await work.db.get_one(DialogueSession, cafe.session)
        return await draft_report(work, session, Wish(locale, expected=expected))


class Desk:
    """Somebody at work on a report."""

    def __init__(self, database, cafe, who="finn"):
        self.database, self.cafe, self.who = database, cafe, who

    async def do(self, act, *args, **named):
        async with working(self.database, NoBell()) as work:
            work.actor = self.cafe.people[self.who]
            person = await work.db.get_one(Participant, work.actor)
            return await act(work, person, *args, **named)

    async def edit(self, row, words, version=None, lead=None):
        wording = Wording(words, row.lead if lead is None else lead)
        return await self.do(edit_paragraph, row, version or row.version, wording)

    async def open(self, report):
        async with self.database.reading() as db:
            return await opened(db, await db.get_one(Report, report.id))

    async def history(self, row):
        async with self.database.reading() as db:
            _, paragraph = await paragraph_of(db, self.cafe.dialogue, row.id)
            return await history(db, paragraph)


@pytest.fixture
def finn(database, cafe):
    return Desk(database, cafe)


@pytest.fixture
def dora(database, cafe):
    return Desk(database, cafe, "dora")


def cited_row(seen):
    """The first paragraph with citations, and its number."""
    return next(
        (row, paragraph)
        for row, paragraph in zip(seen.rows, seen.document.paragraphs(), strict=True)
        if paragraph.citations
    )


async def test_what_is_put_together_again_is_what_was_drafted(database, cafe, cafe_notes, finn):
    report = await drafted(database, cafe)
    seen = await finn.open(report)

    assert report.number == report.version == 1
    assert [row.words for row in seen.rows] == [p.words for p in seen.document.paragraphs()]
    assert seen.document.counts.notes == len(cafe_notes) - 1  # one is withdrawn
    assert seen.document.counts.unused == 0
    assert seen.document.counts.parked == 1


async def test_every_citation_leads_both_ways(database, cafe, cafe_notes, finn):
    seen = await finn.open(await drafted(database, cafe))
    notes = {note.reference for note in seen.document.notes}
    cited_by = seen.document.cited_by()

    assert set(cited_by) == notes
    for paragraph in seen.document.paragraphs():
        linked = {piece.reference for piece in pieces(paragraph)} - {None}
        assert linked == set(paragraph.citations)
        assert all(paragraph.number in cited_by[each] for each in linked)
    assert {f"N{number}" for number in seen.references.values()} >= notes


async def test_an_edit_is_kept_with_what_it_replaced(database, cafe, cafe_notes, finn, dora):
    report = await drafted(database, cafe)
    row, paragraph = cited_row(await finn.open(report))
    reference = paragraph.citations[0]

    await dora.edit(row, f"The tables agree [{reference}].", lead="Trust")
    seen = await finn.open(report)
    edited = seen.document.paragraphs()[paragraph.number - 1]
    said = await finn.history(row)

    assert edited.words == f"The tables agree [{reference}]."
    assert edited.citations == (reference,)
    assert edited.lead == "Trust"
    assert [each.version for each in said] == [2, 1]
    assert [each.by for each in said] == ["Dora", None]
    assert said[1].words == row.words


async def test_two_edits_of_one_version_show_each_other(database, cafe, cafe_notes, finn, dora):
    report = await drafted(database, cafe)
    row, _ = cited_row(await finn.open(report))
    await dora.edit(row, "Dora's words")

    with pytest.raises(Conflict) as conflict:
        await finn.edit(row, "Finn's words")
    assert conflict.value.current["words"] == "Dora's words"
    assert conflict.value.current["version"] == 2
    assert conflict.value.values["name"] == "Dora"

    await finn.edit(row, "Finn's words", version=2)
    said = await finn.history(row)
    assert [each.words for each in said] == ["Finn's words", "Dora's words", row.words]


async def test_saving_the_same_words_twice_is_no_conflict(database, cafe, cafe_notes, finn):
    row, _ = cited_row(await finn.open(await drafted(database, cafe)))
    await finn.edit(row, "Once")
    again = await finn.edit(row, "Once")
    assert again.version == 2


@pytest.mark.parametrize("mark", ["[N999]", "[N1, N77]", "[N0]"])
async def test_an_unknown_note_cannot_be_cited(database, cafe, cafe_notes, finn, mark):
    row, _ = cited_row(await finn.open(await drafted(database, cafe)))
    with pytest.raises(Invalid) as refused:
        await finn.edit(row, f"Somebody said so {mark}")
    assert refused.value.code == "unknown_note"


async def test_marks_may_be_typed_loosely(database, cafe, cafe_notes, finn):
    row, _ = cited_row(await finn.open(await drafted(database, cafe)))
    edited = await finn.edit(row, "Heard twice [n1;N2]")
    assert edited.words == "Heard twice [N1, N2]"


async def test_a_quotation_keeps_its_direction_through_an_edit(database, cafe, cafe_notes, finn):
    seen = await finn.open(await drafted(database, cafe))
    row = next(each for each in seen.rows if "الماء" in each.words)
    shown = row.words.replace("\u2068", "").replace("\u2069", "")
    edited = await finn.edit(row, f"{shown} And more.")
    assert edited.words.count("\u2068") == row.words.count("\u2068") > 0
    assert "\u2068الماء للجميع وليس للبيع\u2069" in edited.words


async def test_a_note_cited_no_longer_is_unused(database, cafe, cafe_notes, finn):
    report = await drafted(database, cafe)
    before = await finn.open(report)
    cited_by = before.document.cited_by()
    reference = next(each for each, numbers in cited_by.items() if len(numbers) == 1)
    number = cited_by[reference][0]
    await finn.edit(before.rows[number - 1], "Nobody is quoted here.")

    counts = (await finn.open(report)).document.counts
    assert counts.unused > 0
    assert counts.cited + counts.parked + counts.unused == counts.notes == len(cafe_notes) - 1


async def test_counts_in_the_introduction_follow_an_edit(database, cafe, cafe_notes, finn):
    report = await drafted(database, cafe)
    before = await finn.open(report)
    for each, paragraph in zip(before.rows, before.document.paragraphs(), strict=True):
        if paragraph.citations:
            await finn.edit(each, "Nothing is cited any more.")
    after = await finn.open(report)
    introduction = " ".join(p.words for p in after.document.paragraphs())
    assert "0 notes are cited." in introduction
    assert after.document.counts.cited == 0


async def test_a_second_draft_keeps_references_and_the_first(database, cafe, cafe_notes, finn):
    first = await drafted(database, cafe)
    row, paragraph = cited_row(await finn.open(first))
    await finn.edit(row, f"Edited by hand [{paragraph.citations[0]}]")
    before = await finn.open(first)
    await write_notes(database, cafe, ["A late thought about the harbour wall"])
    second = await drafted(database, cafe)

    after = await finn.open(second)
    old = await finn.open(first)
    assert (second.number, second.version) == (2, 2)
    assert old.document.paragraphs()[paragraph.number - 1].words.startswith("Edited by hand")
    assert old.document == before.document
    assert before.references.items() <= after.references.items()
    assert max(after.references.values()) == max(before.references.values()) + 1
    assert len(old.fresh) == 1
    assert not after.fresh


async def test_another_language_is_a_report_of_its_own(database, cafe, cafe_notes, finn):
    english = await drafted(database, cafe)
    arabic = await drafted(database, cafe, "ar")
    assert (arabic.number, arabic.version) == (2, 1)
    one, other = await finn.open(english), await finn.open(arabic)
    assert one.references == other.references
    assert other.document.locale == "ar"


async def test_a_draft_nobody_expected_is_refused(database, cafe, cafe_notes):
    await drafted(database, cafe, expected=0)
    with pytest.raises(Conflict) as refused:
        await drafted(database, cafe, expected=0)
    assert refused.value.values["name"] == "Finn"
    assert (await drafted(database, cafe, expected=1)).number == 2


async def test_new_notes_are_cited_once_they_are_taken_in(database, cafe, cafe_notes, finn):
    report = await drafted(database, cafe)
    row, _ = cited_row(await finn.open(report))
    new = len(cafe_notes)
    await write_notes(database, cafe, ["A late thought about the harbour wall"])
    with pytest.raises(Invalid):
        await finn.edit(row, f"Late [N{new}]")

    async with working(database, NoBell()) as work:
        assert await take_in(work, await work.db.get_one(Report, report.id)) == 1
    await finn.edit(row, f"Late [N{new}]")
    seen = await finn.open(report)
    assert f"N{new}" in {note.reference for note in seen.document.notes}
    assert not seen.fresh


async def test_a_withdrawn_note_leaves_its_words_behind(database, cafe, cafe_notes, finn):
    report = await drafted(database, cafe)
    before = await finn.open(report)
    reference, numbers = next(iter(before.document.cited_by().items()))
    note_id = next(n for n, number in before.references.items() if f"N{number}" == reference)
    async with working(database, NoBell()) as work:
        note = await work.db.get_one(Note, note_id)
        words, note.withdrawn_at = note.words, work.now

    after = await finn.open(report)
    left = next(note for note in after.document.notes if note.reference == reference)
    assert after.withdrawn == {reference}
    assert words not in left.words
    assert left.author is None
    assert after.document.counts.notes == before.document.counts.notes - 1
    assert reference in after.document.cited_by()
    row = after.rows[numbers[0] - 1]
    await finn.edit(row, f"Still there [{reference}]")  # it may stay where it was
    other = next(r for r in after.rows if r.id != row.id and r.role == "introduction")
    with pytest.raises(Invalid):
        await finn.edit(other, f"And here? [{reference}]")


async def test_paragraphs_are_added_once_moved_removed_and_brought_back(
    database, cafe, cafe_notes, finn
):
    report = await drafted(database, cafe)
    seen = await finn.open(report)
    row, paragraph = cited_row(seen)
    key = new_id()
    await finn.do(add_paragraph, row, key, Wording("One more [N1]", "More"))
    await finn.do(add_paragraph, row, key, Wording("One more [N1]", "More"))

    more = await finn.open(report)
    assert len(more.rows) == len(seen.rows) + 1
    assert more.rows[paragraph.number].id == key
    assert [p.number for p in more.document.paragraphs()] == list(range(1, len(more.rows) + 1))

    await finn.do(move_paragraph, more.rows[paragraph.number], up=True)
    moved = await finn.open(report)
    assert moved.rows[paragraph.number - 1].id == key

    await finn.do(remove_paragraph, moved.rows[paragraph.number - 1], 1)
    gone = await finn.open(report)
    assert [each.id for each in gone.rows] == [each.id for each in seen.rows]
    assert [each.id for each in gone.removed] == [key]

    await finn.do(restore_paragraph, gone.removed[0])
    back = await finn.open(report)
    assert [each.id for each in back.rows] == [each.id for each in moved.rows]


async def test_a_paragraph_moves_under_the_next_heading(database, cafe, cafe_notes, finn):
    report = await drafted(database, cafe)
    seen = await finn.open(report)
    last = max(at for at, row in enumerate(seen.rows) if row.role == "introduction")
    row = seen.rows[last]
    await finn.do(move_paragraph, row, up=False)
    after = await finn.open(report)
    assert after.rows[last].id == row.id
    assert after.rows[last].section == seen.rows[last + 1].section


async def test_the_ends_cannot_be_passed(database, cafe, cafe_notes, finn):
    seen = await finn.open(await drafted(database, cafe))
    with pytest.raises(NotNow):
        await finn.do(move_paragraph, seen.rows[0], up=True)
    with pytest.raises(NotNow):
        await finn.do(move_paragraph, seen.rows[-1], up=False)


async def test_all_exports_agree_after_an_edit(database, cafe, cafe_notes, finn):
    report = await drafted(database, cafe)
    before = await finn.open(report)
    row, _ = cited_row(before)
    await finn.edit(row, "The harbour speaks for itself [N3].")
    after = await finn.open(report)
    assert after.references == before.references
    for written in FORMATS.values():
        assert written.write(after.document, NullTranslations())
    words = FORMATS["markdown"].write(after.document, NullTranslations()).decode()
    assert "The harbour speaks for itself \\[[N3](#note_N3)\\]." in words


@pytest.mark.parametrize("mode", ["by_category", "non_attribution", "attributed"])
async def test_names_leave_only_where_they_were_promised(database, cafe, mode):
    canary = "Xantippe Quillfeather"
    async with database.writing() as db:
        dialogue = await db.get_one(Dialogue, cafe.dialogue)
        dialogue.attribution = mode
        for who in ("ada", "ben", "cleo"):
            person = await db.get_one(Participant, cafe.people[who])
            person.name = person.shown_as = canary
            person.organisation, person.category = "Zephyrine Trust", "kestrel keepers"
            person.constituency = "nps"
        await db.commit()
    await write_notes(database, cafe)
    report = await drafted(database, cafe)
    async with database.reading() as db:
        drawn = await document(db, await db.get_one(Report, report.id))
        ids = [str(each) for each in await db.scalars(select(Note.id))]
    out = {
        name: squeezed(told(each.write(drawn, NullTranslations())))
        for name, each in FORMATS.items()
    }

    for name, words in out.items():
        named = squeezed(canary) in words
        assert named is (mode == "attributed"), name
        assert ("kestrelkeepers" in words) is (mode == "attributed"), name
        of_a_note = re.search("Non-Partystakeholder(?!s)", words)  # how many there were is told
        assert bool(of_a_note) is (mode == "by_category"), name
        if mode != "attributed":
            assert "Zephyrine" not in words
            assert not any(each in words for each in ids), name
            assert '"table_number":1' not in words  # fewer than five sat there
