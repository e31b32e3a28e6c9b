/**
 * One tab of a device leads. The tab a person looks at takes the lead over, because a hidden one may be frozen;
 * when it closes, the next in the queue follows. Where the browser has no locks each tab leads: the server
 * knows every note by its key, so twice sent is once kept.
 */

export function leadWhenSeen(name, { lead, resign }) {
  if (!navigator.locks) return void lead();
  let queued = false;

  const queue = async () => {
    if (queued) return;
    queued = true;
    await navigator.locks.request(name, () => ((queued = false), lead())).catch(() => lost());
  };
  const lost = () => {
    resign();
    queue();
  };
  const claim = () => navigator.locks.request(name, { steal: true }, lead).catch(lost);
  const seen = () => document.visibilityState === "visible" && claim();

  document.addEventListener("visibilitychange", seen);
  if (!seen()) queue();
}
