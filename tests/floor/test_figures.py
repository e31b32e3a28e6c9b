"""What a speech log comes to."""

from hypothesis import given
from hypothesis import strategies as st

from facilitator.dialogues.rules import Attribution
from facilitator.floor.exports import csv
from facilitator.floor.exports.tables import charts
from facilitator.floor.rules.figures import LEAST, Share, by_gender, figures
from facilitator.floor.rules.kinds import A_TURN, Asking, State
from facilitator.floor.rules.log import Entry, Point, told

names = st.none() | st.text("abc=+-@;, '\"\n", min_size=1, max_size=9).filter(
    lambda words: words.strip() == words and not words.startswith("'")
)
speeches = st.builds(
    Entry,
    number=st.integers(1, 99),
    kind=st.sampled_from(Asking),
    outcome=st.just(State.HEARD),
    prepared=st.booleans(),
    speaker=names,
    constituency=st.sampled_from(["party", "nps", None]),
    region=st.sampled_from(["African", "WEOG", None]),
    spoken_ms=st.integers(0, 900_000),
    limit_ms=st.integers(0, 900_000),
    absent=st.integers(0, 2),
    points=st.lists(st.sampled_from(["Q-1:gap", "Q-2:gap"]), unique=True).map(tuple),
)
unheard = st.builds(
    Entry,
    number=st.none(),
    kind=st.sampled_from(Asking),
    outcome=st.sampled_from([State.WAITING, State.CALLED, State.WITHDRAWN]),
    summary=names,
)
logs = st.lists(speeches | unheard, max_size=12)


@given(logs)
def test_nobody_is_counted_twice_and_no_time_is_lost(log):
    told_of = figures(log)
    held = [each for each in log if each.number]
    time = sum(each.spoken_ms for each in held)

    assert told_of.spoken_ms == time
    for shares in (told_of.constituencies, told_of.regions):
        assert sum(each.spoken_ms for each in shares) == time
        assert sum(each.speeches for each in shares) == len(held)
        assert len({each.name for each in shares}) == len(shares)
    assert told_of.prepared + told_of.reactive == sum(each.kind in A_TURN for each in held)
    assert told_of.speeches + told_of.unserved + told_of.withdrawn == len(log)


@given(logs)
def test_the_file_tells_all_that_the_log_does(log):
    again = csv.read(csv.speeches(log))

    assert again == tuple(log)
    assert figures(again) == figures(log)


def test_who_spoke_longest_comes_first_and_the_unknown_last():
    log = [
        Entry(1, Asking.REPLY, State.HEARD, constituency="nps", spoken_ms=10),
        Entry(2, Asking.REPLY, State.HEARD, spoken_ms=90),
        Entry(3, Asking.REPLY, State.HEARD, constituency="party", spoken_ms=30),
    ]

    found = figures(log).constituencies

    assert found == (Share("party", 1, 30), Share("nps", 1, 10), Share(None, 1, 90))


def test_questions_and_points_of_order_are_neither_prepared_nor_reactions():
    log = [
        Entry(1, Asking.INTERVENTION, State.HEARD, prepared=True),
        Entry(2, Asking.REPLY, State.HEARD),
        Entry(3, Asking.QUESTION, State.HEARD),
        Entry(4, Asking.ORDER, State.HEARD),
    ]

    found = figures(log)

    assert (found.speeches, found.prepared, found.reactive) == (4, 1, 1)


def test_a_point_is_taken_up_by_speeches_that_were_held():
    log = [
        Entry(1, Asking.REPLY, State.HEARD, points=("a", "b")),
        Entry(2, Asking.REPLY, State.HEARD, points=("a",)),
    ]
    opened = [Point("a", "Forecasts"), Point("b", "Boats"), Point("c", "Nets")]

    found = figures(log, (), opened)

    assert [each.speeches for each in found.points] == [2, 1, 0]
    assert found.taken_up == 2


def test_a_gender_that_few_stated_is_not_told_apart():
    held = [
        (f"{gender} {number}", gender, Entry(number, Asking.REPLY, State.HEARD, spoken_ms=100))
        for gender, people in [("woman", LEAST), ("man", LEAST - 1), (None, 2)]
        for number in range(1, people + 1)
    ]

    assert by_gender(held) == (
        Share("woman", LEAST, LEAST * 100),
        Share(None, LEAST + 1, (LEAST + 1) * 100),
    )


def test_one_person_who_speaks_often_is_still_one_person():
    held = [("ada", "woman", Entry(n, Asking.REPLY, State.HEARD)) for n in range(1, LEAST + 1)]

    assert [each.name for each in by_gender(held)] == [None]


def test_a_log_tells_of_speakers_what_was_promised():
    entry = Entry(
        1, Asking.REPLY, State.HEARD, speaker="Ada", stands_for="Kenya", constituency="party",
        region="African", language="en", spoken_ms=5,
    )  # fmt: skip

    assert told(entry, Attribution.ATTRIBUTED) == entry
    category = told(entry, Attribution.BY_CATEGORY)
    assert (category.speaker, category.stands_for) == (None, None)
    assert (category.constituency, category.region) == ("party", "African")
    nothing = told(entry, Attribution.NON_ATTRIBUTION)
    assert (nothing.speaker, nothing.stands_for, nothing.region) == (None, None, None)
    assert (nothing.constituency, nothing.spoken_ms) == ("party", 5)


def test_charts_share_the_time_in_percent():
    log = [
        Entry(1, Asking.REPLY, State.HEARD, constituency="party", spoken_ms=90_000),
        Entry(2, Asking.REPLY, State.HEARD, constituency="nps", spoken_ms=30_000),
        Entry(None, Asking.REPLY, State.WAITING),
    ]

    found = {each.key: each for each in charts(figures(log), "en")}

    assert found["constituency"].rows == (
        ("Party", "1", "1:30", "75 %"),
        ("Non-Party stakeholder", "1", "0:30", "25 %"),
    )
    assert found["requests"].rows[2] == ("Not heard", "1", "3", "33 %")
    assert found["gender"].bars == ()
