"""Whom "together" binds: who must sit with somebody must sit with theirs, too."""

from collections.abc import Sequence
from itertools import chain

Group = tuple[str, ...]


def united(groups: Sequence[Group]) -> tuple[Group, ...]:
    """Groups that share somebody as one, each person once; others as they are, in their order."""
    everybody = list(chain(*groups))
    if len(set(everybody)) == len(everybody):
        return tuple(groups)
    found: list[Group] = []
    for group in groups:
        mine = [each for each in found if not set(each).isdisjoint(group)]
        found = [each for each in found if each not in mine]
        found.append(tuple(dict.fromkeys(chain(*mine, group))))
    return tuple(found)
