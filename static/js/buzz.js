/** Vibration: at the bell, and once for every new data-buzz a drawing brings (a new table, "you are next"). */
import { afterDraw } from "./draw.js";

const FELT = "facilitator-buzzed";

export function buzz(pattern) {
  if (navigator.userActivation?.hasBeenActive === false) return; // refused before the first touch
  try {
    navigator.vibrate?.(pattern);
  } catch {
    // a browser that has it switched off
  }
}

function felt() {
  try {
    return new Set(JSON.parse(sessionStorage.getItem(FELT) || "[]"));
  } catch {
    return new Set();
  }
}

function look() {
  const known = felt();
  const fresh = [...document.querySelectorAll("[data-buzz]")]
    .map((one) => one.dataset.buzz)
    .filter((key) => key && !known.has(key));
  if (!fresh.length) return;
  buzz([200, 100, 200]);
  try {
    sessionStorage.setItem(FELT, JSON.stringify([...known, ...fresh].slice(-50)));
  } catch {
    // felt twice after a reload, no harm
  }
}

export function startBuzz() {
  look();
  afterDraw(look);
}
