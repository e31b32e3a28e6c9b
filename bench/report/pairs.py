"""Gold points that stand against each other, and what a report says of them."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from bench.report.made import Made
from facilitator.report.draft.ranking import excerpt


@dataclass(frozen=True)
class Verdict:
    """`shared`: the points that hold notes of both; `told`: of each, whether a note of it in such a
    point is quoted."""

    pair: tuple[str, str]
    shared: tuple[str, ...]
    told: tuple[bool, bool]

    @property
    def fine(self) -> bool:
        return not self.shared or all(self.told)


def told_of(verdict: Verdict) -> str:
    one, other = verdict.pair
    if not verdict.shared:
        return f"{one} and {other}: no notes in one point"
    said = [name for name, quoted in zip(verdict.pair, verdict.told, strict=True) if quoted]
    return f"{one} and {other}: both in {', '.join(verdict.shared)}; told: {', '.join(said) or '–'}"


def verdicts(report: Made) -> list[Verdict]:
    """One for each gold pair."""
    gold = _gold(report)
    return [_verdict(pair, gold, report) for pair in _pairs(report)]


def _pairs(report: Made) -> list[tuple[str, str]]:
    found = set()
    for row in report.rows("gold_points.csv"):
        for other in row["divergent_with"].replace(";", " ").split():
            found.add((min(row["point_id"], other), max(row["point_id"], other)))
    return sorted(found)


def _gold(report: Made) -> dict[str, set[str]]:
    """{gold point: references of its notes}."""
    words = {row["id"]: row["text"].strip() for row in report.rows("notes.csv")}
    found: dict[str, set[str]] = defaultdict(set)
    for row in report.rows("gold_notes.csv"):
        found[row["point_id"]].add(report.references[words[row["note_id"]]])
    return found


def _verdict(pair: tuple[str, str], gold: dict[str, set[str]], report: Made) -> Verdict:
    held = {each["reference"]: _notes(each) for each in report.record["points"]}
    shared = tuple(name for name, notes in held.items() if all(notes & gold[g] for g in pair))
    inside = set().union(*(held[name] for name in shared))
    told = tuple(any(_quoted(note, report) for note in gold[g] & inside) for g in pair)
    return Verdict(pair, shared, (told[0], told[1]))


def _notes(point: dict[str, Any]) -> set[str]:
    return {note for side in point["sides"] for note in side["notes"]}


def _quoted(reference: str, report: Made) -> bool:
    words = next(words for words, named in report.references.items() if named == reference)
    return f"\u2068{excerpt(words)}\u2069" in report.words
