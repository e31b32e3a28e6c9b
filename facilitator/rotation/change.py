"""What happens to a running café, and the café after it.

Rounds gone by are never touched. Late arrivals take over the tickets of people who are absent:
where those were to sit, nobody they have met is repeated.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from facilitator.rotation.rules import PersonNeed, Seats, Sitting, TableOffer, fits


@dataclass(frozen=True)
class Change:
    """What happened, after `after_round` rounds (0: before the first).

    `absent` people are in no round to come, `leaving` ones in none after the round named; `late`
    ones are new. `closed`: table number → rounds in which nobody sits there any more. `opened`
    tables are new (a twin has the theme of another). `pins` settle seats of rounds to come.
    """

    after_round: int
    absent: frozenset[str] = frozenset()
    late: tuple[PersonNeed, ...] = ()
    leaving: Mapping[str, int] = field(default_factory=dict)
    closed: Mapping[int, frozenset[int]] = field(default_factory=dict)
    opened: tuple[TableOffer, ...] = ()
    pins: Seats = ()


def changed(sitting: Sitting, seats: Seats, change: Change) -> Sitting:
    """The café as it is after a change, with the rounds gone by settled as `seats` have them."""
    after = change.after_round
    people = tuple(_person(person, sitting, seats, change) for person in sitting.people)
    late = tuple(
        replace(person, attends=_to_come(person, sitting.rounds, after)) for person in change.late
    )
    offers = (*sitting.tables, *change.opened)
    tables = tuple(replace(table, closed=_closed(table, seats, change)) for table in offers)
    known = {person.id: person for person in people + late}
    pins = tuple(
        dict(seats[number - 1]) if number <= after else _pins(known, sitting, change, number)
        for number in range(1, sitting.rounds + 1)
    )
    return replace(sitting, people=people + late, tables=tables, pins=pins)


def unsettled(now: Sitting, after_round: int) -> Sitting:
    """The same café with rounds gone by to be planned again: what bounds it, bounds how it went."""
    return replace(now, pins=(*({},) * after_round, *now.pins[after_round:]))


def inherited(now: Sitting, seats: Seats, change: Change) -> Seats:
    """The seats people were told, and for each late arrival those of somebody who is absent."""
    speaks = {person.id: person.speaks for person in now.people}
    language = {table.number: table.language for table in now.tables}
    tickets = sorted(who for who in change.absent if any(who in seated for seated in seats))
    heirs: dict[str, str] = {}
    for newcomer in change.late:
        best = min(
            tickets,
            key=lambda who: sum(
                not fits(speaks[newcomer.id], language.get(seated.get(who, 0)))
                for seated in seats[change.after_round :]
            ),
            default=None,
        )
        if best is not None:
            heirs[newcomer.id] = best
            tickets.remove(best)
    to_come = [
        {**seated, **{heir: seated[who] for heir, who in heirs.items() if who in seated}}
        for seated in seats[change.after_round :]
    ]
    return (*seats[: change.after_round], *to_come)


def _closed(table: TableOffer, seats: Seats, change: Change) -> frozenset[int]:
    """Of rounds gone by those in which nobody sat there, whatever rule has been made since."""
    gone = range(1, change.after_round + 1)
    empty = {n for n in gone if table.number not in seats[n - 1].values()}
    to_come = table.closed | change.closed.get(table.number, frozenset())
    return to_come.difference(gone) | empty


def _person(person: PersonNeed, sitting: Sitting, seats: Seats, change: Change) -> PersonNeed:
    """Somebody as they are here now: in rounds gone by if they had a seat, then while they stay."""
    gone = {n for n in range(1, change.after_round + 1) if person.id in seats[n - 1]}
    last = change.leaving.get(person.id, sitting.rounds)
    last = change.after_round if person.id in change.absent else last
    to_come = {n for n in _to_come(person, sitting.rounds, change.after_round) if n <= last}
    attends = frozenset(gone | to_come)
    everywhere = frozenset(range(1, sitting.rounds + 1))
    return replace(person, attends=None if attends == everywhere else attends)


def _to_come(person: PersonNeed, rounds: int, after: int) -> frozenset[int]:
    return frozenset(n for n in range(after + 1, rounds + 1) if person.is_here(n))


def _pins(
    known: Mapping[str, PersonNeed], sitting: Sitting, change: Change, number: int
) -> dict[str, int]:
    new = change.pins[number - 1] if number <= len(change.pins) else {}
    pins = {**sitting.pinned(number), **new}
    closed = {at for at, rounds in change.closed.items() if number in rounds}
    here = {who: at for who, at in pins.items() if who in known and known[who].is_here(number)}
    return {who: at for who, at in here.items() if at not in closed}
