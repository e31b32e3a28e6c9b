"""Files that wait between their preview and their import."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import delete, or_, select

from facilitator.dialogues.model import Dialogue, Upload
from facilitator.kit.errors import NotFound
from facilitator.kit.work import Work

KEPT_FOR = timedelta(days=1)


async def keep_upload(
    work: Work, dialogue: Dialogue, purpose: str, name: str, data: bytes
) -> Upload:
    """Keeps a file for the one who sent it, instead of what they had sent before."""
    mine = (Upload.by == work.actor) & (Upload.purpose == purpose)
    old = or_(mine, Upload.at < work.now - KEPT_FOR)
    await work.db.execute(delete(Upload).where(Upload.dialogue_id == dialogue.id, old))
    upload = Upload(
        dialogue_id=dialogue.id,
        by=work.actor,
        purpose=purpose,
        name=name[:120],
        data=data,
        at=work.now,
    )
    work.db.add(upload)
    await work.db.flush()
    return upload


async def take_upload(work: Work, dialogue: Dialogue, purpose: str, upload_id: UUID) -> Upload:
    """Hands a kept file out, once, to the one who sent it."""
    query = select(Upload).filter_by(
        id=upload_id, dialogue_id=dialogue.id, purpose=purpose, by=work.actor
    )
    upload = await work.db.scalar(query)
    if upload is None:
        raise NotFound
    await work.db.delete(upload)
    return upload
