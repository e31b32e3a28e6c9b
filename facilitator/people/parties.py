"""The Parties to the Convention: names, UN regions, groups. Facts from `parties.csv`.

198 Parties: 197 States and the European Union (EUU). UN regions: African, Asia-Pacific, Eastern
European, GRULAC, WEOG, none. `developing` is simply "not in Annex I": an indicator of balance.
Group membership changes: LDC is as after December 2024 (44), LMDC as reported by several sources,
UMBRELLA as declared at COP 28. SIDS is a category, not a negotiating group.
"""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

from babel import Locale
from babel.core import get_global

from facilitator.kit.text import plain
from facilitator.kit.words import LOCALES, N_

SOURCE: Final = Path(__file__).with_name("parties.csv")
LEAST_NAME: Final = 4  # letters; what is shorter stands in other words by chance
REGIONS: Final = ("African", "Asia-Pacific", "Eastern European", "GRULAC", "WEOG", "none")

GROUPS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "ABU": N_("Argentina, Brazil and Uruguay"),
        "AGN": N_("African Group"),
        "AILAC": N_("Independent Association of Latin America and the Caribbean"),
        "AOSIS": N_("Alliance of Small Island States"),
        "ARAB": N_("Arab Group"),
        "BASIC": N_("Brazil, South Africa, India and China"),
        "EIG": N_("Environmental Integrity Group"),
        "EU": N_("European Union and its member States"),
        "G77": N_("Group of 77 and China"),
        "LDC": N_("Least Developed Countries"),
        "LMDC": N_("Like-Minded Developing Countries"),
        "SIDS": N_("Small island developing States"),
        "SUR": N_("Argentina, Brazil, Ecuador, Paraguay and Uruguay"),
        "UMBRELLA": N_("Umbrella Group"),
    }
)


@dataclass(frozen=True)
class Party:
    """A Party. `iso3` is ISO 3166 alpha-3 (EUU for the European Union)."""

    iso3: str
    name: str
    also: tuple[str, ...]
    un_region: str
    groups: tuple[str, ...]
    annex_i: bool
    developing: bool

    def called(self, locale: str) -> str:
        """Its name in one of the house's languages; the UN's short name in English."""
        if locale == "en":
            return self.name
        return Locale.parse(locale).territories.get(_iso2(self.iso3)) or self.name


def _listed(words: str) -> tuple[str, ...]:
    return tuple(word for word in words.split(";") if word)


def _read() -> Iterator[Party]:
    with SOURCE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield Party(
                iso3=row["iso3"],
                name=row["name"],
                also=_listed(row["also"]),
                un_region=row["un_region"],
                groups=_listed(row["groups"]),
                annex_i=row["annex_i"] == "yes",
                developing=row["developing"] == "yes",
            )


PARTIES: Final[Mapping[str, Party]] = MappingProxyType({party.iso3: party for party in _read()})


def party(iso3: str) -> Party | None:
    """The Party of an alpha-3 code, in any case."""
    return PARTIES.get(iso3.strip().upper())


def lookup(name_or_code: str) -> Party | None:
    """The Party of a code (alpha-3 or alpha-2) or of a name in any of the house's languages."""
    return party(name_or_code) or _names().get(plain(name_or_code))


def nearest(name: str) -> Party | None:
    """The Party whose name is most like a misspelt one, if any is."""
    found = get_close_matches(plain(name), _names(), n=1, cutoff=0.75)
    return _names()[found[0]] if found else None


def members(group: str) -> tuple[Party, ...]:
    """The Parties of a group's code; none for a code not known."""
    return tuple(each for each in PARTIES.values() if group in each.groups)


def group(name_or_code: str) -> str | None:
    """The code of a group, from its code or its English name."""
    return _groups().get(plain(name_or_code))


def named_in(words: str, *, whole: bool = False) -> frozenset[str]:
    """ISO codes of the Parties whose name stands in a text, in any of the house's languages.

    With `whole`, as words of their own; without, a word that only begins as the name does (cases,
    adjectives) counts too.
    """
    text = f" {plain(words)} "
    return frozenset(each.iso3 for name, each in _names().items() if _stands(name, text, whole))


def _stands(name: str, text: str, whole: bool) -> bool:
    """Names too short to be told from parts of other words are not looked for."""
    if "\u3400" <= name[0] <= "\u9fff":
        return len(name) > 1 and name in text
    if len(name) < LEAST_NAME:
        return False
    return f" {name} " in text if whole else name[: max(LEAST_NAME, len(name) - 2)] in text


@cache
def _names() -> Mapping[str, Party]:
    """Every plain name, first come first served: official English names before all others."""
    names: dict[str, Party] = {}
    for each in PARTIES.values():
        names[plain(each.name)] = each
    for each in PARTIES.values():
        for name in (*each.also, _iso2(each.iso3), *(each.called(locale) for locale in LOCALES)):
            names.setdefault(plain(name), each)
    return names


@cache
def _groups() -> Mapping[str, str]:
    names = {plain(name): code for code, name in GROUPS.items()}
    more = {"g77 and china": "G77", "ldcs": "LDC", "african group of negotiators": "AGN"}
    return names | more | {plain(code): code for code in GROUPS}


def _iso2(iso3: str) -> str:
    return "EU" if iso3 == "EUU" else str(get_global("territory_aliases")[iso3][0])
