/** The page as it was, for when it is opened without a connection; and forgetting it again. */
import { page } from "./page.js";

const SETTLED = 1_500;

const workers = navigator.serviceWorker;
const isKept = page.screen === "phone" || page.screen === "table";

/** What this page was made of, so that all of it can be kept, also what came before the worker did. */
const files = () =>
  performance
    .getEntriesByType("resource")
    .map((entry) => new URL(entry.name))
    .filter((url) => url.origin === location.origin && url.pathname.startsWith("/static/"))
    .map((url) => url.href);

export async function startOffline() {
  if (!workers || !isKept) return;
  try {
    const registration = await workers.register("/worker.js", { scope: `/${page.screen}/` });
    const worker = registration.active ?? (await workers.ready).active;
    const keep = () =>
      worker.postMessage({ type: "keep", path: location.pathname, files: [...new Set(files())] });
    setTimeout(keep, SETTLED);
  } catch {
    // no worker in a private window or without HTTPS: the page simply needs a connection to be opened
  }
}

/** Delete every kept page of this device; resolves when done, or after a second without an answer. */
export async function forgetPages() {
  const registrations = (await workers?.getRegistrations().catch(() => [])) ?? [];
  const told = registrations.map(({ active }) => active && forgotten(active));
  await Promise.race([Promise.all(told), new Promise((resolve) => setTimeout(resolve, 1_000))]);
}

function forgotten(worker) {
  const { port1, port2 } = new MessageChannel();
  const done = new Promise((resolve) => (port1.onmessage = resolve));
  worker.postMessage({ type: "forget" }, [port2]);
  return done;
}
