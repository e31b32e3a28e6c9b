"""How near a grouping comes to the gold: B-cubed, ARI, and the work left to people."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping
from typing import NamedTuple

Groups = Mapping[str, Hashable]


class Score(NamedTuple):
    """`f1`: B-cubed (Bagga & Baldwin 1998). `ari`: Hubert & Arabie 1985. `edits`: moves and merges
    that a person needs to reach the gold, for each hundred notes."""

    f1: float
    ari: float
    edits: float


def score(found: Groups, gold: Groups) -> Score:
    """Over the notes that the gold knows."""
    return Score(b_cubed(found, gold), rand_index(found, gold), edits(found, gold))


def b_cubed(found: Groups, gold: Groups) -> float:
    ours, theirs = _members(found, gold), _members(gold, gold)
    precision = recall = 0.0
    for note in gold:
        both = len(ours[found[note]] & theirs[gold[note]])
        precision += both / len(ours[found[note]]) / len(gold)
        recall += both / len(theirs[gold[note]]) / len(gold)
    return 2 * precision * recall / (precision + recall)


def rand_index(found: Groups, gold: Groups) -> float:
    def pairs(counts: Mapping[Hashable, int]) -> float:
        return sum(count * (count - 1) / 2 for count in counts.values())

    both = pairs(Counter((found[note], gold[note]) for note in gold))
    ours = pairs(Counter(found[note] for note in gold))
    theirs = pairs(Counter(gold.values()))
    chance = ours * theirs / (len(gold) * (len(gold) - 1) / 2)
    most = (ours + theirs) / 2
    return (both - chance) / (most - chance) if most != chance else 1.0


def edits(found: Groups, gold: Groups) -> float:
    moves, homes = 0, Counter[Hashable]()
    for members in _members(found, gold).values():
        counts = Counter(gold[note] for note in members)
        home = max(sorted(counts, key=str), key=counts.__getitem__)
        moves += len(members) - counts[home]
        homes[home] += 1
    merges = sum(count - 1 for count in homes.values())
    return 100 * (moves + merges) / len(gold)


def _members(groups: Groups, gold: Groups) -> dict[Hashable, set[str]]:
    found: dict[Hashable, set[str]] = defaultdict(set)
    for note in gold:
        found[groups[note]].add(note)
    return found
