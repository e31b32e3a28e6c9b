"""A few requests of every shape at every route. `python -m tests.fuzz.asking` sends many."""

from facilitator.kit.migrate import to_newest
from tests.fuzz.asking import fuzz, operations, world_outside
from tests.house.matrix import ROUTES


def test_every_route_can_be_fuzzed():
    assert {f"{each.method.upper()} {each.path}" for each in operations()} == set(ROUTES) - {
        "GET /favicon.ico"  # asks for nothing, and is in no schema
    }


def test_no_request_gets_anything_but_an_answer_of_the_canon(tmp_path):
    url = f"sqlite+aiosqlite:///{tmp_path / 'house.db'}"
    to_newest(url)
    with world_outside(url) as outside:
        counted = fuzz(outside, each=3, seeded=7, every=32)
    assert counted.total() >= len(ROUTES) // 32
    assert set(counted) > {"200"}
