"""What becomes of a point after the dialogue (R45, R61). Pure."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, Final, Self

from facilitator.kit.words import N_


class FollowUpStatus(StrEnum):
    """How far whoever took it up has come."""

    OPEN = "open"
    UNDER_WAY = "under_way"
    DONE = "done"


STATUSES: Final = {
    FollowUpStatus.OPEN: N_("Still to do"),
    FollowUpStatus.UNDER_WAY: N_("Under way"),
    FollowUpStatus.DONE: N_("Done"),
}
FIELDS: Final = {
    "taken_up": N_("Who takes it up"),
    "by_when": N_("By when"),
    "indicator": N_("Indicator or product"),
}


@dataclass(frozen=True, slots=True)
class FollowUp:
    """In people's own words, each of which may be missing: who has `taken_up` a point, `by_when`
    it is to be done, and the `indicator` or product by which others will see that it is."""

    taken_up: str = ""
    by_when: str = ""
    indicator: str = ""
    status: FollowUpStatus = FollowUpStatus.OPEN

    @classmethod
    def of(cls, kept: Mapping[str, Any] | None) -> Self | None:
        """As JSON keeps it; None where nothing was said."""
        if not kept:
            return None
        said = {each: kept[each] for each in FIELDS}
        return cls(**said, status=FollowUpStatus(kept["status"]))

    @property
    def kept(self) -> dict[str, Any] | None:
        """For JSON; None where nothing was said."""
        return asdict(self) if self != FollowUp() else None
