"""A session with all that its plan is made from, and what the planner makes of it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.dialogues.model import DialogueSession
from facilitator.dialogues.queries import programme
from facilitator.dialogues.rules import Kind, Variant
from facilitator.people.model import Participant
from facilitator.people.parties import PARTIES
from facilitator.people.queries import roster
from facilitator.people.queries import traits as _traits
from facilitator.people.rules import Role
from facilitator.rotation.change import Change, changed, unsettled
from facilitator.rotation.kinds import DIAL, RuleKind
from facilitator.rotation.model import RotationWish, SeatingRule
from facilitator.rotation.queries import rules_of, wish_of
from facilitator.rotation.rules import (
    Objective,
    Pair,
    PersonNeed,
    Seats,
    Sitting,
    TableOffer,
    Wishes,
)
from facilitator.rounds.model import Round
from facilitator.rounds.queries import rounds_of
from facilitator.rounds.rules import Phase
from facilitator.tables.model import Table
from facilitator.tables.queries import Place, seating_of, tables_of

SEATED: Final = {Role.PARTICIPANT, Role.TABLE_HOST, Role.TABLE_RAPPORTEUR}
TRAITS: Final = ("constituency", "un_region", "gender", "language", "expertise")


@dataclass(frozen=True)
class Hall:
    """`met`: how often two have met in the cafés of the dialogue before this one."""

    session: DialogueSession
    rounds: Sequence[Round]
    tables: Sequence[Table]
    people: Sequence[Participant]
    rules: Sequence[SeatingRule] = ()
    wish: RotationWish | None = None
    met: Mapping[Pair, int] = field(default_factory=dict)

    @property
    def begun(self) -> int:
        """The number of the last round that has begun; 0 before the first."""
        return max((each.number for each in self.rounds if each.phase != Phase.PLANNED), default=0)

    @property
    def walks(self) -> bool:
        return self.session.variant == Variant.FREE_CIRCULATION

    @property
    def sitting(self) -> Sitting:
        """The café as the planner sees it."""
        return self.sitting_of(self.people)

    def sitting_of(self, people: Iterable[Participant]) -> Sitting:
        """The same for some of the people: rules about others do not count."""
        some = tuple(self.need(each) for each in people)
        known = {each.id for each in some}
        together, apart = self._bonds(known)
        return Sitting(
            people=some,
            tables=tuple(self._offer(table) for table in self.tables),
            rounds=len(self.rounds),
            variant=Variant(self.session.variant),
            together=together,
            apart=apart,
            pins=self._pins(known),
            met=self.met,
            wishes=wishes(self.wish),
        )

    def sitting_so_far(self, seats: Seats) -> Sitting:
        """The same for those who have a seat in some round: in rounds gone by they were there if
        they had one then, wherever a rule would have had them."""
        now = changed(self.sitting_of(self.seated(seats)), seats, Change(self.begun))
        return unsettled(now, self.begun)

    def seated(self, seats: Seats) -> list[Participant]:
        """Those who have a seat in some round."""
        have = {who for seated in seats for who in seated}
        return [each for each in self.people if str(each.id) in have]

    def need(self, person: Participant) -> PersonNeed:
        who = str(person.id)
        away = self._away.get(who)
        every = range(1, len(self.rounds) + 1)
        return PersonNeed(
            id=who,
            speaks=frozenset({person.language, "en"} if person.language else ()),
            stays_at=self._keeps.get(person.id),
            traits=traits(person),
            attends=frozenset(every) - away if away else None,
        )

    @cached_property
    def _keeps(self) -> dict[UUID, int]:
        return {keeper: table.number for table in self.tables for keeper in table.keepers}

    def away(self, person: UUID, round_number: int) -> bool:
        return round_number in self._away.get(str(person), ())

    @cached_property
    def _away(self) -> dict[str, set[int]]:
        """Who is away, and in which rounds."""
        away: dict[str, set[int]] = {}
        for each in self._of(RuleKind.AWAY):
            for who in each.people:
                away.setdefault(who, set()).update(self._rounds(each))
        return away

    def _offer(self, table: Table) -> TableOffer:
        theme = str(table.theme_id) if table.theme_id else None
        closed = {
            number
            for each in self._of(RuleKind.CLOSED)
            if each.table_number == table.number
            for number in self._rounds(each)
        }
        return TableOffer(table.number, table.seats, theme, table.language, frozenset(closed))

    def _of(self, kind: RuleKind) -> Iterator[SeatingRule]:
        return (each for each in self.rules if each.kind == kind)

    def _rounds(self, rule: SeatingRule) -> Iterable[int]:
        return rule.rounds or range(1, len(self.rounds) + 1)

    def _bonds(self, known: set[str]) -> tuple[tuple[tuple[str, ...], ...], tuple[Pair, ...]]:
        """(who sits together, pairs that do not)."""
        groups = [[p for p in each.people if p in known] for each in self._of(RuleKind.TOGETHER)]
        parted = [[p for p in each.people if p in known] for each in self._of(RuleKind.APART)]
        pairs = {pair for each in parted for pair in combinations(sorted(each), 2)}
        return tuple(tuple(each) for each in groups if len(each) > 1), tuple(sorted(pairs))

    def _pins(self, known: set[str]) -> Seats:
        numbers = {table.number for table in self.tables}
        pins: list[dict[str, int]] = [{} for _ in self.rounds]
        for each in self._of(RuleKind.PINNED):
            for number in self._rounds(each):
                if number <= len(pins) and each.table_number in numbers:
                    pins[number - 1].update(
                        dict.fromkeys(known & set(each.people), each.table_number)
                    )
        return tuple(pins) if any(pins) else ()


def wishes(wish: RotationWish | None) -> Wishes:
    """The dials as the planner takes them: the middle is 1."""
    if wish is None:
        return Wishes()
    middle = DIAL / 2
    return Wishes(Objective(wish.objective), wish.balance / middle, wish.evenness / middle)


def traits(person: Participant) -> dict[str, str]:
    """What tables should have a fair share of."""
    held = {name: getattr(person, name) for name in TRAITS}
    party = PARTIES.get(person.party or "")
    if party:
        held["developing"] = "yes" if party.developing else "no"
    return {name: value for name, value in held.items() if value}


async def read_hall(
    db: AsyncSession,
    session_id: UUID,
    *,
    hold: bool = False,
    history: bool = False,
    nameless: bool = False,
) -> Hall:
    """`nameless`: of people only what a seating looks at is read, not who they are. `hold`: one
    seating at a time; notes of the session may come meanwhile. `history`: with who has met before,
    if the session wishes it: only a search needs to know."""
    query = select(DialogueSession).where(DialogueSession.id == session_id)
    if hold:
        query = query.with_for_update(key_share=True)
    session = (await db.scalars(query)).one()
    people = await (_traits if nameless else roster)(db, session.dialogue_id)
    wish = await wish_of(db, session_id)
    return Hall(
        session,
        await rounds_of(db, session_id),
        await tables_of(db, session_id),
        [each for each in people if Role(each.role) in SEATED],
        await rules_of(db, session_id),
        wish,
        await _met_before(db, session) if history and (wish is None or wish.history) else {},
    )


async def _met_before(db: AsyncSession, session: DialogueSession) -> dict[Pair, int]:
    """Who has met whom, and how often, at the tables of earlier cafés of the dialogue."""
    met: Counter[Pair] = Counter()
    for each in await programme(db, session.dialogue_id):
        if each.position < session.position and each.kind == Kind.WORLD_CAFE:
            met.update(_meetings(await seating_of(db, each.id)))
    return dict(met)


def _meetings(seats: Iterable[Place]) -> Iterator[Pair]:
    tables: dict[tuple[int, UUID], list[str]] = {}
    for seat in seats:
        tables.setdefault((seat.round, seat.table), []).append(str(seat.participant))
    for there in tables.values():
        yield from combinations(sorted(there), 2)
