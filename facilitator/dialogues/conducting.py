"""Conducting: which session people are in, and what the projector shows."""

from uuid import UUID

from sqlalchemy import update

from facilitator.dialogues.events import SessionOpened, WallTurned
from facilitator.dialogues.model import Dialogue, DialogueSession
from facilitator.dialogues.rules import WallView
from facilitator.kit.errors import Conflict, NotFound
from facilitator.kit.words import N_
from facilitator.kit.work import Work


async def open_session(
    work: Work, dialogue: Dialogue, session: DialogueSession, expected: UUID | None
) -> None:
    """Takes everybody into a session, if the one they are in is still the one the chair saw.

    Opening the session that is open already changes nothing: two chairs wanted the same.
    """
    if session.dialogue_id != dialogue.id:
        raise NotFound
    if dialogue.live_session_id == session.id:
        return
    turned = (
        update(Dialogue)
        .where(Dialogue.id == dialogue.id, Dialogue.live_session_id.is_not_distinct_from(expected))
        .values(live_session_id=session.id)
        .returning(Dialogue.id)
        .execution_options(synchronize_session=False)
    )
    won = (await work.db.execute(turned)).first()
    await work.db.refresh(dialogue)
    if won is None and dialogue.live_session_id != session.id:
        raise Conflict(N_("Another session was opened meanwhile. Look at the programme again."))
    if won:
        work.record(SessionOpened(dialogue.id, session.id))


async def turn_wall(work: Work, dialogue: Dialogue, view: WallView) -> None:
    """Shows something else on the projector."""
    if dialogue.wall_view == view:
        return
    dialogue.wall_view = view
    work.record(WallTurned(dialogue.id))
