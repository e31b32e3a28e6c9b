"""What the chairs do, without a browser, where a journey is not about them."""

from datetime import timedelta

from facilitator.kit.work import working
from facilitator.rounds.actions import move_round
from facilitator.rounds.queries import numbered
from facilitator.rounds.rules import Move
from tests.cast import Cafe
from tests.house_server import House


async def make(house: House, cafe: Cafe, move: Move, number: int = 1, minutes: float = 0) -> None:
    """Dora makes a move with a round, as it stands now."""
    async with working(house.app.state.database, house.app.state.bell) as work:
        work.actor = cafe.people["dora"]
        seen = (await numbered(work.db, cafe.session, number)).version
        await move_round(work, cafe.session, number, move, seen, timedelta(minutes=minutes))


async def say_note(house: House, cafe: Cafe, who: str, words: str, **more: object) -> str:
    """A note of somebody at table 1 in round 1, from another browser; gives its id."""
    body = {"session": str(cafe.session), "round": 1, "table": str(cafe.tables[1]), **more}
    key = f"{who}-{abs(hash(words)):x}"
    visitor = house.visitor(cafe, who)
    answer = await visitor.post("notes", json={"key": key, "words": words, **body})
    assert answer.status_code == 201, answer.text
    found: str = answer.json()["id"]
    return found
