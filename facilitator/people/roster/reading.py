"""One row while it is being read: its cells by field, and what was found wrong with them."""

from dataclasses import dataclass, field

from facilitator.kit.text import TooLong, clean
from facilitator.people.roster.columns import Columns
from facilitator.people.roster.problems import Problem, Weight


@dataclass
class Reading:
    """`row` is the number in the file; problems gather here."""

    row: int
    cells: tuple[str, ...]
    columns: Columns
    problems: list[Problem] = field(default_factory=list)

    def words(self, name: str, limit: int, too_long: str = "left_out") -> str:
        """A field's cleaned words; empty where there are none or more than `limit` characters."""
        position = self.columns.at.get(name, len(self.cells))
        raw = self.cells[position] if position < len(self.cells) else ""
        try:
            cleaned = clean(raw, limit=limit, lines=False)
        except TooLong as long:
            self.say(name, too_long, str(long.length), str(long.limit))
            return ""
        if set(cleaned.changes) - {"line_breaks"}:
            self.say(name, "cleaned", cleaned.words)
        return cleaned.words

    def say(self, name: str, code: str, value: str = "", hint: str = "") -> None:
        """Notes a problem with a field."""
        self.problems.append(Problem(self.row, self.columns.title(name), code, value, hint))

    @property
    def is_usable(self) -> bool:
        return all(problem.weight is not Weight.ERROR for problem in self.problems)
