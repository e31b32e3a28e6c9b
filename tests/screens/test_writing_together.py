"""Two people at one report, for as long as it takes: no text is lost, every conflict is seen."""

from collections import Counter
from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from facilitator.report.model import Paragraph, ParagraphVersion
from tests.harvest.noting import write_notes

TYPED = count(1)
JSON = {"Accept": "application/json"}
CROSSING = (("dora", "look", 0), ("finn", "look", 0), ("dora", "save", 0), ("finn", "save", 0))
ACTS = st.lists(
    st.tuples(
        st.sampled_from(("dora", "finn")),
        st.sampled_from(("look", "save", "save again", "up", "down", "out", "back")),
        st.integers(0, 2),
    ),
    min_size=5,
    max_size=25,
)


class Desk:
    """What one of them has before them: versions as last seen, and what they typed there."""

    def __init__(self, visitor: Any) -> None:
        self.visitor = visitor
        self.seen: dict[Any, int] = {}


class Writing:
    """Two desks over the same paragraphs, and a model of what must be kept."""

    def __init__(self, database: Any, desks: dict[str, Desk], rows: list[Any]) -> None:
        self.database, self.desks, self.rows = database, desks, rows
        self.saved: dict[Any, list[str]] = {row: [] for row in rows}
        self.refused = 0

    async def act(self, who: str, what: str, which: int) -> None:
        desk, row = self.desks[who], self.rows[which]
        if what in ("up", "down"):
            await desk.visitor.post(f"paragraphs/{row}/moves/{what}")
        elif what == "out":
            form = {"version": await self.version(row)}
            await desk.visitor.post(f"paragraphs/{row}/removal", data=form)
        elif what == "back":
            await desk.visitor.post(f"paragraphs/{row}/restoration")
        elif what == "look":
            desk.seen[row] = await self.version(row)
        else:
            await self.save(desk, row, what)

    async def save(self, desk: Desk, row: Any, what: str) -> None:
        """A save over what has changed meanwhile must be refused, and show what stands there."""
        before = await self.stored(row)
        version = desk.seen.get(row, before.version)
        words = f"Text {next(TYPED)} of one of them"
        answer = await desk.visitor.post(
            f"paragraphs/{row}", data={"version": version, "words": words}, headers=JSON
        )
        after = await self.stored(row)
        if before.removed_at:
            assert answer.status_code == 409
            assert after.words == before.words
        elif version != before.version:
            assert answer.status_code == 409
            told = answer.json()
            assert told["current"]["words"] == before.words
            assert told["current"]["version"] == before.version
            assert after.words == before.words
            self.refused += 1
            desk.seen[row] = before.version if what == "save again" else version
        else:
            assert answer.status_code in (200, 204, 303)
            assert after.words == words
            self.saved[row].append(words)
            desk.seen[row] = after.version

    async def version(self, row: Any) -> int:
        return int((await self.stored(row)).version)

    async def stored(self, row: Any) -> Paragraph:
        async with self.database.reading() as db:
            return await db.get_one(Paragraph, row)

    async def nothing_is_lost(self) -> None:
        """Every text that was taken stands there, or in the history, once and in its order."""
        async with self.database.reading() as db:
            for row, texts in self.saved.items():
                query = select(ParagraphVersion).filter_by(paragraph_id=row)
                kept = [
                    each.words
                    for each in await db.scalars(query.order_by(ParagraphVersion.version))
                ]
                now = (await db.get_one(Paragraph, row)).words
                ours = [words for words in (*kept, now) if words.startswith("Text ")]
                assert ours[len(ours) - len(texts) :] == texts
                assert max(Counter(ours).values(), default=1) == 1

    async def both_see_the_same(self) -> None:
        drawn = [(await desk.visitor.regions())["report"] for desk in self.desks.values()]
        assert drawn[0] == drawn[1]


@pytest.fixture
async def writing(house, cafe, database):
    await write_notes(database, cafe)
    desks = {who: Desk(house.visitor(cafe, who, "desk")) for who in ("dora", "finn")}
    answer = await desks["finn"].visitor.post("reports", data={"locale": "en"}, headers=JSON)
    assert answer.status_code == 201, answer.text
    async with database.reading() as db:
        query = select(Paragraph.id).where(Paragraph.words.contains("[N"))
        rows = list(await db.scalars(query.order_by(Paragraph.position).limit(3)))
    return lambda: Writing(database, desks, rows)


async def test_whatever_two_people_do_no_text_is_lost_and_both_see_the_same(writing) -> None:
    @settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
    @given(ACTS)
    def play(acts: list[tuple[str, str, int]]) -> None:
        plays.append(acts)

    plays: list[list[tuple[str, str, int]]] = []
    play()
    refused = 0
    for acts in plays:
        together = writing()
        for who, what, which in (*CROSSING, *acts):
            await together.act(who, what, which)
        await together.nothing_is_lost()
        await together.both_see_the_same()
        refused += together.refused
    assert refused
