/** One JSON post and its verdict. Never throws: silence, portals and redirects all mean "again". */
import { judge } from "./answers.js";

const PATIENCE = 15_000;

export async function post(url, body, key, fetcher = (...given) => fetch(...given)) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), PATIENCE);
  try {
    const answer = await fetcher(url, {
      method: "POST",
      headers: {
        "Content-Type": "application/json",
        Accept: "application/json",
        "Idempotency-Key": key,
      },
      body: JSON.stringify(body),
      credentials: "same-origin",
      redirect: "manual",
      signal: stop.signal,
    });
    return judge({
      status: answer.status,
      type: answer.headers.get("Content-Type") ?? "",
      body: await answer.text(),
      retryAfter: answer.headers.get("Retry-After") ?? "",
    });
  } catch {
    return { verdict: "again", after: 0 };
  } finally {
    clearTimeout(timer);
  }
}

/** A random version 4 UUID, also where the page is not served over HTTPS. */
export function newKey() {
  if (globalThis.crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
