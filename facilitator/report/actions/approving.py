"""Taking a report from draft to final: read by the tables, approved by two, frozen and sealed."""

import json

from facilitator.dialogues.queries import held as held_dialogue
from facilitator.kit.errors import Conflict, Forbidden, NotNow
from facilitator.kit.ids import new_id
from facilitator.kit.words import N_, translations
from facilitator.kit.work import Work
from facilitator.people.model import Participant
from facilitator.people.queries import roster
from facilitator.people.rules import Role
from facilitator.report.actions.changing import approvals
from facilitator.report.actions.copying import copied
from facilitator.report.events import ReportDrafted, ReportMoved
from facilitator.report.exports.record import told
from facilitator.report.model import Report, ReportMove
from facilitator.report.queries import document, held, last_mover, names_of
from facilitator.report.rules import LEADS_TO, NEEDED, Move, State, approvers
from facilitator.report.sealing import digest, sealed

CHANGED = N_("The text has changed since you opened this page. Read it again, then approve it.")


async def move_report(
    work: Work, person: Participant, report: Report, move: Move, seen: State
) -> Report:
    """Takes a step from the state that was seen; gives the report, or the new version.

    Raises Conflict when somebody else has taken one since.
    """
    report = await _at(work, report, move, seen)
    if move is Move.APPROVE:
        raise NotNow(CHANGED)  # an approval says what it approves
    if move is Move.REOPEN:
        return await _reopened(work, person, report)
    if move is Move.TAKE_BACK:
        for each in await approvals(work, report):
            each.void_at = work.now
    report.state = LEADS_TO[State(report.state), move]
    _note(work, person, report, move)
    return report


async def approve_report(work: Work, person: Participant, report: Report, text: str) -> Report:
    """One person's approval of the text with this digest; the second one makes it final.

    Raises Forbidden for who may not, Conflict where the text has changed since it was read.
    """
    report = await _at(work, report, Move.APPROVE, State.APPROVAL)
    await _may_approve(work, person)
    whole = await document(work.db, report)
    if digest(whole) != text:
        raise Conflict(CHANGED, code="text_changed")
    so_far = [each for each in await approvals(work, report) if each.digest == text]
    if person.id in {each.by for each in so_far}:
        raise NotNow(N_("You have approved this text already. Somebody else approves it too."))
    _note(work, person, report, Move.APPROVE, text)
    both = [*(each.by for each in so_far if each.by), person.id]
    if len(both) >= NEEDED:
        names = await names_of(work.db, both)
        final = sealed(whole, tuple(names[each] for each in both), work.now)
        record = told(final, translations(report.locale))
        report.record = json.dumps(record, ensure_ascii=False, sort_keys=True)
        report.state, report.changed_at = State.FINAL, work.now
    return report


async def _at(work: Work, report: Report, move: Move, seen: State) -> Report:
    """The report, locked, in the state it was seen in, from which the move leads on."""
    report = await held(work.db, report.id)
    if report.state != seen:
        who = await last_mover(work.db, report.id)
        raise Conflict(
            N_("%(name)s has taken the next step meanwhile. Reload the page to see it."),
            code="moved",
            name=who or "?",
        )
    if (seen, move) not in LEADS_TO:
        raise NotNow
    return report


async def _may_approve(work: Work, person: Participant) -> None:
    people = await roster(work.db, person.dialogue_id)

    def those(role: Role) -> list[Participant]:
        return [each for each in people if each.role == role]

    chairs = (each.id for each in those(Role.CO_FACILITATOR))
    if person.id not in approvers(chairs, (each.id for each in those(Role.ORGANISER))):
        raise Forbidden(N_("A report is approved by its two co-facilitators."))


async def _reopened(work: Work, person: Participant, report: Report) -> Report:
    """A new version with the same paragraphs, as a draft. The final one stays as it is."""
    await held_dialogue(work.db, report.dialogue_id)
    again = await copied(work, report, person)
    _note(work, person, report, Move.REOPEN).to = again.number
    work.record(ReportDrafted(again.dialogue_id, again.id))
    return again


def _note(
    work: Work, person: Participant, report: Report, move: Move, text: str = ""
) -> ReportMove:
    taken = ReportMove(
        id=new_id(), report_id=report.id, move=move, by=person.id, at=work.now, digest=text
    )
    work.db.add(taken)
    work.record(ReportMoved(report.dialogue_id, report.id))
    return taken
