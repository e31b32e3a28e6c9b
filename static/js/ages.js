/** How long ago instead of the time of day, by the server's clock. Where nothing came for long, it shows. */
import { page } from "./page.js";
import { age } from "./clock-face.js";
import { afterDraw } from "./draw.js";
import { time } from "./time.js";

const BEAT = 10_000;

function look() {
  const now = time.now();
  for (const element of document.querySelectorAll("[data-since]")) {
    const ms = Math.max(0, now - Number(element.dataset.since));
    const text = age(ms, page.locale);
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
