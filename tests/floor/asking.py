"""People who wait, made up by Hypothesis."""

from uuid import UUID

from hypothesis import strategies as st

from facilitator.floor.rules.fairness import RULES
from facilitator.floor.rules.heard import Asker, Heard, Traits
from facilitator.floor.rules.kinds import A_TURN, Asking
from facilitator.floor.rules.line import Order

traits = st.builds(
    Traits,
    person=st.sampled_from([f"person {number}" for number in range(12)]),
    constituency=st.sampled_from(["party", "nps", None]),
    region=st.sampled_from(["African", "GRULAC", "WEOG", None]),
    gender=st.sampled_from(["woman", "man", None]),
    developing=st.sampled_from([True, False, None]),
)
kinds = st.sampled_from(Asking)
orders = st.builds(
    Order, st.lists(st.sampled_from(sorted(RULES)), unique=True).map(tuple), st.integers(1, 9)
)


@st.composite
def crowds(draw: st.DrawFn, most: int = 14, by_hand: bool = True) -> list[Asker]:
    """People in the order of their inscription."""
    places = st.none() | st.integers(1, most) if by_hand else st.none()
    return [
        Asker(
            UUID(int=turn),
            draw(kinds),
            turn,
            draw(traits),
            limit=draw(st.integers(10, 300)),
            passed=draw(st.integers(0, 3)),
            absent=draw(st.booleans()),
            by_hand=draw(places),
        )
        for turn in range(1, draw(st.integers(0, most)) + 1)
    ]


@st.composite
def pasts(draw: st.DrawFn) -> Heard:
    heard = Heard()
    for who, kind in draw(st.lists(st.tuples(traits, st.sampled_from(sorted(A_TURN))), max_size=6)):
        heard.hear(who, kind, draw(st.integers(1, 300)))
    return heard
