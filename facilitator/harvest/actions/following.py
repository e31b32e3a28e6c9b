"""Saying what becomes of a point after the dialogue."""

from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

from facilitator.harvest.following import FollowUp
from facilitator.harvest.model import Board
from facilitator.harvest.steps import step
from facilitator.kit.lines import one_line
from facilitator.kit.work import Work

TAKEN_UP_LIMIT = 120  # characters
BY_WHEN_LIMIT = 40
INDICATOR_LIMIT = 160


async def follow_up(work: Work, board: Board, seen: Mapping[UUID, int], said: FollowUp) -> None:
    """Who takes a point up, by when, and how far they are; where nothing is said, nobody does.

    Raises TooLarge.
    """
    told = replace(
        said,
        taken_up=one_line(said.taken_up, TAKEN_UP_LIMIT),
        by_when=one_line(said.by_when, BY_WHEN_LIMIT),
        indicator=one_line(said.indicator, INDICATOR_LIMIT),
    ).kept
    async with step(work, board, "follow" if told else "unfollow", seen) as doing:
        for point in doing.points.values():
            point.follow_up = told
