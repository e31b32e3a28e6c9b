"""Keeping outlines of one's own: made, changed, put away, and taken along to a new dialogue."""

from uuid import UUID

from facilitator.kit.errors import Conflict, NotFound
from facilitator.kit.words import N_
from facilitator.kit.work import Work
from facilitator.report.contents import Contents
from facilitator.report.events import OutlineKept
from facilitator.report.model import OwnOutline
from facilitator.report.queries import name_of, own_outlines


async def keep_outline(
    work: Work, dialogue_id: UUID, outline_id: UUID, told: Contents, seen: int = 0
) -> OwnOutline:
    """A new outline, or this one as it is to be. `outline_id` is the form's: sent twice, kept once.

    Raises Conflict when somebody else has changed it since version `seen`, NotFound where it is
    another dialogue's.
    """
    kept = await work.db.get(OwnOutline, outline_id, with_for_update=True)
    if kept is None:
        kept = OwnOutline(id=outline_id, dialogue_id=dialogue_id, version=0)
        work.db.add(kept)
    elif kept.dialogue_id != dialogue_id:
        raise NotFound
    elif kept.contents == told.fields:
        return kept
    elif kept.version != seen:
        who = await name_of(work.db, kept.changed_by)
        raise Conflict(
            N_(
                "%(name)s has changed this outline meanwhile. What you typed is still here: "
                "save it again to let it stand instead."
            ),
            name=who or "?",
        )
    kept.contents, kept.version = told.fields, kept.version + 1
    return _changed(work, kept)


async def put_outline_away(work: Work, kept: OwnOutline, *, away: bool) -> None:
    """Out of the list, or back into it; reports that were drafted by it stay as they are."""
    kept.removed_at = work.now if away else None
    _changed(work, kept)


async def take_outlines_along(work: Work, from_dialogue: UUID, to_dialogue: UUID) -> None:
    """Into a dialogue that was made after another one."""
    work.db.add_all(
        OwnOutline(dialogue_id=to_dialogue, contents=each.contents, changed_at=work.now)
        for each in await own_outlines(work.db, from_dialogue)
    )


def _changed(work: Work, kept: OwnOutline) -> OwnOutline:
    kept.changed_by, kept.changed_at = work.actor, work.now
    work.record(OutlineKept(kept.dialogue_id, kept.id))
    return kept
