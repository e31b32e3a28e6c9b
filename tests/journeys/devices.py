"""Devices in people's hands: a real browser that tells of every fault it meets."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.async_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Locator,
    Page,
    Request,
    Response,
    expect,
)

from facilitator.people.rules import Screen, screen_pass
from facilitator.screens.doors import cookie_name
from facilitator.screens.passes import door_path
from tests.cast import Cafe
from tests.house_server import House

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
LAPTOP = {"viewport": {"width": 1440, "height": 900}}
WATCH = """
addEventListener("securitypolicyviolation", (event) =>
  console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`));
"""
QUIET = {"net::ERR_ABORTED"}  # a page that is left lets go of what it asked for
CUT = (
    "Failed to fetch",
    "net::ERR_INTERNET_DISCONNECTED",
    "net::ERR_FAILED",
    "net::ERR_NETWORK_CHANGED",
)

expect.set_options(timeout=20_000)


@dataclass
class Device:
    """A browser with one person's pass. What it meets that no page should meet is a fault."""

    context: BrowserContext
    house: House
    slug: str
    page: Page
    faults: list[str] = field(default_factory=list)
    awaited: set[int] = field(default_factory=set)
    was_cut: bool = False  # what a page tells of that may be heard when it is back

    def watch(self) -> None:
        self.context.on("console", self._hear)
        self.context.on("weberror", lambda error: self.faults.append(f"script: {error.error}"))
        self.context.on("requestfailed", self._failed)
        self.context.on("response", self._answered)
        self.context.on("request", self._asked)

    def awaits(self, *statuses: int) -> None:
        """These refusals belong to the story."""
        self.awaited.update(statuses)

    async def open(self, path: str) -> Page:
        """Goes to an address and waits until the page is alive."""
        await self.page.goto(self.house.url + path)
        await self.alive()
        return self.page

    async def alive(self) -> None:
        """Until the socket of a live page is up."""
        if await self.page.locator("body[data-live]").count():
            await expect(self.page.locator("body")).to_have_attribute("data-link", "live")

    async def go_offline(self) -> None:
        self.was_cut = True
        await self.context.set_offline(True)

    async def come_back(self) -> None:
        await self.context.set_offline(False)

    async def reopen(self, path: str) -> Page:
        """Closes the page, and opens it anew as another tab of the same browser."""
        await self.page.close()
        self.page = await self.context.new_page()
        await self.page.goto(self.house.url + path)
        return self.page

    def region(self, name: str) -> Locator:
        return self.page.locator(f"#region-{name}")

    def note(self, words: str) -> Locator:
        """A note in a live list."""
        return self.page.locator("[data-region] li.note", has_text=words)

    @property
    def waiting(self) -> Locator:
        return self.page.locator("[data-outbox-list] > li")

    async def write(self, words: str) -> None:
        """Types a note and saves it."""
        await self.page.locator("#note-words").fill(words)
        await self.page.locator("#note-save").click()

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type != "error" or self._is_story(message.text):
            return
        self.faults.append(f"console: {message.text} ({message.location['url']})")

    def _is_story(self, text: str) -> bool:
        if any(f"status of {status} " in text for status in self.awaited):
            return True
        return self.was_cut and any(cause in text for cause in CUT)

    def _failed(self, request: Request) -> None:
        why = request.failure or ""
        if why not in QUIET and not (self.was_cut and why in CUT):
            self.faults.append(f"failed: {request.method} {request.url} {why}")

    def _answered(self, response: Response) -> None:
        if response.status >= 400 and response.status not in self.awaited:
            self.faults.append(f"{response.status}: {response.request.method} {response.url}")

    def _asked(self, request: Request) -> None:
        where = urlsplit(request.url)
        if where.scheme in {"http", "https"} and where.netloc != self.house.host:
            self.faults.append(f"foreign: {request.url}")


async def device(browser: Browser, house: House, slug: str, **how: Any) -> Device:
    """A new browser without any pass. It keeps nothing for later, unless `service_workers` is
    "allow": one more program in every browser costs a sixth of a journey."""
    context = await browser.new_context(**{"service_workers": "block", **how})
    await context.add_init_script(WATCH)
    found = Device(context, house, slug, await context.new_page())
    found.watch()
    return found


async def sign_in(found: Device, cafe: Cafe, who: str, screen: str) -> None:
    """Puts somebody's pass for a screen into the browser."""
    door = screen_pass(screen)
    await let_in(found, door, cafe.slug, cafe.passes[who, door])


async def let_in(found: Device, door: Screen, slug: str, token: str) -> None:
    """Puts a pass into the browser, as joining or a personal link would."""
    await found.context.add_cookies(
        [
            {
                "name": cookie_name(door, slug),
                "value": token,
                "domain": found.house.host.split(":")[0],
                "path": door_path(door, slug),
                "httpOnly": True,
                "sameSite": "Lax",
            }
        ]
    )
