"""Finding people and their passes."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import and_, bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.dialogues.model import Dialogue
from facilitator.kit.database import told_once
from facilitator.kit.errors import NotFound
from facilitator.kit.ids import digest, read_code
from facilitator.people.model import Participant, Pass
from facilitator.people.rules import Screen

A_FEW = 500  # passes: beyond, reading all of a dialogue is faster than naming them


@told_once
async def person(db: AsyncSession, dialogue_id: UUID, participant_id: UUID) -> Participant:
    found = await db.get(Participant, participant_id)
    if found is None or found.dialogue_id != dialogue_id:
        raise NotFound
    return found


@told_once
async def roster(db: AsyncSession, dialogue_id: UUID) -> Sequence[Participant]:
    query = select(Participant).filter_by(dialogue_id=dialogue_id)
    return (await db.scalars(query.order_by(Participant.key))).all()


_PASS, _PERSON = Pass.__table__.c, Participant.__table__.c
_TRAITS = select(
    _PERSON.id,
    _PERSON.role,
    _PERSON.constituency,
    _PERSON.un_region,
    _PERSON.gender,
    _PERSON.language,
    _PERSON.expertise,
    _PERSON.party,
).order_by(_PERSON.key)


async def traits(db: AsyncSession, dialogue_id: UUID) -> Sequence[Any]:
    """As `roster`, without the rows: of everybody, what a seating looks at. One newcomer at the
    door must not wait until a whole roster was loaded."""
    query = _TRAITS.where(_PERSON.dialogue_id == dialogue_id).order_by(_PERSON.key)
    return (await db.execute(query)).all()


async def by_keys(db: AsyncSession, dialogue_id: UUID) -> dict[str, Participant]:
    """{roster id: person}."""
    return {each.key: each for each in await roster(db, dialogue_id)}


async def walk_ins(db: AsyncSession, dialogue_id: UUID) -> tuple[int, set[str]]:
    """(how many have walked in, the keys of a dialogue that look like theirs)."""
    query = select(Participant.key, Participant.walk_in).filter_by(dialogue_id=dialogue_id)
    like_theirs = Participant.key.startswith("W") | Participant.walk_in
    found = (await db.execute(query.where(like_theirs))).all()
    return sum(walked_in for _, walked_in in found), {key for key, _ in found}


async def named(db: AsyncSession, people: Collection[UUID]) -> dict[UUID, Participant]:
    query = select(Participant).where(Participant.id.in_(people))
    return {each.id: each for each in await db.scalars(query)}


async def by_link(db: AsyncSession, token: str) -> Participant | None:
    return await db.scalar(select(Participant).where(Participant.link_token == token))


async def by_personal_code(db: AsyncSession, dialogue_id: UUID, typed: str) -> Participant | None:
    query = select(Participant).filter_by(dialogue_id=dialogue_id, personal_code=read_code(typed))
    return await db.scalar(query)


async def recognised(db: AsyncSession, dialogue_id: UUID, typed: str) -> Participant | None:
    """The person of the roster whose badge number or whole name was typed; None if not just one."""
    query = select(Participant).where(
        Participant.dialogue_id == dialogue_id,
        (func.lower(Participant.key) == typed.lower())
        | (func.lower(Participant.name) == typed.lower()),
    )
    found = (await db.scalars(query.limit(2))).all()
    return found[0] if len(found) == 1 else None


async def joined_count(db: AsyncSession, dialogue_id: UUID) -> tuple[int, int]:
    """(on the roster, joined)."""
    query = select(func.count(), func.count(Participant.joined_at)).select_from(Participant)
    row = (await db.execute(query.where(Participant.dialogue_id == dialogue_id))).one()
    return row[0], row[1]


async def at_door(
    db: AsyncSession, slug: str, token: str, screen: Screen, at: datetime
) -> tuple[Dialogue, Pass | None, Participant | None]:
    """A dialogue, the pass that is good for this door of it, and whose it is, asked at once;
    NotFound if there is no such dialogue."""
    query = (
        select(Dialogue, Pass, Participant)
        .outerjoin(
            Pass,
            and_(
                Pass.dialogue_id == Dialogue.id,
                Pass.token_digest == digest(token),
                Pass.screen == screen,
                Pass.revoked_at.is_(None),
                Pass.expires_at > at,
            ),
        )
        .outerjoin(Participant, Participant.id == Pass.participant_id)
        .where(Dialogue.slug == slug)
    )
    row = (await db.execute(query)).first()
    if row is None:
        raise NotFound
    return row[0], row[1], row[2]


class Bearer(NamedTuple):
    """Whose a good pass is, and which door of which dialogue it opens."""

    slug: str
    screen: str
    dialogue: UUID
    participant: UUID
    role: str


_BEARERS = (
    select(
        Pass.token_digest,
        Dialogue.slug,
        Pass.screen,
        Dialogue.id,
        Participant.id,
        Participant.role,
    )
    .join(Dialogue, Dialogue.id == Pass.dialogue_id)
    .join(Participant, Participant.id == Pass.participant_id)
    .where(
        Pass.token_digest.in_(bindparam("digests", expanding=True)),
        Pass.revoked_at.is_(None),
        Pass.expires_at > bindparam("at"),
    )
)


async def bearers(db: AsyncSession, digests: Collection[str], at: datetime) -> dict[str, Bearer]:
    """{digest of a token: its person}; of passes that are good now, and are somebody's."""
    found = await db.execute(_BEARERS, {"digests": list(digests), "at": at})
    return {row[0]: Bearer(*row[1:]) for row in found}


class Holder(NamedTuple):
    """A good pass and what must be known of its person; a projector's has none."""

    pass_id: UUID
    screen: str
    participant: UUID | None
    role: str | None
    locale: str | None
    expires_at: datetime


_HOLDERS = (
    select(_PASS.id, _PASS.screen, _PERSON.id, _PERSON.role, _PERSON.locale, _PASS.expires_at)
    .select_from(Pass.__table__.outerjoin(Participant.__table__))
    .where(
        _PASS.dialogue_id == bindparam("dialogue"),
        _PASS.revoked_at.is_(None),
        _PASS.expires_at > bindparam("at"),
    )
)


async def holders(
    db: AsyncSession, dialogue_id: UUID, ids: Collection[UUID], at: datetime
) -> list[Holder]:
    """The holders of those of these passes that are still good. Read as columns: a round change
    asks this of everybody at once, and of a crowd everybody's pass is read."""
    query = _HOLDERS if len(ids) > A_FEW else _HOLDERS.where(_PASS.id.in_(ids))
    found = (await db.execute(query, {"dialogue": dialogue_id, "at": at})).all()
    return [Holder(*row) for row in found if row[0] in ids]


async def passes_of(db: AsyncSession, participant_id: UUID) -> Sequence[Pass]:
    query = select(Pass).filter_by(participant_id=participant_id, revoked_at=None)
    return (await db.scalars(query)).all()
