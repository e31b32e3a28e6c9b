"""A café from a roster and a programme, the files the product itself imports."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from facilitator.dialogues.programme import ProgrammeUnreadable, SessionSpec, Weight, parse
from facilitator.dialogues.rules import Kind, Variant
from facilitator.people.parties import lookup
from facilitator.people.roster import RosterRow, RosterUnreadable, read_roster
from facilitator.people.rules import Role
from facilitator.rotation.command.refusal import RefusedError
from facilitator.rotation.rules import PersonNeed, Sitting, TableOffer, Wishes

LANGUAGE = "en"
SAID = 3  # reasons why a programme cannot be used; the rest waits until these are mended
SEATED = {Role.PARTICIPANT, Role.TABLE_HOST, Role.TABLE_RAPPORTEUR}


def sitting_of(roster: Path, programme: Path, key: str, wishes: Wishes) -> Sitting:
    """The people of a roster at the tables of a session. Raises `RefusedError`."""
    session = _session(programme, key)
    keeps = {
        who: table.number
        for table in session.tables
        for who in (table.host, table.rapporteur)
        if who
    }
    rows = rows_of(roster)
    _check_keepers(rows, keeps)
    people = [row for row in rows if row.role in SEATED]
    if session.variant is Variant.FREE_CIRCULATION:
        seats = sum(table.seats for table in session.tables)
        walk = f"people walk where they like in “{key}”; nothing is planned"
        raise RefusedError(f"{walk}. It has {seats} seats for {len(people)} people.")
    return Sitting(
        tuple(person(row, row.table or keeps.get(row.key)) for row in people),
        tuple(TableOffer(t.number, t.seats, t.theme, t.language) for t in session.tables),
        session.rounds.count if session.rounds else 0,
        session.variant,
        wishes=wishes,
    )


def _check_keepers(rows: Iterable[RosterRow], keeps: Mapping[str, int]) -> None:
    known = {row.key for row in rows}
    for who, at in keeps.items():
        if who not in known:
            raise RefusedError(
                f"table {at} has {who} as a host or rapporteur; the roster does not."
            )


def rows_of(path: Path) -> tuple[RosterRow, ...]:
    """The people of a file; every error in it is a refusal."""
    try:
        sheet = read_roster(path.read_bytes())
    except RosterUnreadable as wrong:
        raise RefusedError(f"{path.name}: {wrong}") from None
    errors = [each for each in sheet.problems if each.row in sheet.left_out]
    if errors:
        first = errors[0]
        raise RefusedError(f"{path.name}, row {first.row}: {first.said(LANGUAGE)}")
    return sheet.rows


def person(row: RosterRow, stays_at: int | None = None) -> PersonNeed:
    """Everybody is taken to follow English, and whoever names no language any of them."""
    speaks = frozenset({row.language, LANGUAGE} if row.language else ())
    home = lookup(row.party) if row.party else None
    known = {
        "constituency": row.constituency,
        "region": row.un_region,
        "developing": ("no", "yes")[home.developing] if home else None,
        "gender": row.gender,
        "language": row.language,
        "expertise": row.expertise,
    }
    traits = {trait: str(value) for trait, value in known.items() if value}
    return PersonNeed(row.key, speaks, stays_at, traits)


def _session(path: Path, key: str) -> SessionSpec:
    try:
        programme = parse(path.read_bytes())
    except ProgrammeUnreadable as wrong:
        reasons = [each.said(LANGUAGE) for each in wrong.found if each.weight is Weight.ERROR]
        raise RefusedError(f"{path.name}: {' '.join(reasons[:SAID])}") from None
    for session in programme.sessions:
        if session.key == key and session.kind is Kind.WORLD_CAFE:
            return session
    cafes = [each.key for each in programme.sessions if each.kind is Kind.WORLD_CAFE]
    raise RefusedError(f"the programme has no café “{key}”; it has {', '.join(cafes) or 'none'}.")
