"""What can be wrong in a programme file, said at its path in a sentence a person can act on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from facilitator.kit.errors import Invalid
from facilitator.kit.words import N_, say

SHOWN: Final = 60


class Weight(StrEnum):
    """ERROR: the programme cannot be used. WARNING: it can, but look at this."""

    ERROR = "error"
    WARNING = "warning"


SENTENCES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "too_large": N_("The file is larger than %(value)s KB."),
        "not_text": N_("The file is not text in UTF-8."),
        "not_yaml": N_("The file is not YAML: %(value)s."),
        "too_deep": N_("The file is nested too deeply or has too many entries."),
        "shortcut": N_("Shortcuts with & and * and tags with ! are not read; write it out."),
        "twice_in_file": N_("“%(value)s” stands here twice."),
        "one_document": N_("The file holds more than one programme."),
        "unknown_field": N_("“%(value)s” is not known and was not read."),
        "misspelt_field": N_("“%(value)s” is not known; did you mean “%(hint)s”?"),
        "missing": N_("This is missing."),
        "not_entries": N_("Fields with names are expected here, as in “id: …”."),
        "not_list": N_("A list is expected here."),
        "too_many": N_("There are %(value)s entries; %(hint)s fit."),
        "not_words": N_("Words are expected here."),
        "too_long": N_("This has %(value)s characters; %(hint)s fit."),
        "cleaned": N_("Characters that cannot be stored were removed."),
        "not_whole": N_("“%(value)s” is not a whole number from %(hint)s."),
        "not_minutes": N_("“%(value)s” is not a number of minutes from %(hint)s."),
        "not_yes_no": N_("“%(value)s” is neither true nor false."),
        "not_choice": N_("“%(value)s” is not one of: %(hint)s."),
        "misspelt_choice": N_("“%(value)s” is not known; did you mean “%(hint)s”?"),
        "not_key": N_("“%(value)s” cannot be an id: use letters, digits, “-”, “_” and “.”."),
        "not_slug": N_("“%(value)s” cannot be an address: use a–z, 0–9 and “-”, at most 60."),
        "not_language": N_("“%(value)s” is not the code of a language."),
        "not_timezone": N_("“%(value)s” is not a time zone, such as Europe/Berlin."),
        "taken": N_("“%(value)s” is already taken by %(hint)s."),
        "no_theme": N_("No theme is called “%(value)s”."),
        "misspelt_theme": N_("No theme is called “%(value)s”; did you mean “%(hint)s”?"),
        "no_question": N_("No question is called “%(value)s”."),
        "misspelt_question": N_("No question is called “%(value)s”; did you mean “%(hint)s”?"),
        "no_session": N_("No earlier session is called “%(value)s”."),
        "misspelt_session": N_(
            "No earlier session is called “%(value)s”; did you mean “%(hint)s”?"
        ),
        "warning_too_long": N_("A warning of %(value)s minutes does not fit in %(hint)s minutes."),
        "more_rounds": N_("Questions are given for %(value)s rounds, but there are %(hint)s."),
        "other_theme": N_("The question “%(value)s” belongs to the theme “%(hint)s”."),
        "not_for_kind": N_("A session of the kind “%(value)s” has none of this; it was not read."),
        "table_without_theme": N_("In this variant each table has a theme; this one has none."),
    }
)

WARNINGS: Final = frozenset(
    {
        "unknown_field",
        "misspelt_field",
        "cleaned",
        "more_rounds",
        "other_theme",
        "not_for_kind",
        "table_without_theme",
    }
)


@dataclass(frozen=True)
class Problem:
    """Something at a path of the file, as in `sessions[0].tables[3].theme`."""

    path: str
    code: str
    value: str = ""
    hint: str = ""

    @property
    def weight(self) -> Weight:
        return Weight.WARNING if self.code in WARNINGS else Weight.ERROR

    @property
    def sentence(self) -> str:
        """The msgid, with gaps `value` and `hint`."""
        return SENTENCES[self.code]

    @property
    def values(self) -> dict[str, str]:
        shown = self.value if len(self.value) <= SHOWN else self.value[: SHOWN - 1] + "…"
        return {"value": shown, "hint": self.hint}

    def said(self, locale: str) -> str:
        """Path and sentence in one of the house's languages."""
        sentence = say(self.sentence, locale, **self.values)
        return f"{self.path}: {sentence}" if self.path else sentence


class ProgrammeUnreadable(Invalid):
    """The file is no programme; `found` holds every problem."""

    code = "programme_unreadable"
    sentence = N_("This programme cannot be used yet.")

    def __init__(self, found: Iterable[Problem]) -> None:
        self.found = tuple(found)
        super().__init__(problems={p.path: (p.sentence, p.values) for p in self.found})
