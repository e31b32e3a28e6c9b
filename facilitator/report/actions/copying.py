"""A report once more, as the next version: its paragraphs, what they cite, the points it tells."""

from facilitator.kit.errors import Conflict
from facilitator.kit.ids import new_id
from facilitator.kit.words import N_
from facilitator.kit.work import Work
from facilitator.people.model import Participant
from facilitator.report.model import Citation, Paragraph, Report
from facilitator.report.queries import citations_of, last_number, paragraphs_of, reports_of
from facilitator.report.rules import State

KEPT = (
    *("dialogue_id", "session_id", "locale", "outline", "also", "target", "method", "points"),
    *("set_aside", "up_to", "cut_off", "contents"),
)
OF_A_PARAGRAPH = ("position", "section", "role", "lead", "words", "removed_at")


async def copied(work: Work, report: Report, person: Participant) -> Report:
    """The next version in its language. Raises Conflict where there is a later one already."""
    every = await reports_of(work.db, report.session_id)
    if any(each.version > report.version for each in every if each.locale == report.locale):
        raise Conflict(N_("There is a later version already. Go on with that one."), code="later")
    again = Report(
        **{name: getattr(report, name) for name in KEPT},
        number=1 + await last_number(work.db, report.dialogue_id),
        version=report.version + 1,
        state=State.DRAFT,
        drafted_by=person.id,
        drafted_at=work.now,
        changed_at=work.now,
    )
    work.db.add(again)
    await work.db.flush()
    await _paragraphs(work, report, again)
    return again


async def _paragraphs(work: Work, report: Report, again: Report) -> None:
    cites = await citations_of(work.db, report.id)
    for each in await paragraphs_of(work.db, report.id):
        copy = Paragraph(
            **{name: getattr(each, name) for name in OF_A_PARAGRAPH},
            id=new_id(),
            report_id=again.id,
            line=each.line if each.version == 1 else None,
            edited_by=each.edited_by,
            edited_at=each.edited_at,
        )
        work.db.add(copy)
        await work.db.flush()
        work.db.add_all(
            Citation(paragraph_id=copy.id, note_id=note) for note in cites.get(each.id, ())
        )
