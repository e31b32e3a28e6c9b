"""On paper: a card for each person, a sheet for each table, lists for the wall."""

from collections import Counter
from collections.abc import Callable, Mapping
from enum import StrEnum
from io import BytesIO
from typing import Any, Final
from uuid import UUID

import segno
from fastapi import APIRouter, Response

from facilitator.dialogues.queries import themes
from facilitator.kit.clock import now
from facilitator.kit.errors import NotNow
from facilitator.kit.words import N_, in_words, say
from facilitator.screens.bench import made
from facilitator.screens.doors import ConsoleReader, Reading
from facilitator.screens.rotation.picture import step
from facilitator.screens.rotation.screen import Key, cafe
from facilitator.screens.rotation.sheet import Picture, picture
from facilitator.settings import settings

router = APIRouter()
Facts = dict[str, Any]


class Paper(StrEnum):
    CARDS = "cards"
    TABLES = "tables"
    WALL = "wall"


@router.get("/print/{paper}")
async def print_out(db: Reading, guest: ConsoleReader, session_key: Key, paper: Paper) -> Response:
    """A PDF, ready for the printer."""
    session = await cafe(db, guest, session_key)
    seen = await picture(db, session.id)
    if not seen.people:
        raise NotNow(N_("Nobody has been seated by a plan yet."))
    locale = guest.viewer.locale
    known = await themes(db, guest.dialogue.id)
    topics = {each.id: in_words(each.title, locale) for each in known}
    heads = {
        "title": in_words(session.title, locale),
        "over": in_words(guest.dialogue.title, locale),
    }
    pdf = await made(db, _pressed, paper, heads, seen, topics, locale)
    name = f"{guest.dialogue.slug}-{session_key}-{paper}.pdf"
    return Response(
        pdf,
        media_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{name}"'},
    )


def _pressed(
    paper: Paper, heads: Facts, seen: Picture, topics: Mapping[UUID, str], locale: str
) -> bytes:
    """A code for everybody alone takes seconds for a thousand people."""
    from facilitator.kit.paper import printed  # typst is loaded only where something is printed

    facts = {**heads, **SHEETS[paper](seen, topics, locale)}
    at = now().replace(microsecond=0)  # as files are dated
    return printed(f"rotation-{paper}", facts, locale=locale, at=at)


def cards(seen: Picture, topics: Mapping[UUID, str], locale: str) -> Facts:
    """Everybody's way; whoever scans the code is that person."""
    return {
        "cards": [_card(seen, topics, locale, place) for place in range(len(seen.people))],
        "table": say(N_("Table"), locale),
        "round": say(N_("Round"), locale),
        "alt": say(N_("Your personal link"), locale),
    }


def _card(seen: Picture, topics: Mapping[UUID, str], locale: str, place: int) -> Facts:
    person = seen.people[place]
    about = {table.number: topics.get(table.theme_id, "") for table in seen.hall.tables}  # type: ignore[arg-type]
    path = [seated.get(str(person.id)) for seated in seen.seats]
    return {
        "name": person.display_name,
        "id": person.key,
        "way": [["–", ""] if at is None else [str(at), about.get(at, "")] for at in path],
        "step": _stepping(seen, path, locale),
        "code": _code(f"{settings().base_url}/link/{person.link_token}"),
    }


def _stepping(seen: Picture, path: list[int | None], locale: str) -> str:
    """The form that needs no card: where to begin, and how many tables on to walk each time."""
    found = step(path, [table.number for table in seen.hall.tables])
    if found is None:
        return ""
    if found == 0:
        return say(N_("Stay at table %(number)s"), locale, number=path[0])
    return say(
        N_("Begin at table %(number)s, then go %(step)s tables on"),
        locale,
        number=path[0],
        step=found,
    )


def _code(address: str) -> str:
    """A square code as SVG."""
    drawn = BytesIO()
    segno.make(address, error="m", micro=False).save(drawn, kind="svg", border=0, xmldecl=False)
    return drawn.getvalue().decode()


def tables(seen: Picture, topics: Mapping[UUID, str], locale: str) -> Facts:
    """Who comes to each table in each round, hosts and rapporteurs first."""
    names = seen.names
    return {
        "sheets": [
            {
                "number": table.number,
                "name": table.name or "",
                "topic": topics.get(table.theme_id, ""),  # type: ignore[arg-type]
                "rounds": [
                    _first({str(each) for each in table.keepers}, seated, table.number, names)
                    for seated in seen.seats
                ],
            }
            for table in seen.hall.tables
        ],
        "table": say(N_("Table"), locale),
        "round": say(N_("Round"), locale),
        "stays": say(N_("stays"), locale),
        "nobody": say(N_("Nobody sits here in this round."), locale),
    }


def _first(
    keepers: set[str], seated: Mapping[str, int], number: int, names: Mapping[str, str]
) -> list[Facts]:
    there = [who for who, at in seated.items() if at == number]
    ordered = sorted(there, key=lambda who: (who not in keepers, names[who].casefold()))
    return [{"name": names[who], "stays": who in keepers} for who in ordered]


def wall(seen: Picture, _topics: Mapping[UUID, str], locale: str) -> Facts:
    """Names by the alphabet with their tables; and from each table, where its people go."""
    ways = [
        [each.display_name, *(str(seated.get(str(each.id), "–")) for seated in seen.seats)]
        for each in seen.people
    ]
    return {
        "ways": ways,
        "rounds": [str(each.number) for each in seen.hall.rounds],
        "moves": [_moves(seen, number) for number in range(1, len(seen.seats))],
        "names": say(N_("Find your name, then your table in each round"), locale),
        "after": [
            say(N_("After round %(number)s: from table to table"), locale, number=number)
            for number in range(1, len(seen.seats))
        ],
        "table": say(N_("Table"), locale),
    }


def _moves(seen: Picture, number: int) -> list[list[str]]:
    """For each table: [its number, "where to (how many), …"] after a round."""
    before, after = seen.seats[number - 1], seen.seats[number]
    flows = Counter((at, after[who]) for who, at in before.items() if who in after)
    return [
        [
            str(table.number),
            " · ".join(
                f"{to} ({people})"
                for (at, to), people in sorted(flows.items())
                if at == table.number and to != at
            )
            or "–",
        ]
        for table in seen.hall.tables
    ]


SHEETS: Final[Mapping[Paper, Callable[[Picture, Mapping[UUID, str], str], Facts]]] = {
    Paper.CARDS: cards,
    Paper.TABLES: tables,
    Paper.WALL: wall,
}
