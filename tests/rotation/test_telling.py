"""Only those whose seat is not the one they were told are told anything."""

from facilitator.rotation.telling import Told, reseated


def change(**people):
    return {"people": people}


def test_who_is_moved_is_told_from_where_to_where():
    found = reseated([change(ada={"2": [1, 4]}), change(ben={"3": [2, 5]})], {2, 3})
    assert found == {"ada": (Told(2, 1, 4),), "ben": (Told(3, 2, 5),)}


def test_moved_twice_counts_from_what_was_told_first():
    assert reseated([change(ada={"2": [1, 4]}), change(ada={"2": [4, 6]})], {2}) == {
        "ada": (Told(2, 1, 6),)
    }


def test_moved_and_moved_back_was_never_moved():
    assert reseated([change(ada={"2": [1, 4]}), change(ada={"2": [4, 1]})], {2}) == {}


def test_a_seat_that_is_gone_is_told_and_a_first_seat_is_not():
    found = reseated([change(ada={"2": [1, None]}, wren={"2": [None, 3]})], {2})
    assert found == {"ada": (Told(2, 1, None),)}


def test_rounds_that_have_begun_and_plans_made_whole_are_over():
    assert reseated([change(ada={"1": [1, 4]})], {2}) == {}
    assert reseated([change(ada={"2": [1, 4]}), {}], {2}) == {}
