"""Every page of the house, by day, by night and in Arabic, wide and narrow: nothing to stumble on.

A route that answers with a page has its example here, or is named among those that do not.
"""

import pytest

from tests.cast import Cafe
from tests.house.doorways import doorways
from tests.house_server import House
from tests.journeys.conftest import Hand
from tests.journeys.devices import Device, sign_in
from tests.journeys.eyes import blemishes, too_wide
from tests.journeys.full_house import FullHouse, fill

PARAGRAPH = "/desk/{slug}/paragraphs/{paragraph_id}"
PAGES = {
    "/": "/",
    "/d/{slug}": "/d/{slug}",
    "/j/{code}": "/j/{code}",
    "/link/{token}": "/link/{link}",
    "/phone/{slug}": "/phone/{slug}",
    "/table/{slug}": "/table/{slug}",
    "/wall/{slug}": "/wall/{slug}",
    "/console/{slug}": "/console/{slug}",
    "/console/{slug}/tables/{number}": "/console/{slug}/tables/1",
    "/rotation/{slug}/{session_key}": "/rotation/{slug}/cafe",
    "/rotation/{slug}/{session_key}/plan": "/rotation/{slug}/cafe/plan",
    "/console/{slug}/floor": "/console/{slug}/floor",
    "/desk/{slug}/floor": "/desk/{slug}/floor",
    "/desk/{slug}/board": "/desk/{slug}/board",
    "/desk/{slug}": "/desk/{slug}",
    "/desk/{slug}/paragraphs/{paragraph_id}": "/desk/{slug}/paragraphs/{paragraph}",
    "/desk/{slug}/paragraphs/{paragraph_id}/next": "/desk/{slug}/paragraphs/{paragraph}/next",
    "/desk/{slug}/paragraphs/{paragraph_id}/history": "/desk/{slug}/paragraphs/{paragraph}/history",
    f"{PARAGRAPH}/comments": "/desk/{slug}/paragraphs/{paragraph}/comments",
    "/desk/{slug}/reports/{number}/approval": "/desk/{slug}/reports/2/approval",
    "/desk/{slug}/reports/{number}/differences": "/desk/{slug}/reports/2/differences",
    "/desk/{slug}/outlines": "/desk/{slug}/outlines",
    "/desk/{slug}/outlines/new": "/desk/{slug}/outlines/new",
    "/desk/{slug}/outlines/{outline_id}": "/desk/{slug}/outlines/{outline}",
    "/desk/{slug}/sessions/{session_id}/import": "/desk/{slug}/sessions/{session}/import",
    "/desk/{slug}/sessions/{session_id}/import/{upload_id}": (
        "/desk/{slug}/sessions/{session}/import/{notes}"
    ),
    "/review/{slug}": "/review/{slug}",
    "/review/{slug}/paragraphs/{paragraph_id}": "/review/{slug}/paragraphs/{paragraph}",
    "/setup": "/setup",
    "/setup/{slug}": "/setup/{slug}",
    "/setup/{slug}/basics": "/setup/{slug}/basics",
    "/setup/{slug}/themes": "/setup/{slug}/themes",
    "/setup/{slug}/themes/{key}": "/setup/{slug}/themes/energy",
    "/setup/{slug}/questions": "/setup/{slug}/questions",
    "/setup/{slug}/questions/{key}": "/setup/{slug}/questions/Q-energy",
    "/setup/{slug}/sessions": "/setup/{slug}/sessions",
    "/setup/{slug}/sessions/{key}": "/setup/{slug}/sessions/cafe",
    "/setup/{slug}/sessions/{key}/questions": "/setup/{slug}/sessions/cafe/questions",
    "/setup/{slug}/sessions/{key}/tables": "/setup/{slug}/sessions/cafe/tables",
    "/setup/{slug}/sessions/{key}/tables/{number}": "/setup/{slug}/sessions/cafe/tables/1",
    "/setup/{slug}/roster": "/setup/{slug}/roster",
    "/setup/{slug}/roster/{upload_id}": "/setup/{slug}/roster/{roster}",
    "/setup/{slug}/people": "/setup/{slug}/people",
    "/setup/{slug}/people/new": "/setup/{slug}/people/new",
    "/setup/{slug}/people/{key}": "/setup/{slug}/people/P003",
    "/setup/{slug}/programme": "/setup/{slug}/programme",
    "/setup/{slug}/programme/{upload_id}": "/setup/{slug}/programme/{programme}",
    "/setup/{slug}/cards": "/setup/{slug}/cards",
    "/setup/{slug}/copy": "/setup/{slug}/copy",
    "a refusal": "/nowhere",
}
NO_PAGES = {  # files, JSON, redirects, and fragments that dialogs and lists are filled with
    "/worker.js",
    "/healthz",
    "/readyz",
    "/metrics",
    "/favicon.ico",
    "/j",
    "/phone/{slug}/mine",
    "/table/{slug}/mine",
    "/table/{slug}/notes/{note_id}/hands",
    "/table/{slug}/points/{position_id}/hands",
    "/desk/{slug}/floor/mine",
    "/desk/{slug}/sessions/{session_id}/floor/{name}",
    "/desk/{slug}/sessions/{session_id}/floor/speeches/{number}/summary",
    "/console/{slug}/people",
    "/console/{slug}/notes/{note_id}/place",
    "/console/{slug}/sessions/{session_id}/groups",
    "/desk/{slug}/sessions/{session_id}/rounds/{number}/groups/{group}/report",
    "/rotation/{slug}/{session_key}/print/{paper}",
    "/rotation/{slug}/{session_key}/files/{kind}",
    "/desk/{slug}/notes.json",
    "/desk/{slug}/reports/{number}/export/{name}",
    "/setup/{slug}/programme/file",
    "/desk/{slug}/outlines/{outline_id}/file",
}


def test_every_route_is_looked_at() -> None:
    asked = {each.split(" ")[1] for each in doorways()[0] if each.startswith("GET ")}
    assert asked == (set(PAGES) | NO_PAGES) - {"a refusal"}


@pytest.mark.parametrize("locale", ["en", "ar"])
async def test_nothing_to_stumble_on(laptop: Hand, house: House, cafe: Cafe, locale: str) -> None:
    filled = await fill(house, cafe, locale)
    reader = await laptop(locale=locale, reduced_motion="reduce")
    reader.awaits(404)
    for who, screen in KEYS:
        await sign_in(reader, cafe, who, screen)
    found = [
        f"{path}: {blemish}"
        for path in PAGES.values()
        for blemish in await _look(reader, filled, path, locale)
    ]
    assert not found, "\n".join(found)


KEYS = [
    ("ada", "phone"), ("gita", "table"), ("dora", "console"), ("wall", "wall"), ("rosa", "review"),
]  # fmt: skip


async def _look(reader: Device, filled: FullHouse, path: str, locale: str) -> list[str]:
    page = await reader.open(path.format(**vars(filled)))
    faults, reader.faults[:] = list(reader.faults), []
    told = await page.locator("html").get_attribute("lang")
    tongue = [] if told == locale else [f"speaks {told}"]
    narrow = 1024 if path.startswith("/wall") else 360
    return (
        tongue + await blemishes(page, dark=locale == "en") + await too_wide(page, narrow) + faults
    )
