"""Who gets which path: people get tickets whose tables they can follow."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations

from facilitator.rotation.rules import TableOffer, fits

Path = tuple[int, ...]
Hands = dict[frozenset[str], list[int]]


def handed_out(
    tickets: Sequence[Path], languages: Sequence[frozenset[str]], tables: Sequence[TableOffer]
) -> list[Path]:
    """A ticket for each person, in the order of `languages`, with few seats in a wrong language.

    Tickets are as many as people. Exchanging whole tickets changes nothing in who meets whom.
    """
    misfits = {
        language: [sum(not fits(language, tables[t].language) for t in path) for path in tickets]
        for language in dict.fromkeys(languages)
    }
    hands: Hands = defaultdict(list)
    for ticket, language in enumerate(languages):
        hands[language].append(ticket)
    while _exchange(hands, misfits):
        pass
    return [tickets[hands[language].pop(0)] for language in languages]


def _exchange(hands: Hands, misfits: dict[frozenset[str], list[int]]) -> bool:
    """Makes one exchange between two languages that leaves fewer misfits, if there is one."""
    for mine, theirs in combinations(hands, 2):
        gain, given = _best(hands[mine], misfits[mine], misfits[theirs])
        back, taken = _best(hands[theirs], misfits[theirs], misfits[mine])
        if gain + back > 0:
            hands[mine][hands[mine].index(given)] = taken
            hands[theirs][hands[theirs].index(taken)] = given
            return True
    return False


def _best(tickets: list[int], mine: list[int], theirs: list[int]) -> tuple[int, int]:
    """How much it helps to give the best ticket to the others, and which one that is."""
    return max((mine[ticket] - theirs[ticket], ticket) for ticket in tickets)
