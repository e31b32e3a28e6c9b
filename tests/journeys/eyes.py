"""Eyes that see what a person with other eyes, or with a small screen, would stumble over."""

from pathlib import Path
from typing import Any

from playwright.async_api import Page

AXE = (Path(__file__).parents[1] / "vendor" / "axe.min.js").read_text()
RUN = """async (rules) => {
  for (const _ of "12") await new Promise(requestAnimationFrame); // colours have turned
  const told = await axe.run(document, {
    resultTypes: ["violations"], ...(rules ? { runOnly: rules } : {}),
  });
  return told.violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) =>
    `${id}: ${target.join(" ")} ${failureSummary.split("\\n").slice(1, 3).join(" ")}`));
}"""
WIDE = """() => {
  const room = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= room) return [];
  const out = (one) => { const { left, right } = one.getBoundingClientRect();
    return right > room + 1 || left < -1; };
  const found = [...document.querySelectorAll("body *")].filter(out).slice(0, 3);
  return found.map((one) => `wide: ${one.tagName}.${one.className} ${one.id}`);
}"""
SMALL = """() => {
  const acts = "a[href], button, input, select, textarea, summary, [role=button]";
  const inText = (one) => one.matches("a") && getComputedStyle(one).display === "inline";
  const box = (one) => (one.labels?.[0] && one.matches("[type=radio], [type=checkbox]")
    ? one.labels[0] : one).getBoundingClientRect();
  return [...document.querySelectorAll(acts)]
    .filter((one) => one.checkVisibility() && !inText(one) && !one.closest(".skip, [hidden]"))
    .map((one) => [one, box(one)])
    .filter(([, { width, height }]) => width && height && (width < 43.5 || height < 43.5))
    .map(([one, { width, height }]) =>
      `small: ${one.id || one.name || one.textContent.trim()} ${width} × ${height}`);
}"""


async def blemishes(page: Page, *, dark: bool = True) -> list[str]:
    """What axe-core finds on a page by day, and in its colours by night."""
    if not await page.evaluate("() => Boolean(globalThis.axe)"):
        await page.evaluate(AXE)
    found: list[str] = await page.evaluate(RUN, None)
    if dark:
        await page.emulate_media(color_scheme="dark")
        found += [f"dark {each}" for each in await page.evaluate(RUN, ["color-contrast"])]
        await page.emulate_media(color_scheme="light")
    return found


async def too_wide(page: Page, width: int = 360) -> list[str]:
    """What sticks out of a narrow screen."""
    before: Any = page.viewport_size
    await page.set_viewport_size({"width": width, "height": 740})
    found: list[str] = await page.evaluate(WIDE)
    await page.set_viewport_size(before)
    return found


async def too_small(page: Page) -> list[str]:
    """What a thumb would miss: less than 44 by 44 pixels."""
    found: list[str] = await page.evaluate(SMALL)
    return found


class Album:
    """Every state that was looked at, and what was seen."""

    def __init__(self, locale: str) -> None:
        self.nights = locale == "en"  # colours are the same in every language
        self.seen: list[str] = []

    async def look(self, page: Page, state: str, *, thumbs: bool = False) -> None:
        found = await blemishes(page, dark=self.nights) + (await too_small(page) if thumbs else [])
        self.seen += [f"{state}: {each}" for each in found + await too_wide(page)]

    def is_clean(self) -> bool:
        assert not self.seen, "\n".join(self.seen)
        return True
