"""From files to files: reads what the command was given, drafts, writes every format."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from facilitator.dialogues.programme import Programme, ProgrammeUnreadable, parse
from facilitator.harvest.merging import DuplicateNotes, harvest
from facilitator.kit.clock import now
from facilitator.kit.errors import Refusal
from facilitator.kit.words import LOCALES, translations
from facilitator.people.roster import RosterRow, RosterUnreadable, read_roster
from facilitator.report.citing import uncited
from facilitator.report.contents import Contents, read
from facilitator.report.document import Document
from facilitator.report.draft import draft
from facilitator.report.exports import FORMATS
from facilitator.report.exports.formats import Format
from facilitator.report.from_files import (
    Given,
    facts_of,
    read_notes,
    read_points,
    read_supports,
    supported,
)
from facilitator.report.outlines import Outline

SHORT = {form.extension: name for name, form in FORMATS.items()}


class Unreadable(ValueError):  # noqa: N818 - what is told to whoever called
    """A file or an option that cannot be used, in words."""


@dataclass(frozen=True)
class Wanted:
    """Formats by the name of their file's ending, the report's language and outline."""

    formats: tuple[Format, ...]
    locale: str
    outline: Outline
    contents: Contents | None = None

    @classmethod
    def of(cls, formats: str, locale: str, outline: str) -> "Wanted":
        """Raises Unreadable for a name there is none of."""
        names = [name.strip() for name in formats.split(",") if name.strip()]
        strange = [name for name in names if name not in FORMATS and name not in SHORT]
        if strange or not names:
            every = ", ".join(FORMATS)
            raise Unreadable(f"there is no format {', '.join(strange)}; there are {every}")
        if locale not in LOCALES:
            raise Unreadable(f"there is no language {locale}; there are {', '.join(LOCALES)}")
        chosen = tuple(FORMATS[SHORT.get(each, each)] for each in names)
        if outline in set(Outline):
            return cls(chosen, locale, Outline(outline))
        return cls(chosen, locale, Outline.SESSION, _own(outline))


def _own(outline: str) -> Contents:
    """An outline of one's own, from its file."""
    try:
        return read(Path(outline).read_bytes())
    except OSError:
        every = ", ".join(Outline)
        raise Unreadable(f"there is no outline {outline}; there are {every}, or a file") from None
    except Refusal as why:
        raise Unreadable(f"{outline}: {why.sentence % why.values}") from None


def make(files: Mapping[str, Path | None], wanted: Wanted, out: Path) -> dict[str, Any]:
    """Writes the report; gives its counts and where it is. Raises Unreadable."""
    try:
        given, belongs = _read(files)
        found = supported(harvest(given.notes), given, belongs)
    except DuplicateNotes:
        raise Unreadable("two notes have the same id") from None
    except ValueError as why:
        raise Unreadable(str(why)) from None
    facts = facts_of(given, found, wanted.locale, now(), wanted.outline)
    if wanted.contents:
        _refuse_strange(wanted.contents, given.programme)
        facts = replace(facts, contents=wanted.contents, target=wanted.contents.target)
    document = draft(facts, translations(wanted.locale))
    out.mkdir(parents=True, exist_ok=True)
    written = []
    for form in wanted.formats:
        path = out / f"report.{form.extension}"
        path.write_bytes(form.write(document, translations(wanted.locale)))
        written.append(str(path))
    return _figures(document, found.method) | {"files": written}


def _refuse_strange(contents: Contents, programme: Programme) -> None:
    known = {f"theme:{each.key}" for each in programme.themes}
    known |= {f"question:{each.key}" for each in programme.questions}
    strange = [each for each in contents.named if each not in known]
    if strange:
        raise Unreadable(f"the programme has no {', '.join(strange)}")


def _read(files: Mapping[str, Path | None]) -> tuple[Given, dict[str, str]]:
    notes, supports, points = files["notes"], files["supports"], files["points"]
    given = Given(
        programme=_programme(files["programme"]),
        people=_people(files["roster"]),
        notes=read_notes(notes) if notes else (),
        supports=read_supports(supports) if supports else {},
    )
    return given, read_points(points) if points else {}


def _programme(path: Path | None) -> Programme:
    try:
        parsed = parse(path.read_bytes() if path else b"")
    except ProgrammeUnreadable as why:
        raise Unreadable(f"the programme cannot be read: {why}") from None
    return parsed


def _people(path: Path | None) -> dict[str, RosterRow]:
    try:
        sheet = read_roster(path.read_bytes() if path else b"")
    except RosterUnreadable as why:
        raise Unreadable(f"the roster cannot be read: {why}") from None
    return {row.key: row for row in sheet.rows}


def _figures(document: Document, method: str) -> dict[str, Any]:
    counts = document.counts
    return {
        "notes": counts.notes,
        "cited": counts.cited,
        "parked": counts.parked,
        "unused": counts.unused,
        "points": len(document.points),
        "divergent": sum(len(point.sides) > 1 for point in document.points),
        "paragraphs": len(document.paragraphs()),
        "uncited_sentences": sum(len(uncited(each)) for each in document.paragraphs()),
        "words": document.words,
        "target": document.target,
        "method": method,
    }
