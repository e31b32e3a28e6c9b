/**
 * What an answer to a post means. Pure. Verdicts:
 * saved · again (no connection, try later) · early (its round has not begun: kept, with a sentence, try later) ·
 * refused (kept, with a sentence) · signed_out (kept).
 */

const LATER = new Set([408, 425, 429]);

export function judge({ status, type = "", body = "", retryAfter = "" }) {
  const told = read(type, body);
  if (status === 204) return { verdict: "saved", told: {} };
  if (status === 413) return { verdict: "refused", error: "too_long", words: told?.words };
  if (LATER.has(status) || status >= 500 || !told)
    return { verdict: "again", after: seconds(retryAfter) };
  if (status >= 200 && status < 300) return { verdict: "saved", told };
  if (told.error === "not_now") return { verdict: "early", words: told.words };
  if (status === 401 || status === 403) return { verdict: "signed_out", words: told.words };
  if (status >= 400)
    return { verdict: "refused", error: told.error, words: told.words, current: told.current };
  return { verdict: "again", after: 0 };
}

/** JSON objects only: a captive portal answers 200 with a page of its own. */
function read(type, body) {
  if (!/\bjson\b/i.test(type)) return null;
  try {
    const told = JSON.parse(body);
    return told?.constructor === Object ? told : null;
  } catch {
    return null;
  }
}

/** Retry-After in milliseconds; at most two minutes, dates and nonsense are nothing. */
function seconds(text) {
  const value = Number(text);
  return value > 0 ? Math.min(value, 120) * 1000 : 0;
}
