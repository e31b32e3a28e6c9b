"""The annex on whom a synthesis counts shares against: in each of its sessions, and in all."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.dialogues.model import Dialogue
from facilitator.dialogues.queries import programme
from facilitator.harvest.quantifiers import Whole
from facilitator.kit.words import N_, in_words, say
from facilitator.report.document import Grid

COUNTED = N_("Against whom shares are counted")
COLUMNS = (N_("Session"), N_("Parties"), N_("Other participants"))
TOGETHER = N_("All sessions together, everybody once")


async def counted_against(
    db: AsyncSession,
    dialogue: Dialogue,
    sessions: Sequence[UUID],
    wholes: Collection[Whole],
    locale: str,
) -> tuple[Grid, ...]:
    """`wholes`: of all sessions together, then of each; nothing where it is the same in all."""
    every, *apart = wholes
    if not apart:
        return ()
    titles = {each.id: in_words(each.title, locale) for each in await programme(db, dialogue.id)}
    named = [(titles[each], whole) for each, whole in zip(sessions, apart, strict=True)]
    rows = [
        (title, str(whole.parties), str(whole.others))
        for title, whole in (*named, (say(TOGETHER, locale), every))
    ]
    return (Grid(say(COUNTED, locale), tuple(say(each, locale) for each in COLUMNS), tuple(rows)),)
