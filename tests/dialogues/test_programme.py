"""The programme file: what it says, and what is said about it."""

import pytest

from facilitator.dialogues.programme import Problem, ProgrammeUnreadable, Weight, check, dump, parse
from facilitator.dialogues.programme.problems import SENTENCES, WARNINGS
from facilitator.dialogues.programme.tree import MAX_BYTES, MAX_NODES
from facilitator.dialogues.rules import Attribution, Denominator, Kind, Variant
from tests.shared import shared

SMALL = """
dialogue: {id: harbour, title: Harbour evening, languages: [fr, en]}
themes: [{id: water, title: {en: Water}}, {id: wind, title: {en: Wind}}]
questions:
  - {id: Q1, theme: water, text: {en: How deep?}}
  - {id: Q2, theme: wind, text: {en: How strong?}}
sessions:
  - {id: cafe, kind: world_cafe, title: Café, tables: [{number: 1, theme: water}]}
  - {id: talk, kind: roundtable, title: Talk, from_session: cafe}
"""


def changed(old, new):
    assert old in SMALL
    return SMALL.replace(old, new)


def test_a_small_programme_has_the_usual_settings():
    programme = parse(SMALL)
    dialogue, (cafe, talk) = programme.dialogue, programme.sessions
    assert (dialogue.key, dialogue.title) == ("harbour", {"fr": "Harbour evening"})
    assert (dialogue.timezone, dialogue.languages) == ("UTC", ("fr", "en"))
    assert dialogue.attribution is Attribution.BY_CATEGORY
    assert dialogue.denominator is Denominator.CONTRIBUTED
    assert (dialogue.walk_ins, dialogue.question_floor_minutes) == (True, 8)
    assert (cafe.kind, cafe.variant) == (Kind.WORLD_CAFE, Variant.THEME_PER_TABLE)
    assert (cafe.rounds.count, cafe.rounds.minutes, cafe.rounds.grace_minutes) == (3, 20, 3)
    assert cafe.rounds.warn_minutes == (5, 1)
    assert (cafe.tables[0].number, cafe.tables[0].theme, cafe.tables[0].seats) == (1, "water", 8)
    assert (cafe.floor, talk.rounds, talk.from_session) == (None, None, "cafe")
    assert (talk.floor.limit_seconds, talk.floor.prepared_cap) == (180, None)


def test_every_optional_field():
    programme = parse("""
dialogue:
  id: harbour
  title: {en: Harbour, fr: Port}
  timezone: Europe/Berlin
  attribution: attributed
  denominator: present
  scope: {en: Everything wet}
  expected_output: One page.
  ground_rules: [Listen., Be brief.]
  walk_ins: false
  question_floor_minutes: 5
  co_facilitators: [P1, P2]
  rapporteurs: P3
themes: [{id: water, title: Water}]
questions: [{id: Q1, theme: water, text: How deep?}, {id: Q2, theme: water, text: How cold?}]
sessions:
  - id: cafe
    kind: world_cafe
    title: Café
    variant: return_home
    minutes: 90
    rounds: {count: 2, minutes: 30, warn_minutes: [1, 10], grace_minutes: 0}
    themes: [water]
    questions: [Q1, Q2]
    questions_by_round: [Q1, [Q2, Q1]]
    tables:
      - {number: 7, question: Q2, seats: 9, language: fr,
         name: Pier, place: Hall 2, host: P4, rapporteur: P5}
  - id: talk
    kind: roundtable
    title: Talk
    floor: {limit_seconds: 120, prepared_limit_seconds: 60, prepared_cap: 3, rules: spread_regions}
""")  # fmt: skip
    dialogue, (cafe, talk) = programme.dialogue, programme.sessions
    assert dialogue.ground_rules == {"en": "Listen.\nBe brief."}
    assert (dialogue.scope, dialogue.expected_output) == (
        {"en": "Everything wet"},
        {"en": "One page."},
    )
    assert (dialogue.co_facilitators, dialogue.rapporteurs) == (("P1", "P2"), ("P3",))
    assert (dialogue.walk_ins, dialogue.question_floor_minutes) == (False, 5)
    assert (cafe.variant, cafe.minutes, cafe.rounds.warn_minutes) == (
        Variant.RETURN_HOME,
        90,
        (10, 1),
    )
    assert (cafe.themes, cafe.questions) == (("water",), ("Q1", "Q2"))
    assert cafe.questions_by_round == (("Q1",), ("Q2", "Q1"))
    (table,) = cafe.tables
    assert (table.number, table.question, table.seats, table.language) == (7, "Q2", 9, "fr")
    assert (table.name, table.place, table.host, table.rapporteur) == ("Pier", "Hall 2", "P4", "P5")
    assert (talk.floor.prepared_limit_seconds, talk.floor.prepared_cap) == (60, 3)
    assert talk.floor.rules == ("spread_regions",)
    assert parse(dump(programme)) == programme


def test_the_example_programme():
    text = shared("cafe/programme.yaml").read_text("utf-8")
    parsed = check(text)
    programme = parsed.programme
    assert parsed.problems == ()
    assert (len(programme.themes), len(programme.questions)) == (7, 7)
    assert [each.kind for each in programme.sessions] == ["world_cafe", "roundtable", "plenary"]
    assert [table.number for table in programme.sessions[0].tables] == list(range(1, 16))
    assert set(programme.dialogue.title) == {"en", "fr", "zh", "ar"}
    assert programme.sessions[1].floor.prepared_limit_seconds == 120
    assert parse(dump(programme)) == programme


@pytest.mark.parametrize(
    ("old", "new", "path", "code", "value", "hint"),
    [
        ("theme: water}]}", "theme: watr}]}",
         "sessions[0].tables[0].theme", "misspelt_theme", "watr", "water"),
        ("theme: water}]}", "theme: fire}]}",
         "sessions[0].tables[0].theme", "no_theme", "fire", ""),
        ("theme: wind,", "theme: winds,",
         "questions[1].theme", "misspelt_theme", "winds", "wind"),
        ("from_session: cafe", "from_session: talk",
         "sessions[1].from_session", "no_session", "talk", ""),
        ("number: 1,", "number: one,",
         "sessions[0].tables[0].number", "not_whole", "one", "1–9999"),
        ("number: 1,", "",
         "sessions[0].tables[0].number", "missing", "", ""),
        ("kind: roundtable", "kind: round_table",
         "sessions[1].kind", "misspelt_choice", "round_table", "roundtable"),
        ("kind: roundtable", "kind: party",
         "sessions[1].kind", "not_choice", "party", "world_cafe, roundtable, plenary"),
        ("id: harbour", "id: Harbour!",
         "dialogue.id", "not_slug", "Harbour!", ""),
        ("id: Q2", "id: Q1",
         "questions[1].id", "taken", "Q1", "questions[0]"),
        ("{id: wind,", "{id: wi nd,",
         "themes[1].id", "not_key", "wi nd", ""),
        ("[fr, en]", "[fr, xq]",
         "dialogue.languages[1]", "not_language", "xq", ""),
        ("[fr, en]}", "[fr], timezone: Berlin}",
         "dialogue.timezone", "not_timezone", "Berlin", ""),
        ("[fr, en]}", "[fr], timezone: ../etc}",
         "dialogue.timezone", "not_timezone", "../etc", ""),
        ("[fr, en]}", "[fr], walk_ins: maybe}",
         "dialogue.walk_ins", "not_yes_no", "maybe", ""),
        ("title: {en: Wind}", "title: {en: , fr: }",
         "themes[1].title", "missing", "", ""),
        ("title: {en: Wind}", "title: " + "w" * 201,
         "themes[1].title", "too_long", "201", "200"),
        ("title: Café", "title: Café, questions: [Q11, Q1]",
         "sessions[0].questions[0]", "misspelt_question", "Q11", "Q1"),
        ("title: Café", "title: Café, rounds: {minutes: 10, warn_minutes: [10]}",
         "sessions[0].rounds.warn_minutes[0]", "warning_too_long", "10", "10"),
        ("[{number: 1, theme: water}]", "[{number: 1}, {number: 1}]",
         "sessions[0].tables[1].number", "taken", "1", "sessions[0].tables[0]"),
        ("[{number: 1, theme: water}]", "{number: 1}",
         "sessions[0].tables", "not_list", "", ""),
        ("[{number: 1, theme: water}]", "[just a table]",
         "sessions[0].tables[0]", "not_entries", "", ""),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_at_its_path(old, new, path, code, value, hint):
    parsed = check(changed(old, new))
    assert Problem(path, code, value, hint) in parsed.problems
    assert parsed.programme is None


@pytest.mark.parametrize(
    ("old", "new", "path", "code", "value", "hint"),
    [
        ("number: 1,", "number: 1, colour: blue,",
         "sessions[0].tables[0]", "unknown_field", "colour", ""),
        ("number: 1,", "number: 1, seat: 9,",
         "sessions[0].tables[0]", "misspelt_field", "seat", "seats"),
        ("title: Talk,", "title: Talk, tables: [],",
         "sessions[1].tables", "not_for_kind", "roundtable", ""),
        ("number: 1, theme: water", "number: 1",
         "sessions[0].tables[0]", "table_without_theme", "", ""),
        ("number: 1,", "number: 1, question: Q2,",
         "sessions[0].tables[0].question", "other_theme", "Q2", "wind"),
        ("title: Café", "title: Café, questions_by_round: [Q1, Q1, Q2, Q2]",
         "sessions[0].questions_by_round", "more_rounds", "4", "3"),
        ('title: Talk', 'title: "Ta\\u202Elk"',
         "sessions[1].title", "cleaned", "", ""),
    ],
)  # fmt: skip
def test_what_needs_a_look_is_said_and_the_programme_stands(old, new, path, code, value, hint):
    parsed = check(changed(old, new))
    assert parsed.problems == (Problem(path, code, value, hint),)
    assert parsed.problems[0].weight is Weight.WARNING
    assert parsed.programme is not None


def test_a_problem_is_a_path_and_a_sentence():
    (problem,) = check(changed("theme: water}]}", "theme: watr}]}")).problems
    sentence = "No theme is called “watr”; did you mean “water”?"
    assert problem.said("en") == f"sessions[0].tables[0].theme: {sentence}"


def test_every_problem_is_found_at_once():
    with pytest.raises(ProgrammeUnreadable) as refused:
        parse("dialogue: {title: {}}\nthemes: [{}]\nsessions: [{kind: plenary}]\n")
    assert [problem.path for problem in refused.value.found] == [
        "dialogue.id", "dialogue.title", "themes[0].id", "themes[0].title",
        "sessions[0].id", "sessions[0].title",
    ]  # fmt: skip


def test_yaml_has_no_surprises():
    text = changed("title: {en: Water}", "title: {no: no, en: 2024-06-03}")
    assert parse(text).themes[0].title == {"no": "no", "en": "2024-06-03"}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "missing"),
        ("[]", "not_entries"),
        ("a: [", "not_yaml"),
        ("a: \x07", "not_text"),
        ("a: \ud800", "not_text"),
        (b"\xff\xfe\x00", "not_text"),
        (b"\x80\x81", "not_text"),
        ("a: 1\na: 2", "twice_in_file"),
        ("a: &x 1\nb: *x", "shortcut"),
        ("a: !!python/object/apply:os.system [ls]", "shortcut"),
        ("? [a]\n: b", "not_yaml"),
        ("a: 1\n---\nb: 2", "one_document"),
        ("[" * 100_000, "too_deep"),
        ("a: [" + "x," * MAX_NODES + "]", "too_deep"),
        ("x" * (MAX_BYTES + 1), "too_large"),
    ],
    ids=lambda each: repr(each[:16]),
)
def test_what_is_no_programme_is_refused(text, code):
    assert code in [problem.code for problem in check(text).problems]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_file_in_any_unicode(encoding):
    assert parse(SMALL.encode(encoding)) == parse(SMALL)


def test_every_problem_has_a_sentence():
    assert SENTENCES.keys() > WARNINGS
    assert all(sentence % {"value": "x", "hint": "y"} for sentence in SENTENCES.values())


def test_the_written_file_keeps_a_table_on_a_line():
    assert "- {number: 1, theme: water, seats: 8}" in dump(parse(SMALL))
