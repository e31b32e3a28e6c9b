"""The data sets: `FACILITATOR_SHARED`, else `../shared`."""

import csv
import os
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

from facilitator.harvest.points import Source
from facilitator.harvest.reading import read_notes

ROOT = Path(__file__).parent.parent.parent
HOME = Path(os.environ.get("FACILITATOR_SHARED", ROOT.parent / "shared")) / "data"


class Debate(NamedTuple):
    """Arguments of one topic and stance, each with the one key point it matches."""

    topic: str
    notes: tuple[Source, ...]
    gold: dict[str, str]


def cafe() -> tuple[tuple[Source, ...], dict[str, str]]:
    """350 notes in six languages, and {note: point}; noise has the point ''."""
    with (HOME / "cafe/gold_notes.csv").open(encoding="utf-8") as rows:
        gold = {row["note_id"]: row["point_id"] for row in csv.DictReader(rows)}
    return read_notes((HOME / "cafe/notes.csv").read_bytes()), gold


def arguments() -> list[dict[str, str]]:
    with (HOME / "keypoints/arguments_train.csv").open(encoding="utf-8") as rows:
        return list(csv.DictReader(rows))


def debates() -> list[Debate]:
    """ArgKP training topics: arguments with exactly one gold key point, by topic and stance."""
    matched: dict[str, list[str]] = defaultdict(list)
    with (HOME / "keypoints/labels_train.csv").open(encoding="utf-8") as rows:
        for row in csv.DictReader(rows):
            if row["label"] == "1":
                matched[row["arg_id"]].append(row["key_point_id"])
    found: dict[tuple[str, str], list[dict[str, str]]] = defaultdict(list)
    for row in arguments():
        if len(matched[row["arg_id"]]) == 1:
            found[row["topic"], row["stance"]].append(row)
    return [
        Debate(
            topic,
            tuple(Source(row["arg_id"], row["argument"], language="en") for row in rows),
            {row["arg_id"]: matched[row["arg_id"]][0] for row in rows},
        )
        for (topic, _), rows in sorted(found.items())
    ]
