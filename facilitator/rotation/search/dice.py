"""Dice that fall alike in Python and in machine code: multiply-with-carry, base 2^31.

2147483583 · 2^31 - 1 and its half are prime, so the period is about 2^61; all values fit in a
signed 64-bit integer. (G. Marsaglia, Random number generators, 2003.)
"""

from collections.abc import MutableSequence
from typing import Final

MULTIPLIER: Final = 2147483583
MASK: Final = 2147483647


def throw(dice: MutableSequence[int]) -> int:
    """The next number below 2^31; `dice` holds one number and is changed."""
    state = MULTIPLIER * (dice[0] & MASK) + (dice[0] >> 31)
    dice[0] = state
    return state & MASK


def below(dice: MutableSequence[int], limit: int) -> int:
    return (throw(dice) * limit) >> 31
