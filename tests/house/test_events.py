"""Every event is heard by a region, or is silent for a reason; and carries ids, never words."""

import importlib
import pkgutil
from dataclasses import fields
from typing import get_type_hints
from uuid import UUID

import pytest

import facilitator
from facilitator.kit.events import Event, Unheard
from facilitator.kit.ids import new_id
from tests.live.registered import screens

for module in pkgutil.walk_packages(facilitator.__path__, "facilitator."):
    if module.name.endswith(".events"):
        importlib.import_module(module.name)

EVENTS = sorted(set(Event.names.values()) - {Unheard}, key=lambda each: each.__name__)
EVENTS = [each for each in EVENTS if each.__module__.startswith("facilitator.")]

SILENT = {
    "DialogueCreated": "nobody can look at a dialogue before it is made",
    "DialoguePublished": "the public page is read before the day, and is not kept live",
    "PublicationAsked": "the set-up's pages are not kept live",
    "OutlineKept": "outlines are read when a report is drafted; their pages are not kept live",
    "PassRevoked": "unsettles: the sockets of that pass are ended",
}


def sample(event: type[Event]) -> Event:
    """One of this kind, with ids of its own."""
    kinds = get_type_hints(event)
    return event(*(new_id() if "UUID" in str(kinds[each.name]) else 1 for each in fields(event)))


@pytest.mark.parametrize("event", EVENTS, ids=lambda each: each.__name__)
def test_an_event_is_heard_or_silent(event):
    heard = {
        f"{screen.name} {name}"
        for screen in screens()
        for name, region in screen.regions.items()
        if event in region.on
    }
    assert bool(heard) != (event.__name__ in SILENT), heard or "add it to a region, or to SILENT"


@pytest.mark.parametrize("event", EVENTS, ids=lambda each: each.__name__)
def test_an_event_carries_ids_and_numbers_only(event):
    kinds = get_type_hints(event)
    assert {str(kinds[each.name]) for each in fields(event)} <= {
        str(UUID),
        str(UUID | None),
        str(int),
        str(int | None),
    }


@pytest.mark.parametrize("event", EVENTS, ids=lambda each: each.__name__)
def test_an_event_comes_back_from_the_log_as_it_was(event):
    happened = sample(event)
    assert event.unpacked(happened.dialogue, happened.packed()) == happened


@pytest.mark.parametrize("event", EVENTS, ids=lambda each: each.__name__)
def test_whom_an_event_unsettles_is_one_of_its_fields(event):
    assert event.whom is None or event.whom in {each.name for each in fields(event)}
    assert event.whom is None or event.unsettles


def test_events_are_named_once():
    assert len({each.__name__ for each in EVENTS}) == len(EVENTS)
    assert not set(SILENT) - {each.__name__ for each in EVENTS}
