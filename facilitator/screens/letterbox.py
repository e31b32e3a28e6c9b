"""The letterbox: notes from all phones, written down together.

A disk takes some two hundred commits a second, and a room writes notes in waves. So what has come
in during one commit shares the next: there is no clock, and a note that comes alone waits for
nobody. Each sender's pass is looked at in the transaction that stores the note, and each is
answered when that is committed. What goes wrong with many is tried again one by one, so that one
note cannot spoil the others; but where the database cannot now, all hear it at once.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy.exc import IntegrityError

from facilitator.kit.database import Database
from facilitator.kit.errors import Refusal
from facilitator.kit.work import Bell, Shared, sharing
from facilitator.notes.placing import Claim, ground
from facilitator.notes.writing import Author, Draft, Letter, Written, write_notes
from facilitator.people.queries import Bearer
from facilitator.screens.doors import Caller, let_in
from facilitator.screens.last_resort import BUSY, foreseen

MOST = 100  # notes in one transaction


@dataclass(eq=False)
class Sent:
    """A note that somebody holds out at a door, and the answer they wait for."""

    caller: Caller
    claim: Claim
    draft: Draft
    answer: asyncio.Future[Written] = field(
        default_factory=lambda: asyncio.get_running_loop().create_future()
    )

    def tell(self, answer: Written | Exception) -> None:
        if self.answer.done():  # whoever sent it has hung up
            return
        if isinstance(answer, Exception):
            self.answer.set_exception(answer)
        else:
            self.answer.set_result(answer)


class Letterbox:
    def __init__(self, database: Database, bell: Bell) -> None:
        self.database = database
        self.bell = bell
        self.waiting: list[Sent] = []
        self.stirred = asyncio.Event()

    async def take(self, caller: Caller, claim: Claim, draft: Draft) -> Written:
        """Gives what was stored, once it is committed; raises what is wrong with this note."""
        sent = Sent(caller, claim, draft)
        self.waiting.append(sent)
        self.stirred.set()
        return await sent.answer

    async def run(self) -> None:
        """Empties the box whenever something is in it, until it is cancelled."""
        while True:
            await self.stirred.wait()
            self.stirred.clear()
            while self.waiting:
                some, self.waiting = self.waiting[:MOST], self.waiting[MOST:]
                await self._empty(some)

    async def _empty(self, some: Sequence[Sent], *, once_more: bool = True) -> None:
        try:
            answers = await self._written(some)
        except Exception as error:  # noqa: BLE001 - told to whom it concerns
            await self._failed(some, error, once_more=once_more)
        else:
            for one, answer in answers.items():
                one.tell(answer)

    async def _failed(self, some: Sequence[Sent], error: Exception, *, once_more: bool) -> None:
        if len(some) > 1 and foreseen(error).status != BUSY:
            for one in some:
                await self._empty([one])
        elif once_more and isinstance(error, IntegrityError):
            await self._empty(some, once_more=False)  # it finds what another worker stored
        else:
            for one in some:
                one.tell(error)

    async def _written(self, some: Sequence[Sent]) -> dict[Sent, Written | Refusal]:
        """What to tell each, after the commit."""
        async with sharing(self.database, self.bell) as shared:
            fates = await let_in(shared.db, {each.caller for each in some}, shared.now)
            authors = {
                one: Author(fate.dialogue, fate.participant)
                for one in some
                if isinstance(fate := fates[one.caller], Bearer)
            }
            answers = {one: f for one in some if isinstance(f := fates[one.caller], Refusal)}
            letters, misplaced = await _placed(shared, authors)
            written = await write_notes(shared.db, list(letters.values()))
        return {**answers, **misplaced, **dict(zip(letters, written, strict=True))}


async def _placed(
    shared: Shared, authors: Mapping[Sent, Author]
) -> tuple[dict[Sent, Letter], dict[Sent, Refusal]]:
    """The letters with their places, and those that belong nowhere."""
    places = await ground(shared.db, [(who, one.claim) for one, who in authors.items()])
    letters, refused = {}, {}
    for one, author in authors.items():
        try:
            place = places.place(author, one.claim)
        except Refusal as refusal:
            refused[one] = refusal
        else:
            letters[one] = Letter(shared.work(author.id), author, place, one.draft)
    return letters, refused
