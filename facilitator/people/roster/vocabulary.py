"""The words a roster may use for constituencies, regions, roles, genders and languages."""

from collections.abc import Mapping
from functools import cache
from typing import Final

from babel import Locale

from facilitator.kit.text import plain
from facilitator.kit.words import LOCALES
from facilitator.people.rules import Constituency, Role


def _listed(words: Mapping[str, str]) -> dict[str, str]:
    return {
        plain(word): meant for meant, all_words in words.items() for word in all_words.split(",")
    }


_CONSTITUENCIES = _listed(
    {
        "party": "party,parties,state,state party,party delegate,delegation,partie,estado parte",
        "nps": "nps,non party,non party stakeholder,non party stakeholders,npo,ngo,"
        "observer organization,observer organisation,partie prenante non étatique",
    }
)
CONSTITUENCIES: Final = {words: Constituency(meant) for words, meant in _CONSTITUENCIES.items()}

REGION_NAMES: Final = _listed(
    {
        "African": "african,africa,african states,african group,afrique,áfrica",
        "Asia-Pacific": "asia-pacific,asia,asian,asia-pacific states,asia and the pacific",
        "Eastern European": "eastern european,eastern europe,eastern european states,eeg",
        "GRULAC": "grulac,latin america and the caribbean,latin american and caribbean,"
        "latin american and caribbean states,latin america",
        "WEOG": "weog,western europe and others,western european and others,"
        "western european and other states",
        "none": "none,no region,n/a",
    }
)

GENDERS: Final = _listed(
    {
        "woman": "woman,women,female,f,w,femme,mujer,ms,mrs",
        "man": "man,men,male,m,homme,hombre,mr",
        "non_binary": "non-binary,nonbinary,non_binary,nb,x,other,another",
        "undisclosed": "undisclosed,prefer not to say,not stated,unknown,n/a,none,-",
    }
)

_ROLES = _listed(
    {
        "organiser": "organiser,organizer,admin,secretariat",
        "co_facilitator": "co_facilitator,cofacilitator,co-chair,cochair,facilitator,chair",
        "rapporteur": "rapporteur,report writer",
        "table_host": "table_host,host",
        "table_rapporteur": "table_rapporteur,table note taker,note taker",
        "participant": "participant,delegate,member,expert,speaker",
        "observer": "observer,guest,media,press",
        "reviewer": "reviewer,review group,reader",
    }
)
ROLE_NAMES: Final = {words: Role(meant) for words, meant in _ROLES.items()}


def language_code(words: str) -> str | None:
    """The code of a language from a code (`fr`, `pt-BR`) or its name in one of our languages."""
    first = words.replace("_", "-").split("-")[0].strip().lower()
    return first if first in _codes() else _names().get(plain(words))


@cache
def _codes() -> frozenset[str]:
    return frozenset(str(code) for code in Locale.parse("en").languages if str(code).isalpha())


@cache
def _names() -> Mapping[str, str]:
    """Names of languages in each of our languages, and what each of ours calls itself."""
    return {
        plain(name): str(code)
        for locale in LOCALES
        for code, name in Locale.parse(locale).languages.items()
        if str(code).isalpha()
    }
