"""Notes into points: each in one place, the same every time, sides kept apart."""

import random
from dataclasses import replace

import pytest

from facilitator.harvest.merging import DuplicateNotes, harvest
from facilitator.harvest.merging.methods import ByLetters
from facilitator.harvest.points import Side, Source

WORDS = [
    ("n1", "Half of the harbour has no drinking water", "water", "1", "gap"),
    ("n2", "half of the harbour has no drinking water!", "water", "2", "gap"),
    ("n3", "Drinking water is missing in half of the harbour", "water", "3", "divergent_view"),
    ("n4", "Pay for new cisterns on the roofs of schools", "water", "1", "measure"),
    ("n5", "Schools need new cisterns on their roofs, pay for them", "water", "1", "measure"),
    ("n6", "Wind turbines hum at night near the clinic", "energy", "2", "challenge"),
    ("n7", "thank you all", "water", "1", ""),
    ("n8", "👍👍", "energy", "1", ""),
    ("n9", "The ferry times are a matter for another day", "energy", "1", "off_topic"),
]
SOURCES = [Source(id=i, words=w, question=q, table=t, kind=k) for i, w, q, t, k in WORDS]


@pytest.fixture(params=["letters", "encoder"])
def method(request):
    if request.param == "letters":
        return ByLetters()
    by_meaning = pytest.importorskip("facilitator.harvest.merging.by_meaning")
    return by_meaning.ByMeaning()


def test_what_says_the_same_is_one_point_and_its_sides_stay_apart(method):
    found = harvest(SOURCES, method)
    water, cisterns = found.of_question("water")
    assert [set(each.notes) for each in water.positions] == [{"n1", "n2"}, {"n3"}]
    assert [each.side for each in water.positions] == [Side.SAME, Side.OTHER]
    assert water.contested
    assert water.tables == ("1", "2", "3")
    assert set(cisterns.notes) == {"n4", "n5"}
    assert not cisterns.contested
    assert [point.notes for point in found.of_question("energy")] == [("n6",)]
    assert found.method == method.name


def test_what_says_nothing_is_parked_and_nothing_is_lost(method):
    found = harvest(SOURCES, method)
    assert set(found.parked) == {"n7", "n8", "n9"}
    places = [note for point in found.points for note in point.notes] + list(found.parked)
    assert sorted(places) == [each.id for each in SOURCES]


def test_a_question_of_which_nothing_is_said_has_no_points(method):
    found = harvest([SOURCES[6], replace(SOURCES[7], question="water")], method)
    assert (found.points, found.parked) == ((), ("n7", "n8"))


def test_a_statement_is_the_words_of_a_note_of_its_side(method):
    words = {each.id: each.words for each in SOURCES}
    for point in harvest(SOURCES, method).points:
        for position in point.positions:
            assert position.spoken_by == position.notes[0]
            assert position.statement == words[position.spoken_by]


def test_the_order_of_rows_does_not_matter(method):
    shuffled = SOURCES[:]
    random.Random(7).shuffle(shuffled)
    assert harvest(shuffled, method) == harvest(SOURCES, method)


def test_an_id_given_twice_is_told(method):
    with pytest.raises(DuplicateNotes):
        harvest([*SOURCES, replace(SOURCES[0], words="Something else")], method)


def test_nothing_makes_nothing(method):
    found = harvest([], method)
    assert (found.points, found.parked) == ((), ())


def test_ten_pairs_a_question_are_suggested_the_closest_first_with_words_they_share(method):
    found = harvest(SOURCES, method)
    first = found.suggestions[0]
    likeness = [
        each.reason.likeness for each in found.suggestions if each.notes[0] in "n1 n2 n3 n4"
    ]
    assert likeness == sorted(likeness, reverse=True)
    assert len(found.suggestions) <= 20
    pairs = {frozenset(each.notes) for each in found.suggestions}
    assert frozenset(("n1", "n2")) in pairs
    assert first.reason.languages == ("en", "en")
    (same,) = [each for each in found.suggestions if set(each.notes) == {"n4", "n5"}]
    assert {"schools", "cisterns"} <= set(same.reason.shared)


def test_refusal_in_some_notes_and_not_in_others_is_flagged_for_a_person(method):
    notes = [
        Source("a", "Do not shorten the technical dialogue of the second stocktake", "time"),
        Source("b", "Shorten the technical dialogue of the second stocktake", "time"),
        Source("c", "The technical dialogue of the second stocktake: shorten it", "time"),
    ]
    (point,) = harvest(notes, method).points
    assert point.mixed
    assert not point.contested
