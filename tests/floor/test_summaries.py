"""A rapporteur sums up speeches, beside the notes of all."""

import pytest

from facilitator.floor.actions.summing import LONGEST, summarise
from facilitator.kit.errors import Conflict, Invalid, NotNow


@pytest.fixture
async def sums_up(talk):
    await talk.asks("cleo")
    await talk.speaks("cleo", 1)

    async def act(words, seen="", number=1, who="finn"):
        async with talk.work(who) as work:
            await summarise(work, await talk.of(work), number, words, seen)
        speech = (await talk.look()).speeches[0].speech
        return speech.summary

    return act


async def test_a_summary_is_written_changed_and_taken_away(sums_up):
    assert await sums_up(" Wells first.\r\n") == "Wells first."
    assert await sums_up("Wells, then pipes.", seen="Wells first.") == "Wells, then pipes."
    assert await sums_up(" ", seen="Wells, then pipes.") is None


async def test_the_second_of_two_rapporteurs_is_told(sums_up):
    await sums_up("Wells first.")
    with pytest.raises(Conflict):
        await sums_up("Pipes first.", who="dora")
    assert await sums_up("Wells first.", seen="Wells first.") == "Wells first."


async def test_a_summary_is_short_and_of_a_speech_that_was_held(sums_up):
    with pytest.raises(Invalid):
        await sums_up("x" * (LONGEST + 1))
    with pytest.raises(NotNow):
        await sums_up("Nobody said this.", number=2)


async def test_the_desk_sums_up_in_a_form_and_the_log_and_the_file_say_it(house, cafe, talk):
    await talk.asks("cleo")
    await talk.speaks("cleo", 1)
    finn = house.visitor(cafe, "finn", "desk")
    below = f"{finn.path}/sessions/{talk.session}/floor"
    form = await finn.get(f"{below}/speeches/1/summary")
    assert "Non-Party stakeholder" in form.text
    assert "Cleo" not in form.text
    saved = await finn.post(
        f"{below}/speeches/1/summary", data={"summary": "Wells <first>.", "seen": ""}
    )
    assert saved.status_code == 204
    assert "Wells &lt;first&gt;." in (await finn.regions("floor"))["log"]
    assert "Wells <first>." in (await finn.get(f"{below}/speeches.csv")).text
    again = await finn.post(f"{below}/speeches/1/summary", data={"summary": "Another", "seen": ""})
    assert again.status_code == 409
