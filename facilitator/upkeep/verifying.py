"""Is the database whole, and the event log the one that was written?"""

from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.dialogues.model import Dialogue
from facilitator.kit.audit import faults, seals
from facilitator.kit.database import Database
from facilitator.upkeep.findings import Finding

FROM_A_COPY = "take back a copy from before (facilitator restore)"


async def verified(database: Database, kept: str | None = None) -> list[Finding]:
    """`kept`: a seal that was noted elsewhere, in hexadecimal."""
    async with database.reading() as db:
        found = [await _whole(db)] if database.is_sqlite else []
        known: set[str] = set()
        for id_, slug in await db.execute(select(Dialogue.id, Dialogue.slug)):
            sealed = {each.hex() for each in (await seals(db, id_)).values()}
            known |= sealed
            found += await _chain(db, id_, slug)
    if kept:
        found.append(
            Finding(kept.lower() in known, f"the seal {kept}", "it is in no dialogue's log here")
        )
    return found


async def _whole(db: AsyncSession) -> Finding:
    said = str(await db.scalar(text("PRAGMA integrity_check")))
    return Finding(said == "ok", "the database file", f"{said}; {FROM_A_COPY}")


async def _chain(db: AsyncSession, dialogue: UUID, slug: str) -> list[Finding]:
    broken = await faults(db, dialogue)
    if broken:
        return [
            Finding(False, f"{slug}, revision {each.revision}", f"{each.what}; {FROM_A_COPY}")
            for each in broken
        ]
    sealed = await seals(db, dialogue)
    last = max(sealed, default=0)
    mark = f", sealed {sealed[last].hex()}" if sealed else ""
    return [Finding(True, f"{slug}: {last} revisions{mark}")]
