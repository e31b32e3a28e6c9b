"""What can be wrong in a roster, said at its row and column in a sentence a person can act on."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from facilitator.kit.words import N_, say

SHOWN: Final = 60


class Weight(StrEnum):
    """ERROR: the row is left out. WARNING: the cell needs a look. NOTE: nothing to do."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


NO_NAME_COLUMN: Final = N_(
    "Row %(row)s names no column for people's names. The first row must hold the column titles: "
    "id, name, constituency, party, role, language, …"
)

ERRORS: Final = frozenset(
    {"id_twice", "missing_name", "too_long", "unknown_party", "misspelt_party", "missing_party"}
)
NOTES: Final = frozenset({"column_not_kept", "cleaned", "table_not_needed"})

SENTENCES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "no_people": N_("There are column titles, but no people below them."),
        "guessed_letters": N_(
            "The file does not say how its letters are stored. "
            "If names look wrong, save it as CSV UTF-8."
        ),
        "unknown_column": N_("The column “%(value)s” is not known and was not read."),
        "nameless_column": N_("A column has no title and was not read."),
        "column_twice": N_("There are two columns for the same thing; “%(value)s” was not read."),
        "column_not_kept": N_("The column “%(value)s” is not needed and is not kept."),
        "no_id_column": N_(
            "There is no column “id”. Ids are made from row numbers; "
            "keep the order when you import again."
        ),
        "missing_id": N_("There is no id; “%(hint)s” was given."),
        "id_twice": N_("The id “%(value)s” is already used in row %(hint)s."),
        "missing_name": N_("There is no name."),
        "too_long": N_("This has %(value)s characters; %(hint)s fit."),
        "left_out": N_("This has %(value)s characters; %(hint)s fit. The cell was left out."),
        "cleaned": N_("Characters that cannot be stored were removed."),
        "extra_cells": N_("There are cells right of the last column title; they were not read."),
        "unknown_party": N_("“%(value)s” is not a Party known here."),
        "misspelt_party": N_("“%(value)s” is not a Party known here. Is it “%(hint)s”?"),
        "missing_party": N_("The constituency is Party, but no Party is named."),
        "party_of_nps": N_("“%(value)s” is not a Party known here; the cell was left out."),
        "unknown_constituency": N_(
            "“%(value)s” is neither Party nor NPS; it was read as “%(hint)s”."
        ),
        "unknown_region": N_("“%(value)s” is not a UN region; it was read as “%(hint)s”."),
        "unknown_group": N_(
            "“%(value)s” is not a group known here. It is kept, but stands for no other Party."
        ),
        "unknown_gender": N_("“%(value)s” cannot be counted; it was read as undisclosed."),
        "unknown_language": N_("“%(value)s” is not a language known here; the cell was left out."),
        "unknown_role": N_("“%(value)s” is not a role; the person is a participant."),
        "role_without_table": N_(
            "A table host or table rapporteur needs a table number, as in “table_host:3”."
        ),
        "table_not_needed": N_("Only table hosts and table rapporteurs have a fixed table."),
        "table_taken": N_("Table %(value)s already has this role filled in row %(hint)s."),
    }
)


@dataclass(frozen=True)
class Problem:
    """Something at a row (numbered as in the file, header included) and column of a roster.

    `column` is the file's own title. `value` is what stands there, `hint` what may be meant.
    """

    row: int
    column: str
    code: str
    value: str = ""
    hint: str = ""

    @property
    def weight(self) -> Weight:
        if self.code in ERRORS:
            return Weight.ERROR
        return Weight.NOTE if self.code in NOTES else Weight.WARNING

    @property
    def sentence(self) -> str:
        """The msgid, with gaps `value`, `hint`, `row` and `column`."""
        return SENTENCES[self.code]

    @property
    def values(self) -> dict[str, str | int]:
        shown = self.value if len(self.value) <= SHOWN else self.value[: SHOWN - 1] + "…"
        return {"row": self.row, "column": self.column, "value": shown, "hint": self.hint}

    def said(self, locale: str) -> str:
        """The sentence in one of the house's languages."""
        return say(self.sentence, locale, **self.values)
