"""Deciding on a proposal: what it says is done, as a step of the person who took it, or it is not
made again."""

from uuid import UUID

from sqlalchemy import select

from facilitator.harvest.actions.arranging import merge, move_notes, park, split
from facilitator.harvest.actions.helping import take_help
from facilitator.harvest.events import PointsChanged
from facilitator.harvest.model import Board, Point, Proposal
from facilitator.harvest.points import HELP, Act, Side
from facilitator.harvest.rules import Decision
from facilitator.kit.errors import Conflict, NotFound
from facilitator.kit.words import N_
from facilitator.kit.work import Work
from facilitator.notes.model import Note
from facilitator.notes.rules import NoteKind
from facilitator.people.queries import named


async def decide(work: Work, board: Board, proposal_id: UUID, *, accept: bool) -> None:
    """Raises Conflict, naming who, where somebody has decided already.

    What a model was asked for can be refused at any time, a translation even later.
    """
    proposal = await _open(work, board, proposal_id, accept=accept)
    if accept:
        await _do(work, board, proposal)
    proposal.state = Decision.ACCEPTED if accept else Decision.REFUSED
    proposal.decided_by, proposal.decided_at = work.actor, work.now
    work.record(PointsChanged(board.dialogue_id, board.session_id))


async def accept_all(work: Work, board: Board, proposals: list[UUID]) -> None:
    """Those that are still open, of those that were seen."""
    query = select(Proposal.id).where(Proposal.id.in_(proposals), Proposal.state == Decision.OPEN)
    still = set(await work.db.scalars(query.where(Proposal.session_id == board.session_id)))
    for each in proposals:
        if each in still:
            await decide(work, board, each, accept=True)


async def _open(work: Work, board: Board, proposal_id: UUID, *, accept: bool) -> Proposal:
    found = await work.db.get(Proposal, proposal_id)
    if found is None or found.session_id != board.session_id:
        raise NotFound
    waits = not accept and found.state in (Decision.ASKED, Decision.ASKING, Decision.FAILED)
    shown = not accept and found.act == Act.TRANSLATE and found.state == Decision.ACCEPTED
    if found.state != Decision.OPEN and not waits and not shown:
        people = await named(work.db, [found.decided_by] if found.decided_by else [])
        who = next((each.display_name for each in people.values()), "?")
        raise Conflict(N_("%(name)s has decided this already."), name=who)
    return found


async def _do(work: Work, board: Board, proposal: Proposal) -> None:
    ids = [each for each in (proposal.point_id, proposal.other_id) if each]
    rows = await work.db.scalars(select(Point).where(Point.id.in_(ids)))
    seen = {each.id: each.version for each in rows}
    notes = [proposal.note_id] if proposal.note_id else []
    if proposal.act in HELP:
        await take_help(work, board, proposal, seen)
    elif proposal.act == Act.PARK:
        await park(work, board, {}, notes)
    elif proposal.act == Act.FOUND:
        await split(work, board, {}, notes)
    elif proposal.act == Act.MERGE:
        await merge(work, board, seen, ids[0], ids[1])
    else:
        note = await work.db.get_one(Note, notes[0])
        side = Side.OTHER if note.kind == NoteKind.DIVERGENT_VIEW else Side.SAME
        await move_notes(work, board, seen, notes, ids[0], side)
