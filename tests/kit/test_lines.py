"""A typed line is kept on one line, or refused with the figures that say why."""

import pytest

from facilitator.kit.errors import TooLarge
from facilitator.kit.lines import one_line


def test_a_line_stays_one_line():
    assert one_line(" Nets\nand  boats\u202e ", 20) == "Nets and boats"


def test_too_long_a_line_says_how_long():
    with pytest.raises(TooLarge) as refused:
        one_line("x" * 21, 20)
    assert refused.value.values == {"limit": 20, "length": 21}
