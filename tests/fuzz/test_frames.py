"""A few of each kind of frame that no browser sends. `python -m tests.fuzz.frames` sends many."""

import logging

import pytest
from structlog.testing import capture_logs

from tests.fuzz.frames import CANON, KINDS, fuzz

# The library's buffered payload is dropped with its connection.
pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)

ENDS = {
    "binary": 1003,
    "bad_utf8": 1007,
    "too_large": 1009,
    "a_gigabyte_announced": 1009,
    "unmasked": 1002,
    "a_reserved_bit": 1002,
    "a_reserved_opcode": 1002,
    "a_list": 4400,
    "a_command": 4400,
    "very_deep": 4400,
}


async def test_every_kind_ends_within_the_canon_and_nobody_else_notices(house, cafe, caplog):
    assert len(KINDS) >= 45
    with capture_logs() as told, caplog.at_level(logging.WARNING):
        found = await fuzz(house, cafe, len(KINDS), seed=7)
    assert {name: set(codes) - CANON for name, codes in found.items() if set(codes) - CANON} == {}
    assert {name: set(found[name]) for name in ENDS} == {n: {code} for n, code in ENDS.items()}
    assert not [each for each in told if each["log_level"] in ("error", "critical")]
    assert not [each for each in caplog.records if each.exc_info]
