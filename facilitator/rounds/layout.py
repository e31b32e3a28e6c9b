"""A whole programme at once: dialogue, sessions, tables and rounds."""

from sqlalchemy import delete

from facilitator.dialogues.actions import drop_unlisted, lay_out
from facilitator.dialogues.events import ProgrammeChanged
from facilitator.dialogues.model import Dialogue, DialogueSession, SessionQuestion
from facilitator.dialogues.programme import Programme, RoundsSpec, SessionSpec
from facilitator.dialogues.queries import programme as sessions_of
from facilitator.kit.references import let_go
from facilitator.kit.words import N_
from facilitator.kit.work import Work
from facilitator.rotation.model import PlanSearch, RotationPlan, RotationWish, SeatingRule
from facilitator.rounds.laying import lay_out_rounds, planned, take_away_round
from facilitator.rounds.queries import rounds_of
from facilitator.tables.keeping import settle_keepers
from facilitator.tables.laying import lay_out_tables, take_away_table
from facilitator.tables.model import Seat
from facilitator.tables.queries import tables_of


async def lay_out_programme(work: Work, programme: Programme, slug: str | None = None) -> Dialogue:
    """Makes a dialogue as a programme says, or brings an existing one (by slug) up to it.

    What the file no longer names goes, unless something hangs on it: then Conflict is raised and
    nothing changes. People named by roster ids get their roles as soon as they are on the roster.
    """
    dialogue = await lay_out(work, programme, slug)
    specs = {each.key: each for each in programme.sessions}
    for session in await sessions_of(work.db, dialogue.id):
        if session.key in specs:
            await lay_out_session(work, session, specs[session.key])
        else:
            await take_away_session(work, dialogue, session)
    await drop_unlisted(work, dialogue, programme)
    await settle_keepers(work, dialogue)
    return dialogue


async def lay_out_session(work: Work, session: DialogueSession, spec: SessionSpec) -> None:
    await lay_out_rounds(work, session, spec.rounds or RoundsSpec(count=0))
    await lay_out_tables(work, session, spec.tables, await planned(work, session.id))


async def take_away_session(work: Work, dialogue: Dialogue, session: DialogueSession) -> None:
    """Takes a session with its tables and rounds out of the programme, unless it has begun."""
    to_come = await planned(work, session.id)
    for round_ in await rounds_of(work.db, session.id):
        await take_away_round(work, round_)
    for table in await tables_of(work.db, session.id):
        await take_away_table(work, table, to_come)
    for row in (Seat, RotationPlan, SeatingRule, RotationWish, PlanSearch, SessionQuestion):
        await work.db.execute(delete(row).where(row.session_id == session.id))
    await let_go(
        work.db,
        session,
        N_("The session “%(key)s” has begun or has notes. It stays."),
        key=session.key,
    )
    if dialogue.live_session_id == session.id:
        rest = await sessions_of(work.db, dialogue.id)
        dialogue.live_session_id = rest[0].id if rest else None
    work.record(ProgrammeChanged(dialogue.id))
