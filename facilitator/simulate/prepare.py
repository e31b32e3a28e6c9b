"""Setting the room: the programme, the people and the plan of a rehearsal, before anybody joins."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from facilitator.dialogues.model import Dialogue, DialogueSession
from facilitator.dialogues.programme import Programme, parse
from facilitator.dialogues.queries import programme as sessions_of
from facilitator.dialogues.queries import questions
from facilitator.kit.clock import now
from facilitator.kit.database import Database
from facilitator.kit.work import Work, working
from facilitator.people.importing import import_roster
from facilitator.people.model import Participant
from facilitator.people.queries import roster
from facilitator.people.roster import RosterRow, RosterSheet, read_roster
from facilitator.people.rules import CHAIRS, KEEPERS, Role
from facilitator.rounds.layout import lay_out_programme
from facilitator.rounds.queries import rounds_of
from facilitator.rounds.seating import make_plan
from facilitator.tables.keeping import settle_keepers

LONGEST = 60  # minutes of a roundtable that says nothing of it


class Quiet:
    """A bell for a house that nobody is in yet."""

    async def ring(self, dialogue: object, revision: int) -> None:
        return


@dataclass(frozen=True)
class Talk:
    """A roundtable of the rehearsal: how long it takes and how long somebody speaks, at most."""

    id: str
    key: str
    seconds: float
    limit: float


@dataclass(frozen=True)
class Cast:
    """Who takes part, and by which way they come in."""

    slug: str
    session: str  # row id
    join_code: str
    staff: dict[str, str]  # roster id: token of a personal link; a co-facilitator first
    keepers: dict[str, str]  # roster id: token of a personal link
    guests: list[str]  # roster ids, who join by code
    questions: dict[str, str]  # stable id: row id
    rounds: int
    talks: list[Talk]  # in the order of the programme
    stated: dict[str, tuple[str | None, str | None]]  # roster id: constituency, gender


async def set_the_room(
    database: Database, programme: Path, people: Path, size: int, minutes: float, session: str
) -> Cast:
    """Lays out a dialogue of its own from the files; `size` people of the roster take part."""
    async with working(database, Quiet()) as work:
        parsed = parse(programme.read_text(encoding="utf-8"))
        dialogue = await lay_out_programme(work, parsed, f"rehearsal-{now():%Y%m%d-%H%M%S}")
        await import_roster(
            work, dialogue, _of_size(read_roster(people.read_bytes()), parsed, size)
        )
        await settle_keepers(work, dialogue)
        return await _cast(work, dialogue, minutes, session)


async def _cast(work: Work, dialogue: Dialogue, minutes: float, session: str) -> Cast:
    sessions = await sessions_of(work.db, dialogue.id)
    live = next(each for each in sessions if each.key == session)
    dialogue.live_session_id = live.id
    rounds = await rounds_of(work.db, live.id)
    pace = timedelta(minutes=minutes).total_seconds() / rounds[0].seconds
    for each in rounds:
        share = timedelta(minutes=minutes).total_seconds() / each.seconds
        each.seconds = round(each.seconds * share)
        each.grace_seconds = max(2, round(each.grace_seconds * share))
        each.warn_seconds = [round(warn * share) for warn in each.warn_seconds]
    await work.db.flush()
    await make_plan(work, live.id, "rehearsal")
    everybody = await roster(work.db, dialogue.id)
    return Cast(
        slug=dialogue.slug,
        session=str(live.id),
        join_code=dialogue.join_code,
        staff={p.key: p.link_token for p in sorted(everybody, key=_chairs_first) if _staff(p)},
        keepers={p.key: p.link_token for p in everybody if Role(p.role) in KEEPERS},
        guests=[p.key for p in everybody if Role(p.role) is Role.PARTICIPANT],
        questions={q.key: str(q.id) for q in await questions(work.db, dialogue.id)},
        rounds=len(rounds),
        talks=[_hastened(s, pace) for s in sessions if s.from_session_key == session],
        stated={p.key: (p.constituency, p.gender) for p in everybody},
    )


def _hastened(session: DialogueSession, pace: float) -> Talk:
    """The roundtable with its limits as much shorter as the rounds of the café."""
    usual = session.floor_spec
    limits = ("limit_seconds", "prepared_limit_seconds", "reply_seconds", "question_seconds")
    short = {each: max(1, round(getattr(usual, each) * pace)) for each in limits}
    session.floor = {**(session.floor or {}), **short}
    seconds = timedelta(minutes=session.minutes or LONGEST).total_seconds() * pace
    return Talk(str(session.id), session.key, seconds, usual.limit_seconds * pace)


def _staff(person: Participant) -> bool:
    return Role(person.role) in CHAIRS | {Role.RAPPORTEUR}


def _chairs_first(person: Participant) -> bool:
    return Role(person.role) not in CHAIRS


def _of_size(sheet: RosterSheet, programme: Programme, size: int) -> RosterSheet:
    """The first `size` people, those with a part to play before the others."""
    named = {*programme.dialogue.co_facilitators, *programme.dialogue.rapporteurs}

    def place(row: RosterRow) -> bool:
        return row.role is Role.PARTICIPANT and row.key not in named

    chosen = sorted(sheet.rows, key=place)[:size]
    return RosterSheet(rows=tuple(chosen), problems=(), header=sheet.header, total=len(chosen))
