/** Where a network lets pages through but no sockets: the page itself is fetched now and then and drawn. */
import { page } from "./page.js";
import { draw } from "./draw.js";
import { heard } from "./time.js";

const EVERY = 15_000;
const AFTER_TRIES = 3;
const FINAL = { 401: 4401, 403: 4403, 410: 4410 };

let timer = 0;

/** link: told "slow" when drawings came this way; over: told a final close code. */
export function peekWhile(state, tries, { link, over }) {
  if (state === "live" || state === "over") timer = void clearInterval(timer);
  else if (state === "away" && tries >= AFTER_TRIES && !timer)
    timer = setInterval(() => peek(link, over), EVERY);
}

async function peek(link, over) {
  if (document.visibilityState === "hidden") return;
  const asked = performance.now();
  const answer = await fetch(location.pathname + location.search, {
    credentials: "same-origin",
    redirect: "manual",
  }).catch(() => null);
  if (!answer || !timer) return;
  if (FINAL[answer.status]) return over(FINAL[answer.status]);
  if (!answer.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (!timer || fresh.body.dataset.live !== page.live) return; // a captive portal's page, or live again meanwhile
  heard(asked, Number(fresh.body.dataset.now), performance.now());
  for (const section of fresh.querySelectorAll("[data-region]"))
    draw(section.dataset.region, section.innerHTML);
  link("slow");
}
