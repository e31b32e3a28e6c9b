"""How large a roster file may be, and how one is refused as a whole.

5 MB as sent, 40 MB unpacked, 20,000 rows of people, 80 columns. A file that cannot be a table is
refused with `RosterUnreadable`, never with another exception.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from facilitator.kit.errors import Invalid
from facilitator.kit.words import N_

MAX_BYTES: Final = 5_000_000
MAX_UNPACKED: Final = 40_000_000
MAX_PARTS: Final = 500
MAX_ROWS: Final = 20_000
MAX_LINES: Final = 100_000
MAX_COLUMNS: Final = 80

TOO_LARGE: Final = N_(
    "This file is larger than %(megabytes)s MB. Save only the list of people and try again."
)
EMPTY: Final = N_("This file is empty.")
OLD_EXCEL: Final = N_(
    "This is an older or protected Excel file. Save it as XLSX without a password and try again."
)
NO_SHEET: Final = N_("This is not a spreadsheet. Save the list as CSV or XLSX and try again.")
TOO_MANY_ROWS: Final = N_("This file has more than %(rows)s rows.")

Line = tuple[int, tuple[str, ...]]


class RosterUnreadable(Invalid):
    """The file as a whole cannot be read as a roster. `code` and `sentence` say why."""

    code = "roster_unreadable"
    sentence = N_("This file cannot be read. Save the list as CSV or XLSX and try again.")


def numbered(rows: Iterable[tuple[str, ...]]) -> Iterator[Line]:
    """The rows that hold anything, each with its number as a spreadsheet shows it."""
    filled = 0
    for number, row in enumerate(rows, start=1):
        if any(cell.strip() for cell in row):
            filled += 1
            yield number, row
        if filled > MAX_ROWS + 1 or number > MAX_LINES:
            raise RosterUnreadable(TOO_MANY_ROWS, code="too_many_rows", rows=MAX_ROWS)
