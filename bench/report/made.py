"""A report that the command makes of the café's files, in a process of its own."""

import csv
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent.parent
CAFE = Path(os.environ.get("FACILITATOR_SHARED", ROOT.parent / "shared")) / "data/cafe"
LOCALES = ("ar", "en", "es", "fr", "ru", "zh")
FORMATS = ("docx", "pdf", "html", "md", "xlsx", "csv", "json", "bundle")
FILES = {
    "notes": "notes.csv",
    "points": "gold_notes.csv",
    "supports": "supports.csv",
    "roster": "roster.csv",
    "programme": "programme.yaml",
}


@dataclass(frozen=True)
class Made:
    """What the command printed, and what it wrote into the folder."""

    folder: Path
    printed: dict[str, Any]
    cafe: Path = CAFE

    def file(self, ending: str) -> bytes:
        return (self.folder / f"report.{ending}").read_bytes()

    def rows(self, name: str) -> list[dict[str, str]]:
        """Of a file of the café."""
        with (self.cafe / name).open(encoding="utf-8") as file:
            return list(csv.DictReader(file))

    @cached_property
    def record(self) -> dict[str, Any]:
        told: dict[str, Any] = json.loads(self.file("json"))
        return told

    @cached_property
    def references(self) -> dict[str, str]:
        """{words of a note: its reference}; every note of the café has words of its own."""
        parts = self.record["notes"].values()
        return {note["words"]: note["reference"] for part in parts for note in part}

    @cached_property
    def words(self) -> str:
        """Of all paragraphs."""
        return "\n".join(each["words"] for each in paragraphs(self.record["sections"]))


def paragraphs(sections: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """In reading order."""
    found = []
    for each in sections:
        found += [*each["paragraphs"], *paragraphs(each["sections"])]
    return found


def made(locale: str, folder: Path) -> Made:
    files = [part for option, name in FILES.items() for part in (f"--{option}", CAFE / name)]
    command = [
        sys.executable, "-m", "facilitator", "report", *files,
        "--out", folder, "--locale", locale, "--formats", ",".join(FORMATS),
    ]  # fmt: skip
    printed = subprocess.run(command, check=True, capture_output=True).stdout
    return Made(folder, json.loads(printed))
