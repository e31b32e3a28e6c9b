"""Two people write one report in real browsers, over wires that fail: a walk at random.

Each has a browser and a wire of their own. They open paragraphs, type, save, meet the other's
words, keep theirs or take the other's, leave and come back, while the network slows, crumbles,
goes silent or breaks. Held all the time: what was typed and not yet saved is in the form again
when one comes back; a save over the other's words shows both texts. Held at the end: every text
that was confirmed stands there or in the history, and both see the same report.

`python -m tests.journeys.two_writers --minutes 10 --seed 7` walks for long and prints its counts.
"""

import argparse
import asyncio
import random
import tempfile
from collections import Counter
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path
from uuid import UUID

from playwright.async_api import Browser, Error, Page, async_playwright
from sqlalchemy import select

from facilitator.kit.database import Database
from facilitator.kit.migrate import to_newest
from facilitator.report.model import Paragraph, ParagraphVersion
from tests import services
from tests.cast import Cafe, make_cafe
from tests.harvest.noting import write_notes
from tests.house_server import House, running_house
from tests.journeys.devices import LAPTOP, Device, device, sign_in
from tests.resilience.wire import Weather, Wire

WORDS, SAVE = "#field-words", "#save"
READY = "[data-cites]:not([hidden])"  # our script has filled the form again
ROWS = 3
PATIENT = 6_000  # milliseconds a person waits before they try again
WEATHERS = {
    "good": Weather(),
    "slow": Weather(latency=0.15, jitter=0.15),
    "crumbs": Weather(crumbs=400, latency=0.002),
    "resets": Weather(resets=0.02),
}
TYPED = count(1)


class Lost(AssertionError):  # noqa: N818 - a finding
    """Something that was typed is not where it should be."""


@dataclass
class Writer:
    """One of the two. `pending`: typed and not confirmed, by paragraph; `confirmed`: all saved."""

    who: str
    found: Device
    wire: Wire
    rows: Sequence[UUID]
    dice: random.Random
    database: Database
    pending: dict[UUID, str] = field(default_factory=dict)
    confirmed: list[tuple[UUID, str]] = field(default_factory=list)
    counted: Counter[str] = field(default_factory=Counter)

    @property
    def page(self) -> Page:
        return self.found.page

    async def turn(self) -> None:
        """Something happens to the wire, or they go to a paragraph and work on it."""
        if self.dice.random() < 0.25:
            await self.weather_changes()
            return
        row = self.dice.choice(self.rows)
        if await self.open(row):
            await self.type(row)
            if self.dice.random() < 0.2:
                self.counted["left while writing"] += 1
            else:
                await self.save(row)

    async def weather_changes(self) -> None:
        kind = self.dice.choice([*WEATHERS, "silence", "cut"])
        self.counted[f"wire: {kind}"] += 1
        await self.wire.calm()
        if kind in WEATHERS:
            self.wire.weather = WEATHERS[kind]
        elif kind == "silence":
            self.wire.stall()
            await asyncio.sleep(self.dice.uniform(0.1, 1.0))
            self.wire.flow()
        else:
            self.wire.cut()
            await asyncio.sleep(self.dice.uniform(0.1, 0.5))
            await self.wire.mend()

    async def open(self, row: UUID) -> bool:
        """Goes to a paragraph's form. What they had typed there before must be in it."""
        try:
            address = f"{self.found.house.url}/desk/{self.found.slug}/paragraphs/{row}"
            await self.page.goto(address, timeout=PATIENT)
            await self.page.wait_for_selector(READY, timeout=PATIENT)
            stands = await self.page.input_value(WORDS, timeout=PATIENT)
        except Error:
            self.counted["page did not come"] += 1
            return False
        if stands == self.pending.get(row, stands):
            self.counted["found again what was typed"] += row in self.pending
        elif self.pending[row] in await texts_of(self.database, row):
            self.confirmed.append((row, self.pending.pop(row)))
            self.counted["saved, and never told so"] += 1
        else:
            raise Lost(f"{self.who} typed {self.pending[row]!r}, and finds {stands!r}")
        return True

    async def type(self, row: UUID) -> None:
        self.pending[row] = f"Text {next(TYPED)} of {self.who} [N1]"
        await self.page.fill(WORDS, self.pending[row])

    async def save(self, row: UUID) -> None:
        """Saves until it is stored, given up, or nobody answers."""
        text = self.pending[row]
        while True:
            came = await self._pressed()
            if came == "desk":
                self.confirmed.append((row, text))
                del self.pending[row]
                self.counted["saved"] += 1
                return
            if came == "nothing":
                self.counted["no answer to a save"] += 1
                return
            await self._see_both(text)
            if self.dice.random() < 0.3 and await self._take_theirs():
                del self.pending[row]
                return

    async def _pressed(self) -> str:
        """What came of a save: the desk, both texts, or nothing."""
        try:
            async with self.page.expect_navigation(timeout=PATIENT) as sent:
                await self.page.click(SAVE, timeout=PATIENT)
            answer = await sent.value
            await self.page.wait_for_selector("#conflict, #region-report", timeout=PATIENT)
        except Error:
            return "nothing"
        if await self.page.locator("#conflict").count():
            return "both"
        return "desk" if answer and answer.ok else "nothing"

    async def _see_both(self, text: str) -> None:
        self.counted["conflicts"] += 1
        mine, theirs = (
            await self.page.input_value(WORDS),
            await self.page.inner_text("#their-words"),
        )
        if mine != text or not theirs or theirs == text:
            raise Lost(f"{self.who} wrote {text!r} and is shown {mine!r} and {theirs!r}")

    async def _take_theirs(self) -> bool:
        try:
            await self.page.click("#take-theirs", timeout=PATIENT)
            await self.page.wait_for_selector("#region-report", timeout=PATIENT)
        except Error:
            pass  # what they typed is forgotten by the browser at the click
        self.counted["took theirs"] += 1
        return True

    async def finish(self) -> None:
        """On a good wire: whatever is pending is saved."""
        await self.wire.calm()
        for row in list(self.pending):
            while row in self.pending:
                if await self.open(row):
                    await self.save(row)

    async def report(self) -> str:
        await self.found.open(f"/desk/{self.found.slug}")
        return await self.page.inner_html("#region-report")


async def walk(writers: Sequence[Writer], seconds: float, turns: int) -> Counter[str]:
    """Both at once, until the time is over or each has had so many turns; then all is checked."""
    end = asyncio.get_running_loop().time() + seconds

    async def live(writer: Writer) -> None:
        for _ in range(turns):
            if asyncio.get_running_loop().time() > end:
                return
            await writer.turn()
            writer.counted["turns"] += 1

    await asyncio.gather(*map(live, writers))
    for writer in writers:
        await writer.finish()
    reports = [await writer.report() for writer in writers]
    if reports[0] != reports[1]:
        raise Lost("the two do not see the same report")
    return sum((writer.counted for writer in writers), Counter())


async def all_is_kept(database: Database, writers: Sequence[Writer]) -> None:
    """Every confirmed text stands there or in the history, and no version is missing."""
    async with database.reading() as db:
        for row in writers[0].rows:
            now = await db.get_one(Paragraph, row)
            query = select(ParagraphVersion).filter_by(paragraph_id=row)
            before = list(await db.scalars(query.order_by(ParagraphVersion.version)))
            if [each.version for each in before] != list(range(1, now.version)):
                raise Lost(f"versions {[each.version for each in before]} before {now.version}")
            kept = await texts_of(database, row)
            for writer in writers:
                gone = {text for at, text in writer.confirmed if at == row} - kept
                if gone:
                    raise Lost(f"{writer.who} saved {gone}")


async def texts_of(database: Database, row: UUID) -> set[str]:
    """All that a paragraph says and has said."""
    async with database.reading() as db:
        query = select(ParagraphVersion.words).filter_by(paragraph_id=row)
        return {(await db.get_one(Paragraph, row)).words, *await db.scalars(query)}


async def two_writers(
    up: AsyncExitStack, browser: Browser, house: House, cafe: Cafe, seed: int
) -> list[Writer]:
    """Finn and Dora with a draft between them, each behind a wire."""
    database = house.app.state.database
    await write_notes(database, cafe)
    answer = await house.visitor(cafe, "finn", "desk").post("reports", data={"locale": "en"})
    assert answer.is_redirect, answer.text
    async with database.reading() as db:
        query = select(Paragraph.id).where(Paragraph.words.contains("[N"))
        rows = list(await db.scalars(query.order_by(Paragraph.position).limit(ROWS)))
    writers = []
    for place, who in enumerate(("finn", "dora")):
        wire = await up.enter_async_context(Wire(house.url))
        behind = replace(house, host=f"127.0.0.1:{wire.port}")
        found = await device(browser, behind, cafe.slug, **LAPTOP)
        up.push_async_callback(found.context.close)
        await sign_in(found, cafe, who, "desk")
        dice = random.Random(seed + place)
        writers.append(Writer(who, found, wire, rows, dice, database))
    return writers


def scripts_failed(writers: Sequence[Writer]) -> list[str]:
    """Faults of ours: a broken wire makes others."""
    ours = ("script:", "console: policy")
    return [fault for each in writers for fault in each.found.faults if fault.startswith(ours)]


async def _main(minutes: float, seed: int) -> None:
    async with AsyncExitStack() as up:
        room = up.enter_context(tempfile.TemporaryDirectory())
        url = f"sqlite+aiosqlite:///{Path(room) / 'house.db'}"
        await asyncio.to_thread(to_newest, url)
        playwright = await up.enter_async_context(async_playwright())
        browser = await playwright.chromium.launch(
            executable_path=services.chromium(), args=["--no-sandbox", "--disable-gpu"]
        )
        up.push_async_callback(browser.close)
        house = await up.enter_async_context(running_house(url))
        cafe = await make_cafe(house.app.state.database)
        async with AsyncExitStack() as both:
            writers = await two_writers(both, browser, house, cafe, seed)
            counted = await walk(writers, minutes * 60, 10**6)
            await all_is_kept(house.app.state.database, writers)
            faults = scripts_failed(writers)
    for what, times in sorted(counted.items()):
        print(f"{times:7} {what}")  # noqa: T201
    print(f"{minutes} minutes, seed {seed}: 0 texts lost, {len(faults)} faults of scripts")  # noqa: T201


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    given = parser.parse_args()
    asyncio.run(_main(given.minutes, given.seed))
