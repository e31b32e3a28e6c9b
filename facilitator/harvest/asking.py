"""How many stand behind something, asked in names and codes, answered in plain values."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from facilitator.dialogues.rules import Denominator
from facilitator.harvest.quantifiers import (
    SPOKEN,
    Backing,
    Quantifier,
    Whole,
    all_parties,
    of_group,
    of_other,
    of_party,
    quantified,
    together,
)
from facilitator.people.parties import GROUPS, lookup, nearest
from facilitator.people.parties import group as group_called
from facilitator.people.rules import Constituency

MEANT = {
    "all": Denominator.ALL_PARTIES,
    "present": Denominator.PRESENT,
    "contributed": Denominator.CONTRIBUTED,
}
NOBODY: dict[str, Any] = {
    "word": None,
    "quantifier": None,
    "numerator": 0,
    "percent": 0.0,
    "names": [],
    "groups": [],
}
UNCOUNTED: dict[str, Any] = dict.fromkeys(("word", "quantifier", "denominator", "percent"))


@dataclass(frozen=True)
class Asked:
    """What was typed. `of`: who was present or contributed, with `denominator` saying which."""

    parties: Sequence[str]
    groups: Sequence[str]
    others: Sequence[str]
    denominator: str
    of: Sequence[str]
    others_of: int | None


class Unknown(ValueError):  # noqa: N818 - says what is wrong
    """Something that names nobody, and the option it was typed for."""

    def __init__(self, option: str, words: str) -> None:
        super().__init__(words)
        self.option = option


def answered(asked: Asked) -> dict[str, Any]:
    """The word, its figures and names for the Parties, and under `nps` for the others.

    `names` are codes of Parties, or names of others as given. Of others there is no word unless
    somebody says of how many. Raises Unknown.
    """
    backing = together(
        [
            *(of_party(_party("--party", each)) for each in asked.parties),
            *(of_group(_group("--group", each)) for each in asked.groups),
            *(of_other(_named(each)) for each in asked.others),
        ]
    )
    named = together(map(_anybody, asked.of))
    whole = _whole(asked, backing, named)
    found = {each.constituency: each for each in quantified(backing, whole)}
    parties, others = (_told(found.get(each)) for each in Constituency)
    if others and not (asked.others_of or named.others):
        others |= UNCOUNTED
    about = {"denominator": whole.parties, "denominator_means": whole.means.value}
    return (parties or NOBODY) | about | {"nps": others}


def _whole(asked: Asked, backing: Backing, named: Backing) -> Whole:
    """Of whom: at least those who stand behind it."""
    if asked.denominator not in MEANT:
        raise Unknown("--denominator", f"{asked.denominator!r} is not all, present or contributed.")
    means = MEANT[asked.denominator]
    if means is not Denominator.ALL_PARTIES and not asked.of:
        raise Unknown("--of", f"Say of whom ({asked.denominator}): --of G77 --of AUS …")
    if means is Denominator.ALL_PARTIES and asked.of:
        raise Unknown("--of", "It counts only with --denominator present or contributed.")
    every = named | backing
    others = asked.others_of or len(every.others)
    if others < len(backing.others):
        raise Unknown("--nps-of", f"{len(backing.others)} stand behind it, more than {others}.")
    if means is Denominator.ALL_PARTIES:
        return all_parties(others)
    return Whole(len(every.parties), others, means)


def _anybody(typed: str) -> Backing:
    code = group_called(typed)
    if code:
        return of_group(code)
    found = lookup(typed)
    return of_party(found.iso3) if found else of_other(_named(typed))


def _party(option: str, typed: str) -> str:
    found = lookup(typed)
    if found:
        return found.iso3
    if group_called(typed):
        raise Unknown(option, f"{typed} is a group: --group {group_called(typed)}.")
    near = nearest(typed)
    hint = f" Did you mean {near.iso3} ({near.name})?" if near else ""
    raise Unknown(option, f"No Party is called {typed!r}.{hint}")


def _group(option: str, typed: str) -> str:
    found = group_called(typed)
    if found:
        return found
    raise Unknown(option, f"No group is called {typed!r}. Known: {', '.join(sorted(GROUPS))}.")


def _named(typed: str) -> str:
    name = " ".join(typed.split())
    if not name:
        raise Unknown("--nps", "A name is missing.")
    return name


def _told(found: Quantifier | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {
        "word": SPOKEN[found.word],
        "quantifier": found.word.value,
        "numerator": found.numerator,
        "denominator": found.denominator,
        "percent": found.percent,
        "names": list(found.names),
        "groups": list(found.groups),
    }
