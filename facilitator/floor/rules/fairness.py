"""The rules of fairness that co-facilitators choose, combine and put in order (DOMAIN section 3).

A rule gives a number for a person, after what was heard so far; the smaller one goes first. Rules
are asked in their order, each only where those before it see no difference.
"""

from collections.abc import Callable, Mapping

from facilitator.floor.rules.heard import Heard, Traits

Rule = Callable[[Traits, Heard], int]


def first_time_first(who: Traits, heard: Heard) -> int:
    return int(heard.times[who.person] > 0)


def alternate_constituency(who: Traits, heard: Heard) -> int:
    """Parties and others in turn; whoever says of neither is not held back."""
    return int(heard.last is not None and who.constituency == heard.last)


def spread_regions(who: Traits, heard: Heard) -> int:
    return heard.regions[who.region]


def spread_genders(who: Traits, heard: Heard) -> int:
    return heard.genders[who.gender]


def developing_share(who: Traits, heard: Heard) -> int:
    """Until half of the turns of Parties were of developing countries, these go first (R65)."""
    behind = heard.developing[True] <= heard.developing[False]
    return int(behind and who.developing is False)


def least_time_first(who: Traits, heard: Heard) -> int:
    return heard.seconds[who.person]


RULES: Mapping[str, Rule] = {
    "first_time_first": first_time_first,
    "alternate_constituency": alternate_constituency,
    "spread_regions": spread_regions,
    "spread_genders": spread_genders,
    "developing_share": developing_share,
    "least_time_first": least_time_first,
}
