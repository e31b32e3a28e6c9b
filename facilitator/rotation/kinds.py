"""What can be asked of every plan, and how far the search for one is."""

from enum import StrEnum


class RuleKind(StrEnum):
    """TOGETHER, APART: of people. PINNED: people to a table. AWAY: people. CLOSED: a table."""

    TOGETHER = "together"
    APART = "apart"
    PINNED = "pinned"
    AWAY = "away"
    CLOSED = "closed"


class SearchState(StrEnum):
    """ASKED → RUNNING → DONE; STOPPED by a chair or a newer search, FAILED by itself."""

    ASKED = "asked"
    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"
    FAILED = "failed"


UNDER_WAY = frozenset({SearchState.ASKED, SearchState.RUNNING})
HAS_TABLE = frozenset({RuleKind.PINNED, RuleKind.CLOSED})
LEAST_PEOPLE = {RuleKind.TOGETHER: 2, RuleKind.APART: 2, RuleKind.PINNED: 1, RuleKind.AWAY: 1}
DIAL = 4  # the dials of the wishes go from 0 (off) to this; the middle is the planner's own weight
