/**
 * Keeps the last good own page and what it is made of, so that a phone can open it without a connection.
 * Only the page of /phone/{slug} and /table/{slug} and files under /static/ are ever kept: no posts, no
 * exports, nothing of the live socket. Kept pages go after 24 hours and on "forget" (sign-out).
 */

const PAGES = "facilitator-pages-1";
const FILES = "facilitator-files-1";
const DAY = 24 * 60 * 60_000;
const PATIENCE = 5_000;
const OWN = /^\/(phone|table)\/[a-z0-9-]{1,60}$/;
const MARKED = /^\/static\/[0-9a-f]{8,}\//;
const KEPT_AT = "X-Kept-At";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(begin()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (request.mode === "navigate" && OWN.test(url.pathname))
    event.respondWith(page(event, url.pathname));
  else if (url.pathname.startsWith("/static/")) event.respondWith(file(request, url));
});
self.addEventListener("message", (event) => {
  const { type, path, files } = event.data ?? {};
  if (type === "keep") event.waitUntil(keep(path, files));
  if (type === "forget")
    event.waitUntil(caches.delete(PAGES).then(() => event.ports[0]?.postMessage("forgotten")));
});

async function begin() {
  for (const name of await caches.keys()) {
    if (name.startsWith("facilitator-") && name !== PAGES && name !== FILES)
      await caches.delete(name);
  }
  await self.clients.claim();
}

/** Network first; the kept page when there is none, it is too slow, or the server is in trouble. */
async function page(event, path) {
  const kept = await keptPage(path);
  const asked = fetch(event.request).then((answer) => {
    event.waitUntil(learn(path, answer.clone()));
    return answer;
  });
  asked.catch(() => {});
  event.waitUntil(asked.catch(() => {}));
  if (!kept) return asked;
  const late = new Promise((resolve) => setTimeout(() => resolve(null), PATIENCE));
  const answer = await Promise.race([asked, late]).catch(() => null);
  return !answer || answer.status >= 500 ? asOf(kept) : answer;
}

/** A refusal ends the keeping; only an answer that is this very page is kept (a captive portal's is not). */
async function learn(path, answer) {
  const pages = await caches.open(PAGES);
  if ([401, 403, 404, 410].includes(answer.status)) return pages.delete(path);
  if (answer.status !== 200 || answer.redirected || answer.type !== "basic") return;
  if (!(answer.headers.get("Content-Type") ?? "").startsWith("text/html")) return;
  const html = await answer.text();
  if (!html.includes(`data-live="${path}/live"`)) return;
  const headers = new Headers(answer.headers);
  for (const name of ["Content-Encoding", "Content-Length"]) headers.delete(name);
  headers.set(KEPT_AT, String(Date.now()));
  await pages.put(path, new Response(html, { headers }));
}

async function keptPage(path) {
  const pages = await caches.open(PAGES);
  const kept = await pages.match(path);
  if (!kept) return null;
  if (Math.abs(Date.now() - Number(kept.headers.get(KEPT_AT))) < DAY) return kept;
  await pages.delete(path);
  return null;
}

/** The page is told that it is an old one, so that it does not trust its own time. */
async function asOf(kept) {
  const html = (await kept.text()).replace(
    "<body",
    `<body data-kept="${kept.headers.get(KEPT_AT)}"`,
  );
  return new Response(html, { headers: kept.headers });
}

/** Addresses with a mark never change; others are asked for anew while there is a connection. */
async function file(request, url) {
  const files = await caches.open(FILES);
  const kept = await files.match(request.url);
  if (kept && MARKED.test(url.pathname)) return kept;
  try {
    const answer = await fetch(request);
    if (answer.status === 200 && answer.type === "basic" && !isPage(answer))
      await files.put(request.url, answer.clone());
    return answer;
  } catch (failure) {
    if (kept) return kept;
    throw failure;
  }
}

const isPage = (answer) => (answer.headers.get("Content-Type") ?? "").startsWith("text/html");

/** What came before this worker did. Files of other marks belong to an older build. */
async function keep(path, addresses = []) {
  if (!OWN.test(path ?? "")) return;
  const urls = addresses
    .map((address) => new URL(address))
    .filter((url) => url.origin === location.origin);
  const marks = new Set(urls.map((url) => url.pathname.match(MARKED)?.[0]).filter(Boolean));
  const files = await caches.open(FILES);
  for (const { url } of await files.keys()) {
    const mark = new URL(url).pathname.match(MARKED)?.[0];
    if (mark && marks.size && !marks.has(mark)) await files.delete(url);
  }
  for (const url of urls)
    if (!(await files.match(url.href))) await file(new Request(url.href), url).catch(() => {});
  if (!(await keptPage(path))) await learn(path, await fetch(path, { credentials: "same-origin" }));
}
