"""Joining: by code, by link, by personal code; and what happens when it does not go well."""

import re

from facilitator.dialogues.model import Dialogue
from facilitator.people.editing import renew_ways_in
from facilitator.people.model import Participant
from facilitator.people.rules import Screen
from facilitator.screens.doors import cookie_name


async def joined(house, cafe, **form):
    stranger = house.visitor(cafe, "", "phone")
    form = {"locale": "en", "consent": "true", **form}
    return await stranger.post(f"/j/{cafe.join_code}", data=form)


def phone_pass(answer, cafe):
    return answer.cookies.get(cookie_name(Screen.PHONE, cafe.slug))


async def test_a_walk_in_joins_and_is_seated(house, cafe):
    answer = await joined(house, cafe, name="Kim")

    assert answer.status_code == 303, answer.text
    kim = house.visitor(cafe, "", "phone")
    kim.cookie = f"{cookie_name(Screen.PHONE, cafe.slug)}={phone_pass(answer, cafe)}"
    assert "Go to table" in (await kim.regions())["next"]


async def test_the_roster_entry_is_found_by_badge_number(house, cafe):
    answer = await joined(house, cafe, name="p001")

    assert answer.status_code == 303
    ada = house.visitor(cafe, "", "phone")
    ada.cookie = f"{cookie_name(Screen.PHONE, cafe.slug)}={phone_pass(answer, cafe)}"
    assert "Ada" in (await ada.get()).text


async def test_nobody_joins_twice_as_the_same_person_without_the_code(house, cafe):
    await joined(house, cafe, name="Ada")

    again = await joined(house, cafe, name="Ada")

    assert again.status_code == 409
    assert 'name="personal_code"' in again.text
    assert phone_pass(again, cafe) is None


async def test_what_was_typed_is_kept_when_consent_is_missing(house, cafe):
    answer = await joined(house, cafe, name="Kim the Third", consent="false")

    assert answer.status_code == 422
    assert "Kim the Third" in answer.text
    assert "ground rules" in answer.text


async def test_a_role_in_the_form_gives_no_role(house, cafe):
    answer = await joined(house, cafe, name="Lou", role="co_facilitator")

    assert answer.headers["location"] == f"/phone/{cafe.slug}"


async def test_an_unknown_code_is_explained_and_guesses_are_counted(house, cafe):
    stranger = house.visitor(cafe, "", "phone")
    answers = [await stranger.get("/j/00000000") for _ in range(31)]

    assert answers[0].status_code == 404
    assert "No dialogue has this code" in answers[0].text
    assert answers[-1].status_code == 429
    assert answers[-1].headers["Retry-After"] == "60"


async def test_a_hall_joins_from_one_address(house, cafe):
    """More than may guess wrong: whoever is right is never counted."""
    for number in range(35):
        assert (await joined(house, cafe, name=f"Kim {number}")).status_code == 303


async def test_others_guesses_shut_no_hall_out(house, cafe):
    """Thirty who mistype the code, or one who plays, close the door to those who type it for a
    minute; not to those who scan it, nor to those who have the form open."""
    stranger = house.visitor(cafe, "", "phone")
    typed = f"/j/{cafe.join_code}"
    opened = re.findall(r'action="([^"]+)"', (await stranger.get(typed)).text)
    for number in range(31):
        await stranger.get(f"/j/WRNG{number:04}-0123456789ab")
    assert (await stranger.get(typed)).status_code == 429
    assert (await stranger.get(f"{typed}-0123456789ab")).status_code == 429

    scanned = await way_in(house, cafe)
    assert set(opened) == {scanned}
    assert (await stranger.get(scanned)).status_code == 200
    form = {"locale": "en", "consent": "true"}
    assert (await stranger.post(scanned, data=form | {"name": "Kim"})).status_code == 303
    guess = await stranger.post(scanned, data=form | {"personal_code": "WRNG0000"})
    assert guess.status_code == 429


async def way_in(house, cafe):
    async with house.app.state.database.reading() as db:
        return f"/j/{(await db.get_one(Dialogue, cafe.dialogue)).way_in}"


async def test_the_mark_of_a_way_in_is_not_needed(house, cafe):
    """A poster is good for as long as its code is, also in another's writing."""
    stranger = house.visitor(cafe, "", "phone")
    code = cafe.join_code
    for path in (code, f"{code}-0123456789ab", f"{code}-é", f"{code[:4]}-{code[4:].lower()}"):
        assert (await stranger.get(f"/j/{path}")).status_code == 200, path


async def test_a_link_that_was_renewed_is_gone_for_good(house, cafe):
    """Also with a passphrase in hand, and however it is asked for; the new one opens."""
    stranger = house.visitor(cafe, "", "phone")
    async with house.at_work(cafe) as work:
        ada = await work.db.get_one(Participant, cafe.people["ada"])
        before = f"/link/{ada.link_token}"
    assert (await stranger.get(before)).status_code in (200, 303)
    async with house.at_work(cafe) as work:
        ada = await work.db.get_one(Participant, cafe.people["ada"])
        await renew_ways_in(work, ada)
        now = f"/link/{ada.link_token}"

    for old in (before, f"{before}?to=console", f"{before}x"):
        answers = [await stranger.get(old), await stranger.post(old, data={"passphrase": "x"})]
        assert [each.status_code for each in answers] == [410, 410]
        assert not any(each.cookies for each in answers)
        assert "Ask a co-facilitator for a new one" in answers[0].text
    assert (await stranger.get(now)).status_code in (200, 303)


async def test_the_way_back_is_offered_to_whoever_was_here(house, cafe):
    """And to nobody who merely guesses that there is such a dialogue."""
    stranger = house.visitor(cafe, "", "phone")
    back = f'href="/phone/{cafe.slug}"'
    mark = (await joined(house, cafe, name="Kim")).cookies[f"been_{cafe.slug}"]
    for value, offered in ((mark, True), ("1", False), ("", False)):
        stranger.cookie = f"been_{cafe.slug}={value}"
        assert (back in (await stranger.get("/")).text) is offered


async def test_pages_of_all_parts_open(house, cafe):
    for who, screen in (("ada", "phone"), ("gita", "table")):
        answer = await house.visitor(cafe, who, screen).get()
        assert answer.status_code == 200, answer.text
    assert (await house.visitor(cafe, "").get("/")).status_code == 200
    assert (await house.visitor(cafe, "").get(f"/j/{cafe.join_code}?locale=ar")).status_code == 200
