/** The notes of this page's person that are on their way: kept on the device, sent by the leading tab. */
import { page } from "./page.js";
import { Store } from "./store.js";
import { Sender } from "./sender.js";
import { leadWhenSeen } from "./leader.js";
import { post } from "./post.js";
import { isOver, newItem, offerAgain, revive } from "./outbox-rules.js";

export const scope = `${page.base}|${page.person}`;
const mine = (item) => item.scope === scope;
const channel = globalThis.BroadcastChannel ? new BroadcastChannel("facilitator-outbox") : null;
const listeners = new Set();
const answered = new Set();
const alarms = new Set();

export const store = new Store(undefined, () => {
  for (const alarm of alarms) alarm();
  sender.lead(); // what lies in this tab's memory only this tab can send
});

const sender = new Sender({
  store,
  mine,
  send: (item) => post(item.action, item.note, item.key),
  changed: (key, answer) => {
    if (answer) for (const hear of answered) hear(key, answer);
    changed();
  },
});

export const items = [];

/** Called with this person's items, oldest first, after every change in any tab. */
export const onItems = (listener) => listeners.add(listener);
/** Called in the sending tab with a note's key and the server's verdict. */
export const onAnswer = (listener) => answered.add(listener);
/** Called when notes can only be kept in memory. */
export const onMemoryOnly = (listener) => (store.onDevice ? alarms.add(listener) : listener());

export async function refresh() {
  items.splice(0, Infinity, ...(await store.items()).filter(mine));
  for (const listener of listeners) listener(items);
}

function changed() {
  channel?.postMessage("changed");
  return refresh();
}

export async function add({ key, action, note, shown, draft }) {
  const kept = await store.add(
    newItem({ key, scope, action, note, shown, now: Date.now() }),
    draft,
  );
  sender.wake();
  await changed();
  return kept;
}

export async function change(key, how) {
  await store.change(key, how);
  await changed();
}

export async function remove(key) {
  await store.remove(key);
  await changed();
}

export const wake = () => sender.wake();

/** After the socket was away: what the live list lacks of the notes just saved is offered once more. */
export async function offerMissing(listed, slot) {
  for (const item of [...items]) {
    if (offerAgain(item, listed, slot) !== item)
      await store.change(item.key, (one) => offerAgain(one, listed, slot));
  }
  sender.wake();
  await changed();
}

async function tidy() {
  for (const item of await store.items()) {
    if (isOver(item, scope, Date.now())) await store.remove(item.key);
    else if (mine(item)) await store.change(item.key, revive);
  }
}

export async function start() {
  if (channel) channel.onmessage = () => refresh().then(() => sender.ring());
  await tidy();
  await refresh();
  const resign = () => store.onDevice && sender.resign();
  leadWhenSeen(`facilitator-outbox ${scope}`, { lead: () => sender.lead(), resign });
  setInterval(() => tidySaved(), 60_000);
  for (const event of ["online", "pageshow", "visibilitychange"])
    globalThis.addEventListener(event, wake);
}

async function tidySaved() {
  const over = items.filter((item) => isOver(item, scope, Date.now()));
  for (const item of over) await store.remove(item.key);
  if (over.length) await changed();
}
