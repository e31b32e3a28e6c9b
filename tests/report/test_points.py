"""A draft from points: who says what, both sides of a difference, each sentence with its notes."""

from dataclasses import replace
from gettext import NullTranslations

import pytest

from facilitator.dialogues.rules import Attribution
from facilitator.harvest.following import FollowUp, FollowUpStatus
from facilitator.harvest.points import Point, Position, Side
from facilitator.harvest.quantifiers import (
    Backing,
    Whole,
    all_parties,
    of_group,
    of_other,
    of_party,
    together,
)
from facilitator.kit.words import LOCALES, translations
from facilitator.report.citing import report_words, uncited
from facilitator.report.document import Document, Paragraph, Role
from facilitator.report.draft import draft
from facilitator.report.exports.labels import footnote
from facilitator.report.exports.markdown import markdown
from facilitator.report.exports.pages import laid_out
from facilitator.report.exports.record import record
from facilitator.report.exports.reopening import reopened
from facilitator.report.exports.sheets import sheets
from facilitator.report.marks import bare
from facilitator.report.outlines import Outline
from tests.report.papers import NOTES, facts, note

ENGLISH = NullTranslations()
GROUPS = together([of_group("AOSIS"), of_group("LDC"), of_group("AGN")])


def side(
    number: int,
    notes: tuple[int, ...],
    which: Side = Side.SAME,
    backing: Backing | None = None,
    worded: str = "",
) -> Position:
    ids = tuple(f"id-{each:04}" for each in notes)
    words = worded or NOTES[notes[0] - 1].words
    return Position(f"s{number}", which, words, ids[0], ids, bool(worded), backing or Backing())


WELLS = Point("a", "w1", (side(1, (1, 2), backing=GROUPS | of_other("NPS01")),), finding=True)
PRICE = Point(
    "b",
    "w2",
    (side(2, (6, 4)), side(3, (5,), Side.OTHER, of_party("AUS"))),
    divergent=True,
)
TREES = Point("c", "h1", (side(4, (7,), worded="Trees cool the city"),))


def drafted(points: tuple[Point, ...] = (WELLS, PRICE, TREES), **changed: object) -> Document:
    told = facts(points=points, whole=all_parties(16), method="encoder", **changed)
    return draft(told, translations(told.locale))


def words(document: Document) -> str:
    return "\n".join(each.words for each in document.paragraphs())


def test_a_point_says_who_stands_behind_it_and_cites_point_and_notes() -> None:
    point = drafted().points[0]
    assert point.reference == "P1"
    marks = f"[P1, {', '.join(point.sides[0].notes)}]"
    said = "Many Parties and some non-Party stakeholders said: “\u2068Half of the villages have"
    assert f"{said} no well at all\u2069” {marks}." in words(drafted())


def test_a_difference_is_told_with_both_sides_in_one_sentence() -> None:
    told = words(drafted())
    assert "It was said: “\u2068Water must stay free for everyone\u2069” [P2, " in told
    assert "; conversely, a few Parties said: “\u2068A small price keeps people" in told


@pytest.mark.parametrize(
    ("other", "also"),
    [("There should never be a price", True), ("A price, however small, saves water", False)],
)
def test_views_that_differ_may_differ_among_themselves(other: str, also: bool) -> None:
    """Two notes marked so lie on one side; one says no where the other does not: both are told."""
    notes = (*NOTES, note(13, other, "divergent_view", question="w2"))
    point = replace(PRICE, positions=(side(2, (6, 4)), side(3, (5, 13), Side.OTHER)))
    document = drafted((point,), notes=notes)
    (of,) = (each for each in document.notes if each.words == other)
    quoted = f"; it was also said: “\u2068{other}\u2069” [P1, {of.reference}]"
    assert (quoted in words(document)) is also
    assert of.reference in document.points[0].sides[1].notes
    assert not [lost for each in document.paragraphs() for lost in uncited(each)]


def test_of_several_notes_one_in_the_language_of_the_report_is_quoted() -> None:
    assert drafted(locale="en").points[1].sides[0].statement == NOTES[3].words
    assert drafted(locale="ar").points[1].sides[0].statement == NOTES[5].words


def test_what_a_person_put_into_words_is_no_quotation() -> None:
    assert "It was said: \u2068Trees cool the city\u2069 [P3, " in words(drafted())


def test_a_finding_is_a_key_message_before_all_others() -> None:
    first = drafted().paragraphs()[0]
    assert first.role is Role.KEY
    assert first.citations[0] == "P1"


@pytest.mark.parametrize("outline", Outline)
@pytest.mark.parametrize("locale", LOCALES)
def test_every_sentence_of_every_outline_cites_and_both_sides_are_there(
    outline: Outline, locale: str
) -> None:
    document = drafted(outline=outline, locale=locale)
    assert [each for one in document.paragraphs() for each in uncited(one)] == []
    told = words(document)
    assert NOTES[4].words in told
    counts = document.counts
    assert counts.cited + counts.parked + counts.unused == counts.notes == len(NOTES)
    assert {each for one in document.paragraphs() for each in one.citations} >= {"P2"}


def test_a_summary_for_policymakers_is_shorter_and_a_brief_shortest() -> None:
    lengths = [
        report_words((), drafted(outline=each).sections)
        for each in (Outline.BRIEF, Outline.POLICYMAKERS, Outline.SESSION)
    ]
    assert lengths == sorted(lengths)
    assert len(set(lengths)) == 3


def test_options_stand_apart_by_whether_views_meet() -> None:
    document = drafted(outline=Outline.OPTIONS)
    titles = [section.title for _, section in document.headings()]
    assert titles[:2] == ["Areas of convergence", "Areas of divergence"]
    grid = document.grids[0]
    assert grid.columns == ("Option", "Shared by", "Conversely", "Kind", "Point")
    assert [row[-1] for row in grid.rows] == ["P1", "P2", "P3"]
    assert "a few Parties: " in grid.rows[1][2]


def test_where_options_are_taken_up_each_has_a_milestone_and_a_product():
    """R59."""
    taken_up = replace(WELLS, follow_up=FollowUp("The harbour office", "Next spring", "Ten wells"))
    grid = drafted((taken_up, PRICE, TREES), outline=Outline.OPTIONS).grids[0]
    assert grid.columns[5:] == ("By when", "Indicator or product")
    assert [tuple(map(bare, row[5:])) for row in grid.rows] == [
        ("Next spring", "Ten wells"), ("", ""), ("", ""),
    ]  # fmt: skip


def test_points_for_slides_are_a_heading_a_theme_and_a_line_a_finding():
    """R57: what is held against a finding stands beside it."""
    titled = replace(WELLS, title="Wells")
    document = drafted((titled, PRICE, TREES), outline=Outline.SLIDES)
    slides = {
        section.title: [(each.lead, each.citations[:1], each.role) for each in section.paragraphs]
        for _, section in document.headings()
    }
    assert slides["Water"] == [("Wells", ("P1",), Role.KEY), ("", ("P2",), Role.DIFFERING)]
    assert slides["Heat"] == [("", ("P3",), Role.KEY)]
    assert list(slides)[-1] == "About this report"


@pytest.mark.parametrize("mode", Attribution)
def test_names_stand_in_footnotes_only_where_notes_are_attributed(mode: Attribution) -> None:
    parties, others = drafted(attribution=mode).points[0].sides[0].support
    assert (parties.numerator, parties.denominator) == (94, 198)
    assert (others.numerator, others.denominator) == (1, 16)
    named = mode is Attribution.ATTRIBUTED
    assert bool(parties.names) is bool(others.names) is named
    if named:
        assert len(parties.names) == 3  # the groups; none of their Parties stands alone


def test_a_note_parked_on_the_board_is_kept_and_not_cited() -> None:
    notes = tuple(replace(each, parked=each.id == "id-0011") for each in NOTES)
    document = draft(replace(facts(notes), whole=Whole(1, 1, all_parties(1).means)), ENGLISH)
    assert "hello from table 4" in [each.words for each in document.parked]


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("One [N1]. Two [P1, N2]!", ()),
        ("One [N1]. Two.", ("Two.",)),
        ("One. [N1] Two? [N2]", ()),
        ("“Stop. Go.” [N1].", ()),
        ("\u2068A. B. C.\u2069 [N1]. D", ("D",)),
        ("一句话。另一句话[N1]。", ("一句话。",)),
        ("هل هذا؟ نعم [N1].", ("هل هذا؟",)),
        ("12.5 per cent [N1].", ()),
        ("… !", ()),
    ],
)
def test_sentences_without_a_citation_are_found(text: str, bare: tuple[str, ...]) -> None:
    assert uncited(Paragraph(1, text)) == bare
    assert uncited(Paragraph(1, text, role=Role.INTRODUCTION)) == ()


def test_a_footnote_says_whose_words_they_are():
    helped = replace(WELLS, title="Wells", positions=(replace(WELLS.positions[0], helped=True),))
    told = footnote(drafted((helped,)).points[0], ENGLISH)
    assert told.startswith("\u2068Wells\u2069: “")
    assert told.endswith("put in words by machine, taken by a person.")
    plain = footnote(drafted((WELLS,)).points[0], ENGLISH)
    assert "machine" not in plain
    assert not plain.startswith("\u2068Wells")


def test_gaps_and_solutions_have_registers_of_their_own():
    """R45, R46: by kind, with who shares them and what they rest on; nothing else is in them."""
    tagged = replace(WELLS, tags=("ipcc", "youth"))
    document = drafted((tagged, PRICE, TREES))
    kinds = {each.reference: each.kind for each in document.points}
    told = {each.key: each for each in sheets(document, ENGLISH)}
    for key, wanted in (("gaps", {"gap"}), ("solutions", {"solution", "good_practice"})):
        found = {row[0] for row in told[key].rows} if key in told else set()
        assert found == {each for each, kind in kinds.items() if kind in wanted}
    (row,) = (each for each in told["points"].rows if each[0] == "P1")
    assert row[-2:] == ("Youth and future generations", "IPCC")
    assert {"gaps", "solutions"} & set(told)


def test_what_is_related_to_other_workstreams_lies_together_with_what_is_held_against_it():
    """R60: a point under each of its workstreams; without any there is no such sheet."""
    programme, finance = "mitigation_programme", "finance_goal"
    points = (replace(WELLS, tags=(finance,)), replace(PRICE, tags=(finance, programme)), TREES)
    told = {each.key: each for each in sheets(drafted(points), ENGLISH)}
    assert [(row[0], row[1], row[-1]) for row in told["links"].rows] == [
        ("Mitigation work programme", "P2", NOTES[4].words),
        ("New collective quantified goal on climate finance", "P1", ""),
        ("New collective quantified goal on climate finance", "P2", NOTES[4].words),
    ]
    assert "links" not in {each.key for each in sheets(drafted(), ENGLISH)}


def test_where_there_are_criteria_only_what_passed_them_is_in_the_bank():
    """R46: solutions by kind alone are not in it, and a record opens again with it."""
    criteria = ("Tried out", "Costs are known")
    passed = replace(WELLS, admitted=criteria)
    document = drafted((passed, PRICE, TREES), criteria=criteria)
    (bank,) = (each for each in sheets(document, ENGLISH) if each.key == "solutions")
    assert bank.title == "Solutions bank"
    assert [(row[0], row[-1]) for row in bank.rows] == [("P1", "Tried out; Costs are known")]
    assert reopened(record(document, ENGLISH)).criteria == criteria
    assert reopened(record(document, ENGLISH)).points == document.points
    nothing = drafted((WELLS, PRICE, TREES), criteria=criteria)
    assert "solutions" not in {each.key for each in sheets(nothing, ENGLISH)}


def test_who_takes_what_up_stands_in_the_registers_in_an_annex_and_in_the_record():
    """R45, R61: gaps that nobody takes up keep their place in the register, with empty cells."""
    office = FollowUp("The harbour office", "Next spring", "Ten wells", FollowUpStatus.UNDER_WAY)
    document = drafted((replace(WELLS, follow_up=office), PRICE, TREES))
    told = {each.key: each for each in sheets(document, ENGLISH)}
    row = ("The harbour office", "Next spring", "Ten wells", "Under way")
    assert [(each[0], *each[-4:]) for each in told["follow-up"].rows] == [("P1", *row)]
    gaps = {each[0]: each[-2:] for each in told["gaps"].rows}
    assert gaps.pop("P1") == row[:2]
    assert set(gaps.values()) <= {("", "")}

    for annex in (markdown(document, ENGLISH).decode(), str(laid_out(document, ENGLISH))):
        assert "Follow-up list" in annex
        assert all(each in annex for each in row)
    assert "Follow-up list" not in markdown(drafted(), ENGLISH).decode()
    assert "follow-up" not in {each.key for each in sheets(drafted(), ENGLISH)}
    assert reopened(record(document, ENGLISH)).points == document.points


def test_a_record_of_a_later_release_opens_though_it_says_more_of_a_follow_up():
    kept = FollowUp("The harbour office").kept
    assert FollowUp.of({**kept, "budget": "ten"}) == FollowUp("The harbour office")
    assert FollowUp.of(FollowUp().kept) is None
