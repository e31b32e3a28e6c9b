"""Late arrivals: a roster, or a table of ids with the traits the plan knows."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from facilitator.people.roster import RosterUnreadable
from facilitator.people.roster.sheets import opened
from facilitator.rotation.command.refusal import RefusedError
from facilitator.rotation.command.rosters import person, rows_of
from facilitator.rotation.findings import twice
from facilitator.rotation.rules import PersonNeed, Sitting

NAMES = {"name", "display_name", "first_name", "last_name"}
LANGUAGES = ("languages", "language", "speaks")


def arrivals(path: Path, sitting: Sitting) -> tuple[PersonNeed, ...]:
    """The people of a file, all of them new to the sitting. Raises `RefusedError`."""
    people = tuple(_people(path, sitting))
    again = twice(person.id for person in people)
    if again:
        raise RefusedError(f"{path.name} has {', '.join(again)} twice.")
    known = {person.id for person in sitting.people}
    here = [person.id for person in people if person.id in known]
    if here:
        raise RefusedError(f"{', '.join(here)} cannot come late: they are in the plan already.")
    return people


def _people(path: Path, sitting: Sitting) -> Iterator[PersonNeed]:
    try:
        lines = [cells for _, cells in opened(path.read_bytes()).lines]
    except RosterUnreadable as wrong:
        raise RefusedError(f"{path.name}: {wrong}") from None
    titles = [title.strip().lower() for title in lines[0]] if lines else []
    if NAMES & set(titles):
        yield from (person(row) for row in rows_of(path))
        return
    if "id" not in titles:
        raise RefusedError(f"{path.name} needs a column “id”.")
    traits = {trait for person in sitting.people for trait in person.traits}
    for cells in lines[1:]:
        yield _need(dict(zip(titles, map(str.strip, cells), strict=False)), traits)


def _need(cells: Mapping[str, str], traits: set[str]) -> PersonNeed:
    if not cells.get("id"):
        raise RefusedError("a late arrival has no id.")
    said = next((cells[name] for name in LANGUAGES if cells.get(name)), "")
    speaks = frozenset(said.replace("+", " ").replace(";", " ").replace(",", " ").split())
    known = {trait: cells[trait] for trait in traits if cells.get(trait)}
    return PersonNeed(cells["id"], speaks, traits=known)
