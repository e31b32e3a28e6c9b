"""Keeping who is at work on which paragraph."""

from uuid import UUID

from facilitator.kit.work import Work
from facilitator.report.events import WritersCounted
from facilitator.report.model import Writers


async def count_writers(
    work: Work, dialogue_id: UUID, worker: str, writing: dict[str, list[str]]
) -> None:
    """What a worker sees of a dialogue's open paragraphs. Tells of changes only."""
    row = await work.db.get(Writers, (worker, dialogue_id))
    if row is None:
        row = Writers(worker=worker, dialogue_id=dialogue_id, writing={})
        work.db.add(row)
    changed = row.writing != writing
    row.writing, row.counted_at = writing, work.now
    if changed:
        work.record(WritersCounted(dialogue_id))
