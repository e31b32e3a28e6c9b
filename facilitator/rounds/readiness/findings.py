"""What can be missing before a dialogue, in sentences a co-facilitator can act on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final

from facilitator.kit.words import N_


class Area(StrEnum):
    """The part of the preparation where something is put right."""

    BASICS = "basics"
    THEMES = "themes"
    QUESTIONS = "questions"
    SESSIONS = "sessions"
    PEOPLE = "people"
    PUBLICATION = "publication"


class Weight(StrEnum):
    """MISSING: it cannot be held well like this. LOOK: it can, but look at this."""

    MISSING = "missing"
    LOOK = "look"


SENTENCES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "no_scope": N_("The scope is not written yet."),
        "no_output": N_("The expected output is not written yet."),
        "no_ground_rules": N_("There are no ground rules to agree to at the door."),
        "one_chair": N_("A second co-facilitator is missing."),
        "no_themes": N_("There are no themes yet."),
        "no_questions": N_("There are no guiding questions yet."),
        "theme_empty": N_("Themes without a guiding question: %(what)s."),
        "question_silent": N_("Guiding questions not written in every language: %(what)s."),
        "question_unasked": N_("Guiding questions that no session asks: %(what)s."),
        "no_sessions": N_("The programme has no sessions yet."),
        "session_silent": N_("This session asks no guiding question."),
        "no_rounds": N_("There are no rounds yet."),
        "no_tables": N_("There are no tables yet."),
        "no_host": N_("Tables without a host: %(what)s."),
        "no_table_rapporteur": N_("Tables without a rapporteur: %(what)s."),
        "no_subject": N_("Tables without a theme or question: %(what)s."),
        "table_silent": N_("Tables with no question to discuss in round %(round)s: %(what)s."),
        "too_many_questions": N_(
            "Too many questions in round %(round)s: %(minutes)s minutes each, "
            "fewer than %(floor)s. Tables: %(what)s."
        ),
        "too_many_people": N_(
            "%(people)s people, but only %(seats)s seats. Add tables or seats, "
            "or a twin of the fullest table."
        ),
        "no_seat": N_(
            "People without a seat in round %(round)s: %(count)s. Make the seating plan."
        ),
        "no_people": N_("Nobody is on the roster yet."),
        "no_rapporteur": N_("Nobody is rapporteur of the dialogue."),
        "keeper_astray": N_("Table hosts or rapporteurs without a table: %(what)s."),
        "unpublished": N_("Questions, scope and expected output are not published yet."),
    }
)
ISOLATED, ISOLATED_NO_MORE = "\u2068", "\u2069"
LOOKS: Final = frozenset(
    {
        "no_scope",
        "no_output",
        "no_ground_rules",
        "question_silent",
        "question_unasked",
        "no_table_rapporteur",
        "too_many_questions",
        "unpublished",
    }
)


@dataclass(frozen=True)
class Finding:
    """Something to look at; `session` is the key of the session it is about, if any."""

    area: Area
    code: str
    session: str | None = None
    values: Mapping[str, Any] = field(default_factory=dict)

    @property
    def weight(self) -> Weight:
        return Weight.LOOK if self.code in LOOKS else Weight.MISSING

    @property
    def sentence(self) -> str:
        """The msgid, with the gaps in `values`."""
        return SENTENCES[self.code]


def listed(things: Iterable[object]) -> str:
    """Ids in a sentence, each kept in its own direction in languages that run the other way."""
    return ", ".join(f"{ISOLATED}{each}{ISOLATED_NO_MORE}" for each in things)
