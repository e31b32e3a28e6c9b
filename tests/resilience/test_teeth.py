"""Every mutant is caught by the test that is named for it, which passes without."""

import inspect
from importlib import import_module

import pytest

from tests import house_server
from tests.live.troupe import Troupe
from tests.resilience.catches import CAUGHT_BY

SOON = 3.0  # seconds: with a mutant, what is waited for never comes
FAILS = (AssertionError, TimeoutError, pytest.fail.Exception)
MUTANTS = [
    pytest.param(
        caught,
        caught.database,
        id=caught.mutant.__name__,
        marks=[pytest.mark.postgres] * (caught.database == "postgres"),
    )
    for caught in CAUGHT_BY
]


@pytest.fixture
def mutant(request, monkeypatch):
    request.param.mutant(monkeypatch)
    return request.param


@pytest.mark.parametrize(("mutant", "database"), MUTANTS, indirect=True)
async def test_a_mutant_is_caught(mutant, database, house, cafe, monkeypatch):
    monkeypatch.setattr(house_server, "PATIENCE", SOON)
    test = getattr(import_module(f"tests.{mutant.file}".replace("/", ".")), mutant.test)
    at_hand = {
        "house": house,
        "cafe": cafe,
        "database": database,
        "wall": house.visitor(cafe, "wall", "wall"),
        "troupe": Troupe(database),
        **mutant.given,
    }
    wanted = inspect.signature(test).parameters
    try:
        with pytest.raises(FAILS):
            await run(test, {name: at_hand[name] for name in wanted})
    finally:
        await database.close()  # what a mutant connected is not for others


async def run(test, given):
    if (running := test(**given)) is not None:
        await running
