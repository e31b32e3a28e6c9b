"""Where a report stands on its way to being final: who has approved it, who may still."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from facilitator.people.model import Participant
from facilitator.people.rules import Role
from facilitator.report.model import Report, ReportMove
from facilitator.report.rules import NEEDED, Move, State, approvers


@dataclass(frozen=True)
class Standing:
    """`approved` and `awaited` are people by id and name; `steps` the way so far, newest first."""

    state: State
    approved: dict[UUID, str]
    awaited: dict[UUID, str]
    steps: tuple[ReportMove, ...]

    @property
    def missing(self) -> int:
        """How many approvals are still needed."""
        return max(0, NEEDED - len(self.approved))


def standing(
    report: Report, moves: Sequence[ReportMove], people: Sequence[Participant]
) -> Standing:
    names = {each.id: each.display_name for each in people}
    chairs = (each.id for each in people if each.role == Role.CO_FACILITATOR)
    may = approvers(chairs, (each.id for each in people if each.role == Role.ORGANISER))
    stand = [each for each in moves if each.move == Move.APPROVE and each.void_at is None]
    approved = {each.by: names[each.by] for each in stand if each.by}
    return Standing(
        state=State(report.state),
        approved=approved,
        awaited={who: names[who] for who in names if who in may and who not in approved},
        steps=tuple(reversed(moves)),
    )
