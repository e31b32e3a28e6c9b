"""Hands that are raised together share a commit and the floor's lock, and nothing else."""

import asyncio
from contextlib import suppress
from itertools import count

import pytest
from sqlalchemy import select

from facilitator.floor.actions.line import Answer, Ask, TakeBack
from facilitator.floor.rules.kinds import Asking, State
from facilitator.kit.audit import faults
from facilitator.kit.errors import Invalid, NotFound, NotNow, SignedOut
from facilitator.kit.ledger import LoggedEvent
from facilitator.people.rules import Right, Screen
from facilitator.screens import hands
from facilitator.screens.box import Box
from facilitator.screens.doors import Caller
from facilitator.screens.hands import Sign, see_to
from tests.floor.roundtable import open_roundtable
from tests.works import Silence

KEYS = count()


class Hands:
    """The box of a roundtable, and short ways to raise a hand."""

    def __init__(self, talk):
        self.talk, self.cafe = talk, talk.cafe
        self.box = Box(talk.database, Silence(), see_to)

    def asks(self, who="ada", kind=Asking.INTERVENTION, **more):
        session = more.pop("session", self.talk.session)
        return self._raised(who, Sign(session, Ask(f"hand-{next(KEYS):04}", kind, **more)))

    def asks_as(self, who, key):
        return self._raised(who, Sign(self.talk.session, Ask(key)))

    def takes_back(self, who, key):
        return self._raised(who, Sign(self.talk.session, TakeBack(key)))

    def _raised(self, who, sign):
        token = self.cafe.passes.get((who, Screen.PHONE), "nobody's")
        caller = Caller(self.cafe.slug, Screen.PHONE, Right.TAKE_PART, token)
        return self.box.take(caller, sign)

    async def seen(self, *raised):
        """The answers to hands that were all up before anybody looked."""
        waiting = [asyncio.ensure_future(each) for each in raised]
        await asyncio.sleep(0)
        running = asyncio.create_task(self.box.run())
        answers = await asyncio.gather(*waiting, return_exceptions=True)
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running
        return answers

    async def line(self):
        found = await self.talk.look()
        return [each.name for each in found.waiting]

    async def log(self):
        """(revision, who) of each hand's event."""
        query = select(LoggedEvent.revision, LoggedEvent.actor_id).filter_by(name="FloorAsked")
        async with self.talk.database.reading() as db:
            assert await faults(db, self.cafe.dialogue) == []
            return (await db.execute(query.order_by(LoggedEvent.revision))).all()


@pytest.fixture
async def raised(database, cafe):
    return Hands(await open_roundtable(database, cafe, list_cap=3, prepared_cap=1))


@pytest.fixture
def together(monkeypatch):
    """How many were seen to at once."""
    seen, attend = [], hands.attend

    async def counted(session, some):
        seen.append(len(some))
        return await attend(session, some)

    monkeypatch.setattr(hands, "attend", counted)
    return seen


async def test_those_who_ask_together_stand_in_the_order_they_came(raised, together):
    who = ["gita", "ada", "ben"]
    answers = await raised.seen(*(raised.asks(each) for each in who))
    assert together == [3]
    assert [(each.turn, each.again) for each in answers] == [(1, False), (2, False), (3, False)]
    assert await raised.line() == ["Gita", "Ada", "Ben"]
    log = await raised.log()
    assert [actor for _, actor in log] == [raised.cafe.people[each] for each in who]
    assert len({revision for revision, _ in log}) == 3  # each is an act of its own


async def test_asking_twice_at_once_asks_once(raised):
    first, again, other_device = await raised.seen(
        raised.asks_as("ada", "key-of-ada"), raised.asks_as("ada", "key-of-ada"), raised.asks("ada")
    )
    assert not first.again
    assert again == other_device == first._replace(again=True)
    assert await raised.line() == ["Ada"]
    assert len(await raised.log()) == 1


async def test_the_last_place_is_given_once(raised):
    answers = await raised.seen(*(raised.asks(each) for each in ("ada", "ben", "cleo", "gita")))
    assert [type(each) for each in answers] == [Answer, Answer, Answer, NotNow]
    assert await raised.line() == ["Ada", "Ben", "Cleo"]


async def test_a_place_given_back_is_given_on(raised):
    await raised.seen(raised.asks_as("ada", "key-of-ada"), raised.asks("ben"), raised.asks("cleo"))
    _, gita = await raised.seen(raised.takes_back("ada", "key-of-ada"), raised.asks("gita"))
    assert isinstance(gita, Answer)
    assert await raised.line() == ["Ben", "Cleo", "Gita"]


async def test_prepared_statements_are_counted_among_those_who_ask_together(raised):
    _, refused, _, freed = await raised.seen(
        raised._raised("ada", Sign(raised.talk.session, Ask("prepared-01", prepared=True))),
        raised.asks("ben", prepared=True),
        raised.takes_back("ada", "prepared-01"),
        raised.asks("gita", prepared=True),
    )
    assert refused.code == "prepared_full"
    assert isinstance(freed, Answer)


async def test_asked_and_taken_back_at_once_is_withdrawn(raised):
    await raised.seen(
        raised.asks_as("ada", "key-of-ada"),
        raised.asks("ben"),
        raised.takes_back("ada", "key-of-ada"),
    )
    states = [each.request.state for each in (await raised.talk.look()).wishes.values()]
    assert states == [State.WITHDRAWN, State.WAITING]


async def test_each_refusal_is_its_own(raised):
    answers = await raised.seen(
        raised.asks("ada"),
        raised.asks("nobody"),
        raised.asks("ben", session=raised.cafe.dialogue),
        raised.asks("ben", session=raised.cafe.session),
        raised.asks("cleo", on_behalf="KEN"),
        raised.takes_back("gita", "never-asked"),
        raised.asks("ben"),
    )
    kinds = [type(each) for each in answers]
    assert kinds == [Answer, SignedOut, NotFound, NotNow, Invalid, NotFound, Answer]
    assert await raised.line() == ["Ada", "Ben"]


async def test_those_whom_a_chair_placed_keep_their_places(raised):
    talk = raised.talk
    await raised.seen(raised.asks_as("ada", "key-of-ada"), raised.asks("ben"), raised.asks("cleo"))
    found = await talk.look()
    await talk.does("place", found.waiting[2].request.id, 2)
    await raised.seen(raised.takes_back("ada", "key-of-ada"), raised.asks("gita"))
    assert await talk.order() == ["Cleo", "Ben", "Gita"]


async def test_whoever_is_called_may_take_it_back(raised):
    (asked,) = await raised.seen(raised.asks_as("ada", "key-of-ada"))
    await raised.talk.does("call", asked.id)
    await raised.seen(raised.takes_back("ada", "key-of-ada"), raised.asks("ben"))
    found = await raised.talk.look()
    assert found.called is None
    assert [each.name for each in found.waiting] == ["Ben"]


async def test_one_hand_cannot_spoil_the_others(raised, monkeypatch):
    attend = hands.attend

    async def odd(session, some):
        if any(each.wish.key == "odd-hand" for each in some):
            raise ValueError
        return await attend(session, some)

    monkeypatch.setattr(hands, "attend", odd)
    before, bad, after = await raised.seen(
        raised.asks("ada"), raised.asks_as("ben", "odd-hand"), raised.asks("cleo")
    )
    assert isinstance(bad, ValueError)
    assert [before.turn, after.turn] == [1, 2]
    assert await raised.line() == ["Ada", "Cleo"]
