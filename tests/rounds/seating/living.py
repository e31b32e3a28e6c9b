"""The harbour café for machines: small tables, three rounds, two who come late, and searches that
are done on the spot."""

from contextlib import suppress
from uuid import UUID

from facilitator.kit.errors import Refusal
from facilitator.people.model import Participant
from facilitator.people.rules import Role
from facilitator.rotation.kinds import SearchState
from facilitator.rotation.queries import newest_search, plans_of, rules_of
from facilitator.rounds.actions import move_round, open_next
from facilitator.rounds.model import Round
from facilitator.rounds.queries import numbered, rounds_of
from facilitator.rounds.rules import Move, Phase
from facilitator.rounds.seating import make_plan
from facilitator.rounds.seating.keeper import SearchKeeper
from facilitator.rounds.seating.searching import ask_search
from facilitator.tables.queries import tables_of
from tests.cafe_machine import CafeMachine
from tests.works import Silence, at_work

ROUNDS = 3
SEATS = 2
LATE = ("lou", "mia")
SITTING = ("ada", "ben", "cleo", "gita", "hugo", "ines")
EVERYBODY = SITTING + LATE


async def prepare(database, cafe):
    """A third round, tables of `SEATS`, a first plan; then Lou and Mia, who have no seat yet."""
    async with at_work(database, cafe.people["dora"]) as work:
        for table in await tables_of(work.db, cafe.session):
            table.seats = SEATS
        of = {"dialogue_id": cafe.dialogue, "session_id": cafe.session}
        times = {"seconds": 1800, "warn_seconds": [], "grace_seconds": 180}
        work.db.add(Round(number=ROUNDS, **of, **times))
        await work.db.flush()
        await make_plan(work, cafe.session, "console")
        for who in LATE:
            late = Participant(
                dialogue_id=cafe.dialogue, key=who, name=who, role=Role.PARTICIPANT, language="en"
            )
            work.db.add(late)
            await work.db.flush()
            cafe.people[who] = late.id


class OnTheSpot:
    """A workshop of one bench, in this process: what machines search for takes milliseconds."""

    async def do(self, job):
        for found in job():
            yield found


class SeatingMachine(CafeMachine):
    """A café whose seats change: what is asked of it, and what its rows say."""

    def __init__(self, opened):
        super().__init__(opened)
        self.begun, self.closed = 0, set()

    @property
    def ids(self):
        return {who: str(person) for who, person in self.cafe.people.items()}

    def move_on(self, number, move):
        """A round opens (and the one before is over), or its bell rings, or it is over."""

        async def deed(work):
            if move is Move.OPEN:
                return await open_next(work, self.cafe.session, number)
            round_ = await numbered(work.db, self.cafe.session, number)
            return await move_round(work, self.cafe.session, number, move, round_.version)

        with suppress(Refusal):
            self.command("dora", deed)

        async def phases():
            async with self.database.reading() as db:
                return {r.number: r.phase for r in await rounds_of(db, self.cafe.session)}

        now = self.run(phases())
        assert self.closed <= {n for n, phase in now.items() if phase == Phase.CLOSED}
        self.closed = {n for n, phase in now.items() if phase == Phase.CLOSED}
        self.begun = max((n for n, phase in now.items() if phase != Phase.PLANNED), default=0)

    def searched(self, asked=None):
        """Asks for a search and does it; gives its id and what was found."""

        async def ask(work):
            return (await ask_search(work, self.cafe.session, 0.01, asked)).id

        async def work_out(search):
            await SearchKeeper(self.database, Silence(), OnTheSpot()).search(search)
            async with self.database.reading() as db:
                return await newest_search(db, self.cafe.session)

        search = self.command("dora", ask)
        done = self.run(work_out(search))
        assert done.state == SearchState.DONE
        return search, done.found

    def seated(self):
        """Round by round {name: table number}, from the rows; nobody has two seats in a round."""
        found = [{} for _ in range(ROUNDS)]
        query = (
            "SELECT round_number, participant_id, number FROM seats s "
            "JOIN tables t ON t.id = s.table_id WHERE s.session_id = ?"
        )
        for number, person, at in self.rows(query, self.session):
            who = self.names[UUID(person)]
            assert who not in found[number - 1], f"{who} sits twice in round {number}"
            found[number - 1][who] = at
        return found

    @property
    def session(self):
        """As SQLite writes it."""
        query = "SELECT id FROM dialogue_sessions"
        return next(row for (row,) in self.rows(query) if UUID(row) == self.cafe.session)

    def of_session(self, query):
        async def read():
            async with self.database.reading() as db:
                return await query(db, self.cafe.session)

        return self.run(read())

    def plans(self):
        return self.of_session(plans_of)

    def ruled(self):
        """The rules that hold, in an order of their own."""
        return sorted(
            (r.kind, tuple(sorted(r.people)), r.table_number or 0, tuple(r.rounds))
            for r in self.of_session(rules_of)
        )

    def tables(self):
        return {table.number: table for table in self.of_session(tables_of)}
