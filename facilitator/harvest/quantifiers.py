"""How many said it, in the words of the stocktake's reports.

The rule is para 6 of the synthesis report (DOMAIN §4): Parties "a few" under 10 %, "some" up to
40 %, "many" up to 70 %, "most" up to 90 %, "almost all" above; others "some" up to half, "many"
above. The gaps of that rule close by rounding to whole percents, so 40.4 % is some and 40.5 % many.
Parties and others are never added together; each counts once, by whatever ways it spoke.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from facilitator.dialogues.rules import Denominator
from facilitator.kit.words import N_
from facilitator.people.parties import PARTIES, members
from facilitator.people.rules import Constituency


class Word(StrEnum):
    A_FEW = "a_few"
    SOME = "some"
    MANY = "many"
    MOST = "most"
    ALMOST_ALL = "almost_all"


SPOKEN = {
    Word.A_FEW: N_("a few"),
    Word.SOME: N_("some"),
    Word.MANY: N_("many"),
    Word.MOST: N_("most"),
    Word.ALMOST_ALL: N_("almost all"),
}


@dataclass(frozen=True, slots=True)
class Backing:
    """Who stands behind a position: Parties (ISO codes), others (organisations, else people).

    `groups` are those on whose behalf somebody spoke; their Parties are in `parties`.
    """

    parties: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()

    def __or__(self, more: "Backing") -> "Backing":
        return Backing(
            self.parties | more.parties, self.others | more.others, self.groups | more.groups
        )

    def __bool__(self) -> bool:
        return bool(self.parties or self.others)


@dataclass(frozen=True, slots=True)
class Whole:
    """Of whom a share is taken: how many Parties, how many others, and what that means."""

    parties: int
    others: int
    means: Denominator


@dataclass(frozen=True, slots=True)
class Quantifier:
    """A word with the figures and names it rests on. `names` are codes, in their order."""

    word: Word
    numerator: int
    denominator: int
    means: Denominator
    constituency: Constituency
    names: tuple[str, ...]
    groups: tuple[str, ...] = ()

    @property
    def percent(self) -> float:
        """To one decimal."""
        return round(100 * self.numerator / self.denominator, 1)


def of_party(iso3: str) -> Backing:
    return Backing(parties=frozenset({iso3}))


def of_group(code: str) -> Backing:
    """Speaking on behalf of a group: every Party of it."""
    return Backing(frozenset(each.iso3 for each in members(code)), groups=frozenset({code}))


def of_other(name: str) -> Backing:
    """A non-Party stakeholder; a network counts as one."""
    return Backing(others=frozenset({name}))


def together(backings: Iterable[Backing]) -> Backing:
    """All of them, each Party and each other once."""
    every = Backing()
    for each in backings:
        every |= each
    return every


def all_parties(others: Collection[str] | int) -> Whole:
    count = others if isinstance(others, int) else len(set(others))
    return Whole(len(PARTIES), count, Denominator.ALL_PARTIES)


def party_word(numerator: int, denominator: int) -> Word | None:
    """Raises ValueError for a count that cannot be: below nothing or above the whole."""
    share = _share(numerator, denominator)
    if not share:
        return None
    bounds = ((share < 10, Word.A_FEW), (share < Fraction("40.5"), Word.SOME))
    more = ((share < Fraction("70.5"), Word.MANY), (share <= 90, Word.MOST))
    return next((word for holds, word in bounds + more if holds), Word.ALMOST_ALL)


def other_word(numerator: int, denominator: int) -> Word | None:
    """Raises ValueError as `party_word` does."""
    share = _share(numerator, denominator)
    if not share:
        return None
    return Word.SOME if share <= 50 else Word.MANY


def _share(numerator: int, denominator: int) -> Fraction:
    """Of a hundred, exactly."""
    if not 0 <= numerator <= denominator:
        raise ValueError(f"{numerator} of {denominator}")
    return Fraction(100 * numerator, denominator) if denominator else Fraction(0)


def quantified(backing: Backing, whole: Whole) -> tuple[Quantifier, ...]:
    """What to say of the Parties, and what of the others; nothing where there are none.

    Where more stand behind a position than the whole counts (who left, who spoke from outside),
    the whole is taken to be them.
    """
    parties = _quantifier(Constituency.PARTY, backing.parties, whole.parties, whole.means)
    others = _quantifier(Constituency.NPS, backing.others, whole.others, whole.means)
    if parties:
        parties = replace(parties, groups=tuple(sorted(backing.groups)))
    return tuple(each for each in (parties, others) if each)


def _quantifier(
    whose: Constituency, names: Collection[str], size: int, means: Denominator
) -> Quantifier | None:
    size = max(size, len(names))
    word = (party_word if whose is Constituency.PARTY else other_word)(len(names), size)
    if word is None:
        return None
    return Quantifier(word, len(names), size, means, whose, tuple(sorted(names)))
