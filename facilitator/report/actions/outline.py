"""Adding, moving, removing and bringing back paragraphs. Nothing is ever deleted."""

from uuid import UUID

from facilitator.kit.errors import NotFound, NotNow
from facilitator.kit.words import N_
from facilitator.kit.work import Work
from facilitator.people.model import Participant
from facilitator.report.actions.changing import changed, paragraph_for_change
from facilitator.report.actions.editing import Wording, changed_meanwhile, cite, reading
from facilitator.report.document import Role
from facilitator.report.events import OutlineChanged
from facilitator.report.model import Paragraph, Report
from facilitator.report.queries import paragraphs_of
from facilitator.report.rebuilding import in_order


async def add_paragraph(
    work: Work, person: Participant, after: Paragraph, new_id: UUID, new: Wording
) -> Paragraph:
    """A new paragraph under the same heading. `new_id` is the form's: sent twice, stored once."""
    report, after = await paragraph_for_change(work, person, after)
    again = await work.db.get(Paragraph, new_id)
    if again:
        if again.report_id != report.id:
            raise NotFound
        return again
    read = await reading(work.db, report, new)
    added = Paragraph(
        id=new_id,
        report_id=report.id,
        position=after.position + 1,
        section=after.section,
        role=Role.ELABORATION if after.role == Role.INTRODUCTION else after.role,
        lead=read.lead,
        words=read.words,
        edited_by=person.id,
        edited_at=work.now,
    )
    for each in await paragraphs_of(work.db, report.id):
        each.position += each.position > after.position
    work.db.add(added)
    await work.db.flush()
    await cite(work.db, added, read.notes)
    await _changed(work, report)
    return added


async def move_paragraph(
    work: Work, person: Participant, paragraph: Paragraph, *, up: bool
) -> None:
    """One place up or down; past the end of its heading it comes under the next one."""
    report, paragraph = await paragraph_for_change(work, person, paragraph)
    standing = in_order([each for each in await _all(work, report) if each.removed_at is None])
    if paragraph not in standing:
        raise NotNow(N_("This paragraph was removed meanwhile. Bring it back first."))
    at = standing.index(paragraph)
    to = at - 1 if up else at + 1
    if not 0 <= to < len(standing):
        raise NotNow(N_("It cannot be moved further."))
    order = _moved(list(standing), at, to)
    _place(order, await _all(work, report))
    await _changed(work, report)


async def remove_paragraph(
    work: Work, person: Participant, paragraph: Paragraph, version: int
) -> None:
    """Takes a paragraph out of the report, if nobody changed it since `version`."""
    report, paragraph = await paragraph_for_change(work, person, paragraph)
    if paragraph.removed_at:
        return
    if paragraph.version != version:
        raise await changed_meanwhile(work.db, paragraph)
    paragraph.removed_at = work.now
    await _changed(work, report)


async def restore_paragraph(work: Work, person: Participant, paragraph: Paragraph) -> None:
    """Brings a paragraph back where it was."""
    report, paragraph = await paragraph_for_change(work, person, paragraph)
    if paragraph.removed_at:
        paragraph.removed_at = None
        await _changed(work, report)


async def _all(work: Work, report: Report) -> list[Paragraph]:
    return await paragraphs_of(work.db, report.id)


def _moved(order: list[Paragraph], at: int, to: int) -> list[Paragraph]:
    """Neighbours change places; those of another heading stay, and are joined there."""
    moving, neighbour = order[at], order[to]
    if moving.section == neighbour.section:
        order[at], order[to] = neighbour, moving
        return order
    if sum(each.section == moving.section for each in order) == 1:
        raise NotNow(N_("It is the only paragraph under its heading. Remove it, or add another."))
    moving.section = neighbour.section
    return order


def _place(order: list[Paragraph], every: list[Paragraph]) -> None:
    """Positions in reading order; removed ones keep standing after what they stood after."""
    places: dict[UUID, float] = {each.id: at for at, each in enumerate(order)}
    last = -1.0
    for each in every:
        if each.removed_at is None:
            last = max(last, places[each.id])
        else:
            places[each.id] = last + 0.5
    for at, each in enumerate(sorted(every, key=lambda one: places[one.id])):
        each.position = at


async def _changed(work: Work, report: Report) -> None:
    await changed(work, report)
    work.record(OutlineChanged(report.dialogue_id, report.id))
