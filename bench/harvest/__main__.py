"""The harvest against gold, with baselines in the same run: `python bench/harvest`.

The baselines get what ours does not: the cut that is best for them on the very set they are
measured on.
"""

import argparse
import csv
import json
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from statistics import mean
from typing import Any, NamedTuple

import fit
import numpy as np
from data import Debate, arguments, cafe, debates
from fit_chances import Fitting
from scores import Score, score

from facilitator.harvest.merging import cutting, dense, harvest, meaning, settling
from facilitator.harvest.merging.chances import Weights
from facilitator.harvest.merging.methods import ByLetters
from facilitator.harvest.merging.proposing import proposals
from facilitator.harvest.points import Act, Harvest, Proposed, Source

FIRST = 10  # proposals a question
CUTS = [round(0.02 * step, 2) for step in range(-4, 40)]
Baseline = Callable[[Sequence[str]], "meaning.Vectors"]


class Taught(NamedTuple):
    """What other folds teach."""

    line: tuple[float, float, float]
    broad: float
    weights: Weights


def line(name: str, told: Score, more: str = "") -> None:
    print(f"  {name:<44} F1 {told.f1:.3f}  ARI {told.ari:6.3f}  edits {told.edits:5.1f}  {more}")


def placed(found: Harvest) -> dict[str, str]:
    return found.places | {note: f"parked {note}" for note in found.parked}


def places(found: Harvest) -> list[str]:
    return sorted([*(note for point in found.points for note in point.notes), *found.parked])


def on_the_cafe() -> None:
    notes, gold = cafe()
    real = {note: point for note, point in gold.items() if point}
    print(f"Café A: {len(notes)} notes, {len(set(real.values()))} points")
    for name, method in (("ours", None), ("ours without a model (letters)", ByLetters())):
        found = harvest(notes, method)
        assert places(found) == sorted(gold), "a note is lost or in two places"
        parked = set(found.parked)
        noise = set(gold) - set(real)
        more = (
            f"noise parked {len(parked & noise) / len(noise):.0%}, "
            f"real notes {len(parked & set(real)) / len(real):.1%}"
        )
        line(name, score(placed(found), real), more)
    bare = [replace(each, kind="", language="", table="") for each in notes]
    line("ours, told text and question only", score(placed(harvest(bare)), real))
    line("USE, best cut on this set", best_baseline(notes, real, meaning.encoded))
    line("USE centred, best cut on this set", best_baseline(notes, real, centred))
    line("all of a question in one", score({n.id: n.question for n in notes}, real))
    line("every note alone", score({n.id: n.id for n in notes}, real))
    shuffled = random.Random(1).sample(notes, len(notes))
    same = harvest(shuffled) == harvest(notes)
    print(f"  every id in exactly one place; rows shuffled, same points: {same}")


def centred(words: Sequence[str]) -> "meaning.Vectors":
    vectors = meaning.encoded(words)
    return meaning.unit(vectors - vectors.mean(axis=0))


def best_baseline(notes: Sequence[Source], gold: dict[str, str], encode: Baseline) -> Score:
    """Average linkage of the raw words, noise left out beforehand."""
    told = []
    matrices = {}
    for question in sorted({each.question for each in notes}):
        of = [each for each in notes if each.question == question and each.id in gold]
        matrices[question] = of, meaning.likeness(encode([each.words for each in of]))
    for cut in CUTS:
        found = {}
        for question, (of, likeness) in matrices.items():
            for at, group in enumerate(dense.linked(likeness.copy(), cut)):
                found.update({of[place].id: (question, at) for place in group})
        told.append(score(found, gold))
    return max(told, key=lambda each: each.ari)


def proposing() -> None:
    """Pairs that are most alike; and what would be proposed if a round came after the others."""
    notes, gold = cafe()
    found = harvest(notes)
    right = [gold[one] == gold[two] != "" for one, two in (s.notes for s in found.suggestions)]
    print(f"First {FIRST} pairs a question that say the same: {mean(right):.3f} of {len(right)}")
    for last in ("2", "3"):
        first = [each for each in notes if each.round < last]
        so_far = [each for each in notes if each.round <= last]
        later = tuple(each.id for each in so_far if each.round == last)
        lying = replace(harvest(first), unsorted=later)
        made = _first(proposals(so_far, lying), lying, gold)
        print(
            f"First {FIRST} proposals a question in round {last}: {mean(made):.3f} of {len(made)}"
        )


def _first(made: Iterable[Proposed], lying: Harvest, gold: dict[str, str]) -> list[bool]:
    points = {each.id: each for each in lying.points}
    meant = {
        each.id: max(sorted(map(gold.get, each.notes)), key=[*map(gold.get, each.notes)].count)
        for each in lying.points
    }
    told: dict[str, list[bool]] = {}
    for each in made:
        if each.act is Act.PLACE:
            of = told.setdefault(points[each.point].question, [])
            of.append(gold[each.note] == meant[each.point])
        elif each.act is Act.MERGE:
            of = told.setdefault(points[each.point].question, [])
            of.append(meant[each.point] == meant[each.other])
    return [right for of in told.values() for right in of[:FIRST]]


def on_debates() -> None:
    """Cross-validated by topic: what is fitted for a fold has seen none of its topics."""
    every = debates()
    fitting = Fitting(fit.folds(every))
    lessons = fit.learnt(fit.asked(every, seed=1), fitting)
    told, peers = [], [[] for _ in CUTS]
    for fold, held in enumerate(fit.folds(every)):
        others = [each for each in lessons if each.fold != fold]
        taught = Taught(
            fit.line(others), fit.broad(others, fit.line(others)), fitting.weights(fold)
        )
        for debate in held:
            words = [note.words for note in debate.notes]
            told.append(scored(debate, grouped(words, taught)))
            raw = meaning.likeness(centred(words))
            for place, peer in enumerate(CUTS):
                peers[place].append(scored(debate, dense.linked(raw.copy(), peer)))
    print(f"ArgKP: {len(every)} debates, {fit.FOLDS} folds by topic")
    line("ours, cut told by the other topics", mean_of(told))
    line("USE centred, best cut on this set", max(map(mean_of, peers), key=lambda each: each.ari))


def grouped(words: Sequence[str], taught: Taught) -> list[tuple[int, ...]]:
    """As `by_meaning.shared` chooses."""
    vectors, likeness = fit.likeness_of(words)
    common, spread = cutting.signs(vectors, likeness)
    if common >= taught.broad:
        return fit.by_chances(words, taught.weights)
    cut = float(np.dot(taught.line, (common, spread, 1)))
    return settling.settled(likeness, dense.linked(likeness.copy(), cut), cut)


def scored(debate: Debate, groups: Iterable[Sequence[int]]) -> Score:
    found = {debate.notes[row].id: at for at, group in enumerate(groups) for row in group}
    return score(found, debate.gold)


def mean_of(told: Sequence[Score]) -> Score:
    return Score(*(mean(column) for column in zip(*told, strict=True)))


def speed() -> None:
    """The command in a process of its own, as one would run it."""
    notes, _ = cafe()
    rows = arguments()
    lots = [[each.id, each.words, each.question] for each in notes]
    many = [[row["arg_id"], row["argument"], row["topic"][:12]] for row in rows[:5000]]
    one = [[identity, words, "Q"] for identity, words, _ in many]
    with tempfile.TemporaryDirectory() as folder:
        for name, table in (
            ("350 notes", lots),
            ("5,000 notes", many),
            ("5,000, one question", one),
        ):
            path = Path(folder) / "notes.csv"
            (seconds, memory), points = timed(path, table)
            _, again = timed(path, random.Random(1).sample(table, len(table)))
            same = "the same" if again == points else "OTHERS"
            print(f"  {name:<22} {seconds:6.1f} s   {memory} MB at most; rows shuffled, {same}")


def timed(path: Path, table: Sequence[Sequence[str]]) -> tuple[tuple[float, int], dict[str, Any]]:
    """(seconds, MB at most), and all else that the command printed."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["id", "text", "question"], *table])
    command = [sys.executable, "-m", "facilitator", "harvest", str(path), "--json"]
    told = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    return (told.pop("seconds"), told.pop("peak_memory_mb")), told


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    parts: dict[str, Callable[[], None]] = {
        "cafe": on_the_cafe, "proposals": proposing, "debates": on_debates, "speed": speed,
    }  # fmt: skip
    asked.add_argument(
        "parts", nargs="*", choices=[*parts, []], help="all of them if none is named"
    )
    for name in asked.parse_args().parts or parts:
        parts[name]()


if __name__ == "__main__":
    main()
