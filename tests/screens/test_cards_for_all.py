"""Cards for a thousand people take seconds to draw: others are answered meanwhile."""

import asyncio
import threading

import pytest

from facilitator.screens.rotation import printing
from facilitator.screens.setup import cards
from tests.waiting import until

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
LONG = 20  # seconds


@pytest.mark.parametrize(
    ("page", "draws", "where"),
    [
        (cards, "qr", "/setup/harbour/cards?what=people"),
        (printing, "_code", "/rotation/harbour/cafe/print/cards"),
    ],
)
async def test_cards_are_drawn_beside_everything_else(
    house, cafe, dora, monkeypatch, page, draws, where
):
    begun, go_on, draw = threading.Event(), threading.Event(), getattr(page, draws)

    def when_told(address):
        begun.set()
        assert go_on.wait(LONG)
        return draw(address)

    monkeypatch.setattr(page, draws, when_told)
    asked = asyncio.create_task(dora.get(where))
    await until(begun.is_set)
    assert (await dora.get("/healthz")).status_code == 200
    assert not asked.done()
    go_on.set()
    assert (await asked).status_code == 200
