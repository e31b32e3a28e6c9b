"""What cannot be had, said in words before anything is planned."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from babel import Locale

from facilitator.kit.words import say
from facilitator.rotation.returning import table_returns
from facilitator.rotation.rules import PersonNeed, Sitting, TableOffer, fits, rooms
from facilitator.rotation.scarcity import scarcities
from facilitator.rotation.sentences import FORCED, KINDS, SENTENCES

NAMED = 5
"""People about whom the same is to be said are named one by one; more are counted."""
SCARCE = "scarce"
"""The code of what cannot be balanced: there may be dozens of these."""


@dataclass(frozen=True)
class Finding:
    """Something a plan cannot have. `stops`: no plan can keep the rules."""

    code: str
    values: Mapping[str, str | int] = field(default_factory=dict)

    @property
    def stops(self) -> bool:
        return self.code not in FORCED

    @property
    def sentence(self) -> str:
        return SENTENCES[self.code]

    def said(self, locale: str, people: Mapping[str, str] | None = None) -> str:
        """The sentence; `people`: what those are called whose id is no name."""
        names = Locale.parse(locale).languages
        language = str(self.values.get("language", ""))
        name = names.get(language, language)
        values = {**self.values, "language": name[:1].upper() + name[1:]}
        for part in ("person", "other"):
            who = str(self.values.get(part, ""))
            values[part] = (people or {}).get(who, who)
        kind = str(self.values.get("value", ""))
        values["value"] = say(KINDS[kind], locale) if kind in KINDS else names.get(kind, kind)
        return say(self.sentence, locale, **values)


def findings(sitting: Sitting) -> tuple[Finding, ...]:
    """What is impossible, then what is forced; each said once."""
    found = [*_impossible(sitting), *_forced(sitting)]
    return tuple(sorted(found, key=lambda each: not each.stops))


def _impossible(sitting: Sitting) -> Iterator[Finding]:
    if not sitting.people:
        yield Finding("nobody")
    if not sitting.tables:
        yield Finding("no_tables")
    if sitting.rounds < 1:
        yield Finding("no_rounds")
    empty = [n for n in range(1, sitting.rounds + 1) if not sitting.present(n)]
    if empty and sitting.people:
        yield Finding("empty_round", {"round": empty[0]})
    for who in twice(person.id for person in sitting.people):
        yield Finding("person_twice", {"person": who})
    for number in twice(table.number for table in sitting.tables):
        yield Finding("table_twice", {"table": number})
    yield from _unknown(sitting)
    yield from _groups(sitting)
    yield from _keepers(sitting)
    yield from _crowds(sitting)
    yield from _seats(sitting)


def _forced(sitting: Sitting) -> Iterator[Finding]:
    if sitting.tables:
        yield from _languages(sitting)
        yield from _returns(sitting)
        yield from (Finding(SCARCE, asdict(each)) for each in scarcities(sitting))


def twice(values: Iterable[Any]) -> list[Any]:
    """What is there more than once."""
    return [value for value, times in Counter(values).items() if times > 1]


def _unknown(sitting: Sitting) -> Iterator[Finding]:
    known = {person.id for person in sitting.people}
    named = [
        *sitting.together,
        *sitting.apart,
        *sitting.met,
        *(list(each) for each in sitting.pins),
    ]
    for who in dict.fromkeys(who for group in named for who in group if who not in known):
        yield Finding("unknown_person", {"person": who})
    numbers = {table.number for table in sitting.tables}
    stay = {person.id: person.stays_at for person in sitting.people if person.stays_at is not None}
    pinned = (pair for pins in sitting.pins for pair in pins.items())
    for who, at in dict.fromkeys((*stay.items(), *pinned)):
        if at not in numbers:
            yield Finding("unknown_table", {"person": who, "table": at})


def _groups(sitting: Sitting) -> Iterator[Finding]:
    largest = max((table.seats for table in sitting.tables), default=0)
    stay = sitting.keepers
    for group in sitting.together:
        free = [who for who in group if who not in stay]
        if len(free) > largest > 0:
            yield Finding("group_too_large", {"person": group[0], "people": len(group)})
        for one, other in sitting.apart:
            if one in group and other in group:
                yield Finding("together_and_apart", {"person": one, "other": other})


def _keepers(sitting: Sitting) -> Iterator[Finding]:
    """What those cannot keep who stay at a table, or are pinned to one in a round."""
    told = set()
    for number in range(1, sitting.free_rounds + 1):
        for found in _settled(sitting, number):
            key = found.code, *found.values.values()
            if key not in told:
                told.add(key)
                yield found


def _settled(sitting: Sitting, number: int) -> Iterator[Finding]:
    stay = sitting.settled(number)
    for group in sitting.together:
        fixed = [who for who in group if who in stay]
        for other in fixed[1:]:
            if stay[other] != stay[fixed[0]]:
                yield Finding("stay_apart", {"person": fixed[0], "other": other})
    for one, other in sitting.apart:
        if one in stay and stay[one] == stay.get(other):
            yield Finding("stay_together", {"person": one, "other": other})
    closed = {table.number for table in sitting.tables if not table.is_open(number)}
    here = {person.id for person in sitting.present(number)}
    pins = sitting.pins[number - 1] if number <= len(sitting.pins) else {}
    for who, at in pins.items():
        if at in closed and who in here:
            yield Finding("closed_table", {"person": who, "table": at, "round": number})


def _seats(sitting: Sitting) -> Iterator[Finding]:
    """The first round that has too few seats."""
    for number in range(1, sitting.free_rounds + 1):
        room = rooms(sitting, number)
        moving = len(_moving(sitting, number))
        if sitting.tables and moving > sum(room.values()):
            values = {"round": number, "people": moving, "seats": sum(room.values())}
            yield Finding("too_few_seats", values)
            return


def _crowds(sitting: Sitting) -> Iterator[Finding]:
    """The first round that has fewer tables than people of whom no two may meet."""
    for number in range(1, sitting.free_rounds + 1):
        tables = len(sitting.open_tables(number))
        crowd = _crowd(sitting, number)
        if 0 < tables < crowd:
            yield Finding("crowd", {"round": number, "people": crowd, "tables": tables})
            return


def _crowd(sitting: Sitting, number: int) -> int:
    """How many people there are, at least, of whom no two may meet: those with most rules first."""
    here = {person.id for person in sitting.present(number)}
    parted: dict[str, set[str]] = {}
    for one, other in sitting.apart:
        if one in here and other in here:
            parted.setdefault(one, set()).add(other)
            parted.setdefault(other, set()).add(one)
    crowd: set[str] = set()
    for who in sorted(parted, key=lambda who: -len(parted[who])):
        if crowd <= parted[who]:
            crowd.add(who)
    return len(crowd)


def _moving(sitting: Sitting, number: int) -> list[PersonNeed]:
    stay = sitting.keepers
    numbers = {table.number for table in sitting.open_tables(number)}
    return [p for p in sitting.present(number) if stay.get(p.id) not in numbers]


def _languages(sitting: Sitting) -> Iterator[Finding]:
    """People whom no table suits, and tables that cannot be filled with people they suit."""
    moving, room = _moving(sitting, 1), rooms(sitting, 1)
    kinds = Counter(person.speaks for person in moving)
    lost = {speaks for speaks in kinds if not _followed(sitting.tables, speaks)}
    strangers = [person.id for person in moving if person.speaks in lost]
    if len(strangers) > NAMED:
        yield Finding("no_languages", {"person": strangers[0], "people": len(strangers)})
    else:
        yield from (Finding("no_language", {"person": who}) for who in strangers)
    seats = sum(room.values())
    for table in sitting.open_tables(1):
        listening = sum(count for speaks, count in kinds.items() if fits(speaks, table.language))
        needed = len(moving) - (seats - room[table.number])
        if listening < needed <= room[table.number]:
            values = {"table": table.number, "needed": needed, "people": listening}
            yield Finding("few_listeners", values)


def _returns(sitting: Sitting) -> Iterator[Finding]:
    """Who must go back to a table because there are too few in a language they follow."""
    if not sitting.has_themes:
        return
    rounds = sitting.free_rounds
    themes = {table.theme or table.number for table in sitting.tables}
    if len(themes) < rounds:
        yield Finding("few_themes", {"themes": len(themes), "rounds": rounds})
    kinds = Counter(person.speaks for person in _moving(sitting, 1))
    told = 0
    for speaks, people in sorted(kinds.items(), key=lambda each: sorted(each[0])):
        tables = [table for table in sitting.tables if fits(speaks, table.language)]
        returns = rounds - len(tables)
        if tables and returns > 0 and len(tables) < len(sitting.tables):
            told += people * returns
            yield _few_tables(tables, people, rounds, returns)
    forced = table_returns(sitting)
    if forced > told and len(sitting.tables) >= rounds:
        yield Finding("returns", {"returns": forced})


def _few_tables(tables: list[TableOffer], people: int, rounds: int, returns: int) -> Finding:
    languages = {table.language for table in tables}
    values = {"people": people, "tables": len(tables), "rounds": rounds, "returns": returns}
    only = languages.pop()
    if languages or only is None:
        return Finding("few_tables", values)
    often = "few_tables_once" if returns == 1 else "few_tables_often"
    return Finding(often, {**values, "language": only})


def _followed(tables: tuple[TableOffer, ...], speaks: frozenset[str]) -> int:
    return sum(fits(speaks, table.language) for table in tables)
