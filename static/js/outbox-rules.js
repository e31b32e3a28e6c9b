/**
 * The life of a note on this device. Pure.
 *
 *   waiting ──send──▶ sending ──saved──▶ saved ──15 min──▶ gone
 *      ▲                 │  │
 *      └────again────────┘  ├─refused──▶ refused     (kept with the sentence: edit, copy, remove)
 *                           └─signed out▶ signed_out (kept; waits for the next page that is signed in)
 */

export const KEEP_SAVED = 15 * 60_000;
export const KEEP_OTHERS = 24 * 60 * 60_000;
const LINGER = 60_000;

export const newItem = ({ key, scope, action, note, shown, now }) => ({
  key,
  scope,
  action,
  note: { ...note, key },
  shown,
  state: "waiting",
  touched: now,
});

/** The first that may be sent; a refused one does not hold up those behind it, a signed-out one does. */
export function nextToSend(items) {
  if (items.some((item) => item.state === "signed_out")) return null;
  return items.find((item) => item.state === "waiting" || item.state === "sending") ?? null;
}

export const sending = (item, now) => ({ ...item, state: "sending", touched: now });

const STATES = {
  saved: "saved",
  again: "waiting",
  early: "waiting",
  refused: "refused",
  signed_out: "signed_out",
};

export function settle(item, answer, now) {
  if (item.state === "saved") return item; // another tab heard the better answer first
  return { ...item, state: STATES[answer.verdict], answer, touched: now };
}

/** At the start of a page: what was under way is unknown, who was signed out may be in again. */
export const revive = (item) =>
  item.state === "sending" || item.state === "signed_out" ? { ...item, state: "waiting" } : item;

/** A server restored from an older copy may have lost what it confirmed: offer the recent ones anew. */
export const offerAgain = (item, listed, slot) =>
  item.state === "saved" && !item.withdrawn && !listed.has(item.key) && item.shown.slot === slot
    ? { ...item, state: "waiting" }
    : item;

export function isOver(item, scope, now) {
  const age = now - item.touched;
  if (item.state === "saved") return age > KEEP_SAVED;
  return item.scope !== scope && age > KEEP_OTHERS;
}

/** Whether the pending list shows it: a saved note leaves when the live list holds it, or it belongs elsewhere. */
export function isShown(item, { listed, slot, now }) {
  if (item.state !== "saved") return true;
  if (item.withdrawn || listed.has(item.key)) return false;
  return item.shown.slot === slot || now - item.touched < LINGER;
}

export const unsaved = (items) => items.filter((item) => item.state !== "saved");
