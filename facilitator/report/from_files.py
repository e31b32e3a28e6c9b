"""A report without a server: from a programme, a roster, notes and supports as files."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from facilitator.dialogues.programme import Programme, SessionSpec
from facilitator.dialogues.rules import Attribution, Denominator
from facilitator.harvest.points import Harvest, Point, Position, Source
from facilitator.harvest.quantifiers import Backing, Whole, all_parties, together
from facilitator.harvest.rules import LEAST
from facilitator.kit.words import N_, in_words, say
from facilitator.notes.rules import number_of
from facilitator.people.roster import RosterRow
from facilitator.people.rules import Constituency
from facilitator.report.document import SourceNote
from facilitator.report.draft.facts import Facts, Question, Theme
from facilitator.report.gathering import TITLE
from facilitator.report.outlines import TARGETS, Outline
from facilitator.report.reading import Given, stands_for


def supported(harvest: Harvest, given: Given) -> Harvest:
    """The harvest with who stands behind each position: its authors, and those who support it.

    A support names a point of `given.belongs`, or a note of it by its id. It goes to the position
    that holds most of what it names.
    """
    names = {note.id: given.belongs.get(note.id, note.id) for note in given.notes}
    authors = {note.id: given.people.get(note.author) for note in given.notes}
    homes = _homes(harvest, names)
    return replace(
        harvest,
        points=tuple(_backed(point, authors, homes, given.supports) for point in harvest.points),
    )


def facts_of(
    given: Given, harvest: Harvest, locale: str, made_at: datetime, outline: Outline
) -> Facts:
    """The facts of a report on the first café of the programme, else on its first session."""
    programme = given.programme
    dialogue, session = programme.dialogue, _session(programme)
    parked = frozenset(harvest.parked)
    teller = _Teller(given, locale)
    whole = _whole(given, harvest)
    return Facts(
        title=say(TITLE, locale),
        dialogue=in_words(dialogue.title, locale),
        session=in_words(session.title, locale) if session else "",
        purpose=in_words(dialogue.expected_output, locale),
        locale=locale,
        made_at=made_at.astimezone(ZoneInfo(dialogue.timezone)),
        attribution=dialogue.attribution,
        themes=_themes(programme, locale),
        notes=tuple(replace(teller.note(each), parked=each.id in parked) for each in given.notes),
        people=len({note.author for note in given.notes} - {""}),
        tables=len({note.table for note in given.notes} - {""}),
        rounds=len({note.round for note in given.notes} - {""}),
        contributors=_contributors(given),
        target=TARGETS[outline],
        outline=outline,
        points=harvest.points,
        whole=whole,
        method=harvest.method,
    )


def _homes(harvest: Harvest, names: Mapping[str, str]) -> dict[str, str]:
    """{what a support names: the position that holds most of it}."""
    held: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for point in harvest.points:
        for position in point.positions:
            for note in position.notes:
                held[names[note]][position.id] += 1
    return {name: max(some, key=lambda each: some[each]) for name, some in held.items()}


def _backed(
    point: Point,
    authors: Mapping[str, RosterRow | None],
    homes: Mapping[str, str],
    supports: Mapping[str, Backing],
) -> Point:
    def backing(position: Position) -> Backing:
        wrote = (authors[note] for note in position.notes)
        behind = together(stands_for(person) for person in wrote if person)
        named = (
            supports[name]
            for name, home in homes.items()
            if home == position.id and name in supports
        )
        return behind | together(named)

    return replace(
        point, positions=tuple(replace(each, backing=backing(each)) for each in point.positions)
    )


def _whole(given: Given, harvest: Harvest) -> Whole:
    means = given.programme.dialogue.denominator
    everybody = together(map(stands_for, given.people.values()))
    if means is Denominator.ALL_PARTIES:
        return all_parties(everybody.others | together(given.supports.values()).others)
    if means is Denominator.CONTRIBUTED:
        everybody = together(each.backing for point in harvest.points for each in point.positions)
    return Whole(len(everybody.parties), len(everybody.others), means)


def _session(programme: Programme) -> SessionSpec | None:
    cafes = (each for each in programme.sessions if each.tables)
    return next(cafes, next(iter(programme.sessions), None))


def _themes(programme: Programme, locale: str) -> tuple[Theme, ...]:
    return tuple(
        Theme(
            theme.key,
            in_words(theme.title, locale),
            tuple(
                Question(each.key, in_words(each.text, locale))
                for each in programme.questions
                if each.theme == theme.key
            ),
        )
        for theme in programme.themes
    )


def _contributors(given: Given) -> tuple[str, ...]:
    if given.programme.dialogue.attribution is not Attribution.ATTRIBUTED:
        return ()
    wrote = {note.author for note in given.notes}
    return tuple(sorted(person.name for key, person in given.people.items() if key in wrote))


class _Teller:
    """What may be told of each note, by what the dialogue promised."""

    def __init__(self, given: Given, locale: str) -> None:
        self._people, self._locale = given.people, locale
        self._mode = given.programme.dialogue.attribution
        self._themes = {each.key: each.theme for each in given.programme.questions}
        self._places = _open_places(given.notes)

    def note(self, note: Source) -> SourceNote:
        named = self._mode is Attribution.ATTRIBUTED
        person = self._people.get(note.author)
        place = named or (note.table, note.round) in self._places
        return SourceNote(
            id=note.id,
            words=note.words,
            language=note.language,
            kind=note.kind,
            theme_key=self._themes.get(note.question),
            question_key=note.question or None,
            table_number=number_of(note.table) if place else None,
            round_number=number_of(note.round),
            author=person.name if person and named else None,
            constituency=self._constituency(person) if person else None,
        )

    def _constituency(self, person: RosterRow) -> str | None:
        if self._mode is Attribution.NON_ATTRIBUTION or not person.constituency:
            return None
        is_party = person.constituency is Constituency.PARTY
        return say(N_("Party") if is_party else N_("Non-Party stakeholder"), self._locale)


def _open_places(notes: Iterable[Source]) -> set[tuple[str, str]]:
    """Tables and rounds at which so many wrote that naming them names nobody."""
    wrote: dict[tuple[str, str], set[str]] = defaultdict(set)
    for note in notes:
        wrote[note.table, note.round].add(note.author)
    return {place for place, people in wrote.items() if len(people) >= LEAST}
