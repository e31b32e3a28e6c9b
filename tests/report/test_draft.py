"""A draft from notes alone: every note accounted for, counts first, differing views apart."""

import csv
from dataclasses import replace
from gettext import NullTranslations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitator.dialogues.rules import Attribution
from facilitator.kit.words import translations
from facilitator.report.citing import report_words
from facilitator.report.document import Document, Paragraph, Role, SourceNote
from facilitator.report.draft import draft
from facilitator.report.draft.preface import METHODS
from facilitator.report.kinds import ORDER
from tests.report.papers import NOTES, every_note, facts, note
from tests.shared import shared

ENGLISH = NullTranslations()


def drafted(notes: tuple[SourceNote, ...] = NOTES, **changed: object) -> Document:
    return draft(facts(notes, **changed), ENGLISH)


def of_role(document: Document, role: Role) -> list[Paragraph]:
    return [each for each in document.paragraphs() if each.role is role]


def reference(document: Document, number: int) -> str:
    return next(each.reference for each in every_note(document) if each.id == f"id-{number:04}")


def test_key_messages_come_first_then_the_introduction_then_each_theme() -> None:
    titles = [(name, section.title) for name, section in drafted().headings()]
    assert titles == [
        ("I", "Key messages"),
        ("II", "About this report"),
        ("III", "Water"),
        ("A", "Who has enough water?"),
        ("B", "Who pays for it?"),
        ("IV", "Heat"),
        ("V", "Outside the themes"),
    ]


def test_a_lone_question_has_no_heading_but_is_told() -> None:
    heat = next(section for _, section in drafted().headings() if section.title == "Heat")
    assert heat.sections == ()
    assert heat.lead == "Guiding question: \u2068What helps in a hot summer?\u2069"


def test_paragraphs_are_numbered_from_one_without_gaps() -> None:
    numbers = [each.number for each in drafted().paragraphs()]
    assert numbers == list(range(1, len(numbers) + 1))


def test_only_the_introduction_cites_nothing() -> None:
    for paragraph in drafted().paragraphs():
        assert bool(paragraph.citations) is (paragraph.role is not Role.INTRODUCTION)


def test_the_introduction_states_counts_dates_and_denominators() -> None:
    words = " ".join(each.words for each in of_role(drafted(), Role.INTRODUCTION))
    for sentence in (
        "This report draws on 12 notes.",
        "9 people wrote them.",
        "The cut-off for notes was \u206822 November 2026\u2069, \u206818:30 UTC\u2069.",
        "1 note came late; it is included and marked.",
        "counted against the Parties that contributed (87).",
        "counted apart (44) and are never added to Parties",
        "No notes were taken on: \u2068Wind\u2069.",
        METHODS[""],
    ):
        assert sentence in words


def test_without_cut_off_or_late_notes_it_says_so() -> None:
    words = " ".join(each.words for each in of_role(drafted((note(1),), cut_off=None),
                                                   Role.INTRODUCTION))  # fmt: skip
    assert "No cut-off was set. No note came late." in words
    assert "parking lot" not in words


def test_the_best_supported_note_of_a_question_is_its_key_message() -> None:
    document = drafted()
    first = of_role(document, Role.KEY)[0]
    assert first.lead == "Water"
    assert first.words.startswith("Good practice: “\u2068Rain is kept in cisterns")


def test_the_same_words_are_quoted_once_with_all_their_notes() -> None:
    document = drafted()
    twice = {reference(document, 1), reference(document, 2)}
    quoting = [each for each in document.paragraphs() if "no well at all" in each.words]
    assert [twice <= set(each.citations) for each in quoting] == [True]


def test_what_people_differ_on_says_so() -> None:
    assert "cisterns on every roof\u2069” [" in (words := drafted().paragraphs()[0].words)
    assert "(on which views differ)" in words


def test_a_differing_view_has_its_own_paragraph_and_stands_in_the_key_message() -> None:
    document = drafted()
    apart = of_role(document, Role.DIFFERING)
    assert [each.citations for each in apart] == [(reference(document, 5),)]
    assert "A small price" in apart[0].words
    key = next(each for each in of_role(document, Role.KEY) if "stay free" in each.words)
    assert "Differing view: “\u2068A small price" in key.words


def test_differing_views_are_quoted_even_when_there_is_no_room() -> None:
    assert "A small price" in of_role(drafted(target=1), Role.DIFFERING)[0].words


def test_off_topic_notes_are_parked_and_wordless_ones_unused() -> None:
    document = drafted()
    assert [each.id for each in document.parked] == ["id-0008"]
    assert [each.id for each in document.unused] == ["id-0009"]
    assert document.counts.cited == 10


def test_notes_without_a_kind_are_cited_but_not_quoted() -> None:
    paragraph = next(each for each in drafted().paragraphs() if each.lead == "Notes without a kind")
    assert "hello" not in paragraph.words
    assert len(paragraph.citations) == 1


def test_over_its_target_it_quotes_less_and_cites_as_much() -> None:
    many = tuple(note(n, f"Well {n} in the valley ran dry last summer") for n in range(300))
    document = drafted(many)
    assert document.words <= document.target
    assert document.counts.cited == 300
    assert "further notes: [" in " ".join(each.words for each in document.paragraphs())


def test_its_words_are_counted() -> None:
    document = drafted()
    assert document.words == report_words(document.summary, document.sections)


def test_no_notes_give_no_paragraphs_but_the_introduction() -> None:
    document = drafted(())
    assert {each.role for each in document.paragraphs()} == {Role.INTRODUCTION}
    assert document.counts.notes == 0


@pytest.mark.parametrize("mode", list(Attribution))
def test_nobody_is_named_unless_the_dialogue_names(mode: Attribution) -> None:
    document = drafted(attribution=mode)
    named = mode is Attribution.ATTRIBUTED
    assert any(each.author for each in every_note(document)) is named
    assert document.contributors == (("Ada", "Ben", "Cleo") if named else ())
    unaffiliated = mode is Attribution.NON_ATTRIBUTION
    assert all(each.constituency is None for each in every_note(document)) is unaffiliated


def test_a_full_width_stop_has_its_space_within() -> None:
    words = [each.words for each in draft(facts(locale="zh"), translations("zh")).paragraphs()]
    assert sum("。" in each[:-1] for each in words) > 5
    assert not [each for each in words if "。 " in each]


def test_the_balance_of_a_theme_adds_up() -> None:
    for row in drafted().balance:
        assert row.notes == row.back + row.forward + row.differing + row.other


def test_a_café_of_350_notes_in_six_languages_fits_its_target() -> None:
    with shared("cafe/notes.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    notes = tuple(
        SourceNote(
            id=row["id"],
            words=row["text"],
            language=row["language"],
            kind=row["kind"],
            theme_key=row["question"],
            theme_title=row["question"],
            question_key=row["question"],
            table_number=int(row["table"]),
            round_number=int(row["round"]),
        )
        for row in rows
    )
    document = drafted(notes, themes=())
    assert document.counts.notes == len(rows) == 350
    assert document.words <= document.target
    assert {each.words for each in document.unused} == {"👍👍", "😂😂"}


WORDS = st.one_of(
    st.text(max_size=60),
    st.sampled_from(
        ["Same words here", "same words  here.", "[N1]", "%s {0} %(x)d", "\u2069\u202e"]
    ),
)


@st.composite
def some_notes(draw: st.DrawFn) -> tuple[SourceNote, ...]:
    count = draw(st.integers(0, 25))
    return tuple(
        replace(
            note(
                number,
                kind=draw(st.sampled_from([*ORDER, "unheard_of"])),
                question=draw(st.sampled_from(["w1", "w2", "h1", "x9", ""])),
            ),
            words=draw(WORDS),
            shares=draw(st.integers(0, 5)),
            differs=draw(st.integers(0, 5)),
            late=draw(st.booleans()),
        )
        for number in range(count)
    )


@settings(max_examples=120, deadline=None)
@given(some_notes(), st.sampled_from([0, 150, 1200]), st.sampled_from(list(Attribution)))
def test_every_note_is_in_exactly_one_place(
    notes: tuple[SourceNote, ...], target: int, mode: Attribution
) -> None:
    document = drafted(notes, target=target, attribution=mode)
    assert sorted(each.id for each in every_note(document)) == sorted(each.id for each in notes)
    cited = {each.reference for each in document.notes}
    assert set(document.cited_by()) == cited
    assert len({each.reference for each in every_note(document)}) == len(notes)
    assert document.counts.notes == len(notes)
    for paragraph in document.paragraphs():
        assert paragraph.role is Role.INTRODUCTION or paragraph.citations
        assert len(set(paragraph.citations)) == len(paragraph.citations)


@settings(max_examples=60, deadline=None)
@given(some_notes(), st.randoms(use_true_random=False))
def test_the_order_of_the_notes_changes_nothing(
    notes: tuple[SourceNote, ...], dice: object
) -> None:
    shuffled = list(notes)
    dice.shuffle(shuffled)  # type: ignore[attr-defined]
    assert drafted(tuple(shuffled)) == drafted(notes)
