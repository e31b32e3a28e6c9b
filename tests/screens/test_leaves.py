"""What earlier groups left is kept until something is said of it."""

from uuid import UUID

import pytest
from markupsafe import Markup

from facilitator.kit.events import Unheard
from facilitator.notes.events import NoteChanged, NoteWritten, SupportGiven
from facilitator.people.events import RosterChanged
from facilitator.rounds.events import RoundMoved
from facilitator.screens.parts.leaves import Leaf, sweep
from facilitator.tables.events import PersonArrived

HERE, NOTE, ONE, OTHER = (UUID(int=number) for number in range(4))
LEAF = Leaf(1, Markup("<li>Trust grows</li>"))


@pytest.mark.parametrize(
    ("event", "kept"),
    [
        (NoteWritten(HERE, NOTE, ONE, 2), {(ONE, 1), (OTHER, 1), (OTHER, 2)}),
        (NoteWritten(HERE, NOTE, ONE, 3), {(ONE, 1), (ONE, 2), (OTHER, 1), (OTHER, 2)}),
        (NoteWritten(HERE, NOTE, ONE), {(OTHER, 1), (OTHER, 2)}),
        (NoteWritten(HERE, NOTE, None, 1), {(ONE, 1), (ONE, 2), (OTHER, 1), (OTHER, 2)}),
        (NoteChanged(HERE, NOTE, ONE), {(OTHER, 1), (OTHER, 2)}),
        (SupportGiven(HERE, NOTE, OTHER), {(ONE, 1), (ONE, 2)}),
        (RoundMoved(HERE, HERE, 2), {(ONE, 1), (ONE, 2), (OTHER, 1), (OTHER, 2)}),
        (PersonArrived(HERE, ONE, HERE), {(ONE, 1), (ONE, 2), (OTHER, 1), (OTHER, 2)}),
        (RosterChanged(HERE), set()),
        (Unheard(HERE), set()),
    ],
)
def test_an_event_takes_away_what_it_may_have_changed(event, kept):
    leaves = {table: {(1, "en"): LEAF, (1, "ar"): LEAF, (2, "en"): LEAF} for table in (ONE, OTHER)}
    sweep(event, leaves)
    assert {(table, number) for table, there in leaves.items() for number, _ in there} == kept
