"""What the rooms may rely on, whichever database there is."""

from sqlalchemy import func, select

from facilitator.dialogues.model import Dialogue
from tests.cast import make_cafe


async def test_one_reading_is_of_one_moment(database):
    count = select(func.count()).select_from(Dialogue)
    async with database.reading() as db:
        before = await db.scalar(count)
        await make_cafe(database)
        assert await db.scalar(count) == before
    async with database.reading() as db:
        assert await db.scalar(count) > before
