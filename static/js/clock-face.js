/** What a countdown shows. Pure; milliseconds in, text and marks out. */

/** Milliseconds left, or null where nothing counts down (planned, closed). */
export function left({ phase, endsAt, remaining }, now) {
  if (phase === "paused") return Number.isFinite(remaining) ? remaining : null;
  if (phase !== "open" && phase !== "grace") return null;
  return Number.isFinite(endsAt) ? endsAt - now : null;
}

/** "4:05", and "−0:12" in overtime. A full second is shown until it has passed. */
export function face(ms, locale = "en") {
  const seconds = ms > 0 ? Math.ceil(ms / 1000) : Math.floor(Math.abs(ms) / 1000);
  const plain = new Intl.NumberFormat(locale, { useGrouping: false });
  const two = new Intl.NumberFormat(locale, { useGrouping: false, minimumIntegerDigits: 2 });
  const text = `${plain.format(Math.floor(seconds / 60))}:${two.format(seconds % 60)}`;
  return ms <= -1000 ? `\u2212${text}` : text;
}

/** Classes by warning marks (seconds, any order): first mark warns, last mark is urgent, nothing left is over. */
export function mood(ms, marks) {
  const sorted = [...marks].sort((a, b) => b - a);
  return {
    "is-warning": ms > 0 && sorted.length > 0 && ms <= sorted[0] * 1000,
    "is-urgent": ms > 0 && sorted.length > 1 && ms <= sorted.at(-1) * 1000,
    "is-over": ms <= 0,
  };
}

/** The mark (seconds) passed between two looks, the nearest to the end if several; null if none. */
export function crossed(before, after, marks) {
  const passed = marks.filter((mark) => before > mark * 1000 && after <= mark * 1000);
  return passed.length ? Math.min(...passed) : null;
}

/** "300,60" → [300, 60]. */
export const readMarks = (text) =>
  (text ?? "")
    .split(",")
    .map(Number)
    .filter((mark) => mark > 0);

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** How long ago: "now", "4 min", "2 hr", for milliseconds, in a language. */
export function age(ms, locale = "en") {
  if (ms < MINUTE) return new Intl.RelativeTimeFormat(locale, { numeric: "auto" }).format(0, "second");
  const [unit, size] = ms < HOUR ? ["minute", MINUTE] : ["hour", HOUR];
  return new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "short" }).format(Math.floor(ms / size));
}
