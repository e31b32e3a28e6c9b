"""What is written is read back the same."""

import yaml
from hypothesis import given
from hypothesis import strategies as st

from facilitator.dialogues.programme import (
    DialogueSpec,
    FloorSpec,
    Programme,
    QuestionSpec,
    RoundsSpec,
    SessionSpec,
    TableSpec,
    ThemeSpec,
    check,
    dump,
    parse,
)
from facilitator.dialogues.programme.specs import FLOOR_RULES
from facilitator.dialogues.rules import Attribution, Denominator, Kind, Variant
from facilitator.kit.text import clean

TEXT = st.text(max_size=30) | st.sampled_from(
    ["no", "~", "null", "2024-06-03", "- x", "a: b #c", "{"]
)
LINES = TEXT.map(lambda raw: clean(raw, limit=200).words).filter(bool)
LINE = TEXT.map(lambda raw: clean(raw, limit=60, lines=False).words).filter(bool)
LANGUAGES = st.sampled_from(["en", "fr", "ar", "zh", "no", "ru"])
WORDS = st.dictionaries(LANGUAGES, LINES, max_size=3)
SAID = st.dictionaries(LANGUAGES, LINES, min_size=1, max_size=3)
IDS = st.lists(
    st.from_regex(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,8}", fullmatch=True), unique=True, max_size=4
)


def some(values):
    return st.just(()) if values.is_empty else st.lists(values, unique=True, max_size=3).map(tuple)


def one_of(keys):
    return st.sampled_from(keys) if keys else st.nothing()


@st.composite
def rounds(draw):
    minutes = draw(st.integers(2, 90))
    warn = draw(st.sets(st.integers(1, minutes - 1), max_size=3))
    return RoundsSpec(
        draw(st.integers(1, 6)), minutes, tuple(sorted(warn, reverse=True)), draw(st.integers(0, 9))
    )


@st.composite
def sessions(draw, key, themes, questions, earlier):
    kind = draw(st.sampled_from(Kind))
    asked = some(one_of(questions))
    cafe = kind is Kind.WORLD_CAFE
    maybe = st.none() | LINE
    seats = st.builds(
        TableSpec,
        number=st.integers(1, 99),
        theme=st.none() | one_of(themes),
        question=st.none() | one_of(questions),
        seats=st.integers(1, 20),
        language=st.none() | LANGUAGES,
        name=maybe,
        place=maybe,
        host=maybe,
        rapporteur=maybe,
    )
    floor = st.builds(
        FloorSpec,
        st.integers(10, 600),
        st.integers(10, 600),
        st.none() | st.integers(0, 20),
        some(st.sampled_from(FLOOR_RULES)),
        reply_seconds=st.integers(10, 600),
        second_language_percent=st.integers(0, 100),
        list_cap=st.none() | st.integers(0, 99),
        patience=st.integers(1, 50),
        quotas=st.dictionaries(st.sampled_from(["party", "nps", "G77"]), st.integers(1, 90)),
    )
    return SessionSpec(
        key=key,
        kind=kind,
        title=draw(SAID),
        variant=draw(st.sampled_from(Variant)) if cafe else Variant.THEME_PER_TABLE,
        minutes=draw(st.none() | st.integers(1, 200)),
        rounds=draw(rounds()) if cafe else None,
        tables=tuple(draw(st.lists(seats, unique_by=lambda t: t.number, max_size=4)))
        if cafe
        else (),
        themes=draw(some(one_of(themes))),
        questions=draw(asked),
        questions_by_round=tuple(draw(st.lists(asked, max_size=3))) if cafe else (),
        from_session=draw(st.none() | one_of(earlier)),
        floor=None if cafe else draw(floor),
    )


@st.composite
def programmes(draw):
    themes, questions, keys = draw(IDS), draw(IDS), draw(IDS)
    questions = questions if themes else []
    dialogue = st.builds(
        DialogueSpec,
        key=st.from_regex(r"[a-z0-9][a-z0-9-]{0,9}", fullmatch=True),
        title=SAID,
        timezone=st.sampled_from(["UTC", "Asia/Tokyo"]),
        languages=st.lists(LANGUAGES, unique=True, min_size=1).map(tuple),
        attribution=st.sampled_from(Attribution),
        denominator=st.sampled_from(Denominator),
        expected_output=WORDS,
        scope=WORDS,
        ground_rules=WORDS,
        criteria=WORDS,
        walk_ins=st.booleans(),
        question_floor_minutes=st.integers(1, 60),
        co_facilitators=some(LINE),
        rapporteurs=some(LINE),
    )
    return Programme(
        draw(dialogue),
        tuple(ThemeSpec(key, draw(SAID)) for key in themes),
        tuple(QuestionSpec(key, draw(one_of(themes)), draw(SAID)) for key in questions),
        tuple(draw(sessions(key, themes, questions, keys[:n])) for n, key in enumerate(keys)),
    )


@given(programmes())
def test_a_written_programme_is_read_back_the_same(programme):
    assert parse(dump(programme)) == programme


@given(st.text() | st.binary())
def test_any_file_is_read_or_refused(source):
    parsed = check(source)
    assert parsed.programme or parsed.problems


TREES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3)
    ),
    max_leaves=8,
)
NAMES = [
    "dialogue",
    "themes",
    "questions",
    "sessions",
    "id",
    "title",
    "kind",
    "tables",
    "rounds",
    "floor",
]


@given(
    st.dictionaries(
        st.sampled_from(NAMES), TREES | st.lists(st.dictionaries(st.sampled_from(NAMES), TREES))
    )
)
def test_any_shape_is_read_or_refused(shape):
    assert all(problem.said("en") for problem in check(yaml.safe_dump(shape)).problems)
