"""Looking a preparation over: pure, in the order in which things are prepared."""

from collections.abc import Iterator

from facilitator.dialogues.rules import Kind, Variant, minutes_per_question, too_many
from facilitator.people.rules import CHAIRS, KEEPERS, Role
from facilitator.rounds.model import Round
from facilitator.rounds.readiness.findings import Area, Finding, listed
from facilitator.rounds.readiness.state import CafeState, Prepared
from facilitator.rounds.rules import Phase


def findings(found: Prepared) -> list[Finding]:
    """Everything that is missing or worth a look."""
    return [
        *_basics(found),
        *_questions(found),
        *_programme(found),
        *_people(found),
        *_publication(found),
    ]


def _basics(found: Prepared) -> Iterator[Finding]:
    told = found.dialogue
    for words, code in (
        (told.scope, "no_scope"),
        (told.expected_output, "no_output"),
        (told.ground_rules, "no_ground_rules"),
    ):
        if not words:
            yield Finding(Area.BASICS, code)


def _questions(found: Prepared) -> Iterator[Finding]:
    if not found.themes:
        yield Finding(Area.THEMES, "no_themes")
    if not found.questions:
        yield Finding(Area.QUESTIONS, "no_questions")
        return
    used = {each.theme_id for each in found.questions}
    asked = {each.id for session in found.sessions for each in session.asked}
    tongues = set(found.dialogue.languages)
    empty = [each.key for each in found.themes if each.id not in used]
    silent = [each.key for each in found.questions if tongues - each.text.keys()]
    unasked = [each.key for each in found.questions if each.id not in asked]
    for keys, code in (
        (empty, "theme_empty"),
        (silent, "question_silent"),
        (unasked, "question_unasked"),
    ):
        if keys:
            area = Area.THEMES if code == "theme_empty" else Area.QUESTIONS
            yield Finding(area, code, values={"what": listed(keys)})


def _programme(found: Prepared) -> Iterator[Finding]:
    if not found.sessions:
        yield Finding(Area.SESSIONS, "no_sessions")
    for state in found.sessions:
        key = state.session.key
        if not state.asked and state.session.kind != Kind.PLENARY:
            yield Finding(Area.SESSIONS, "session_silent", key)
        if state.is_cafe:
            yield from _cafe(state)
            yield from _room(state, found)
            for round_ in state.rounds:
                yield from _round(state, round_, found)


def _cafe(state: CafeState) -> Iterator[Finding]:
    key, tables = state.session.key, state.tables
    if not state.rounds:
        yield Finding(Area.SESSIONS, "no_rounds", key)
    if not tables:
        yield Finding(Area.SESSIONS, "no_tables", key)
    by_theme = state.session.variant == Variant.THEME_PER_TABLE
    lacking = {
        "no_host": [t.number for t in tables if not t.host_id],
        "no_table_rapporteur": [t.number for t in tables if not t.rapporteur_id],
        "no_subject": [
            t.number for t in tables if by_theme and not t.theme_id and not t.question_id
        ],
    }
    for code, numbers in lacking.items():
        if numbers:
            yield Finding(Area.SESSIONS, code, key, {"what": listed(numbers)})


def _room(state: CafeState, found: Prepared) -> Iterator[Finding]:
    people = len(found.to_be_seated)
    if state.tables and people > state.seats:
        values = {"people": people, "seats": state.seats}
        yield Finding(Area.SESSIONS, "too_many_people", state.session.key, values)


def _round(state: CafeState, round_: Round, found: Prepared) -> Iterator[Finding]:
    key, floor = state.session.key, found.dialogue.question_floor_minutes
    before = {table.number: state.before(table, round_) for table in state.tables}
    silent = [number for number, asked in before.items() if not asked]
    if silent and state.asked:
        values = {"round": round_.number, "what": listed(silent)}
        yield Finding(Area.SESSIONS, "table_silent", key, values)
    crowded = {n: asked for n, asked in before.items() if too_many(round_.minutes, asked, floor)}
    if crowded:
        most = max(len(asked) for asked in crowded.values())
        values = {
            "round": round_.number,
            "minutes": f"{minutes_per_question(round_.minutes, most) or 0:.2g}",
            "floor": floor,
            "what": listed(crowded),
        }
        yield Finding(Area.SESSIONS, "too_many_questions", key, values)
    yield from _seats(state, round_, found)


def _seats(state: CafeState, round_: Round, found: Prepared) -> Iterator[Finding]:
    if round_.phase == Phase.CLOSED or state.session.variant == Variant.FREE_CIRCULATION:
        return
    seated = state.seated.get(round_.number, set())
    lacking = [each for each in found.to_be_seated if each.id not in seated]
    if lacking and state.tables:
        values = {"round": round_.number, "count": len(lacking)}
        yield Finding(Area.SESSIONS, "no_seat", state.session.key, values)


def _people(found: Prepared) -> Iterator[Finding]:
    if len(found.those(*CHAIRS)) < 2:
        yield Finding(Area.PEOPLE, "one_chair")
    if not found.to_be_seated:
        yield Finding(Area.PEOPLE, "no_people")
    if not found.those(Role.RAPPORTEUR):
        yield Finding(Area.PEOPLE, "no_rapporteur")
    kept = {who for state in found.sessions for table in state.tables for who in table.keepers}
    astray = [each.key for each in found.those(*KEEPERS) if each.id not in kept]
    if astray:
        yield Finding(Area.PEOPLE, "keeper_astray", values={"what": listed(astray)})


def _publication(found: Prepared) -> Iterator[Finding]:
    if found.dialogue.published_at is None:
        yield Finding(Area.PUBLICATION, "unpublished")
