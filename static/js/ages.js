/** How long ago: "4 min" instead of the time of day, by the server's clock. Where nothing came for long, it shows. */
import { page } from "./page.js";
import { afterDraw } from "./draw.js";
import { time } from "./time.js";

const BEAT = 10_000;
const MINUTE = 60_000;
const NOW = new Intl.RelativeTimeFormat(page.locale, { numeric: "auto" });
const unit = (name) => new Intl.NumberFormat(page.locale, { style: "unit", unit: name, unitDisplay: "short" });
const MINUTES = unit("minute");
const HOURS = unit("hour");

/** "now", "4 min", "2 hr" for milliseconds. */
export function age(ms) {
  if (ms < MINUTE) return NOW.format(0, "second");
  return ms < 60 * MINUTE ? MINUTES.format(Math.floor(ms / MINUTE)) : HOURS.format(Math.floor(ms / 60 / MINUTE));
}

function look() {
  const now = time.now();
  for (const element of document.querySelectorAll("[data-since]")) {
    const ms = Math.max(0, now - Number(element.dataset.since));
    const text = age(ms);
    if (element.textContent !== text) element.textContent = text;
    const watched = element.closest("[data-quiet-after]");
    watched?.classList.toggle("is-quiet", ms > Number(watched.dataset.quietAfter) * 1000);
  }
}

export function startAges() {
  look();
  afterDraw(look);
  setInterval(look, BEAT);
}
