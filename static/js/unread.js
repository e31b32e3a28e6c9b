/** How many notes have come on each question since this person last looked at it, on this device. */
import { afterDraw } from "./draw.js";
import { page } from "./page.js";
import { number } from "./words.js";

const counters = () => [...document.querySelectorAll("[data-fresh-of]")];
const keptAt = (session) => `facilitator-looked ${page.person} ${session}`;

function recall(session) {
  try {
    return JSON.parse(localStorage.getItem(keptAt(session))) ?? {};
  } catch {
    return {}; // nothing is kept here: all of it is new
  }
}

function keep(session, seen) {
  try {
    localStorage.setItem(keptAt(session), JSON.stringify(seen));
  } catch {
    // it stays new
  }
}

function look() {
  for (const counter of counters()) {
    const { freshOf: question, session, notes } = counter.dataset;
    const seen = recall(session);
    const looking = counter.closest("[aria-current]") && document.visibilityState === "visible";
    const known = looking ? Number(notes) : Math.min(seen[question] ?? 0, Number(notes)); // some may have been withdrawn
    if (known !== seen[question]) keep(session, { ...seen, [question]: known });
    counter.querySelector("b").textContent = number(Number(notes) - known);
    counter.hidden = known === Number(notes);
  }
}

export function startUnread() {
  look();
  afterDraw(look);
  document.addEventListener("visibilitychange", look);
}
