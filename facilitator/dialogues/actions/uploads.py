"""Files that wait between their preview and their import."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import delete, or_

from facilitator.dialogues.model import Dialogue, Upload
from facilitator.dialogues.queries import upload
from facilitator.kit.work import Work

KEPT_FOR = timedelta(days=1)


async def keep_upload(
    work: Work, dialogue: Dialogue, purpose: str, name: str, data: bytes
) -> Upload:
    """Keeps a file for the one who sent it, instead of what they had sent before."""
    mine = (Upload.by == work.actor) & (Upload.purpose == purpose)
    old = or_(mine, Upload.at < work.now - KEPT_FOR)
    await work.db.execute(delete(Upload).where(Upload.dialogue_id == dialogue.id, old))
    kept = Upload(
        dialogue_id=dialogue.id,
        by=work.actor,
        purpose=purpose,
        name=name[:120],
        data=data,
        at=work.now,
    )
    work.db.add(kept)
    await work.db.flush()
    return kept


async def take_upload(work: Work, dialogue: Dialogue, purpose: str, upload_id: UUID) -> Upload:
    """Hands a kept file out, once, to the one who sent it."""
    kept = await upload(work.db, dialogue.id, purpose, upload_id, work.actor)
    await work.db.delete(kept)
    return kept
