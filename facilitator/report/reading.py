"""The files a report is made from without a server, each read or refused in a sentence."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, TypeVar

from facilitator.dialogues.programme import Programme, ProgrammeUnreadable, Weight, parse
from facilitator.harvest.points import Source
from facilitator.harvest.quantifiers import Backing, of_group, of_other, of_party, together
from facilitator.harvest.reading import Row, Unreadable, read_notes, rows
from facilitator.people.parties import group, lookup
from facilitator.people.roster import RosterRow, RosterSheet, RosterUnreadable, read_roster
from facilitator.people.rules import Constituency

YES = frozenset({"yes", "y", "true", "1"})
FIRST = 3  # problems of a programme that are told at once
T = TypeVar("T")


class Files(NamedTuple):
    """Where they are."""

    notes: Path
    programme: Path
    roster: Path
    supports: Path | None = None
    points: Path | None = None


@dataclass(frozen=True)
class Given:
    """What was read from the files. `people` by their key; `supports` by the point they name.

    `belongs`: {note: its point}, of the points that supports name.
    """

    programme: Programme
    roster: RosterSheet
    people: Mapping[str, RosterRow]
    notes: tuple[Source, ...]
    supports: Mapping[str, Backing]
    belongs: Mapping[str, str]


def read(files: Files) -> Given:
    """All of them. Raises Unreadable, naming the file."""
    roster = _of(files.roster, _roster)
    people = {row.key: row for row in roster.rows}
    return Given(
        programme=_of(files.programme, _programme),
        roster=roster,
        people=people,
        notes=_of(files.notes, read_notes),
        supports=_of(files.supports, lambda content: _supports(content, people))
        if files.supports
        else {},
        belongs=_of(files.points, _points) if files.points else {},
    )


def _of(path: Path, reading: Callable[[bytes], T]) -> T:
    try:
        return reading(path.read_bytes())
    except Unreadable as why:
        raise Unreadable(f"{path.name}: {why}") from None


def _programme(content: bytes) -> Programme:
    try:
        return parse(content)
    except ProgrammeUnreadable as why:
        wrong = [each.said("en") for each in why.found if each.weight is Weight.ERROR]
        raise Unreadable(f"the programme cannot be read. {' '.join(wrong[:FIRST])}") from None


def _roster(content: bytes) -> RosterSheet:
    try:
        return read_roster(content)
    except RosterUnreadable as why:
        raise Unreadable(f"the roster cannot be read. {why}") from None


def _supports(content: bytes, people: Mapping[str, RosterRow]) -> dict[str, Backing]:
    """{point: who stands behind it}, from columns point_id, supporter, as_group.

    A supporter is a Party, a group if `as_group` says yes, somebody of the roster by their id (who
    counts for what they stand for), or else a non-Party stakeholder.
    """
    found: dict[str, list[Backing]] = defaultdict(list)
    for row in rows(content, "point_id", "supporter"):
        found[row.told("point_id")].append(_supporter(row, people))
    return {point: together(some) for point, some in found.items()}


def _supporter(row: Row, people: Mapping[str, RosterRow]) -> Backing:
    name = row.told("supporter")
    if not name:
        raise Unreadable(f"Line {row.line} names nobody as supporter.")
    code, state, person = group(name), lookup(name), people.get(name)
    if code and row.told("as_group").lower() in YES:
        return of_group(code)
    if state:
        return of_party(state.iso3)
    if code:
        raise Unreadable(f"Line {row.line}: {name} is a group. Write yes under as_group.")
    return stands_for(person) if person else of_other(name)


def stands_for(person: RosterRow) -> Backing:
    """The Party or the organisation that somebody of the roster counts for."""
    if person.constituency is Constituency.PARTY and person.party:
        return of_party(person.party)
    if person.constituency is Constituency.NPS:
        return of_other(person.organisation or person.key)
    return Backing()


def _points(content: bytes) -> dict[str, str]:
    """{note: its point}, from columns note_id, point_id; notes of no point are left out."""
    found: dict[str, str] = {}
    for row in rows(content, "note_id", "point_id"):
        note, point = row.told("note_id"), row.told("point_id")
        if point and found.setdefault(note, point) != point:
            raise Unreadable(f"Line {row.line}: note {note} is in point {found[note]} already.")
    return found
