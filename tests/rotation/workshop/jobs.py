"""Jobs for the workshop's tests: a worker imports them by name."""

import os
from collections.abc import Iterator
from itertools import count
from time import sleep


def counting(up_to: int) -> Iterator[int]:
    yield from range(up_to)


def who_and_how_polite() -> Iterator[tuple[int, int]]:
    yield os.getpid(), os.nice(0)


def never_ending() -> Iterator[tuple[int, int]]:
    for number in count():
        yield number, os.getpid()
        sleep(0.01)


def talkative() -> Iterator[str]:
    print("a word for the terminal")  # noqa: T201
    yield "a word for the house"


def failing() -> Iterator[int]:
    yield 1
    raise ValueError("no such café")


def dying() -> Iterator[int]:
    yield 1
    os._exit(3)
