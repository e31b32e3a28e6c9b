"""Ready links into a dialogue, for whoever started the server."""

import io

import segno
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.dialogues.model import Dialogue
from facilitator.people.model import Participant
from facilitator.people.rules import Role

COLUMN = 14


async def newest(db: AsyncSession) -> Dialogue | None:
    return await db.scalar(select(Dialogue).order_by(Dialogue.created_at.desc()).limit(1))


async def greeting(db: AsyncSession, base: str) -> str:
    """What the terminal says: a link for each screen, and a QR code for phones."""
    dialogue = await newest(db)
    lines = [("Start page", f"{base}/"), ("New dialogue", f"{base}/setup")]
    if dialogue is None:
        return _listed(lines)
    join = f"{base}/j/{dialogue.way_in}"
    found = await _ways_in(db, dialogue, base)
    lines = [*found, ("Join", join), ("Public page", f"{base}/d/{dialogue.slug}"), *lines]
    return f"{_listed(lines)}\n{qr(join)}\nJoin with the code {dialogue.join_code}.\n"


async def _ways_in(db: AsyncSession, dialogue: Dialogue, base: str) -> list[tuple[str, str]]:
    """Personal links. The desk is opened by a chair, who keeps the console beside it."""
    people = {
        role: await _somebody(db, dialogue, role)
        for role in (Role.CO_FACILITATOR, Role.TABLE_HOST, Role.PARTICIPANT)
    }
    chair, host, guest = people.values()
    ways = [
        ("Console", chair, ""),
        ("Set-up", chair, "?to=setup"),
        ("Report desk", chair, "?to=desk"),
        ("Table host", host, ""),
        ("Phone", guest, ""),
    ]
    found = [(name, f"{base}/link/{who.link_token}{to}") for name, who, to in ways if who]
    return [*found, ("Projector", f"{base}/link/{dialogue.wall_token}")]


async def _somebody(db: AsyncSession, dialogue: Dialogue, role: Role) -> Participant | None:
    query = select(Participant).filter_by(dialogue_id=dialogue.id, role=role)
    return await db.scalar(query.order_by(Participant.key).limit(1))


def _listed(lines: list[tuple[str, str]]) -> str:
    return "".join(f"  {name:<{COLUMN}}{link}\n" for name, link in lines)


def qr(link: str) -> str:
    """A code for phones to scan, drawn in half blocks for a terminal."""
    drawn = io.StringIO()
    segno.make(link, micro=False).terminal(out=drawn, border=2, compact=True)
    return drawn.getvalue()
