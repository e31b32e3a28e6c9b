"""Arranging: where notes lie. Every verb is a step; none mixes what agrees with what differs."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy import select

from facilitator.harvest.model import Board, Point
from facilitator.harvest.points import Side
from facilitator.harvest.putting import drop_empty, new_point, pour, put, side_of
from facilitator.harvest.steps import placed_in, positions, step
from facilitator.kit.errors import Invalid, NotNow
from facilitator.kit.words import N_
from facilitator.kit.work import Work
from facilitator.notes.model import Note
from facilitator.notes.rules import NoteKind


async def move_notes(
    work: Work, board: Board, seen: Mapping[UUID, int], notes: Sequence[UUID], to: UUID, side: Side
) -> None:
    """Puts notes into a position of a point that was seen; from wherever they lay."""
    async with step(work, board, "move", seen, notes) as doing:
        await put(doing, notes, await side_of(doing, doing.points[to], side, notes[0]))
        await drop_empty(doing)


async def split(work: Work, board: Board, seen: Mapping[UUID, int], notes: Sequence[UUID]) -> Point:
    """A point of their own for some notes of another, or for notes that lay nowhere."""
    if not notes:
        raise Invalid(N_("Choose the notes that say something else."))
    async with step(work, board, "split", seen, notes) as doing:
        point = await new_point(doing, notes)
        await put(doing, notes, await side_of(doing, point, Side.SAME, notes[0]))
        await drop_empty(doing)
    return point


async def park(work: Work, board: Board, seen: Mapping[UUID, int], notes: Sequence[UUID]) -> None:
    """Notes into the parking lot, from where they can be fetched back."""
    async with step(work, board, "park", seen, notes) as doing:
        await put(doing, notes, None)
        await drop_empty(doing)


async def merge(
    work: Work, board: Board, seen: Mapping[UUID, int], into: UUID, other: UUID
) -> None:
    """Two points that say the same become one; what stood against either still does.

    Raises NotNow where one says what the other's tables marked as differing (R9).
    """
    _two(into, other)
    async with step(work, board, "merge", seen) as doing:
        kept, gone = doing.points[into], doing.points[other]
        if await _differs(work, kept) != await _differs(work, gone):
            raise NotNow(
                N_("Tables marked one of these as a differing view. Set them against each other.")
            )
        for side, theirs in (await positions(work.db, gone)).items():
            ours = await side_of(doing, kept, Side(side), theirs.spoken_by)
            await pour(doing, theirs, ours)
        kept.divergent = kept.divergent or gone.divergent
        kept.tags = sorted({*kept.tags, *gone.tags})
        kept.title = kept.title or gone.title
        kept.follow_up = kept.follow_up or gone.follow_up
        kept.promoted_at = kept.promoted_at or gone.promoted_at
        gone.removed_at = work.now


async def oppose(
    work: Work, board: Board, seen: Mapping[UUID, int], into: UUID, other: UUID
) -> None:
    """Two points become the two sides of one: "many …; conversely, a few …"."""
    _two(into, other)
    async with step(work, board, "oppose", seen) as doing:
        kept, gone = doing.points[into], doing.points[other]
        for each in (kept, gone):
            if await _has_two_sides(work, each):
                raise NotNow(N_("A point has two sides. Split one off first."))
        theirs = (await positions(work.db, gone))[Side.SAME]
        await pour(doing, theirs, await side_of(doing, kept, Side.OTHER, theirs.spoken_by))
        kept.divergent, kept.mixed = True, False
        kept.follow_up = kept.follow_up or gone.follow_up
        kept.tags = sorted({*kept.tags, *gone.tags})
        gone.removed_at = work.now


def _two(into: UUID, other: UUID) -> None:
    if into == other:
        raise Invalid(N_("Choose another point."))


async def _has_two_sides(work: Work, point: Point) -> bool:
    other = (await positions(work.db, point)).get(Side.OTHER)
    return other is not None and bool(await placed_in(work.db, other))


async def _differs(work: Work, point: Point) -> bool:
    """Did tables mark most of what its first side says as a differing view?"""
    first = (await positions(work.db, point))[Side.SAME]
    notes = [each.note_id for each in await placed_in(work.db, first)]
    kinds = list(await work.db.scalars(select(Note.kind).where(Note.id.in_(notes))))
    return 2 * kinds.count(NoteKind.DIVERGENT_VIEW) > len(kinds)
