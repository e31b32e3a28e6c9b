"""What the rooms may rely on, whichever database there is."""

from sqlalchemy import func, select

from facilitator.dialogues.model import Dialogue
from facilitator.kit.database import told_once
from tests.cast import make_cafe


async def test_one_reading_is_of_one_moment(database):
    count = select(func.count()).select_from(Dialogue)
    async with database.reading() as db:
        before = await db.scalar(count)
        await make_cafe(database)
        assert await db.scalar(count) == before
    async with database.reading() as db:
        assert await db.scalar(count) > before


async def test_a_reading_is_told_once_and_a_work_each_time(database):
    cafe = await make_cafe(database)
    asked = []

    @told_once
    async def titles(db, slug):
        asked.append(slug)
        return (await db.scalars(select(Dialogue.title).filter_by(slug=slug))).all()

    async with database.reading() as db:
        first = await titles(db, cafe.slug)
        assert await titles(db, cafe.slug) is first
        assert await titles(db, "elsewhere") == []
        assert asked == [cafe.slug, "elsewhere"]
    async with database.reading() as db:
        await titles(db, cafe.slug)
    assert len(asked) == 3
    async with database.writing() as db:
        await titles(db, cafe.slug)
        (await db.scalars(select(Dialogue).filter_by(slug=cafe.slug))).one().title = {"en": "New"}
        assert await titles(db, cafe.slug) == [{"en": "New"}]
