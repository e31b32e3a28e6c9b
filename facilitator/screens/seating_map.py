"""The map of the tables: each one by itself, or, in a great hall, the numbers of each theme."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.dialogues.queries import themes
from facilitator.kit.words import in_words
from facilitator.screens.hall import Hall
from facilitator.tables.queries import arrivals

LEGIBLE = 40  # tables that can be drawn one by one and read from the back row


@dataclass(frozen=True)
class Place:
    number: int
    name: str
    topic: str
    expected: int
    arrived: int


async def seating_map(db: AsyncSession, now: Hall, locale: str) -> dict[str, Any]:
    """`places` to draw one by one; or, when they are too many, `areas`: [(topic, numbers)]."""
    places = await _places(db, now, locale)
    if len(places) <= LEGIBLE:
        return {"places": places, "areas": []}
    numbers: dict[str, list[int]] = {}
    for place in places:
        numbers.setdefault(place.topic or place.name, []).append(place.number)
    return {"places": [], "areas": [(topic, spans(found)) for topic, found in numbers.items()]}


async def _places(db: AsyncSession, now: Hall, locale: str) -> list[Place]:
    known = await themes(db, now.scene.dialogue.id)
    topics = {each.id: in_words(each.title, locale) for each in known}
    number = now.bound_for.number if now.bound_for else 0
    counted = await arrivals(db, now.scene.session.id, number)
    return [
        Place(
            each.number,
            each.name or "",
            topics.get(each.theme_id, "") if each.theme_id else "",
            *counted.get(each.id, (0, 0)),
        )
        for each in now.scene.tables
    ]


def spans(numbers: Iterable[int]) -> list[str]:
    """[1, 2, 3, 7] → ["1–3", "7"]."""
    found = list(numbers)
    breaks = [place for place, (a, b) in enumerate(pairwise(found), 1) if b != a + 1]
    runs = [found[start:end] for start, end in pairwise([0, *breaks, len(found)])]
    return [f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs if run]
