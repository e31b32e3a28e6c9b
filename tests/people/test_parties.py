"""The Parties and their groups."""

import pytest

from facilitator.kit.words import LOCALES
from facilitator.people.parties import (
    GROUPS,
    PARTIES,
    REGIONS,
    group,
    lookup,
    members,
    nearest,
    party,
)


def test_the_table_is_whole():
    assert len(PARTIES) == 198
    assert sum(each.annex_i for each in PARTIES.values()) == 43
    assert {each.un_region for each in PARTIES.values()} == set(REGIONS)
    assert {code for each in PARTIES.values() for code in each.groups} == set(GROUPS)
    assert all(each.developing != each.annex_i for each in PARTIES.values())


@pytest.mark.parametrize(
    ("code", "count"),
    [("AGN", 54), ("G77", 134), ("AOSIS", 39), ("LDC", 44), ("EU", 28), ("EIG", 6), ("AILAC", 7)],
)
def test_groups_have_their_members(code, count):
    assert len(members(code)) == count


def test_a_party_in_several_groups_is_one_party():
    assert len(set(members("AOSIS")) | set(members("LDC"))) == 76
    assert party("COM").groups == ("G77", "AOSIS", "LDC", "AGN", "ARAB", "SIDS")


@pytest.mark.parametrize(
    ("words", "iso3"),
    [
        ("FJI", "FJI"), (" fji ", "FJI"), ("fj", "FJI"), ("Fiji", "FJI"),
        ("Norvège", "NOR"), ("norvege", "NOR"), ("挪威", "NOR"), ("النرويج", "NOR"),
        ("Норвегия", "NOR"), ("Bolivia", "BOL"), ("Turkey", "TUR"), ("COTE D’IVOIRE", "CIV"),
        ("UK", "GBR"), ("EU", "EUU"), ("European Union", "EUU"), ("Congo", "COG"), ("DRC", "COD"),
        ("Niger", "NER"), ("Nigeria", "NGA"), ("Guinea-Bissau", "GNB"), ("Dominica", "DMA"),
    ],
)  # fmt: skip
def test_a_party_is_found_by_what_people_call_it(words, iso3):
    assert lookup(words).iso3 == iso3


@pytest.mark.parametrize("words", ["", "?", "Atlantis", "G77", "none"])
def test_what_is_no_party_is_not_found(words):
    assert lookup(words) is None


def test_every_party_is_found_by_all_its_names():
    for each in PARTIES.values():
        assert lookup(each.name) == lookup(each.iso3) == each
        assert all(lookup(name) == each for name in each.also)
        assert all(each.called(locale) for locale in LOCALES)


def test_a_misspelt_party_has_a_nearest_one():
    assert nearest("Norwey").iso3 == "NOR"
    assert nearest("Xyzzy") is None


def test_a_group_is_found_by_code_or_name():
    assert group("g77") == group("Group of 77 and China") == "G77"
    assert group("aosis") == "AOSIS"
    assert group("Friends") is None
