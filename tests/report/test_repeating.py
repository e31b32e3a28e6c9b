"""What a report says twice is named, and what only looks like it is not."""

import csv

import pytest

from facilitator.report.document import Paragraph, Role
from facilitator.report.repeating import repeats
from tests.report.test_points import drafted
from tests.shared import shared

WELLS = "Half of the villages up the valley have no well at all [N1]."
AGAIN = "At all, half the villages of the valley have no well [P2, N4]."


def told(*words: str, roles: tuple[Role, ...] = ()) -> list[tuple[int, int, str]]:
    some = roles or (Role.ELABORATION,) * len(words)
    paragraphs = (
        Paragraph(number, each, role=role)
        for number, (each, role) in enumerate(zip(words, some, strict=True), 1)
    )
    return [(each.number, each.earlier, each.words) for each in repeats(tuple(paragraphs))]


def test_a_sentence_that_says_it_again_names_where_it_was_said_first() -> None:
    rain = "Rain is kept in cisterns under the roofs of every school [N2]."
    assert told(
        WELLS, rain, f"In cisterns, under roofs of schools, rain is kept [N3]. {AGAIN}"
    ) == [
        (3, 2, "In cisterns, under roofs of schools, rain is kept."),
        (3, 1, "At all, half the villages of the valley have no well."),
    ]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (WELLS, WELLS.replace("have no well", "have a well")),
        ("The new wells must be public [N1].", "The new wells must never be public [N2]."),
        ("Not at all [N1].", "Not at all [N2]."),
        (WELLS, "Half of the villages have a school, a road and a doctor [N2]."),
        (
            "Many Parties said: “\u2068Wells run dry\u2069” [N1].",
            "Many Parties said: “\u2068Prices rise\u2069” [N2].",
        ),
    ],
)
def test_what_only_sounds_alike_is_not_named(first: str, second: str) -> None:
    assert told(first, second) == []


def test_key_messages_are_elaborated_and_the_introduction_counts() -> None:
    key, more, opening = Role.KEY, Role.ELABORATION, Role.INTRODUCTION
    assert told(WELLS, AGAIN, roles=(key, more)) == []
    assert told(WELLS, AGAIN, roles=(opening, more)) == []
    assert len(told(WELLS, AGAIN, roles=(key, key))) == 1
    assert told(f"{WELLS} {AGAIN}") == []  # one paragraph


@pytest.mark.parametrize(
    "words",
    [
        "来自发展中国家的材料太少了，这个短板要补 [N1]。",
        "يجب البدء من الآن في تحديد فجوات المعلومات والمعرفة [N1].",
        "Мероприятия высокого уровня проводить раньше, в течение всего года [N1].",
    ],
)
def test_it_is_seen_in_every_script(words: str) -> None:
    assert len(told(words, words.replace("N1", "N7"))) == 1


def test_a_first_draft_says_nothing_twice() -> None:
    assert repeats(drafted().paragraphs()) == ()


def test_no_two_points_of_the_cafe_are_taken_for_one() -> None:
    """350 notes in six languages, each as a paragraph of its own."""
    with shared("cafe/gold_notes.csv").open(encoding="utf-8") as file:
        points = {row["note_id"]: row["point_id"] for row in csv.DictReader(file)}
    with shared("cafe/notes.csv").open(encoding="utf-8") as file:
        notes = [row for row in csv.DictReader(file) if row["id"] in points]
    paragraphs = tuple(Paragraph(at, each["text"]) for at, each in enumerate(notes))
    assert [
        each
        for each in repeats(paragraphs)
        if points[notes[each.number]["id"]] != points[notes[each.earlier]["id"]]
    ] == []
    again = repeats((*paragraphs, *(Paragraph(-1 - p.number, p.words) for p in paragraphs)))
    assert len({each.number for each in again if each.number < 0}) > 0.9 * len(notes)
