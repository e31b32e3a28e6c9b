"""Finite fields, as small as tables are many: elements are 0 … q-1, digits of base p."""

from collections.abc import Callable
from functools import cache, lru_cache
from itertools import product
from typing import NamedTuple

Digits = tuple[int, ...]


class Field(NamedTuple):
    """A finite field's two operations on the numbers below its order."""

    add: Callable[[int, int], int]
    multiply: Callable[[int, int], int]


def prime_power(number: int) -> tuple[int, int] | None:
    """(p, k) where number is p to the k, p a prime."""
    for p in range(2, number + 1):
        if number % p == 0:
            rest, k = number, 0
            while rest % p == 0:
                rest, k = rest // p, k + 1
            return (p, k) if rest == 1 else None
    return None


@lru_cache
def field(order: int) -> Field | None:
    """The field of that order, if there is one."""
    power = prime_power(order)
    if power is None:
        return None
    p, k = power
    if k == 1:
        return Field(lambda a, b: (a + b) % p, lambda a, b: a * b % p)
    modulus = _irreducible(p, k)

    def add(a: int, b: int) -> int:
        pairs = zip(_digits(a, p, k), _digits(b, p, k), strict=True)
        return _number(tuple((x + y) % p for x, y in pairs), p)

    @cache
    def multiply(a: int, b: int) -> int:
        return _number(_rest(_times(_digits(a, p, k), _digits(b, p, k)), modulus, p), p)

    return Field(add, multiply)


def _digits(number: int, p: int, k: int) -> Digits:
    return tuple(number // p**i % p for i in range(k))


def _number(digits: Digits, p: int) -> int:
    return sum(digit * p**i for i, digit in enumerate(digits))


def _times(a: Digits, b: Digits) -> Digits:
    found = [0] * (len(a) + len(b) - 1)
    for (i, x), (j, y) in product(enumerate(a), enumerate(b)):
        found[i + j] += x * y
    return tuple(found)


def _rest(digits: Digits, modulus: Digits, p: int) -> Digits:
    """The remainder after division by a polynomial whose leading digit is 1."""
    rest, degree = [digit % p for digit in digits], len(modulus) - 1
    for top in range(len(rest) - 1, degree - 1, -1):
        factor = rest[top]
        for i in range(degree + 1):
            rest[top - degree + i] = (rest[top - degree + i] - factor * modulus[i]) % p
    return tuple(rest[:degree])


def _irreducible(p: int, k: int) -> Digits:
    """The first polynomial of degree k that none of lower degree divides."""
    lower = [
        (*low, 1) for degree in range(1, k // 2 + 1) for low in product(range(p), repeat=degree)
    ]
    choices = ((*low, 1) for low in product(range(p), repeat=k))
    return next(poly for poly in choices if all(any(_rest(poly, each, p)) for each in lower))
