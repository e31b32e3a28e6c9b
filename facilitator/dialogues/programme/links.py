"""Whether what a programme names is there: themes, questions, earlier sessions."""

from collections.abc import Mapping

from facilitator.dialogues.programme.place import Place
from facilitator.dialogues.programme.specs import Programme, SessionSpec, TableSpec
from facilitator.dialogues.rules import Kind, Variant

Themes = Mapping[str, str]


def check_links(programme: Programme, root: Place) -> None:
    """Notes every name that stands for nothing, at its path."""
    themes = {each.key for each in programme.themes}
    questions = {each.key: each.theme for each in programme.questions}
    for index, question in enumerate(programme.questions):
        _theme(root.at(f"questions[{index}].theme", None), question.theme, themes)
    earlier: list[str] = []
    for index, session in enumerate(programme.sessions):
        place = root.at(f"sessions[{index}]", None)
        _check_session(place, session, themes, questions)
        if session.from_session and session.from_session not in earlier:
            _missing(place.at("from_session", None), session.from_session, "session", earlier)
        earlier.append(session.key)


def _check_session(place: Place, session: SessionSpec, themes: set[str], questions: Themes) -> None:
    for index, theme in enumerate(session.themes):
        _theme(place.at(f"themes[{index}]", None), theme, themes)
    for index, question in enumerate(session.questions):
        _question(place.at(f"questions[{index}]", None), question, questions)
    _check_rounds(place, session, questions)
    for index, table in enumerate(session.tables):
        _check_table(place.at(f"tables[{index}]", None), table, themes, questions)
    _check_variant(place, session)


def _check_rounds(place: Place, session: SessionSpec, questions: Themes) -> None:
    for number, asked in enumerate(session.questions_by_round):
        for index, question in enumerate(asked):
            path = f"questions_by_round[{number}][{index}]"
            _question(place.at(path, None), question, questions)
    count = session.rounds.count if session.rounds else 0
    if len(session.questions_by_round) > count:
        given = str(len(session.questions_by_round))
        place.at("questions_by_round", None).say("more_rounds", given, str(count))


def _check_table(place: Place, table: TableSpec, themes: set[str], questions: Themes) -> None:
    if table.theme:
        _theme(place.at("theme", None), table.theme, themes)
    if table.question:
        at = place.at("question", None)
        _question(at, table.question, questions)
        own = questions.get(table.question, table.theme)
        if table.theme and own != table.theme:
            at.say("other_theme", table.question, own or "")


def _check_variant(place: Place, session: SessionSpec) -> None:
    if session.kind is Kind.WORLD_CAFE and session.variant is Variant.THEME_PER_TABLE:
        for index, table in enumerate(session.tables):
            if not table.theme and not table.question:
                place.at(f"tables[{index}]", None).say("table_without_theme")


def _theme(place: Place, key: str, themes: set[str]) -> None:
    if key and key not in themes:
        _missing(place, key, "theme", sorted(themes))


def _question(place: Place, key: str, questions: Themes) -> None:
    if key not in questions:
        _missing(place, key, "question", list(questions))


def _missing(place: Place, key: str, thing: str, known: list[str]) -> None:
    place.meant(key, known, f"no_{thing}", f"misspelt_{thing}")
