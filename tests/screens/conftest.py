"""Chairs at their consoles."""

import pytest


@pytest.fixture
def dora(house, cafe):
    return house.visitor(cafe, "dora", "console")


@pytest.fixture
def emil(house, cafe):
    return house.visitor(cafe, "emil", "console")
