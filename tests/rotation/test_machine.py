"""What numba is handed: numbers of one kind, so that each function is compiled once."""

from array import array

from facilitator.rotation.designs import cyclic
from facilitator.rotation.rules import PersonNeed, Sitting, TableOffer
from facilitator.rotation.search.hall import Model
from facilitator.rotation.search.machine import as_arrays


def kinds(named):
    """Name → kind of number, of the arrays of a named tuple."""
    return {name: each.typecode for name, each in named._asdict().items() if type(each) is array}


def test_arrays_hold_numbers_of_one_kind_but_for_who_met_whom():
    people = tuple(PersonNeed(f"p{n}", traits={"region": "NS"[n % 2]}) for n in range(6))
    hall = Model(Sitting(people, (TableOffer(1, 3), TableOffer(2, 3)), 2)).hall(4)
    assert set(kinds(hall).values()) == {"q"}
    assert {name for name, each in hall._asdict().items() if type(each) is bytearray} == {
        "met",
        "base",
    }


def test_what_is_compiled_sees_the_same_memory():
    starter = cyclic._starter(12, 3, cyclic.shapes(4, 3, 3)[0])
    assert set(kinds(starter).values()) == {"q"}
    views = as_arrays(starter)
    views.used[0] += 5
    assert starter.used[0] == views.used[0]
    assert {str(each.dtype) for each in views if hasattr(each, "dtype")} == {"int64"}
