"""What is to be played: people, and who types which note at which table in which round."""

import csv
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4


@dataclass(frozen=True)
class Line:
    """One note to be typed. `author` is preferred; else somebody who sits at that table."""

    id: str
    table: int
    round: int
    question: str
    language: str
    kind: str
    author: str
    words: str
    key: str = field(default_factory=lambda: str(uuid4()))


def read_notes(path: Path) -> list[Line]:
    """Notes of a CSV with the columns id, table, round, question, language, kind, author, text."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [
            Line(
                id=row["id"],
                table=int(row["table"]),
                round=int(row["round"]),
                question=row["question"],
                language=row["language"],
                kind=row["kind"],
                author=row["author"],
                words=row["text"],
            )
            for row in csv.DictReader(file)
        ]


def by_place(lines: list[Line]) -> dict[tuple[int, int], list[Line]]:
    """{(table, round): its lines}."""
    found: dict[tuple[int, int], list[Line]] = defaultdict(list)
    for line in lines:
        found[line.table, line.round].append(line)
    return found
