"""Judging points: their words, whether they are findings or contested, what they touch on."""

from collections.abc import Collection, Mapping
from uuid import UUID

from facilitator.harvest.model import Board, Position
from facilitator.harvest.points import Side
from facilitator.harvest.steps import positions, step
from facilitator.harvest.tags import EVIDENCE, TAGS
from facilitator.kit.errors import Invalid, NotFound
from facilitator.kit.lines import one_line
from facilitator.kit.words import N_
from facilitator.kit.work import Work
from facilitator.notes.events import NoteChanged
from facilitator.notes.model import Note

NO_TAG = N_("There is no such tag.")
STATEMENT_LIMIT = 600  # characters
TITLE_LIMIT = 80


async def put_in_words(
    work: Work,
    board: Board,
    seen: Mapping[UUID, int],
    side: Side,
    words: str,
    *,
    helped: bool = False,
) -> None:
    """Words for a position, a person's or (`helped`) those of a model that a person took; empty:
    its note's own words again."""
    said = one_line(words, STATEMENT_LIMIT)
    async with step(work, board, "take-words" if helped else "word", seen) as doing:
        (point,) = doing.points.values()
        found: Position | None = (await positions(work.db, point)).get(side)
        if found is None:
            raise NotFound
        if found.words != (said or None):
            found.words, found.helped = said or None, helped


async def entitle(
    work: Work, board: Board, seen: Mapping[UUID, int], title: str, *, helped: bool = False
) -> None:
    """A short title for a point, or (empty) none."""
    said = one_line(title, TITLE_LIMIT)
    async with step(work, board, "take-title" if helped else "title", seen) as doing:
        for point in doing.points.values():
            point.title = said


async def promote(work: Work, board: Board, seen: Mapping[UUID, int], on: bool) -> None:
    """Makes a point a key message of the report, or no more."""
    async with step(work, board, "promote" if on else "demote", seen) as doing:
        for point in doing.points.values():
            point.promoted_at = work.now if on else None


async def mark_divergent(work: Work, board: Board, seen: Mapping[UUID, int], on: bool) -> None:
    """Says that views on a point differ, or not; either way a person has looked."""
    async with step(work, board, "contest" if on else "settle", seen) as doing:
        for point in doing.points.values():
            point.divergent, point.mixed = on, False


async def rest_on(work: Work, note: Note, tag: str, on: bool) -> None:
    """Says of a note in hand that it rests on a kind of evidence (R43), or no more.

    Saying it twice is saying it once, so two people cannot cross each other. Raises Invalid for
    evidence the house has not.
    """
    if tag not in EVIDENCE:
        raise Invalid(NO_TAG)
    if (tag in note.evidence) is not on:
        named = {*note.evidence, tag} if on else {*note.evidence} - {tag}
        note.evidence = [each for each in EVIDENCE if each in named]
        work.record(NoteChanged(note.dialogue_id, note.id, note.table_id))


async def admit(
    work: Work,
    board: Board,
    seen: Mapping[UUID, int],
    passed: Collection[str],
    criteria: Collection[str],
) -> None:
    """Takes a point into the solutions bank, or (`passed` is empty) out of it.

    Nothing enters without passing all the criteria (R46). Raises Invalid.
    """
    if passed and (not criteria or set(passed) != set(criteria)):
        raise Invalid(N_("It enters only if it passes every criterion."))
    async with step(work, board, "admit" if passed else "dismiss", seen) as doing:
        for point in doing.points.values():
            point.admitted = list(criteria) if passed else []


async def tag(work: Work, board: Board, seen: Mapping[UUID, int], tags: list[str]) -> None:
    """What a point touches on across themes, and what it rests on.

    Raises Invalid for a tag the house has not.
    """
    if set(tags) - set(TAGS):
        raise Invalid(NO_TAG)
    async with step(work, board, "tag", seen) as doing:
        for point in doing.points.values():
            point.tags = sorted(set(tags))
