/** Waiting before the next try: full jitter, so that a hall of phones does not come back in one second. Pure. */

const FIRST = 500;
const MOST = 30_000;

/** Milliseconds to wait before try number `attempt` (0, 1, 2 …). */
export function delay(attempt, { random = Math.random, first = FIRST, most = MOST } = {}) {
  return random() * Math.min(most, first * 2 ** Math.min(attempt, 16));
}

/** A server that restarts or is full (1012, 1013, 4408) is given a wider spread from the first try: its own, if told. */
export const firstFor = (code, told) =>
  code === 1012 || code === 1013 || code === 4408 ? (told ?? 4_000) : FIRST;
