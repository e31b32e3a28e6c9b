"""Moving rounds on. Every move says which version of the round it saw.

Two chairs who press at once, a chair and the bell, or the bells of two workers: the first to
raise the version wins, the others are told who did what (RELIABILITY F44, F45).
"""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from sqlalchemy import update

from facilitator.kit.errors import Conflict, NotNow
from facilitator.kit.words import N_
from facilitator.kit.work import Work
from facilitator.rounds.events import BellRung, ClockSet, RoundMoved
from facilitator.rounds.model import Round, RoundMove
from facilitator.rounds.queries import last_move, numbered, rounds_of
from facilitator.rounds.rules import LIVE, Clock, Lengths, Move, Phase, after, set_clock

SETS_THE_CLOCK = {Move.PAUSE, Move.RESUME, Move.EXTEND, Move.SHORTEN}
DONE = {
    Move.OPEN: N_("Round %(number)s was already opened by %(who)s."),
    Move.PAUSE: N_("Round %(number)s was already paused by %(who)s."),
    Move.RESUME: N_("Round %(number)s was already resumed by %(who)s."),
    Move.EXTEND: N_("Round %(number)s was just extended by %(who)s."),
    Move.SHORTEN: N_("Round %(number)s was just shortened by %(who)s."),
    Move.RING: N_("The bell for round %(number)s was already rung by %(who)s."),
    Move.CLOSE: N_("Round %(number)s was already closed by %(who)s."),
    Move.REOPEN: N_("Round %(number)s was already reopened by %(who)s."),
}
THE_CLOCK = N_("the clock")


async def move_round(
    work: Work,
    session_id: UUID,
    number: int,
    move: Move,
    expected: int,
    by: timedelta = timedelta(),
) -> Round:
    """Makes a move, if the round is still as the mover saw it (`expected` version)."""
    round_ = await numbered(work.db, session_id, number)
    if round_.version != expected:
        raise await _overtaken(work, round_)
    became = after(Phase(round_.phase), move)
    if became in LIVE and round_.phase not in LIVE:
        await _finish_others(work, session_id, number)
    lengths = Lengths(
        timedelta(seconds=round_.seconds), timedelta(seconds=round_.grace_seconds), by
    )
    clock = set_clock(round_.clock, move, work.now, lengths)
    was = round_.phase
    await _settle(work, round_, move, became, clock)
    work.db.add(_record(work, round_, move, was, by))
    work.record(_event(round_, move))
    return round_


async def open_next(work: Work, session_id: UUID, expected: int) -> Round:
    """Opens the first planned round; `expected` is its number, as the chair saw it."""
    rounds = await rounds_of(work.db, session_id)
    planned = next((each for each in rounds if each.phase == Phase.PLANNED), None)
    if planned is None or planned.number != expected:
        asked = next((each for each in rounds if each.number == expected), None)
        raise await _overtaken(work, asked) if asked else NotNow(N_("There is no further round."))
    return await move_round(work, session_id, planned.number, Move.OPEN, planned.version)


async def _settle(work: Work, round_: Round, move: Move, became: Phase, clock: Clock) -> None:
    stamp = {Move.OPEN: "opened_at", Move.RING: "rung_at", Move.CLOSE: "closed_at"}.get(move)
    paused = clock.remaining
    moved = (
        update(Round)
        .where(Round.id == round_.id, Round.version == round_.version)
        .values(
            version=Round.version + 1,
            phase=became,
            ends_at=clock.ends_at,
            remaining_ms=None if paused is None else round(paused.total_seconds() * 1000),
            **({stamp: work.now} if stamp else {}),
        )
        .returning(Round.id)
        .execution_options(synchronize_session=False)
    )
    won = (await work.db.execute(moved)).first()
    if won is None:
        raise await _overtaken(work, round_)
    await work.db.refresh(round_)


async def _finish_others(work: Work, session_id: UUID, number: int) -> None:
    """One round at a time: opening one closes those that still run or are in their grace."""
    for other in await _live_others(work, session_id, number):
        if Phase(other.phase) is not Phase.GRACE:
            await move_round(work, session_id, other.number, Move.RING, other.version)
        await move_round(work, session_id, other.number, Move.CLOSE, other.version)


async def _live_others(work: Work, session_id: UUID, number: int) -> Sequence[Round]:
    rounds = await rounds_of(work.db, session_id)
    return [each for each in rounds if each.number != number and Phase(each.phase) in LIVE]


def _record(work: Work, round_: Round, move: Move, was: str, by: timedelta) -> RoundMove:
    return RoundMove(
        round_id=round_.id,
        version=round_.version,
        move=move,
        seconds=round(by.total_seconds()) if by else None,
        was=was,
        became=round_.phase,
        by=work.actor,
        at=work.now,
    )


def _event(round_: Round, move: Move) -> RoundMoved | ClockSet | BellRung:
    kind = ClockSet if move in SETS_THE_CLOCK else BellRung if move is Move.RING else RoundMoved
    return kind(round_.dialogue_id, round_.session_id, round_.number)


async def _overtaken(work: Work, round_: Round) -> Conflict:
    await work.db.refresh(round_)
    found = await last_move(work.db, round_.id)
    if found is None:
        return Conflict()
    made, who = found
    return Conflict(DONE[Move(made.move)], number=round_.number, who=who or THE_CLOCK)
