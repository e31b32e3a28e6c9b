"""A box at the door: what many people hand in at once is carried out together.

A disk takes some two hundred commits a second, and a room acts in waves. So what has come in during
one commit shares the next: there is no clock, and what comes alone waits for nobody. Each sender's
pass is looked at in the transaction that does what they ask, and each is answered when that is
committed. What goes wrong with many is tried again one by one, so that one cannot spoil the others;
but where the database cannot now, all hear it at once.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from sqlalchemy.exc import IntegrityError

from facilitator.kit.database import Database
from facilitator.kit.errors import Refusal
from facilitator.kit.work import Bell, Shared, sharing
from facilitator.people.queries import Bearer
from facilitator.screens.doors import Caller, let_in
from facilitator.screens.last_resort import BUSY, foreseen

MOST = 100  # in one transaction
What = TypeVar("What")
Answer = TypeVar("Answer")


@dataclass(eq=False)
class Sent(Generic[What]):
    """What somebody holds out at a door, and the answer they wait for."""

    caller: Caller
    what: What
    answer: asyncio.Future[Any] = field(
        default_factory=lambda: asyncio.get_running_loop().create_future()
    )

    def tell(self, answer: Any) -> None:
        if self.answer.done():  # whoever sent it has hung up
            return
        if isinstance(answer, Exception):
            self.answer.set_exception(answer)
        else:
            self.answer.set_result(answer)


CarryOut = Callable[
    [Shared, Mapping[Sent[What], Bearer]], Awaitable[Mapping[Sent[What], Answer | Refusal]]
]
"""Does what people ask who were let in, in the order they came; gives what to tell each."""


class Box(Generic[What, Answer]):
    def __init__(self, database: Database, bell: Bell, carry_out: CarryOut[What, Answer]) -> None:
        self.database = database
        self.bell = bell
        self.carry_out = carry_out
        self.waiting: list[Sent[What]] = []
        self.stirred = asyncio.Event()

    async def take(self, caller: Caller, what: What) -> Answer:
        """Gives the answer once it is committed; raises what is wrong with this one."""
        sent = Sent(caller, what)
        self.waiting.append(sent)
        self.stirred.set()
        answer: Answer = await sent.answer
        return answer

    async def run(self) -> None:
        """Empties the box whenever something is in it, until it is cancelled."""
        while True:
            await self.stirred.wait()
            self.stirred.clear()
            while self.waiting:
                some, self.waiting = self.waiting[:MOST], self.waiting[MOST:]
                await self._empty(some)

    async def _empty(self, some: Sequence[Sent[What]], *, once_more: bool = True) -> None:
        try:
            answers = await self._carried_out(some)
        except Exception as error:  # noqa: BLE001 - told to whom it concerns
            await self._failed(some, error, once_more=once_more)
        else:
            for one, answer in answers.items():
                one.tell(answer)

    async def _failed(
        self, some: Sequence[Sent[What]], error: Exception, *, once_more: bool
    ) -> None:
        if len(some) > 1 and foreseen(error).status != BUSY:
            for one in some:
                await self._empty([one])
        elif once_more and isinstance(error, IntegrityError):
            await self._empty(some, once_more=False)  # it finds what another worker stored
        else:
            for one in some:
                one.tell(error)

    async def _carried_out(self, some: Sequence[Sent[What]]) -> dict[Sent[What], Answer | Refusal]:
        """What to tell each, after the commit."""
        async with sharing(self.database, self.bell) as shared:
            fates = await let_in(shared.db, {each.caller for each in some}, shared.now)
            good = {one: f for one in some if isinstance(f := fates[one.caller], Bearer)}
            refused = {one: f for one in some if isinstance(f := fates[one.caller], Refusal)}
            carried_out = await self.carry_out(shared, good) if good else {}
        return {**refused, **carried_out}
