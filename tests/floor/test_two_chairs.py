"""Two chairs and six phones press everything at once, on two workers with PostgreSQL and Redis.

`pytest tests/floor/test_two_chairs.py --floor-steps 10000` takes that many commands; the suite a
few. After every burst: one speaker, no lost request, a clock that takes nothing away, an order that
is explained.
"""

import asyncio
import random
from collections import Counter
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import httpx2
import pytest
import pytest_asyncio

from facilitator.dialogues.programme.specs import FLOOR_RULES
from facilitator.floor.queries import acts
from facilitator.floor.rules.kinds import Asking, State
from facilitator.floor.rules.line import Because
from facilitator.floor.rules.moves import Act, Move
from facilitator.floor.sitting import Sitting
from facilitator.kit.clock import now
from facilitator.kit.database import Database
from facilitator.kit.ids import new_id
from facilitator.notes.model import Note
from facilitator.simulate.server import Backing, serving
from tests.cast import Cafe, make_cafe
from tests.conftest import emptied
from tests.floor.roundtable import TRAITS, Roundtable, open_roundtable
from tests.house_server import House
from tests.running import to_this_machine

pytestmark = [pytest.mark.postgres, pytest.mark.redis, pytest.mark.timeout(3600)]
REASONS = {*map(str, Because), *FLOOR_RULES}
BURST = 10  # commands on their way at the same time


@pytest_asyncio.fixture
async def busy(postgres_url, redis_url):
    """The roundtable, served by two workers as an operator would start them."""
    await emptied(postgres_url)
    database = Database(postgres_url)
    cafe = await make_cafe(database)
    await _a_point(database, cafe)
    talk = await open_roundtable(database, cafe, rules=list(FLOOR_RULES[:3]), patience=3)
    backing = Backing(postgres_url, redis_url, workers=2)
    async with to_this_machine() as wires, serving(backing) as base:
        yield House(app=None, host=base.removeprefix("http://"), wires=wires), talk
    await database.close()


async def _a_point(database: Database, cafe: Cafe) -> None:
    """A note of the café, which the roundtable opens with."""
    where = {"dialogue_id": cafe.dialogue, "session_id": cafe.session, "round_number": 1}
    said = {"kind": "gap", "words": "Permits are slow.", "question_id": cafe.questions[0]}
    came = {"key": "key-of-ada", "body_digest": "", "written_at": now(), "stored_at": now()}
    async with database.writing() as db:
        db.add(Note(author_id=cafe.people["ada"], **where, **said, **came))
        await db.commit()


@dataclass
class Crowd:
    """Everybody who presses, and what they were told."""

    house: House
    talk: Roundtable
    dice: random.Random
    acked: set[str] = field(default_factory=set)  # keys of requests that were confirmed
    done: int = 0  # chairs' commands that were confirmed
    broken: Counter[str] = field(default_factory=Counter)  # connections, before the answer
    codes: Counter[int] = field(default_factory=Counter)
    clocks: dict[UUID, tuple[float, float]] = field(default_factory=dict)

    async def burst(self, seen: Sitting) -> None:
        presses = [self.press(seen) for _ in range(BURST)]
        ends = await asyncio.gather(*presses, return_exceptions=True)
        for end in ends:
            if isinstance(end, httpx2.TransportError):  # a busy machine; what came of it is logged
                self.broken[repr(end)] += 1
            elif end is not None:
                raise end

    def press(self, seen: Sitting) -> Any:
        if self.dice.random() < 0.4:
            return self.phone(seen, self.dice.choice(sorted(TRAITS)))
        return self.chair(seen, self.dice.choice(["dora", "emil"]))

    async def phone(self, seen: Sitting, who: str) -> None:
        visitor = self.house.visitor(self.talk.cafe, who)
        person = self.talk.cafe.people[who]
        mine = [w.request.key for w in seen.waiting if w.request.participant_id == person]
        body = {"key": f"key-{new_id()}", "session": str(self.talk.session)}
        if mine and self.dice.random() < 0.4:
            body["asked"] = self.dice.choice(mine)
            answer = await visitor.post("floor/withdrawals", json=body)
        else:
            kinds, weights = list(Asking), [1, 2, 2, 6]
            body["kind"] = self.dice.choices(kinds, weights)[0]
            answer = await visitor.post("floor/requests", json=body)
            if answer.status_code == 201:
                self.acked.add(body["key"])
        self.told(answer)

    async def chair(self, seen: Sitting, who: str) -> None:
        path, data = self.command(seen)
        visitor = self.house.visitor(self.talk.cafe, who, "console")
        address = f"sessions/{self.talk.session}/floor/{path}"
        data |= {"expected": seen.floor.version}
        answer = await visitor.post(address, data=data)
        self.done += answer.status_code == 204
        self.told(answer)

    def command(self, seen: Sitting) -> tuple[str, dict[str, Any]]:
        standings = seen.line().standings
        rule = self.dice.choice(FLOOR_RULES)
        commands: list[tuple[str, dict[str, Any]]] = [
            *(self.in_the_line([each.asker.id for each in standings]) if standings else ()),
            *[("moves/start", {})] * 5,
            *[(f"moves/{move}", {}) for move in Move if move is not Move.CALL],
            ("moves/end", {}),
            ("again", {}),
            *[("undo", {})] * 2,
            (f"rules/{rule}/{self.dice.choice(['on', 'off', 'up'])}", {}),
            (f"list/{self.dice.choice(['opening', 'opening', 'closing'])}", {}),
            ("point", {"topic": self.dice.choice(["Q-water:gap", "Q-water:gap", ""])}),
            *self.links(seen),
        ]
        return self.dice.choice(commands)

    def links(self, seen: Sitting) -> list[tuple[str, dict[str, Any]]]:
        held = [each.speech.id for each in seen.speeches if each.speech][-1:]
        on = self.dice.choice(["true", "false"])
        return [(f"speeches/{speech}/links/{on}", {"topic": "Q-water:gap"}) for speech in held]

    def in_the_line(self, order: list[UUID]) -> list[tuple[str, dict[str, Any]]]:
        chosen = self.dice.choice(order)
        return [
            *[(f"requests/{order[0]}/calling", {})] * 4,
            (f"requests/{chosen}/calling", {}),
            (f"requests/{chosen}/place", {"to": self.dice.randint(1, 8)}),
            (f"requests/{chosen}/removal", {}),
        ]

    def told(self, answer: Any) -> None:
        self.codes[answer.status_code] += 1
        assert answer.status_code in (200, 201, 204, 409, 503), answer.text  # 503: busy, try again

    def check(self, found: Sitting) -> None:
        self.one_speaker(found)
        self.nobody_is_lost(found)
        self.the_clock_takes_nothing_away(found)
        line = found.line()
        assert {each.asker.id for each in line.standings} == {w.request.id for w in found.waiting}
        for each in line.standings:
            why = line.why(each)
            assert why.total() == each.place - 1
            assert set(why) <= REASONS

    def in_state(self, found: Sitting, state: State) -> set[UUID]:
        return {key for key, wish in found.wishes.items() if wish.request.state == state}

    def one_speaker(self, found: Sitting) -> None:
        floor = found.floor
        going = [w.speech for w in found.speeches if w.speech and w.speech.ended_at is None]
        assert {each.id for each in going} == {floor.speech_id, floor.interrupted_id} - {None}
        assert sum(each.since is not None for each in going) <= 1
        assert self.in_state(found, State.CALLED) == {floor.called_id} - {None}
        speaking = {
            w.request.id for w in found.wishes.values() if w.request.state == State.SPEAKING
        }
        assert speaking == {each.request_id for each in going}

    def nobody_is_lost(self, found: Sitting) -> None:
        assert self.acked <= {wish.request.key for wish in found.wishes.values()}
        heard = self.in_state(found, State.HEARD)
        over = {w.request.id for w in found.speeches if w.speech and w.speech.ended_at}
        assert heard == over
        numbers = [w.speech.number for w in found.speeches if w.speech]
        assert numbers == list(range(1, len(numbers) + 1))

    def the_clock_takes_nothing_away(self, found: Sitting) -> None:
        """Time used grows by no more than time that passed; an extension may be taken back."""
        at = now()
        for wish in found.speeches:
            assert wish.speech
            used, moment = wish.speech.clock.used(at).total_seconds(), at.timestamp()
            before, then = self.clocks.get(wish.speech.id, (0.0, wish.speech.began_at.timestamp()))
            assert before - 0.002 <= used <= before + (moment - then) + 0.002
            self.clocks[wish.speech.id] = used, moment


async def test_two_chairs_press_everything_at_once(busy, request):
    house, talk = busy
    steps = request.config.getoption("--floor-steps")
    crowd = Crowd(house, talk, random.Random(steps))
    seen = await talk.look()
    for _ in range(steps // BURST):
        await crowd.burst(seen)
        seen = await talk.look()
        crowd.check(seen)
    async with talk.database.reading() as db:
        log = await acts(db, talk.session)
    assert [each.version for each in log] == list(range(1, len(log) + 1))
    assert crowd.broken == {}
    assert crowd.done == len(log)
    assert all("place" in each.detail for each in log if each.act == Move.CALL)
    assert all({"was", "to"} <= set(each.detail) for each in log if each.act == Act.PLACE)
    assert crowd.done > steps / 20
    print(dict(crowd.codes), f"{crowd.done} acts, {len(crowd.acked)} requests")  # noqa: T201
