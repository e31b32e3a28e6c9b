"""A few requests of every shape at every route. `python -m tests.fuzz.asking` sends many."""

from collections import Counter

from facilitator.kit.migrate import to_newest
from tests.fuzz.asking import fuzz, kinds, operations, world_outside
from tests.house.matrix import ROUTES


def test_every_route_can_be_fuzzed():
    assert {f"{each.method.upper()} {each.path}" for each in operations()} == set(ROUTES) - {
        "GET /favicon.ico"  # asks for nothing, and is in no schema
    }


def test_no_request_gets_anything_but_an_answer_of_the_canon(tmp_path):
    url = f"sqlite+aiosqlite:///{tmp_path / 'house.db'}"
    to_newest(url)
    with world_outside(url) as outside:
        asked = [fuzz(outside, kind, cases=1, seeded=7) for kind in kinds(every=32, first=7)]
    counted = sum(asked, Counter())
    assert counted.total() >= len(ROUTES) // 32
    let_in = {each for each in counted if each.startswith("2")}
    assert let_in
    assert set(counted) > let_in
