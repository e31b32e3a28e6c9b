"""The harbour café's roundtable: short ways to what is asked and done at its floor."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from facilitator.dialogues.conducting import open_session
from facilitator.dialogues.model import Dialogue, DialogueSession
from facilitator.dialogues.rules import Kind
from facilitator.floor.actions import by_hand, settling, speaker, topics, undoing
from facilitator.floor.actions.line import Answer, Ask, Hand, TakeBack, attend
from facilitator.floor.model import FloorRequest
from facilitator.floor.queries import sitting
from facilitator.floor.rules.kinds import Asking
from facilitator.floor.sitting import Sitting
from facilitator.kit.database import Database
from facilitator.kit.errors import Refusal
from facilitator.kit.ids import new_id
from facilitator.kit.work import Work
from facilitator.people.model import Participant
from tests.cast import Cafe
from tests.works import at_work

ACTIONS = {
    each.__name__: each
    for each in (
        by_hand.add, by_hand.remove, by_hand.place, by_hand.again,
        speaker.call, speaker.start, speaker.pause, speaker.resume, speaker.extend, speaker.end,
        speaker.skip, speaker.put_back, topics.link,
        settling.open_list, settling.settle, settling.share_out, topics.turn_to, undoing.undo,
    )
}  # fmt: skip
TRAITS = {  # constituency, party, UN region, gender
    "ada": ("party", "KEN", "African", "woman"),
    "ben": ("party", "NOR", "WEOG", "man"),
    "cleo": ("nps", None, "WEOG", "woman"),
    "gita": ("party", "IND", "Asia-Pacific", "woman"),
    "hugo": ("nps", None, "GRULAC", "man"),
    "ines": ("party", "PER", "GRULAC", "woman"),
}


@dataclass
class Roundtable:
    """Everything is done as somebody, at a moment that the test moves on."""

    database: Database
    cafe: Cafe
    session: UUID
    now: datetime | None = None
    asked: dict[str, UUID] = field(default_factory=dict)

    @asynccontextmanager
    async def work(self, who: str = "dora") -> AsyncIterator[Work]:
        async with at_work(self.database, self.cafe.people[who]) as work:
            self.now = self.now or work.now
            work.now = self.now
            yield work

    def passes(self, **span: int) -> None:
        assert self.now
        self.now += timedelta(**span)

    async def asks(self, who: str, kind: Asking = Asking.INTERVENTION, **more: Any) -> UUID:
        wish = Ask(more.pop("key", f"key-{new_id()}"), kind, **more)
        self.asked[who] = (await self.raises_hand(who, wish)).id
        return self.asked[who]

    async def withdraws(self, who: str) -> None:
        async with self.database.reading() as db:
            request = await db.get_one(FloorRequest, self.asked[who])
        await self.raises_hand(who, TakeBack(request.key))

    async def raises_hand(self, who: str, wish: Ask | TakeBack) -> Answer:
        async with self.work(who) as work:
            person = await work.db.get_one(Participant, self.cafe.people[who])
            (answer,) = await attend(await self.of(work), [Hand(work, person, wish)])
            if isinstance(answer, Refusal):
                raise answer
            return answer

    async def does(self, action: str, *given: Any, who: str = "dora", **more: Any) -> Any:
        """A chair acts on the floor as it stands now (or on the version `expected`)."""
        seen = more.pop("expected", None)
        seen = (await self.look()).floor.version if seen is None else seen
        async with self.work(who) as work:
            return await ACTIONS[action](work, await self.of(work), *given, expected=seen, **more)

    async def speaks(self, who: str, seconds: int) -> None:
        """Somebody who waits is called, speaks and is done."""
        await self.does("call", self.asked[who])
        await self.does("start")
        if self.now:
            self.passes(seconds=seconds)
        await self.does("end")

    async def of(self, work: Work) -> DialogueSession:
        return await work.db.get_one(DialogueSession, self.session)

    async def look(self) -> Sitting:
        async with self.database.reading() as db:
            return await sitting(db, self.session)

    async def order(self) -> list[str]:
        """Names in the line, the next one first."""
        found = await self.look()
        return [found.wishes[s.asker.id].name for s in found.line().standings]


async def open_roundtable(
    database: Database, cafe: Cafe, kind: Kind = Kind.ROUNDTABLE, **floor: Any
) -> Roundtable:
    async with at_work(database, cafe.people["dora"]) as work:
        dialogue = await work.db.get_one(Dialogue, cafe.dialogue)
        session = DialogueSession(
            dialogue_id=cafe.dialogue,
            key="talk",
            kind=kind,
            title={"en": "Roundtable: water", "ar": "مائدة مستديرة: المياه"},
            theme_keys=["water"],
            from_session_key="cafe",
            floor={"rules": [], **floor},
            position=1,
        )
        work.db.add(session)
        await work.db.flush()
        await open_session(work, dialogue, session, cafe.session)
        for who, (side, party, region, gender) in TRAITS.items():
            person = await work.db.get_one(Participant, cafe.people[who])
            person.constituency, person.party = side, party
            person.un_region, person.gender = region, gender
        return Roundtable(database, cafe, session.id)
