"""Outlines of one's own: what a file says comes back, and the draft follows it."""

from dataclasses import replace
from itertools import chain

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitator.kit.errors import Invalid, TooLarge
from facilitator.kit.words import LOCALES, say
from facilitator.report.citing import uncited
from facilitator.report.contents import BYTES, CHAPTERS, Chapter, Contents, contents, dump, read
from facilitator.report.document import Document, Role
from facilitator.report.outlines import Outline
from tests.report.papers import NOTES
from tests.report.test_points import PRICE, TREES, WELLS
from tests.report.test_points import drafted as drafted_by

GATHERED = (
    *("", "keys", "about", "rest", "theme:water", "theme:heat", "theme:none", "question:w1"),
    *("question:w2", "kind:gap", "kind:divergent_view", "tag:gender", "tag:ipcc"),
)
POINTS = (replace(WELLS, tags=("gender",)), PRICE, replace(TREES, tags=("gender", "ipcc")))
MINE = contents(
    "By mandate",
    900,
    (
        Chapter("What matters most", "keys"),
        Chapter("Women and water", "tag:gender"),
        Chapter("What keeps us apart"),
        Chapter("Prices", "question:w2", under=True),
        Chapter("Everything else", "rest"),
    ),
)


def drafted(outline: Contents, **changed: object) -> Document:
    return drafted_by(POINTS, contents=outline, target=outline.target, **changed)


def shape(document: Document) -> list[tuple[int, str]]:
    return [(section.level, section.title) for _, section in document.headings()]


def test_sections_stand_in_their_order_with_what_each_gathers() -> None:
    document = drafted(MINE)
    assert shape(document) == [
        (1, "What matters most"),
        (1, "Women and water"),
        (2, "Water"),
        (2, "Heat"),
        (1, "What keeps us apart"),
        (1, "Everything else"),
        (2, "Water"),
        (2, "Heat"),
        (2, "Outside the themes"),
        (1, "About this report"),
    ]
    apart = next(section for _, section in document.headings() if "apart" in section.title)
    assert apart.lead == "Prices"  # a lone part is a line under its heading
    assert "P2" in apart.paragraphs[0].citations
    women = [section for _, section in document.headings()][2:4]
    assert [each.paragraphs[0].citations[0] for each in women] == ["P1", "P3"]


def test_what_was_told_before_is_cited_again_and_not_quoted_again() -> None:
    twice = contents("Twice", 2000, (Chapter("A", "theme:heat"), Chapter("B", "tag:ipcc")))
    first, again = [each for each in drafted(twice).paragraphs() if "P3" in each.citations]
    assert "Trees cool the city" in first.words
    assert "Trees cool the city" not in again.words
    assert set(again.citations) <= set(first.citations)


def test_the_introduction_stands_where_it_is_put_and_counts_what_is_cited() -> None:
    few = contents("Short", 400, (Chapter("About", "about"), Chapter("Gender", "tag:gender")))
    document = drafted(few)
    assert shape(document)[0] == (1, "About")
    cited = document.counts.cited
    assert 0 < cited < len(NOTES) - document.counts.parked
    introduction = [each.words for each in document.paragraphs() if each.role is Role.INTRODUCTION]
    assert f"{cited} notes are cited." in introduction[-1]
    assert f"{document.counts.unused} notes are not used" in introduction[-1]


@pytest.mark.parametrize("outline", Outline)
def test_every_preset_too_counts_what_it_cites(outline: Outline) -> None:
    document = drafted_by(POINTS, outline=outline)
    last = [each for each in document.paragraphs() if each.role is Role.INTRODUCTION][-1]
    assert last.words.startswith(f"{document.counts.cited} notes are cited.")


@settings(max_examples=60)
@given(st.data())
def test_whatever_is_gathered_every_sentence_cites_and_every_note_is_in_one_place(
    data: st.DataObject,
) -> None:
    gathered = data.draw(st.lists(st.sampled_from(GATHERED), max_size=7, unique=True))
    under = data.draw(st.lists(st.booleans(), min_size=7, max_size=7))
    chapters = [
        Chapter(f"Part {place}", each, is_under)
        for place, (each, is_under) in enumerate(
            zip(["theme:water", *gathered], under, strict=False)
        )
    ]
    document = drafted(contents("Any", 600, chapters), locale=data.draw(st.sampled_from(LOCALES)))
    assert [each for one in document.paragraphs() for each in uncited(one)] == []
    assert [each.number for each in document.paragraphs()] == list(
        range(1, len(document.paragraphs()) + 1)
    )
    places = chain(document.notes, document.parked, document.unused)
    assert sorted(each.id for each in places) == sorted(each.id for each in NOTES)
    assert {section.level for _, section in document.headings()} <= {1, 2, 3}
    assert all(section.paragraphs or section.sections for _, section in document.headings())
    both = [each for each in document.paragraphs() if "P2" in each.citations]
    assert any(NOTES[4].words in each.words for each in both)  # the other side of it
    assert len([each for each in document.paragraphs() if each.role is Role.INTRODUCTION]) == 5


@given(
    st.lists(
        st.builds(
            Chapter,
            st.text(st.characters(categories=("L", "N", "P")), min_size=1, max_size=40),
            st.sampled_from([each for each in GATHERED if each and ":" in each]),
            st.booleans(),
        ),
        min_size=1,
        max_size=8,
    ),
    st.integers(100, 8500),
    st.booleans(),
)
def test_a_file_holds_the_outline_as_it_is(
    chapters: list[Chapter], target: int, every: bool
) -> None:
    made = contents("نعم: yes", target, chapters, every_session=every)
    assert read(dump(made)) == made
    assert Contents.of(made.fields) == made


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (b"\xff\xfe\x00", "This is no outline."),
        (b"[1, 2]", "This is no outline."),
        (b"name: A\nchapters: [1]", "This is no outline."),
        (b"&a [*a]", "This is no outline."),
        (b"chapters: [{title: A, gathers: keys}]", "Give the outline a name."),
        (b"name: A\nchapters: []", "Say of at least one section"),
        (b"name: A\nchapters: [{gathers: keys}]", "Give section 1 a title."),
        (b"name: A\nchapters: [{title: A, gathers: 'tag:nonsense'}]", "tag:nonsense"),
        (b"name: A\nchapters: [{title: A, gathers: rest}, {title: B, gathers: rest}]", "once each"),
        (b"name: A\ntarget: 5\nchapters: [{title: A, gathers: rest}]", "between 100 and 8500"),
        (b"name: A\ntarget: [5]\nchapters: [{title: A, gathers: rest}]", "between 100 and 8500"),
    ],
)
def test_a_file_that_is_none_is_refused_in_a_sentence(raw: bytes, told: str) -> None:
    with pytest.raises(Invalid) as refused:
        read(raw)
    assert told in say(refused.value.sentence, "en", **refused.value.values)


def test_what_is_too_large_is_refused() -> None:
    with pytest.raises(TooLarge):
        read(b"#" * (BYTES + 1))
    with pytest.raises(TooLarge):
        contents("n" * 200, 500, [Chapter("A", "rest")])
    with pytest.raises(Invalid):
        contents("A", 500, [Chapter("A", "theme:a")] * (CHAPTERS + 1))
