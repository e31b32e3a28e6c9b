"""What nobody foresaw is answered calmly, by what it is."""

import pytest
from sqlalchemy import select

from facilitator.rounds.model import Round
from facilitator.screens.last_resort import foreseen


async def test_a_number_that_no_column_holds_is_bad_input(database):
    """SQLite's driver and PostgreSQL's say so each in its own way."""
    async with database.reading() as db:
        with pytest.raises(Exception) as caught:  # noqa: PT011 - whatever a driver says
            await db.scalar(select(Round).filter_by(number=10**30))
    assert foreseen(caught.value).status == 422


def test_what_is_a_fault_of_ours_is_no_bad_input():
    assert foreseen(ValueError("words")).status == 500
    assert foreseen(ZeroDivisionError()).status == 500
