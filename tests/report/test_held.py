"""`bench/report` holds a report to what is asked of it; here, that it would tell."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from bench.report.__main__ import coverage
from bench.report.made import Made
from bench.report.pairs import verdicts

FOR, AGAINST, APART = "Water is free", "Water has a price", "Rain is everybody's"
GOLD = {
    "notes": [{"id": "a", "text": FOR}, {"id": "b", "text": AGAINST}, {"id": "c", "text": APART}],
    "gold_notes": [
        {"note_id": "a", "point_id": "g1"},
        {"note_id": "b", "point_id": "g2"},
        {"note_id": "c", "point_id": "g3"},
    ],
    "gold_points": [
        {"point_id": "g1", "divergent_with": "g2"},
        {"point_id": "g2", "divergent_with": ""},
        {"point_id": "g3", "divergent_with": "g1"},
    ],
}


def reported(folder: Path, *quoted: str, **printed: int) -> Made:
    """A report that quotes these; the first two notes are of one point."""
    for name, some in GOLD.items():
        with (folder / f"{name}.csv").open("w", newline="") as file:
            writer = csv.DictWriter(file, some[0])
            writer.writeheader()
            writer.writerows(some)
    notes = [{"words": words, "reference": f"N{at}"} for at, words in enumerate((FOR, AGAINST), 1)]
    words = " ".join(f"Some said: “\u2068{each}\u2069” [P1]." for each in quoted)
    record: dict[str, Any] = {
        "notes": {"cited": notes, "unused": [{"words": APART, "reference": "N3"}]},
        "points": [{"reference": "P1", "sides": [{"notes": ["N1"]}, {"notes": ["N2"]}]}],
        "sections": [{"paragraphs": [], "sections": [{"paragraphs": [{"words": words}],
                                                      "sections": []}]}],
    }  # fmt: skip
    (folder / "report.json").write_text(json.dumps(record))
    return Made(folder, {"notes": 3, "cited": 2, "parked": 0, "unused": 1,
                         "uncited_sentences": 0} | printed, folder)  # fmt: skip


@pytest.mark.parametrize(
    ("quoted", "told"),
    [((FOR, AGAINST), (True, True)), ((FOR,), (True, False)), ((), (False, False))],
)
def test_a_pair_in_one_point_must_be_told_from_both_sides(
    tmp_path: Path, quoted: tuple[str, ...], told: tuple[bool, bool]
) -> None:
    one, other = verdicts(reported(tmp_path, *quoted))
    assert (one.pair, one.shared, one.told) == (("g1", "g2"), ("P1",), told)
    assert one.fine is all(told)
    assert (other.pair, other.shared, other.fine) == (("g1", "g3"), (), True)


@pytest.mark.parametrize("wrong", [{"cited": 1}, {"uncited_sentences": 1}, {"notes": 4}])
def test_a_note_or_a_sentence_that_is_not_accounted_for_is_told(
    tmp_path: Path, wrong: dict[str, int]
) -> None:
    assert not list(coverage(reported(tmp_path, FOR)))
    assert list(coverage(reported(tmp_path, FOR, **wrong)))
