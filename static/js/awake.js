/** Keeping the screen on: by itself on the wall and the table laptop, by a button on a phone. */
import { page } from "./page.js";
import { say } from "./words.js";

let wanted = page.screen === "wall" || page.screen === "table";
let lock = null;

async function hold() {
  if (!wanted || lock || document.visibilityState === "hidden") return;
  try {
    lock = await navigator.wakeLock.request("screen");
    lock.addEventListener("release", () => ((lock = null), show()));
  } catch {
    hint(); // not over HTTPS, or the battery is low
  }
  show();
}

function hint() {
  for (const line of document.querySelectorAll("[data-awake-hint]")) {
    line.textContent = say("awake_hint");
    line.hidden = false;
  }
}

function show() {
  for (const button of document.querySelectorAll("[data-awake]")) {
    button.hidden = !navigator.wakeLock;
    button.setAttribute("aria-pressed", String(Boolean(lock)));
  }
}

function clicked(event) {
  if (!event.target.closest?.("[data-awake]")) return;
  wanted = !lock;
  if (wanted) hold();
  else lock.release();
}

export function startAwake() {
  show();
  hold();
  document.addEventListener("click", clicked);
  document.addEventListener("visibilitychange", hold);
}
