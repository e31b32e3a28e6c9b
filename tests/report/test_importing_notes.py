"""Notes from a file land in their slots, every problem is told, nothing is doubled."""

import csv
from io import BytesIO, StringIO
from itertools import cycle
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from sqlalchemy import select

from facilitator.dialogues.model import Dialogue, DialogueSession
from facilitator.dialogues.rules import Attribution
from facilitator.harvest.queries import gathered
from facilitator.kit.errors import Invalid
from facilitator.kit.text import cell, clean
from facilitator.kit.words import translations
from facilitator.notes.importing import import_notes, matched, read_notes, slots_of
from facilitator.notes.model import Note
from facilitator.notes.rules import NoteKind
from facilitator.people.model import Participant
from facilitator.report.actions import Wish, draft_report
from facilitator.report.exports import FORMATS
from facilitator.report.queries import opened
from facilitator.rounds.actions import open_next
from tests.report.nasty import NASTY
from tests.works import at_work

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
HEAD = "text,table,round,question,kind,language,author\n"
LIMIT = 1000


@pytest.fixture
async def taken_in(database, cafe):
    """Imports a file as Finn, round 1 being open; gives what was new and known, and problems."""
    async with at_work(database, cafe.people["dora"]) as work:
        await open_next(work, cafe.session, 1)

    async def act(data):
        async with at_work(database, cafe.people["finn"]) as work:
            session = await work.db.get_one(DialogueSession, cafe.session)
            finn = await work.db.get_one(Participant, cafe.people["finn"])
            ready, problems = matched(read_notes(data), await slots_of(work.db, session, LIMIT))
            return await import_notes(work, finn, session, ready, LIMIT), problems

    return act


async def notes_of(database):
    async with database.reading() as db:
        return (await db.scalars(select(Note).order_by(Note.words))).all()


async def test_a_note_lands_in_its_slot(database, cafe, taken_in):
    row = "Trust grows slowly,2,1,Q-water,good practice,French,P003\n"
    counts, problems = await taken_in((HEAD + row).encode())
    assert (counts, problems) == ((1, 0), ())
    (note,) = await notes_of(database)
    assert (note.table_id, note.round_number) == (cafe.tables[2], 1)
    assert (note.question_id, note.kind, note.language) == (
        cafe.questions[0], "good_practice", "fr",
    )  # fmt: skip
    assert (note.author_id, note.unsigned) == (cafe.people["cleo"], False)
    assert note.imported_by == cafe.people["finn"]


async def test_every_problem_is_told_at_its_row_and_column(taken_in):
    rows = [
        ",1,1,,,,",
        f"{'x' * 1001},1,1,,,,",
        "No table,,1,,,,",
        "No such table,9,1,,,,",
        "Not begun,1,2,,,,",
        "No such round,1,7,,,,",
        "No such question,1,1,Q-nowhere,,,",
        "Half right,1.0,Round 1,,riddle,Nolanguage,Nobody",
        "Half right,1,1,,,,",
    ]
    counts, problems = await taken_in((HEAD + "\n".join(rows)).encode())
    assert counts == (1, 0)
    assert [(each.row, each.column, each.code) for each in problems] == [
        (2, "text", "no_words"),
        (3, "text", "too_long"),
        (4, "table", "no_table"),
        (5, "table", "unknown_table"),
        (6, "round", "not_begun"),
        (7, "round", "unknown_round"),
        (8, "question", "unknown_question"),
        (9, "kind", "unknown_kind"),
        (9, "language", "unknown_language"),
        (9, "author", "unknown_author"),
        (10, "text", "twice"),
    ]
    assert all(each.said("fr") != each.code for each in problems)


@pytest.mark.parametrize(("table", "known"), [("٢", True), ("²", False), ("9" * 5000, False)])
async def test_a_table_is_a_number_in_any_script_and_no_other_sign(taken_in, table, known):
    counts, problems = await taken_in((HEAD + f"Words,{table},1,,,,\n").encode())
    assert counts == (int(known), 0)
    assert [each.code for each in problems] == ([] if known else ["unknown_table"])


async def test_the_same_file_again_doubles_nothing(database, taken_in):
    file = (HEAD + "One,1,1,,,,\nTwo,1,1,,,,\n").encode()
    assert (await taken_in(file))[0] == (2, 0)
    assert (await taken_in(file + b"Three,1,1,,,,\n"))[0] == (1, 2)
    assert [each.words for each in await notes_of(database)] == ["One", "Three", "Two"]


async def test_a_workbook_is_read_as_well(database, taken_in):
    book, packed = Workbook(), BytesIO()
    for row in (["Note", "Table", "Round"], ["=1+1 is not a sum", 1, 1]):
        book.active.append(row)
    book.active["A2"].data_type = "s"
    book.save(packed)
    assert (await taken_in(packed.getvalue()))[0] == (1, 0)
    assert (await notes_of(database))[0].words == "=1+1 is not a sum"


@pytest.mark.parametrize("data", [b"", b"table,round\n1,1\n", b"\x89PNG\r\n\x1a\n\0\0"])
async def test_what_is_no_table_of_notes_is_refused(taken_in, data):
    with pytest.raises(Invalid):
        await taken_in(data)


async def test_a_note_without_an_author_is_nobodys_voice(database, cafe, taken_in):
    await taken_in((HEAD + "From the tablecloth,1,1,,,,\n").encode())
    async with at_work(database, cafe.people["dora"]) as work:
        of = await work.db.get_one(Dialogue, cafe.dialogue)
        of.attribution = Attribution.ATTRIBUTED
        (note,) = await gathered(work.db, of, cafe.session, "en")
    assert (note.author, note.constituency, note.imported) == (None, None, True)
    assert (note.voice.party, note.voice.other) == (None, None)


@pytest.mark.parametrize("locale", ["en", "fr", "ar"])
async def test_what_a_report_exports_is_known_when_it_comes_back(database, cafe, taken_in, locale):
    """RELIABILITY F53: out as CSV and XLSX, in again, and every note is the one that is there."""
    typed = {clean(each, limit=LIMIT).words for each in NASTY if len(each) <= LIMIT} - {""}
    kinds = cycle(each for each in NoteKind if each)
    rows = [(words, 1, 1, "Q-energy", next(kinds), "fr") for words in sorted(typed)]
    assert len(rows) > 190
    (stored, known), problems = await taken_in(as_csv(("text", *TITLES), rows))
    assert (stored, known, problems) == (len(rows), 0, ())

    async with at_work(database, cafe.people["dora"]) as work:
        of = await work.db.get_one(Dialogue, cafe.dialogue)
        of.attribution = Attribution.ATTRIBUTED  # else a table of so few is not told
        session = await work.db.get_one(DialogueSession, cafe.session)
        report = await draft_report(work, session, Wish(locale))
    async with database.reading() as db:
        document = (await opened(db, report)).document
    say = translations(locale)
    with ZipFile(BytesIO(FORMATS["csv"].write(document, say))) as packed:
        files = [packed.read("notes.csv"), only_notes(FORMATS["xlsx"].write(document, say))]
    before = [(each.kind, each.language) for each in await notes_of(database)]
    for file in files:
        counts, problems = await taken_in(file)
        assert (counts, problems) == ((0, len(rows)), ())
    assert [(each.kind, each.language) for each in await notes_of(database)] == before


TITLES = ("table", "round", "question", "kind", "language")


def as_csv(head, rows):
    written = StringIO(newline="")
    csv.writer(written).writerows([head, *((cell(words), *rest) for words, *rest in rows)])
    return written.getvalue().encode()


def only_notes(data):
    """The workbook with its second sheet alone, as a person saves it."""
    book, packed = load_workbook(BytesIO(data)), BytesIO()
    for name in [each for at, each in enumerate(book.sheetnames) if at != 1]:
        book.remove(book[name])
    book.save(packed)
    return packed.getvalue()
