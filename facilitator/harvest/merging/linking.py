"""Laying like things together: average linkage, deterministic, on sparse likenesses.

Two groups are as like as their members are on average; pairs that are not named are not alike.
The two most alike groups are joined until none reach the cut (Sokal & Michener 1958, UPGMA).
"""

import heapq
from collections.abc import Mapping

Pair = tuple[int, int]


def linked(count: int, likeness: Mapping[Pair, float], cut: float) -> list[tuple[int, ...]]:
    """Groups of 0 … count - 1, each in order, those with the first member first.

    `likeness` of (i, j), i < j. Of two joins that are equally good the earlier pair is made.
    """
    members = {each: [each] for each in range(count)}
    sums = _sums(likeness)
    heap = [(-value, pair) for pair, value in likeness.items()]
    heapq.heapify(heap)
    while heap:
        value, (one, two) = heapq.heappop(heap)
        if -value < cut:
            break
        if _is_old(members, sums, one, two, -value):
            continue
        _join(members, sums, one, two)
        for other, total in sums[one].items():
            mean = total / (len(members[one]) * len(members[other]))
            heapq.heappush(heap, (-mean, (min(one, other), max(one, other))))
    return [tuple(sorted(each)) for _, each in sorted(members.items())]


def _sums(likeness: Mapping[Pair, float]) -> dict[int, dict[int, float]]:
    """{group: {other: the sum of likenesses between their members}}."""
    sums: dict[int, dict[int, float]] = {}
    for (one, two), value in likeness.items():
        sums.setdefault(one, {})[two] = value
        sums.setdefault(two, {})[one] = value
    return sums


def _is_old(
    members: Mapping[int, list[int]],
    sums: Mapping[int, Mapping[int, float]],
    one: int,
    two: int,
    value: float,
) -> bool:
    """Has either been joined since this was reckoned?"""
    if one not in members or two not in members:
        return True
    return sums[one][two] / (len(members[one]) * len(members[two])) != value


def _join(
    members: dict[int, list[int]], sums: dict[int, dict[int, float]], one: int, two: int
) -> None:
    """The later group into the earlier."""
    members[one] += members.pop(two)
    del sums[one][two]
    for other, total in sums.pop(two).items():
        if other == one:
            continue
        del sums[other][two]
        sums[one][other] = sums[other][one] = sums[one].get(other, 0.0) + total
