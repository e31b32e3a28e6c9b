"""Reads the sessions of a programme: cafés with rounds and tables, roundtables with a floor."""

from facilitator.dialogues.programme.floor import floor
from facilitator.dialogues.programme.place import Place
from facilitator.dialogues.programme.specs import RoundsSpec, SessionSpec, TableSpec
from facilitator.dialogues.rules import FLOORED, Kind, Variant

TABLES, ROUNDS, LISTED = 400, 12, 100
TITLE, NAME, PERSON = 200, 80, 64
MINUTES, SEATS, NUMBER = 600, 200, 9999
SHORTEST = 0.05  # minutes

CAFE_ONLY = ("variant", "rounds", "tables", "questions_by_round")
WITH_A_FLOOR = ("floor",)
ANY = ("id", "kind", "title", "minutes", "themes", "questions", "from_session")


def session(place: Place) -> SessionSpec:
    at = place.fields(*ANY, *CAFE_ONLY, *WITH_A_FLOOR)
    kind = at["kind"].choice(Kind, Kind.WORLD_CAFE)
    if at["kind"].node is None:
        at["kind"].say("missing")
    _drop_foreign(at, kind)
    return SessionSpec(
        key=at["id"].key(),
        kind=kind,
        title=at["title"].words(TITLE, required=True),
        variant=at["variant"].choice(Variant, Variant.THEME_PER_TABLE),
        minutes=at["minutes"].whole(1, MINUTES, 0) or None,
        rounds=_rounds(at["rounds"]) if kind is Kind.WORLD_CAFE else None,
        tables=_tables(at["tables"]),
        themes=_keys(at["themes"]),
        questions=_keys(at["questions"]),
        questions_by_round=tuple(_keys(each) for each in _rows(at["questions_by_round"])),
        from_session=at["from_session"].key() if at["from_session"].node else None,
        floor=floor(at["floor"]) if kind in FLOORED else None,
    )


def _drop_foreign(at: dict[str, Place], kind: Kind) -> None:
    """Takes out what this kind of session does not have."""
    foreign = {
        Kind.WORLD_CAFE: WITH_A_FLOOR,
        Kind.ROUNDTABLE: CAFE_ONLY,
        Kind.PLENARY: CAFE_ONLY,
    }[kind]
    for name in foreign:
        if at[name].node is not None:
            at[name].say("not_for_kind", kind)
            at[name] = Place(at[name].path, None, at[name].problems)


def _rounds(place: Place) -> RoundsSpec:
    at = place.fields("count", "minutes", "warn_minutes", "grace_minutes")
    usual = RoundsSpec()
    minutes = at["minutes"].minutes(SHORTEST, MINUTES, usual.minutes)
    return RoundsSpec(
        count=at["count"].whole(1, ROUNDS, usual.count),
        minutes=minutes,
        warn_minutes=_warnings(at["warn_minutes"], minutes),
        grace_minutes=at["grace_minutes"].minutes(0, 60, usual.grace_minutes),
    )


def _warnings(place: Place, minutes: float) -> tuple[float, ...]:
    """Minutes before the end at which to warn, longest first."""
    if place.node is None:
        return tuple(each for each in RoundsSpec().warn_minutes if each < minutes)
    found = [(each, each.minutes(SHORTEST, MINUTES, 0)) for each in place.items(ROUNDS)]
    for each, warning in found:
        if warning >= minutes:
            each.say("warning_too_long", f"{warning:g}", f"{minutes:g}")
    return tuple(sorted({warning for _, warning in found if warning}, reverse=True))


def _tables(place: Place) -> tuple[TableSpec, ...]:
    first: dict[int, str] = {}
    found: list[TableSpec] = []
    for each in place.items(TABLES):
        table = _table(each)
        holder = first.setdefault(table.number, each.path)
        if table.number and holder != each.path:
            each.at("number", None).say("taken", str(table.number), holder)
        found.append(table)
    return tuple(found)


def _table(place: Place) -> TableSpec:
    at = place.fields(
        "number", "theme", "question", "seats", "language", "name", "place", "host", "rapporteur"
    )
    if at["number"].node is None:
        at["number"].say("missing")
    return TableSpec(
        number=at["number"].whole(1, NUMBER, 0),
        theme=at["theme"].text(PERSON),
        question=at["question"].text(PERSON),
        seats=at["seats"].whole(1, SEATS, TableSpec(0).seats),
        language=at["language"].code_of_language(),
        name=at["name"].text(NAME),
        place=at["place"].text(NAME),
        host=at["host"].text(PERSON),
        rapporteur=at["rapporteur"].text(PERSON),
    )


def _keys(place: Place) -> tuple[str, ...]:
    keys = (each.text(PERSON) for each in place.items(LISTED))
    return tuple(dict.fromkeys(key for key in keys if key))


def _rows(place: Place) -> list[Place]:
    return place.items(ROUNDS)
