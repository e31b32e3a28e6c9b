"""What a roster file says about people, and how it is told what is wrong."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.people.roster import RosterUnreadable, Weight, read_roster
from facilitator.people.roster.problems import SENTENCES
from facilitator.people.rules import Constituency, Role
from tests.shared import shared


def read(*lines):
    return read_roster("\n".join(lines).encode())


def one(header, row):
    """The only person of a sheet, and the codes of its problems."""
    sheet = read("id,name," + header, "P1,Ada," + row)
    return sheet.rows[0] if sheet.rows else None, [problem.code for problem in sheet.problems]


def places(sheet):
    return [(each.row, each.column, each.code, each.value, each.hint) for each in sheet.problems]


def test_a_whole_row():
    sheet = read(
        "id,name,constituency,party,organisation,category,un_region,groups,gender,language,expertise,role",
        "P1,Ada Reef,party,FJI,Ministry,,Asia-Pacific,AOSIS;G77,woman,fr,inputs,table_host:3",
    )
    (ada,) = sheet.rows
    assert (ada.row, ada.key, ada.name) == (2, "P1", "Ada Reef")
    assert (ada.constituency, ada.party, ada.un_region) == (
        Constituency.PARTY,
        "FJI",
        "Asia-Pacific",
    )
    assert (ada.organisation, ada.category, ada.groups) == ("Ministry", None, ("AOSIS", "G77"))
    assert (ada.gender, ada.language, ada.expertise) == ("woman", "fr", "inputs")
    assert (ada.role, ada.table) == (Role.TABLE_HOST, 3)
    assert (sheet.problems, sheet.total, sheet.left_out) == ((), 1, ())


def test_other_peoples_titles_are_understood():
    sheet = read(
        "Badge No.;First Name;Surname;Country;Idioma;Rôle", "7;Ben;Dune;Norvège;español;Host 12"
    )
    (ben,) = sheet.rows
    assert (ben.key, ben.name, ben.party, ben.language) == ("7", "Ben Dune", "NOR", "es")
    assert (ben.constituency, ben.un_region, ben.role, ben.table) == (
        Constituency.PARTY, "WEOG", Role.TABLE_HOST, 12,
    )  # fmt: skip
    assert sheet.header == ("Badge No.", "First Name", "Surname", "Country", "Idioma", "Rôle")
    assert sheet.problems == ()


@pytest.mark.parametrize(
    ("words", "role", "table", "codes"),
    [
        ("organiser", Role.ORGANISER, None, []),
        ("Organizer", Role.ORGANISER, None, []),
        ("co-facilitator", Role.CO_FACILITATOR, None, []),
        ("rapporteur", Role.RAPPORTEUR, None, []),
        ("table_rapporteur:4", Role.TABLE_RAPPORTEUR, 4, []),
        ("Table host #007", Role.TABLE_HOST, 7, []),
        ("table_host", Role.TABLE_HOST, None, ["role_without_table"]),
        ("table_host:0", Role.TABLE_HOST, None, ["role_without_table"]),
        ("participant", Role.PARTICIPANT, None, []),
        ("participant:3", Role.PARTICIPANT, None, ["table_not_needed"]),
        ("observer", Role.OBSERVER, None, []),
        ("", Role.PARTICIPANT, None, []),
        ("astronaut", Role.PARTICIPANT, None, ["unknown_role"]),
    ],
)
def test_roles(words, role, table, codes):
    person, found = one("role", words)
    assert (person.role, person.table, found) == (role, table, codes)


def test_a_table_may_have_a_column_of_its_own():
    person, codes = one("role,table", "table_host,9")
    assert (person.role, person.table, codes) == (Role.TABLE_HOST, 9, [])


@pytest.mark.parametrize(
    ("row", "constituency", "party", "codes"),
    [
        ("Party,KEN", Constituency.PARTY, "KEN", []),
        ("NPS,", Constituency.NPS, None, []),
        ("Non-Party stakeholder,KEN", Constituency.NPS, "KEN", []),
        (",KEN", Constituency.PARTY, "KEN", []),
        (",", None, None, []),
        ("alien,KEN", Constituency.PARTY, "KEN", ["unknown_constituency"]),
        ("alien,", Constituency.NPS, None, ["unknown_constituency"]),
        ("nps,Atlantis", Constituency.NPS, None, ["party_of_nps"]),
    ],
)
def test_constituencies(row, constituency, party, codes):
    person, found = one("constituency,party", row)
    assert (person.constituency, person.party, found) == (constituency, party, codes)


@pytest.mark.parametrize(
    ("row", "code", "hint"),
    [
        ("party,", "missing_party", ""),
        ("party,Xyzzy", "unknown_party", ""),
        ("party,Norwey", "misspelt_party", "Norway"),
    ],
)
def test_a_delegate_needs_a_party(row, code, hint):
    sheet = read("id,name,constituency,Country", f"P1,Ada,{row}", "P2,Ben,party,KEN")
    assert [person.key for person in sheet.rows] == ["P2"]
    assert places(sheet) == [(2, "Country", code, row.split(",")[1], hint)]
    assert sheet.left_out == (2,)


def test_groups_come_from_the_party_unless_named():
    assert one("party", "FJI")[0].groups == ("G77", "AOSIS", "SIDS")
    assert one("party,groups", "FJI,Least Developed Countries; ldc")[0].groups == ("LDC",)
    person, codes = one("groups", "LLDC|G77")
    assert (person.groups, codes) == (("LLDC", "G77"), ["unknown_group"])


def test_words_not_known_are_said_and_the_person_stays():
    sheet = read("id,name,party,un_region,gender,language", "P1,Ada,KEN,Mars,purple,klingonish")
    assert (sheet.rows[0].un_region, sheet.rows[0].gender, sheet.rows[0].language) == (
        "African", "undisclosed", None,
    )  # fmt: skip
    assert places(sheet) == [
        (2, "un_region", "unknown_region", "Mars", "African"),
        (2, "gender", "unknown_gender", "purple", ""),
        (2, "language", "unknown_language", "klingonish", ""),
    ]


def test_every_problem_stands_at_its_row_and_column():
    sheet = read(
        "ID,Name,E-mail,Shoe size,,name",
        "P1,Ada,a@example.org,38",
        "",
        "p1,Ben",
        ",Cleo,,,,,more",
        "P4,",
        f"P5,{'x' * 121}",
        "P6,Di\x07na",
    )
    assert places(sheet) == [
        (1, "E-mail", "column_not_kept", "E-mail", ""),
        (1, "Shoe size", "unknown_column", "Shoe size", ""),
        (1, "", "nameless_column", "", ""),
        (1, "name", "column_twice", "name", ""),
        (4, "ID", "id_twice", "p1", "2"),
        (5, "", "extra_cells", "", ""),
        (5, "ID", "missing_id", "", "row-5"),
        (6, "Name", "missing_name", "", ""),
        (7, "Name", "too_long", "121", "120"),
        (8, "Name", "cleaned", "Dina", ""),
    ]
    assert [(person.key, person.name) for person in sheet.rows] == [
        ("P1", "Ada"), ("row-5", "Cleo"), ("P6", "Dina"),
    ]  # fmt: skip
    assert (sheet.left_out, sheet.total) == ((4, 6, 7), 6)


def test_two_hosts_of_one_table_are_both_kept_and_said():
    sheet = read("id,name,role", "P1,Ada,table_host:1", "P2,Ben,table_host:1", "P3,Cleo,host 2")
    assert [person.table for person in sheet.rows] == [1, 1, 2]
    assert places(sheet) == [(3, "role", "table_taken", "1", "2")]


def test_formulas_are_words():
    person, codes = one("organisation", '"=HYPERLINK(""http://x"")"')
    assert (person.organisation, codes) == ('=HYPERLINK("http://x")', [])


def test_without_ids_rows_give_them():
    sheet = read("name", "Ada", "Ben")
    assert [person.key for person in sheet.rows] == ["row-2", "row-3"]
    assert places(sheet) == [(1, "id", "no_id_column", "", "")]


def test_titles_alone_are_no_people():
    assert places(read("id,name")) == [(1, "", "no_people", "", "")]


def test_names_need_a_column():
    with pytest.raises(RosterUnreadable, match="Row 1 names no column") as refused:
        read("id,party", "P1,KEN")
    assert refused.value.code == "no_name_column"


def test_every_problem_has_a_sentence_that_can_be_filled():
    sheet = read("id,name,party,Shoe size", "P1,Ada,Norwey,38")
    assert [each.said("en") for each in sheet.problems] == [
        "The column “Shoe size” is not known and was not read.",
        "“Norwey” is not a Party known here. Is it “Norway”?",
    ]
    assert [each.weight for each in sheet.problems] == [Weight.WARNING, Weight.ERROR]
    gaps = {"value": "x", "hint": "y", "row": 1, "column": "z"}
    assert all(sentence % gaps for sentence in SENTENCES.values())


def test_a_long_value_is_shown_short():
    problem = read("id,name,role", "P1,Ada," + "r" * 70).problems[0]
    assert problem.values["value"] == "r" * 59 + "…"


def test_the_cafe_of_150_people():
    sheet = read_roster(shared("cafe/roster.csv").read_bytes())
    assert (len(sheet.rows), sheet.problems) == (150, ())
    roles = [person.role for person in sheet.rows]
    assert roles.count(Role.CO_FACILITATOR) == roles.count(Role.RAPPORTEUR) == 2
    for role in (Role.TABLE_HOST, Role.TABLE_RAPPORTEUR):
        held = [person.table for person in sheet.rows if person.role is role]
        assert sorted(held) == list(range(1, 16))
    parties = [person for person in sheet.rows if person.constituency is Constituency.PARTY]
    assert len(parties) == 105
    assert all(person.party for person in parties)


CELLS = st.sampled_from(
    [
        "",
        "P1",
        "Ada",
        "party",
        "KEN",
        "Norwey",
        "table_host:3",
        "=1+1",
        '"',
        "\x00",
        "x" * 300,
        "\u202e",
    ]
) | st.text(max_size=8)


@given(st.lists(st.lists(CELLS, max_size=8), max_size=8))
def test_any_rows_are_people_or_problems(rows):
    text = "id,name,constituency,party,role,groups\n" + "\n".join(",".join(row) for row in rows)
    try:
        sheet = read_roster(text.encode("utf-8", "replace"))
    except RosterUnreadable:
        return
    assert len(sheet.rows) + len(sheet.left_out) == sheet.total
    assert len({person.key.casefold() for person in sheet.rows}) == len(sheet.rows)
    assert all(person.name and person.key for person in sheet.rows)
    assert all(problem.said("en") for problem in sheet.problems)
