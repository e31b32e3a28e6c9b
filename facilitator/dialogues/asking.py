"""Which questions a session of a programme asks, and in which rounds."""

from collections.abc import Mapping, Sequence

from facilitator.dialogues.programme import Programme, SessionSpec
from facilitator.dialogues.rules import Kind

ByRound = Mapping[str, tuple[int, ...]]


def asked(programme: Programme, session: SessionSpec) -> dict[str, tuple[int, ...]]:
    """{question: its rounds, or () for all of them}, in the order of asking."""
    usual = session.questions or usually_asked(programme, session)
    given = session.questions_by_round
    if not given:
        return dict.fromkeys(usual, ())
    count = max(session.rounds.count if session.rounds else 0, len(given))
    rounds = [*given, *[usual] * (count - len(given))]
    keys = dict.fromkeys(key for each in rounds for key in each)
    return {key: _rounds_of(key, rounds) for key in keys}


def _rounds_of(key: str, rounds: Sequence[Sequence[str]]) -> tuple[int, ...]:
    found = tuple(number for number, keys in enumerate(rounds, 1) if key in keys)
    return () if len(found) == len(rounds) else found


def usually_asked(programme: Programme, session: SessionSpec) -> tuple[str, ...]:
    """All questions of its themes, else of its tables; of a café without either, all there are."""
    at_tables = {table.theme for table in session.tables if not table.question}
    themes: set[str | None] = {*session.themes} or at_tables
    own = {table.question for table in session.tables}
    any_theme = None in themes or (session.kind is Kind.WORLD_CAFE and not themes | own)
    return tuple(
        each.key
        for each in programme.questions
        if any_theme or each.theme in themes or each.key in own
    )


def written(
    asks: ByRound, usual: Sequence[str], count: int
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """`questions` and `questions_by_round` as a file says what a session asks: `asked` undone."""
    if not any(asks.values()):
        return (() if list(asks) == list(usual) else tuple(asks)), ()
    by_round = (
        tuple(key for key, rounds in asks.items() if not rounds or number in rounds)
        for number in range(1, count + 1)
    )
    return (), tuple(by_round)
