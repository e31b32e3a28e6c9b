"""Who was told one table and now has another."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any, NamedTuple


class Told(NamedTuple):
    """A seat of a round to come that is not the one that was told; None: no seat."""

    round: int
    before: int | None
    after: int | None


def reseated(
    changes: Iterable[Mapping[str, Any]], to_come: Collection[int]
) -> dict[str, tuple[Told, ...]]:
    """{participant id: what has become of their seats}, all changes since the last whole plan
    taken together: who is moved and moved back was never moved."""
    net: dict[tuple[str, int], Told] = {}
    for change in changes:
        if not change:
            net.clear()
        for who, rounds in change.get("people", {}).items():
            for number, (before, after) in rounds.items():
                first = net.get((who, int(number)))
                net[who, int(number)] = Told(int(number), first.before if first else before, after)
    found: dict[str, tuple[Told, ...]] = {}
    for (who, number), told in sorted(net.items()):
        if number in to_come and told.before != told.after and told.before is not None:
            found[who] = (*found.get(who, ()), told)
    return found
