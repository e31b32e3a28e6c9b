"""What a look at the preparation finds."""

from dataclasses import replace

import pytest

from facilitator.dialogues.programme import parse
from facilitator.dialogues.queries import dialogue as dialogue_of
from facilitator.people.roster import read_roster
from facilitator.rounds.layout import lay_out_programme
from facilitator.rounds.readiness import findings, prepared
from facilitator.rounds.readiness.findings import ISOLATED, ISOLATED_NO_MORE, SENTENCES
from facilitator.rounds.seating import make_plan
from facilitator.tables.keeping import import_people
from tests.works import at_work

READY = """
dialogue:
  id: ready
  title: Harbour
  languages: [en]
  scope: Water only.
  expected_output: One page.
  ground_rules: Listen.
  question_floor_minutes: 8
themes: [{id: water, title: Water}]
questions: [{id: Q-W, theme: water, text: What of water?}]
sessions:
  - id: cafe
    kind: world_cafe
    title: Café
    rounds: {count: 2, minutes: 20}
    tables:
      - {number: 1, theme: water, host: P4, rapporteur: P5, seats: 6}
      - {number: 2, theme: water, host: P6, rapporteur: P7, seats: 6}
"""
ROSTER = """id,name,role
P1,Ada,co_facilitator
P2,Ben,co_facilitator
P3,Cleo,rapporteur
P4,Dan,participant
P5,Eve,participant
P6,Flo,participant
P7,Gus,participant
P8,Hal,participant
"""


async def found(database, source=READY, roster=ROSTER, *, plan=True):
    async with at_work(database) as work:
        dialogue = await lay_out_programme(work, parse(source))
        await import_people(work, dialogue, read_roster(roster.encode()))
        dialogue.published_at = work.now
        if plan and dialogue.live_session_id:
            await make_plan(work, dialogue.live_session_id, "test")
        return findings(await prepared(work.db, dialogue))


def codes(these):
    return {each.code for each in these}


async def test_a_dialogue_that_is_ready(database):
    assert await found(database) == []


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"  scope: Water only.\n": ""}, "no_scope"),
        ({"  expected_output: One page.\n": ""}, "no_output"),
        ({"  ground_rules: Listen.\n": ""}, "no_ground_rules"),
        ({"languages: [en]": "languages: [en, fr]"}, "question_silent"),
        ({"themes: [": "themes: [{id: air, title: Air}, "}, "theme_empty"),
        ({"questions: [": "questions: [{id: Q-X, theme: water, text: And?}, "}, None),
        ({"minutes: 20": "minutes: 5"}, "too_many_questions"),
        ({"seats: 6": "seats: 2"}, "too_many_people"),
        ({"theme: water, host: P4": "host: P4"}, "no_subject"),
    ],
)
async def test_what_is_missing_in_the_programme(database, changes, code):
    source = READY
    for old, new in changes.items():
        source = source.replace(old, new)

    assert codes(await found(database, source)) == ({code} if code else set())


@pytest.mark.parametrize(
    ("gone", "expected"),
    [
        ("P2,Ben,co_facilitator\n", {"one_chair"}),
        ("P3,Cleo,rapporteur\n", {"no_rapporteur"}),
        ("P4,Dan,participant\n", {"no_host"}),
        ("P5,Eve,participant\n", {"no_table_rapporteur"}),
    ],
)
async def test_who_is_missing(database, gone, expected):
    assert codes(await found(database, roster=ROSTER.replace(gone, ""))) == expected


async def test_people_without_seats_are_counted_by_round(database):
    these = await found(database, plan=False)

    assert [(each.code, each.values) for each in these] == [
        ("no_seat", {"round": number, "count": 5}) for number in (1, 2)
    ]


async def test_tables_are_named_in_their_own_direction(database):
    these = await found(database, READY.replace("host: P4, ", "").replace("host: P6, ", ""))

    listed = next(each.values["what"] for each in these if each.code == "no_host")
    assert listed == ", ".join(f"{ISOLATED}{number}{ISOLATED_NO_MORE}" for number in (1, 2))


async def test_an_empty_dialogue(database, cafe):
    async with at_work(database) as work:
        dialogue = await dialogue_of(work.db, cafe.dialogue)
        empty = replace(await prepared(work.db, dialogue), themes=[], questions=[], sessions=[])

    assert {"no_themes", "no_questions", "no_sessions", "unpublished"} <= codes(findings(empty))


async def test_every_finding_has_its_sentence(database, cafe):
    async with at_work(database) as work:
        all_there_is = await prepared(work.db, await dialogue_of(work.db, cafe.dialogue))
        these = findings(all_there_is)

    assert these
    assert all(each.sentence % each.values for each in these)
    assert codes(these) <= SENTENCES.keys()
