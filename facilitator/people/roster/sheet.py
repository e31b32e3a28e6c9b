"""The whole roster: rows that can be used, and every problem in the order of the file."""

from collections.abc import Iterable
from dataclasses import dataclass

from facilitator.people.roster.bounds import EMPTY, Line, RosterUnreadable
from facilitator.people.roster.columns import Columns, columns
from facilitator.people.roster.problems import Problem, Weight
from facilitator.people.roster.reading import Reading
from facilitator.people.roster.row import RosterRow, person
from facilitator.people.roster.sheets import opened


@dataclass(frozen=True)
class RosterSheet:
    """What a file holds. `header` is its title row as typed, `total` the number of filled rows."""

    rows: tuple[RosterRow, ...]
    problems: tuple[Problem, ...]
    header: tuple[str, ...]
    total: int

    @property
    def left_out(self) -> tuple[int, ...]:
        """The row numbers that cannot be used."""
        wrong = (each.row for each in self.problems if each.weight is Weight.ERROR)
        return tuple(dict.fromkeys(wrong))


def read_roster(data: bytes) -> RosterSheet:
    """Reads a CSV or XLSX file as uploaded. Raises `RosterUnreadable` and nothing else."""
    file = opened(data)
    number, header = next(file.lines, (0, ()))
    if not header:
        raise RosterUnreadable(EMPTY, code="empty")
    titles = columns(number, header)
    problems = list(titles.problems)
    if file.guessed:
        problems.insert(0, Problem(number, "", "guessed_letters"))
    rows, total = _people(file.lines, titles, problems)
    if not total:
        problems.append(Problem(number, "", "no_people"))
    return RosterSheet(tuple(rows), tuple(problems), titles.titles, total)


def _people(
    lines: Iterable[Line], titles: Columns, problems: list[Problem]
) -> tuple[list[RosterRow], int]:
    rows: list[RosterRow] = []
    ids: dict[str, int] = {}
    taken: dict[tuple[str, int], int] = {}
    total = 0
    for number, cells in lines:
        total += 1
        reading = Reading(number, cells, titles)
        found = person(reading)
        if found and _is_new(found, reading, ids):
            _hold_table(found, reading, taken)
            rows.append(found)
        problems += reading.problems
    return rows, total


def _is_new(found: RosterRow, reading: Reading, ids: dict[str, int]) -> bool:
    """Whether an id stands for the first time; ids differ by more than case."""
    first = ids.setdefault(found.key.casefold(), found.row)
    if first != found.row:
        reading.say("key", "id_twice", found.key, str(first))
    return first == found.row


def _hold_table(found: RosterRow, reading: Reading, taken: dict[tuple[str, int], int]) -> None:
    if found.table:
        first = taken.setdefault((found.role, found.table), found.row)
        if first != found.row:
            reading.say("role", "table_taken", str(found.table), str(first))
