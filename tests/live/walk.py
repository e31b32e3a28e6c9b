"""A café that lives at random, and an oracle that knows who may see what at each moment.

Every secret (a note, a card, a message) holds a canary of its own. After each deed the stage is
asked to look, once, and every byte that it put on anybody's line is searched: a canary that its
reader had no right to *then*, by the rules below and not by the house's own code, is a leak.
`python -m tests.live.walk --steps 20000 --seed 7` walks for long and prints what it counted.
"""

import argparse
import asyncio
import random
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import uvloop
from sqlalchemy import select

from facilitator.dialogues.model import Dialogue, DialogueSession
from facilitator.kit.clock import now
from facilitator.kit.database import Database
from facilitator.kit.errors import Refusal
from facilitator.kit.ids import digest, new_id, new_token
from facilitator.kit.migrate import to_newest
from facilitator.live.drawing import Watcher
from facilitator.live.screen import Foresee
from facilitator.live.stage import Stage
from facilitator.messages.actions import say
from facilitator.notes.actions import (
    Edit,
    edit_note,
    restore_note,
    support_note,
    withdraw_note,
)
from facilitator.notes.featuring import feature_note
from facilitator.notes.handing import write_hand_on
from facilitator.notes.model import HandOn, Note
from facilitator.notes.rules import NoteKind, Stance
from facilitator.notes.writing import Draft, Place
from facilitator.people.actions import Joining, join, revoke_passes
from facilitator.people.events import RosterChanged
from facilitator.people.model import Participant, Pass
from facilitator.people.rules import Role, Screen, first_screen, screen_pass
from facilitator.rounds.actions import move_round
from facilitator.rounds.model import Round
from facilitator.rounds.rules import Move
from facilitator.rounds.seating import Way, make_plan, move_person, seat_late
from facilitator.screens import registers, standing
from facilitator.screens.standing import foresee, standings
from facilitator.tables.model import Seat, Table
from tests.cast import Cafe, make_cafe
from tests.live.registered import screens
from tests.works import at_work, write_note

CANARY = re.compile(rb"zq\d+zq")
A_DAY = 250  # steps
LIVE = ("open", "paused", "grace")
STAFF = (Role.ORGANISER, Role.CO_FACILITATOR, Role.RAPPORTEUR)
CHAIRS = (Role.ORGANISER, Role.CO_FACILITATOR)
KEEPERS = (Role.TABLE_HOST, Role.TABLE_RAPPORTEUR)
MAY_WATCH: dict[str, tuple[Role, ...]] = {
    "phone": tuple(set(Role) - {Role.OBSERVER, Role.REVIEWER}),
    "table": KEEPERS,
    "console": CHAIRS,
    "desk": STAFF,
    "review": (Role.REVIEWER,),
}


@dataclass
class Secret:
    """What was said, and where. `table` None: to everybody."""

    kind: str
    table: UUID | None
    round: int = 0
    id: UUID | None = None
    featured: bool = False


@dataclass
class Listening:
    """A line that only remembers what was put on it since it was last asked."""

    put_on: list[bytes] = field(default_factory=list)
    code: int | None = None
    full: bool = False
    depth: int = 0

    def put(self, frames: dict[str, bytes]) -> None:
        assert self.code is None, "sent after hanging up"
        self.put_on += frames.values()

    def hang_up(self, code: int) -> None:
        self.code = code

    def taken(self) -> bytes:
        heard, self.put_on = b"".join(self.put_on), []
        return heard


@dataclass
class Now:
    """Who is who and where, read from the rows after each deed."""

    roles: dict[UUID, Role]
    good: set[UUID]  # passes
    at: dict[UUID, UUID]  # {person: the table of their seat in the present round}
    keeps: dict[UUID, UUID]
    round: int


class Leak(AssertionError):  # noqa: N818 - it is what it is
    """Somebody was sent what they had no right to at that moment."""


class Walk:
    def __init__(self, database: Database, cafe: Cafe, seed: int, foresee: Foresee | None) -> None:
        self.database, self.cafe, self.dice = database, cafe, random.Random(seed)
        self.stage = Stage(cafe.dialogue, database, standings, foresee)
        self.watching: dict[Watcher, tuple[UUID | None, str]] = {}
        self.secrets: dict[bytes, Secret] = {}
        self.counted: Counter[str] = Counter()
        self.read: Now | None = None
        self.screens = screens()

    # ---- the oracle

    async def now(self) -> Now:
        """Read once after each deed."""
        if self.read is None:
            self.read = await self._now()
        return self.read

    async def _now(self) -> Now:
        async with self.database.reading() as db:
            people = select(Participant.id, Participant.role).filter_by(
                dialogue_id=self.cafe.dialogue
            )
            rounds = (
                await db.scalars(
                    select(Round).filter_by(session_id=self.cafe.session).order_by(Round.number)
                )
            ).all()
            live = [each.number for each in rounds if each.phase in LIVE]
            planned = [each.number for each in rounds if each.phase == "planned"]
            here = live[-1] if live else (planned or [rounds[-1].number])[0]
            seats = select(Seat).filter_by(session_id=self.cafe.session, round_number=here)
            tables = (await db.scalars(select(Table).filter_by(session_id=self.cafe.session))).all()
            passes = select(Pass.id).where(Pass.revoked_at.is_(None), Pass.expires_at > now())
            return Now(
                {row[0]: Role(row[1]) for row in await db.execute(people)},
                set(await db.scalars(passes)),
                {each.participant_id: each.table_id for each in await db.scalars(seats)},
                {who: t.id for t in tables for who in (t.host_id, t.rapporteur_id) if who},
                here,
            )

    def may_watch(self, then: Now, who: UUID | None, screen: str) -> bool:
        """A part of a screen is watched with the right to the whole; what is new, by chairs."""
        home = screen.partition("/")[0]
        if home == "wall":
            return who is None
        return who is not None and then.roles[who] in MAY_WATCH.get(home, CHAIRS)

    def may_see(self, then: Now, who: UUID | None, screen: str, secret: Secret) -> bool:
        """The rules, said once more and in other words than the house says them."""
        if not self.may_watch(then, who, screen):
            return False
        if secret.table is None or (screen == "wall" and secret.featured):
            return True
        if screen not in ("phone", "table", "wall"):
            return True
        if who is None:
            return False
        mine = {then.at.get(who)} | ({then.keeps.get(who)} if screen == "table" else set())
        return secret.table in mine and secret.round <= then.round

    async def look(self) -> None:
        """The stage looks once; then every line is searched, and the ended are counted off."""
        await self.stage.refresh()
        if self.stage.foresee:
            await self.stage.refresh()  # it is calm
        then = await self.now()
        for watcher, (who, screen) in list(self.watching.items()):
            line: Any = watcher.line
            heard = line.taken()
            for canary in set(CANARY.findall(heard)):
                secret = self.secrets[canary]
                if not self.may_see(then, who, screen, secret):
                    raise Leak(f"{screen} of {who} was sent {secret}")
                self.counted[f"{secret.kind} on {screen}"] += 1
            if watcher.pass_id not in then.good or not self.may_watch(then, who, screen):
                if line.code != 4403:
                    raise Leak(f"{screen} of {who} was left open")
                self.counted["hung up"] += 1
            if line.code is not None:
                self.leave(watcher)

    # ---- who looks

    async def watch(self) -> None:
        async with self.database.reading() as db:
            held = select(Pass).where(
                Pass.dialogue_id == self.cafe.dialogue, Pass.revoked_at.is_(None)
            )
            good = sorted((await db.scalars(held)).all(), key=lambda each: each.id)
            then = await self.now()
            chosen = self.dice.choice(good)
        who, door = chosen.participant_id, chosen.screen
        open_ = [
            each
            for each in self.screens
            if screen_pass(each.name.partition("/")[0]) == door
            and self.may_watch(then, who, each.name)
        ]
        if open_:
            screen = self.dice.choice(open_)
            watcher = Watcher(chosen.id, screen, Listening())
            self.watching[watcher] = (chosen.participant_id, screen.name)
            self.stage.watchers.add(watcher)
            self.stage.unsettled.add(watcher)

    def leave(self, watcher: Watcher) -> None:
        self.stage.leave(watcher)
        del self.watching[watcher]

    async def go_away(self) -> None:
        if self.watching:
            self.leave(self.dice.choice(list(self.watching)))

    # ---- what happens

    def canary(self, secret: Secret) -> str:
        word = f"zq{len(self.secrets)}zq"
        self.secrets[word.encode()] = secret
        return word

    async def person(self, work: Any, *roles: Role) -> Participant:
        query = select(Participant).filter_by(dialogue_id=self.cafe.dialogue).order_by("id")
        found = [p for p in await work.db.scalars(query) if not roles or Role(p.role) in roles]
        return self.dice.choice(found)

    async def any_note(self, work: Any) -> Note:
        notes = (await work.db.scalars(select(Note).order_by(Note.id.desc()).limit(12))).all()
        return self.dice.choice(notes)

    async def table(self, work: Any) -> Table:
        return await work.db.get_one(Table, self.dice.choice(list(self.cafe.tables.values())))

    async def session(self, work: Any) -> DialogueSession:
        return await work.db.get_one(DialogueSession, self.cafe.session)

    async def a_note(self, work: Any) -> None:
        then = await self.now()
        who = self.dice.choice(sorted(then.at))
        author = await work.db.get_one(Participant, who)
        number = self.dice.randint(1, then.round)
        secret = Secret("note", then.at[who], number)
        draft = Draft(f"key-{new_id()}", self.canary(secret), NoteKind.PLAIN, None, work.now, 2000)
        place = Place(self.cafe.session, number, secret.table, self.cafe.questions[0], False)
        secret.id = (await write_note(work, author, place, draft)).id

    async def an_edit(self, work: Any) -> None:
        note = await self.any_note(work)
        author = await work.db.get_one(Participant, note.author_id)
        secret = Secret("note", note.table_id, note.round_number, note.id, bool(note.featured_at))
        await edit_note(
            work, author, note, Edit(note.version, self.canary(secret), NoteKind.PLAIN, 2000)
        )

    async def a_withdrawal(self, work: Any) -> None:
        note = await self.any_note(work)
        author = await work.db.get_one(Participant, note.author_id)
        await (restore_note if note.withdrawn_at else withdraw_note)(work, author, note)

    async def support(self, work: Any) -> None:
        await support_note(work, await self.person(work), await self.any_note(work), Stance.SHARE)

    async def a_choice_for_the_wall(self, work: Any) -> None:
        note = await self.any_note(work)
        on = note.featured_at is None
        await feature_note(work, note, on)
        for secret in self.secrets.values():
            if secret.id == note.id:
                secret.featured = secret.featured or on  # what a hall has seen is no secret

    async def a_message(self, work: Any) -> None:
        author = await self.person(work, *CHAIRS)
        to = self.dice.choice([None, *self.cafe.tables.values()])
        words = self.canary(Secret("message", to))
        await say(work, author, await self.session(work), words, to)

    async def a_card(self, work: Any) -> None:
        table, then = await self.table(work), await self.now()
        card = await work.db.scalar(
            select(HandOn).filter_by(table_id=table.id, round_number=then.round)
        )
        author = await work.db.get_one(Participant, table.host_id or self.cafe.people["dora"])
        words = self.canary(Secret("card", table.id, then.round))
        await write_hand_on(work, author, table, then.round, words, card.version if card else 0)

    async def a_move_of_somebody(self, work: Any) -> None:
        person, table = await self.person(work, Role.PARTICIPANT), await self.table(work)
        then = await self.now()
        number = then.round + self.dice.randint(0, 1)
        await move_person(work, self.cafe.session, Way(person, table, number))

    async def a_walk_in(self, work: Any) -> None:
        dialogue = await work.db.get_one(Dialogue, self.cafe.dialogue)
        if len((await self.now()).roles) < 30:
            joining = Joining(f"Walker {len(self.secrets)}-{self.dice.random()}", "en", True)
            person = await join(work, dialogue, joining)
            await seat_late(work, self.cafe.session, person)
            await self.let_in(work, person)

    async def let_in(self, work: Any, person: Participant) -> None:
        for screen in {Screen.PHONE, screen_pass(first_screen(Role(person.role)))}:
            work.db.add(
                Pass(
                    token_digest=digest(new_token()),
                    dialogue_id=self.cafe.dialogue,
                    participant_id=person.id,
                    screen=screen,
                    issued_at=work.now,
                    expires_at=work.now + timedelta(days=1),
                )
            )

    async def another_role(self, work: Any) -> None:
        """Promoted, demoted, made an observer; the passes of before are kept, and must not help."""
        person = await self.person(work)
        chairs = [p for p, role in (await self.now()).roles.items() if role in CHAIRS]
        if chairs != [person.id]:
            person.role = self.dice.choice(list(Role))
            work.record(RosterChanged(self.cafe.dialogue))
            await self.let_in(work, person)

    async def another_keeper(self, work: Any) -> None:
        table = await self.table(work)
        table.host_id = (await self.person(work, *KEEPERS)).id
        work.record(RosterChanged(self.cafe.dialogue))

    async def signed_out(self, work: Any) -> None:
        person = await self.person(work)
        await revoke_passes(work, person)
        if self.dice.random() < 0.7:
            await self.let_in(work, person)

    async def a_plan(self, work: Any) -> None:
        await make_plan(work, self.cafe.session, "again")

    async def a_move_of_a_round(self, work: Any) -> None:
        query = select(Round).filter_by(session_id=self.cafe.session).order_by(Round.number)
        rounds = (await work.db.scalars(query)).all()
        round_ = self.dice.choice(rounds)
        move = self.dice.choice([m for m in Move if m not in (Move.EXTEND, Move.SHORTEN)])
        await move_round(work, self.cafe.session, round_.number, move, round_.version)

    async def step(self) -> None:
        """One to three deeds, and one look: a burst is heard in one piece."""
        for _ in range(self.dice.choice([1, 1, 1, 2, 3])):
            if self.dice.random() < 0.25:
                await self.dice.choice([self.watch, self.watch, self.go_away])()
                continue
            deed = self.dice.choices([d for d, _ in self.deeds], [w for _, w in self.deeds])[0]
            try:
                async with at_work(self.database, self.cafe.people["dora"]) as work:
                    await deed(work)
                self.counted[deed.__name__] += 1
            except (Refusal, IndexError):
                continue  # not now, or nobody there to do it
            finally:
                self.read = None
        await self.look()

    @property
    def deeds(self) -> list[tuple[Callable[[Any], Awaitable[None]], int]]:
        return [
            (self.a_note, 8),
            (self.an_edit, 3),
            (self.a_withdrawal, 2),
            (self.support, 2),
            (self.a_choice_for_the_wall, 1),
            (self.a_message, 3),
            (self.a_card, 3),
            (self.a_move_of_somebody, 5),
            (self.a_walk_in, 1),
            (self.another_role, 2),
            (self.another_keeper, 1),
            (self.signed_out, 2),
            (self.a_plan, 1),
            (self.a_move_of_a_round, 3),
        ]


async def walked(
    database: Database, steps: int, seed: int, foresee: Foresee | None = None
) -> Counter[str]:
    """So many steps from a full house; gives what was counted, or raises `Leak`."""
    walk = Walk(database, await make_cafe(database), seed, foresee)
    for _ in range(12):
        await walk.watch()
    for number in range(steps):
        try:
            await walk.step()
        except Leak as leak:
            raise Leak(f"step {number} of seed {seed}: {leak}") from None
    return walk.counted


async def _main(steps: int, seed: int, is_crowd: bool) -> None:
    """A new café every so many steps: a long day fills the screens with what was said already."""
    if is_crowd:
        standing.A_FEW = registers.A_FEW = 1
    counted: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        fresh, lived = Path(folder) / "fresh.db", Path(folder) / "walk.db"
        await asyncio.to_thread(to_newest, f"sqlite+aiosqlite:///{fresh}")
        for part in range(0, steps, A_DAY):
            lived.write_bytes(fresh.read_bytes())
            database = Database(f"sqlite+aiosqlite:///{lived}")
            counted += await walked(database, min(A_DAY, steps - part), seed + part, foresee)
            await database.close()
            print(f"{part + A_DAY} steps", file=sys.stderr, flush=True)  # noqa: T201
    for what, times in sorted(counted.items()):
        print(f"{times:7} {what}")  # noqa: T201
    print(f"{steps} steps, 0 leaks")  # noqa: T201


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--steps", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    parser.add_argument("--crowd", action="store_true", help="as if they were hundreds: foreseen")
    given = parser.parse_args()
    uvloop.run(_main(given.steps, given.seed, given.crowd))
