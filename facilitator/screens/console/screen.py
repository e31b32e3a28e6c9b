"""The console's screen, and what all of its regions go by."""

from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.dialogues.queries import dialogue
from facilitator.live.screen import Screen
from facilitator.messages.events import HelpAsked, HelpCame
from facilitator.notes.events import NoteChanged, NoteWritten
from facilitator.rounds.events import BellRung, ClockSet, RoundMoved
from facilitator.screens import parts
from facilitator.screens.vantage import InHall

console = Screen("console")
NOTES = [NoteWritten, NoteChanged]
HELP = [HelpAsked, HelpCame]
ROUNDS = [RoundMoved, ClockSet, BellRung, *parts.PROGRAMME]
TABLES = [*NOTES, *HELP, *parts.SEATS, RoundMoved, BellRung, *parts.PROGRAMME]


async def common(db: AsyncSession, at: InHall) -> dict[str, Any]:
    of = await dialogue(db, at.dialogue)
    return {"slug": of.slug, "dialogue": of, "zone": ZoneInfo(of.timezone), "is_open": at.session}
