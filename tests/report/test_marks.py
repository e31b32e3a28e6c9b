"""What a person means who edits a paragraph."""

import pytest

from facilitator.report.marks import bare, cited, quotations, requoted, tidied

QUOTED = "“\u2068the sea [N5]\u2069” [N12]"


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("No note at all", ()),
        ("One [N12].", (12,)),
        ("Two [N40, N12] and one again [N12]", (12, 40)),
        ("Loose [ n3 ; N4 ] marks", (3, 4)),
        ("Arabic commas [N3، N4]", (3, 4)),
        ("Not marks: [12], (N12), N12, [N], [Nx], [N1.2]", ()),
        (QUOTED, (12,)),
    ],
)
def test_marks_outside_quotations_are_citations(words: str, numbers: tuple[int, ...]) -> None:
    assert cited(words) == numbers


def test_loose_marks_are_written_the_houses_way() -> None:
    assert tidied("So [n3;N04] it is") == "So [N3, N4] it is"
    assert tidied(QUOTED) == QUOTED


def test_a_quotation_is_known_again_after_an_edit() -> None:
    assert bare(QUOTED) == "“the sea [N5]” [N12]"
    assert quotations(QUOTED) == ("the sea [N5]",)
    assert requoted(bare(QUOTED), quotations(QUOTED)) == QUOTED


def test_the_longest_phrase_is_taken() -> None:
    assert requoted("the sea is high", ["the sea", "the sea is"]) == "\u2068the sea is\u2069 high"
    assert requoted("nothing", []) == "nothing"


def test_endless_numbers_are_no_marks() -> None:
    words = f"[N{'9' * 5000}]"
    assert cited(words) == ()
    assert tidied(words) == words
