"""Who has the floor: called, started, paused, interrupted, ended. Always one, and its clock."""

import pytest

from facilitator.floor.queries import acts
from facilitator.floor.rules.kinds import Asking, State
from facilitator.floor.rules.moves import Move, Phase
from facilitator.kit.errors import Conflict, NotNow


async def spoken(talk, who):
    found = await talk.look()
    wish = found.wishes[talk.asked[who]]
    return round(wish.speech.clock.used(talk.now).total_seconds())


async def state(talk, who):
    return (await talk.look()).wishes[talk.asked[who]].request.state


async def test_from_asking_to_having_spoken(talk):
    await talk.asks("ada")
    assert await talk.order() == ["Ada"]
    await talk.does("call", talk.asked["ada"])
    assert ((await talk.look()).phase, await talk.order()) == (Phase.CALLED, [])
    await talk.does("start")
    talk.passes(seconds=70)
    found = await talk.look()
    assert (found.phase, found.speaking.name) == (Phase.SPEAKING, "Ada")
    assert found.speaking.speech.clock.left(talk.now).total_seconds() == 110
    await talk.does("end")
    found = await talk.look()
    assert (found.phase, [w.name for w in found.speeches]) == (Phase.FREE, ["Ada"])
    assert (await spoken(talk, "ada"), await state(talk, "ada")) == (70, State.HEARD)


async def test_calling_the_next_one_ends_the_turn_before(talk):
    for who in ("ada", "ben"):
        await talk.asks(who)
    await talk.does("call", talk.asked["ada"])
    await talk.does("start")
    talk.passes(seconds=40)
    await talk.does("call", talk.asked["ben"])
    found = await talk.look()
    assert (found.called.name, found.speaking) == ("Ben", None)
    assert (await spoken(talk, "ada"), await state(talk, "ada")) == (40, State.HEARD)


async def test_whoever_waited_for_the_floor_acts_after_those_who_held_it(talk):
    await talk.asks("ada")
    await talk.does("call", talk.asked["ada"])
    await talk.does("start")
    talk.passes(seconds=60)
    await talk.does("pause")
    talk.passes(seconds=-20)  # this press began before that pause, and waited for it
    await talk.does("resume")
    talk.passes(seconds=30)
    await talk.does("end")
    assert await spoken(talk, "ada") == 70


async def test_a_question_pauses_the_speaker_who_then_goes_on(talk):
    await talk.asks("ada")
    await talk.asks("ben")
    await talk.does("call", talk.asked["ada"])
    await talk.does("start")
    talk.passes(seconds=60)
    await talk.asks("cleo", Asking.QUESTION)
    assert (await talk.order())[0] == "Cleo"
    await talk.does("call", talk.asked["cleo"])
    await talk.does("start")
    talk.passes(seconds=20)
    found = await talk.look()
    assert (found.speaking.name, found.interrupted.name) == ("Cleo", "Ada")
    with pytest.raises(NotNow, match="Ada was interrupted"):
        await talk.does("call", talk.asked["ben"])
    await talk.does("end")
    talk.passes(seconds=30)
    found = await talk.look()
    assert (found.speaking.name, found.interrupted, found.phase) == ("Ada", None, Phase.SPEAKING)
    assert (await spoken(talk, "ada"), await spoken(talk, "cleo")) == (90, 20)


async def test_a_second_question_lets_the_first_one_end(talk):
    for who in ("ada", "ben", "cleo"):
        await talk.asks(who, Asking.INTERVENTION if who == "ada" else Asking.QUESTION)
    await talk.does("call", talk.asked["ada"])
    await talk.does("start")
    for who in ("ben", "cleo"):
        await talk.does("call", talk.asked[who])
        await talk.does("start")
    assert (await talk.look()).interrupted.name == "Ada"
    await talk.does("end")
    assert (await talk.look()).speaking.name == "Ada"
    assert await state(talk, "ben") == State.HEARD


async def test_a_question_nobody_asks_lets_the_speaker_go_on(talk):
    await talk.asks("ada")
    await talk.asks("cleo", Asking.QUESTION)
    await talk.does("call", talk.asked["ada"])
    await talk.does("start")
    await talk.does("call", talk.asked["cleo"])
    talk.passes(seconds=5)
    await talk.withdraws("cleo")
    found = await talk.look()
    assert (found.phase, found.speaking.name, found.called) == (Phase.SPEAKING, "Ada", None)


async def test_a_question_taken_back_while_it_is_called_counts_no_time_twice(talk):
    await talk.asks("ada")
    await talk.asks("cleo", Asking.QUESTION)
    await talk.does("call", talk.asked["ada"])
    await talk.does("start")
    talk.passes(seconds=10)
    await talk.does("call", talk.asked["cleo"])
    called_at = talk.now
    talk.passes(seconds=-4)  # it was on its way already, and waited for the chair's act
    await talk.withdraws("cleo")
    assert (await talk.look()).speaking.speech.clock.since == called_at


async def test_pausing_and_more_time(talk):
    await talk.asks("ada")
    await talk.does("call", talk.asked["ada"])
    await talk.does("start")
    talk.passes(seconds=100)
    await talk.does("pause")
    talk.passes(minutes=5)
    assert (await talk.look()).phase is Phase.PAUSED
    await talk.does("extend", 60)
    await talk.does("resume")
    talk.passes(seconds=100)
    clock = (await talk.look()).speaking.speech.clock
    assert clock.left(talk.now).total_seconds() == 180 + 60 - 200


async def test_whoever_is_absent_goes_to_the_end_of_their_kind(talk):
    for who in ("ada", "ben"):
        await talk.asks(who)
    await talk.asks("hugo", Asking.REPLY)
    await talk.does("call", talk.asked["ada"])
    await talk.does("skip")
    assert await talk.order() == ["Hugo", "Ben", "Ada"]
    assert (await talk.look()).phase is Phase.FREE


async def test_whoever_is_put_back_keeps_their_place(talk):
    for who in ("ada", "ben"):
        await talk.asks(who)
    await talk.does("call", talk.asked["ada"])
    await talk.does("put_back")
    assert await talk.order() == ["Ada", "Ben"]


async def test_the_last_speaker_again(talk):
    with pytest.raises(NotNow, match="Nobody has spoken"):
        await talk.does("again")
    for who in ("ada", "ben"):
        await talk.asks(who)
    await talk.speaks("ada", 60)
    await talk.does("again")
    assert await talk.order() == ["Ada", "Ben"]
    found = await talk.look()
    assert found.line().standings[0].asker.by_hand == 1


async def test_removing_a_waiting_name_never_touches_the_clock(talk):
    for who in ("ada", "ben"):
        await talk.asks(who)
    await talk.does("call", talk.asked["ada"])
    await talk.does("start")
    before = (await talk.look()).speaking.speech.clock
    talk.passes(seconds=30)
    await talk.does("remove", talk.asked["ben"])
    await talk.asks("cleo")
    await talk.withdraws("cleo")
    assert (await talk.look()).speaking.speech.clock == before


@pytest.mark.parametrize(
    ("action", "given", "sentence"),
    [
        ("start", (), "Call somebody first"),
        ("pause", (), "Nobody is speaking"),
        ("resume", (), "Nobody is paused"),
        ("extend", (30,), "Nobody has the floor"),
        ("end", (), "Nobody has the floor"),
        ("skip", (), "Nobody is called"),
        ("put_back", (), "Nobody is called"),
    ],
)
async def test_what_cannot_be_done_now(talk, action, given, sentence):
    await talk.asks("ada")
    with pytest.raises(NotNow, match=sentence):
        await talk.does(action, *given)


async def test_two_chairs_press_at_once(talk):
    for who in ("ada", "ben"):
        await talk.asks(who)
    seen = (await talk.look()).floor.version
    await talk.does("call", talk.asked["ada"], who="emil", expected=seen)
    with pytest.raises(Conflict, match="Emil just called somebody"):
        await talk.does("call", talk.asked["ben"], expected=seen)
    assert (await talk.look()).called.name == "Ada"


async def test_whoever_is_called_already_cannot_be_called_twice(talk):
    await talk.asks("ada")
    await talk.does("call", talk.asked["ada"])
    with pytest.raises(NotNow, match="Ada is not in the line"):
        await talk.does("call", talk.asked["ada"])


async def test_calling_another_than_the_next_is_logged(talk):
    for who in ("ada", "ben", "cleo"):
        await talk.asks(who)
    await talk.does("call", talk.asked["cleo"])
    async with talk.database.reading() as db:
        last = (await acts(db, talk.session))[-1]
    assert (last.act, last.detail, last.by) == (
        Move.CALL,
        {"place": 3},
        talk.cafe.people["dora"],
    )
    found = await talk.look()
    assert [w.request.passed for w in found.waiting] == [1, 1]


async def test_whoever_withdrew_cannot_be_called(talk):
    await talk.asks("ada")
    await talk.withdraws("ada")
    with pytest.raises(NotNow, match="not in the line any more"):
        await talk.does("call", talk.asked["ada"])
