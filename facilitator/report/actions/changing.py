"""What every change of a report has in common: it is refused once final, and voids approvals."""

from uuid import UUID

from sqlalchemy import select

from facilitator.kit.errors import NotNow
from facilitator.kit.words import N_
from facilitator.kit.work import Work
from facilitator.people.model import Participant
from facilitator.report.model import Paragraph, Report, ReportMove
from facilitator.report.queries import held, held_paragraph
from facilitator.report.rules import Move

FROZEN = N_("This report is final and cannot be changed. Reopen it as a new version to go on.")


async def held_for_change(work: Work, report_id: UUID) -> Report:
    """The report, locked. Raises NotNow once it is final."""
    return _changeable(await held(work.db, report_id))


async def paragraph_for_change(
    work: Work, person: Participant, paragraph: Paragraph
) -> tuple[Report, Paragraph]:
    """A paragraph and its report, both locked. Raises NotNow once the report is final."""
    report, paragraph = await held_paragraph(work.db, person.dialogue_id, paragraph.id)
    return _changeable(report), paragraph


async def changed(work: Work, report: Report) -> None:
    """The text is another from now on; who had approved it has to look again."""
    report.changed_at = work.now
    for each in await approvals(work, report):
        each.void_at = work.now


async def approvals(work: Work, report: Report) -> list[ReportMove]:
    """The approvals that stand."""
    query = select(ReportMove).filter_by(report_id=report.id, move=Move.APPROVE, void_at=None)
    return list(await work.db.scalars(query.order_by(ReportMove.id)))


def _changeable(report: Report) -> Report:
    if report.final:
        raise NotNow(FROZEN, code="final")
    return report
