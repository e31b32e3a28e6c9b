"""The sentences of what a plan cannot have, as they are in the catalogues."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from facilitator.kit.words import N_

FORCED: Final[Mapping[str, str]] = MappingProxyType(
    {
        "empty_round": N_("Nobody is here in round %(round)s."),
        "no_language": N_("%(person)s follows the language of no table."),
        "no_languages": N_(
            "%(people)s people follow the language of no table, %(person)s among them."
        ),
        "few_listeners": N_(
            "Table %(table)s needs %(needed)s people who follow its language; there are %(people)s."
        ),
        "few_tables": N_(
            "%(people)s people follow the language of %(tables)s tables only, and there are "
            "%(rounds)s rounds: each must return %(returns)s times."
        ),
        "few_tables_once": N_(
            "%(language)s has %(tables)s tables and %(rounds)s rounds: %(people)s people must "
            "return once."
        ),
        "few_tables_often": N_(
            "%(language)s has %(tables)s tables and %(rounds)s rounds: %(people)s people must "
            "each return %(returns)s times."
        ),
        "returns": N_(
            "Within the seats and languages of tables, some returns to a table cannot be avoided: "
            "%(returns)s at least."
        ),
        "few_themes": N_(
            "There are %(themes)s themes and %(rounds)s rounds: everybody must see a theme again."
        ),
        "scarce": N_(
            "Tables in %(language)s: %(tables)s; people of one kind (%(value)s) who follow it: "
            "%(people)s. Table shares that must stay out of balance: %(cells)s at least."
        ),
    }
)

SENTENCES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "no_tables": N_("There is no table to sit at."),
        "no_rounds": N_("There is no round to plan."),
        "nobody": N_("There is nobody to seat."),
        "too_few_seats": N_("Round %(round)s has %(people)s people to seat and %(seats)s seats."),
        "person_twice": N_("%(person)s is on the list twice."),
        "table_twice": N_("Table %(table)s is on the list twice."),
        "crowd": N_(
            "%(people)s people must never meet each other; round %(round)s has %(tables)s tables."
        ),
        "closed_table": N_(
            "%(person)s is to sit at table %(table)s, which is closed in round %(round)s."
        ),
        "unknown_person": N_("A rule names %(person)s, who is not on the list."),
        "unknown_table": N_("%(person)s is to sit at table %(table)s, which does not exist."),
        "together_and_apart": N_("%(person)s and %(other)s must sit together, and must not meet."),
        "group_too_large": N_(
            "%(person)s and those who must sit with them are %(people)s people; no table has "
            "so many seats."
        ),
        "stay_apart": N_(
            "%(person)s and %(other)s must sit together, but stay at different tables."
        ),
        "stay_together": N_("%(person)s and %(other)s must not meet, but stay at one table."),
        **FORCED,
    }
)


KINDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "party": N_("Parties"),
        "nps": N_("Non-Party stakeholders"),
        "yes": N_("Developing country"),
        "no": N_("Developed country"),
    }
)
"""Values of traits that are no words yet."""
