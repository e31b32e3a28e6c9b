"""The event log: the truth that every worker reads. The bell only says "look".

A revision is taken last in a transaction, under the row lock of the dialogue's head, so that
revisions become visible in the order in which they were taken and a reader never skips one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import bindparam, func, insert, literal, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from facilitator.kit import chain
from facilitator.kit.events import Event, Unheard
from facilitator.kit.model import Model


class DialogueHead(Model):
    __tablename__ = "dialogue_heads"

    dialogue_id: Mapped[UUID] = mapped_column(primary_key=True)
    revision: Mapped[int] = mapped_column(default=0)
    seal: Mapped[bytes | None]


class LoggedEvent(Model):
    __tablename__ = "event_log"

    dialogue_id: Mapped[UUID] = mapped_column(primary_key=True)
    revision: Mapped[int] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    packed: Mapped[dict[str, Any]]
    actor_id: Mapped[UUID | None]
    at: Mapped[datetime]
    seal: Mapped[bytes | None]  # the same for all rows of a revision


class Act(NamedTuple):
    """What one actor did in one moment; None: nobody, it came by itself."""

    happened: Sequence[Event]
    actor: UUID | None
    at: datetime


async def append(db: AsyncSession, acts: Sequence[Act]) -> dict[UUID, int]:
    """Writes down acts, each under a new revision of its dialogue; gives {dialogue: revision}."""
    dialogues = sorted({event.dialogue for act in acts for event in act.happened})
    return {dialogue: await _append(db, dialogue, acts) for dialogue in dialogues}


async def _append(db: AsyncSession, dialogue: UUID, acts: Sequence[Act]) -> int:
    """The revision of the last act. The first one locks the head, the rest raise it once."""
    revision, seal = 0, None
    rows: list[dict[str, Any]] = []
    for act in acts:
        facts = _facts(dialogue, act.happened)
        if not facts:
            continue
        body = chain.body(facts, act.actor, act.at)
        if not rows:
            first, seal = await _next(db, dialogue, body)
            revision = first
        else:
            revision, seal = revision + 1, seal and chain.seal(seal, body)
        shared = {"dialogue_id": dialogue, "revision": revision, "seal": seal}
        rows += [
            {"position": p, "name": n, "packed": x, "actor_id": act.actor, "at": act.at, **shared}
            for p, n, x in facts
        ]
    if revision > first:
        raised = update(DialogueHead).where(DialogueHead.dialogue_id == dialogue)
        await db.execute(raised.values(revision=revision, seal=seal))
    await db.execute(insert(LoggedEvent), rows)
    return revision


def _facts(dialogue: UUID, happened: Sequence[Event]) -> list[chain.Fact]:
    return [
        (position, type(event).__name__, event.packed())
        for position, event in enumerate(happened)
        if event.dialogue == dialogue
    ]


async def _next(db: AsyncSession, dialogue: UUID, body: bytes) -> tuple[int, bytes | None]:
    """The next revision and its seal, of a dialogue whose head stays locked until the commit."""
    insert_or = postgresql.insert if _is_postgres(db) else sqlite.insert
    before = func.coalesce(DialogueHead.seal, dialogue.bytes)
    raised = (
        insert_or(DialogueHead)
        .values(dialogue_id=dialogue, revision=1, seal=chain.seal(dialogue.bytes, body))
        .on_conflict_do_update(
            index_elements=[DialogueHead.dialogue_id],
            set_={
                "revision": DialogueHead.revision + 1,
                "seal": chain.Seal(before, literal(body)),
            },
        )
        .returning(DialogueHead.revision, DialogueHead.seal)
    )
    revision, seal = (await db.execute(raised)).one()
    return revision, seal


def _is_postgres(db: AsyncSession) -> bool:
    return db.get_bind().dialect.name == "postgresql"


@dataclass(frozen=True)
class Cursor:
    """How far a reader has come: the revision, and when that was written."""

    revision: int = 0
    at: datetime | None = None


async def head(db: AsyncSession, dialogue: UUID) -> Cursor:
    """The newest revision of a dialogue."""
    newest = select(LoggedEvent.revision, LoggedEvent.at).filter_by(dialogue_id=dialogue)
    found = (await db.execute(newest.order_by(LoggedEvent.revision.desc()).limit(1))).first()
    return Cursor(*found) if found else Cursor()


async def since(
    db: AsyncSession, dialogue: UUID, cursor: Cursor
) -> tuple[list[tuple[Event, datetime]], Cursor]:
    """What happened after a cursor and when, in order; and the cursor this reaches to.

    A log without what the reader has read before was taken from an older copy or a standby that
    was behind: its revisions go on from another one, so anything may have changed (Unheard).
    """
    rows = (await db.execute(_SINCE, {"dialogue": dialogue, "revision": cursor.revision})).all()
    if cursor.at and cursor not in {Cursor(row.revision, row.at) for row in rows}:
        return [(Unheard(dialogue), cursor.at)], await head(db, dialogue)
    new = [(_event(dialogue, row), row.at) for row in rows if row.revision > cursor.revision]
    return new, Cursor(rows[-1].revision, rows[-1].at) if rows else cursor


_SINCE = (
    select(LoggedEvent.revision, LoggedEvent.name, LoggedEvent.packed, LoggedEvent.at)
    .where(
        LoggedEvent.dialogue_id == bindparam("dialogue"),
        LoggedEvent.revision >= bindparam("revision"),
    )
    .order_by(LoggedEvent.revision, LoggedEvent.position)
)


def _event(dialogue: UUID, row: Any) -> Event:
    try:
        return Event.names[row.name].unpacked(dialogue, row.packed)
    except (KeyError, TypeError, ValueError):
        return Unheard(dialogue)
