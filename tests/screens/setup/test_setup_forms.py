"""The forms of the set-up: what they change, and what they say when something is wrong."""

import re

import pytest

from facilitator.dialogues import queries
from facilitator.dialogues.programme import FloorSpec
from facilitator.people.queries import by_keys, person
from facilitator.people.rules import Role
from facilitator.rounds.queries import rounds_of
from facilitator.tables.queries import numbered, tables_of

BASICS = {
    "title_en": "Harbour café",
    "languages": ["en", "fr"],
    "timezone": "Europe/Berlin",
    "attribution": "attributed",
    "denominator": "present",
    "question_floor_minutes": "10",
}
SESSION = {
    "title_en": "World Café",
    "variant": "return_home",
    "count": "3",
    "round_minutes": "0,5",
    "warn_minutes": "0.25",
    "grace_minutes": "1",
}
TABLE = {"seats": "5", "theme": "water", "host": "P001", "rapporteur": "P008", "place": "Window"}
PERSON = {"key": "P001", "name": "Ada", "role": "participant", "constituency": "party"}


@pytest.fixture
def dora(house, cafe):
    return house.visitor(cafe, "dora", "setup")


async def sent(visitor, path, **data):
    """Posts a form and follows to the page it leads to."""
    answer = await visitor.post(path, data=data)
    assert answer.status_code == 303, answer.text
    page = await visitor.get(answer.headers["location"])
    assert page.status_code == 200
    return page.text


def says(page, sentence):
    return sentence in page.replace("&#39;", "'")


# ---- what they change -------------------------------------------------------------------------


async def test_basics(dora, cafe, database):
    page = await sent(dora, "basics", **BASICS, scope_en="Water only", walk_ins="yes")

    async with database.reading() as db:
        dialogue = await queries.dialogue(db, cafe.dialogue)
    assert says(page, "Saved.")
    assert dialogue.languages == ["en", "fr"]
    assert dialogue.scope == {"en": "Water only"}
    assert (dialogue.attribution, dialogue.denominator) == ("attributed", "present")
    assert (dialogue.walk_ins, dialogue.question_floor_minutes) == (True, 10)
    assert dialogue.title["ar"], "words in a language that the form does not show stay"


async def test_a_theme_comes_and_goes(dora, cafe, database):
    await sent(dora, "themes", title_en="Loss and damage", key="loss")
    await sent(dora, "themes/loss", title_en="Loss & damage")
    await sent(dora, "themes/loss/earlier")
    async with database.reading() as db:
        themes = [(each.key, each.title["en"]) for each in await queries.themes(db, cafe.dialogue)]
    assert themes == [("water", "Water"), ("loss", "Loss & damage"), ("energy", "Energy")]

    assert says(await sent(dora, "themes/loss/removal"), "Removed.")


async def test_a_question_is_asked_at_a_session(dora, cafe, database):
    await sent(dora, "questions", theme="energy", text_en="Who pays?", key="Q-2")
    asked = {"asked_Q-2": ["2"], "asked_Q-water": ["1", "2"]}
    await sent(dora, "sessions/cafe/questions", **asked)

    async with database.reading() as db:
        keys = {each.id: each.key for each in await queries.questions(db, cafe.dialogue)}
        rounds = {keys[e.question_id]: e.rounds for e in await queries.asking(db, cafe.session)}
    assert rounds == {"Q-water": [], "Q-2": [2]}


async def test_sessions_of_each_kind(dora, cafe, database):
    for kind in ("world_cafe", "roundtable", "plenary"):
        page = await sent(dora, "sessions", kind=kind, title_en=f"A {kind}", key=kind)
        assert says(page, f"A {kind}")
    floor = {"limit_seconds": "120", "prepared_limit_seconds": "60", "prepared_cap": ""}
    floor |= {"quota_party": "30", "second_language_percent": "25", "list_cap": "40"}
    await sent(
        dora, "sessions/roundtable", title_en="Talk", minutes="45", themes=["water"],
        from_session="cafe", rules=["spread_regions"], **floor,
    )  # fmt: skip

    async with database.reading() as db:
        talk = await queries.session_of(db, cafe.dialogue, "roundtable")
        new_cafe = await queries.session_of(db, cafe.dialogue, "world_cafe")
        assert len(await rounds_of(db, new_cafe.id)) == 3
    assert (talk.minutes, talk.theme_keys, talk.from_session_key) == (45, ["water"], "cafe")
    assert talk.floor_spec == FloorSpec(
        120,
        60,
        None,
        ("spread_regions",),
        second_language_percent=25,
        list_cap=40,
        quotas={"party": 30},
    )


async def test_quotas_of_constituencies_and_groups(dora, cafe, database):
    await sent(dora, "sessions", kind="roundtable", title_en="Talk", key="talk")
    floor = {"title_en": "Talk", "limit_seconds": "120", "prepared_limit_seconds": "60"}

    async def kept(**quotas):
        await sent(dora, "sessions/talk", **floor, **quotas)
        async with database.reading() as db:
            return (await queries.session_of(db, cafe.dialogue, "talk")).floor_spec.quotas

    assert await kept(quota_nps="30", quota_AOSIS="12.5", quota_LDC="") == {
        "nps": 30,
        "AOSIS": 12.5,
    }
    assert await kept() == {"nps": 30, "AOSIS": 12.5}
    page = (await dora.get("sessions/talk")).text
    assert re.search(r'name="quota_AOSIS"[^>]*value="12.5"', page)
    assert await kept(quota_nps="", quota_AOSIS="", quota_EU="8") == {"EU": 8}
    wrong = await dora.post("sessions/talk", data={**floor, "quota_EU": "soon"})
    assert wrong.status_code == 422


async def test_rounds_take_new_times_and_parts_of_minutes(dora, cafe, database):
    await sent(dora, "sessions/cafe", **SESSION)

    async with database.reading() as db:
        rounds = await rounds_of(db, cafe.session)
        session = await queries.session(db, cafe.session)
    assert session.variant == "return_home"
    assert [(e.seconds, e.warn_seconds, e.grace_seconds) for e in rounds] == [(30, [15], 60)] * 3


async def test_a_round_that_has_begun_keeps_its_time(house, dora, cafe, database):
    await house.open_round(cafe)
    await sent(dora, "sessions/cafe", **SESSION)

    async with database.reading() as db:
        assert [e.seconds for e in await rounds_of(db, cafe.session)] == [1800, 30, 30]


async def test_tables_are_made_changed_doubled_and_removed(dora, cafe, database):
    await sent(dora, "sessions/cafe/tables", count="2", seats="4", themes=["energy"])
    await sent(dora, "sessions/cafe/tables/4", **TABLE)
    await sent(dora, "sessions/cafe/tables/4/twin")
    await sent(dora, "sessions/cafe/tables/5/removal")

    async with database.reading() as db:
        tables = await tables_of(db, cafe.session)
        ada = await person(db, cafe.dialogue, cafe.people["ada"])
    fourth = next(each for each in tables if each.number == 4)
    assert [each.number for each in tables] == [1, 2, 3, 4, 6]
    assert (fourth.host_id, fourth.seats, fourth.place) == (ada.id, 5, "Window")
    assert ada.role == Role.TABLE_HOST


async def test_a_seating_plan_is_made(dora, cafe, database):
    assert says(await sent(dora, "sessions/cafe/tables/plan"), "The seating plan is made.")


async def test_a_person_is_added_changed_and_taken_off(dora, cafe, database):
    await sent(dora, "people/new", name="Mia Quell", party="WSM")
    async with database.reading() as db:
        mia = (await by_keys(db, cafe.dialogue))["P011"]
    assert (mia.un_region, mia.constituency) == ("Asia-Pacific", "party")
    assert "AOSIS" in mia.groups

    await sent(
        dora, "people/P011", key="M1", name="Mia", role="rapporteur", passphrase="long enough"
    )
    async with database.reading() as db:
        mia = (await by_keys(db, cafe.dialogue))["M1"]
    assert (mia.role, mia.party, bool(mia.passphrase_hash)) == ("rapporteur", None, True)

    assert says(await sent(dora, "people/M1/removal"), "Removed.")


async def test_a_link_is_renewed(dora, cafe, database):
    async with database.reading() as db:
        before = (await person(db, cafe.dialogue, cafe.people["ada"])).link_token
    page = await sent(dora, "people/P001/link")

    async with database.reading() as db:
        after = (await person(db, cafe.dialogue, cafe.people["ada"])).link_token
    assert before != after
    assert after in page
    assert before not in page


NOT_GIVEN_BACK = {"passphrase", "host"}  # a secret; and a choice that is not offered

# ---- what they say ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "data", "sentence"),
    [
        ("basics", BASICS | {"title_en": " ", "title_ar": ""}, "needed, in one language at least"),
        ("basics", BASICS | {"timezone": "Mars/Base"}, "not a time zone"),
        ("basics", BASICS | {"languages": []}, "Choose one language at least."),
        ("basics", BASICS | {"question_floor_minutes": "ten"}, "whole number from 1 to 240"),
        ("themes", {"title_en": "Air", "key": "water"}, "already in use here"),
        ("themes", {"title_en": "Air", "key": "a b"}, "Use letters, digits"),
        ("themes", {"title_en": "", "key": "air"}, "needed, in one language at least"),
        ("questions", {"text_en": "Why?", "key": "Q-3"}, "Choose the theme of this question."),
        ("questions", {"text_en": "x" * 601, "key": "Q-3", "theme": "water"}, "At most 600"),
        ("sessions", {"title_en": "Two", "key": "cafe"}, "already in use here"),
        ("sessions/cafe", SESSION | {"count": "13"}, "whole number from 1 to 12"),
        ("sessions/cafe", SESSION | {"round_minutes": "-5"}, "number of minutes"),
        ("sessions/cafe", SESSION | {"warn_minutes": "9"}, "minutes below 0.5"),
        ("sessions/cafe/tables", {"count": "0", "seats": "4"}, "whole number from 1 to 200"),
        ("sessions/cafe/tables/1", TABLE | {"seats": "many"}, "whole number from 1 to 200"),
        ("sessions/cafe/tables/1", TABLE | {"host": "P004"}, "has another task"),
        ("sessions/cafe/tables/1", TABLE | {"host": "P008"}, "cannot be both"),
        ("people/new", {"name": " "}, "This is needed."),
        ("people/new", {"name": "Mia", "key": "P001"}, "has the id"),
        ("people/P001", PERSON | {"passphrase": "short"}, "At least 8 characters"),
        ("copy", {"title_en": "Again", "key": "other-cafe"}, "Choose another one."),
    ],
)
async def test_a_form_says_what_is_wrong_and_keeps_what_was_typed(dora, path, data, sentence):
    answer = await dora.post(path, data=data)

    assert answer.status_code == 422
    assert says(answer.text, sentence)
    assert 'id="error-summary"' in answer.text
    typed = [value for name, value in data.items() if name not in NOT_GIVEN_BACK]
    assert all(value in answer.text for value in typed if isinstance(value, str))


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("themes/water/removal", "still has questions or tables"),
        ("sessions/cafe/removal", "Round 1 has begun"),
        ("sessions/cafe/tables/1/removal", "sat or written at table 1"),
        ("sessions/cafe/tables/plan", "has begun"),
        ("people/P001/removal", "Ada has taken part"),
    ],
)
async def test_what_is_in_use_stays(house, dora, cafe, database, path, sentence):
    await house.open_round(cafe)
    answer = await dora.post(path)

    assert answer.status_code == 409
    assert says(answer.text, sentence)
    async with database.reading() as db:
        assert await numbered(db, cafe.session, 1)
        assert len(await queries.themes(db, cafe.dialogue)) == 2


async def test_a_refused_action_leaves_nothing_half_done(dora, cafe, database):
    await sent(dora, "sessions/cafe/tables/1", seats="6", question="Q-water")
    answer = await dora.post("questions/Q-water/removal")

    assert answer.status_code == 409
    async with database.reading() as db:
        assert len(await queries.asking(db, cafe.session)) == 2


SEEN = re.compile(r'name="seen" value="([0-9a-f]+)"')


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("basics", BASICS),
        ("themes/water", {"title_en": "Waters"}),
        ("questions/Q-water", {"theme": "energy", "text_en": "Why water?"}),
        ("sessions/cafe", SESSION),
        ("sessions/cafe/tables/3", {"seats": "9"}),
        ("people/P001", PERSON | {"organisation": "Harbour board"}),
    ],
)
async def test_two_chairs_do_not_overwrite_each_other_unknowing(house, cafe, dora, path, data):
    emil = house.visitor(cafe, "emil", "setup")
    seen = SEEN.search((await dora.get(path)).text)[1]
    await sent(emil, path, **data, seen=seen)

    late = await dora.post(path, data=data | {"seen": seen})
    again = await dora.post(path, data=data | {"seen": SEEN.search(late.text)[1]})

    assert late.status_code == 409
    assert says(late.text, "Somebody else changed this meanwhile.")
    assert all(value in late.text for value in data.values() if isinstance(value, str))
    assert again.status_code == 303


NASTY = "\u202e<script>alert(1)</script>\x00\ud7ff=cmd|'/c calc'"


async def test_nasty_words_are_cleaned_kept_and_shown_as_words(dora, cafe, database):
    page = await sent(dora, "themes", title_en=NASTY, key="nasty")

    async with database.reading() as db:
        theme = await queries.theme(db, cafe.dialogue, "nasty")
    assert "\x00" not in theme.title["en"]
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


async def test_a_very_long_paste_is_refused_with_words(dora):
    answer = await dora.post("basics", data=BASICS | {"scope_en": "x" * 1_000_000})

    assert answer.status_code == 422
    assert says(answer.text, "At most 4000 characters")
