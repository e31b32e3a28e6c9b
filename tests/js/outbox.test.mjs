import assert from "node:assert/strict";
import { test } from "node:test";
import { Breath } from "../../static/js/breath.js";
import * as rules from "../../static/js/outbox-rules.js";
import { Sender } from "../../static/js/sender.js";
import { Memory } from "../../static/js/shelves.js";
import { Store } from "../../static/js/store.js";

const SCOPE = "/phone/demo|ada";
const SAVED = { verdict: "saved", told: { id: "1" } };
const AGAIN = { verdict: "again", after: 0 };

const item = (key, state = "waiting", more = {}) => ({
  ...rules.newItem({
    key,
    scope: SCOPE,
    action: "/notes",
    note: { words: key },
    shown: { slot: "s/1/t" },
    now: 0,
  }),
  state,
  ...more,
});

test("notes leave in the order they were written, past a refused one", () => {
  assert.equal(rules.nextToSend([item("a", "refused"), item("b"), item("c")]).key, "b");
  assert.equal(rules.nextToSend([item("a", "saved"), item("b", "sending")]).key, "b");
  assert.equal(rules.nextToSend([item("a", "saved")]), null);
});

test("nothing leaves while somebody is signed out", () => {
  assert.equal(rules.nextToSend([item("a", "signed_out"), item("b")]), null);
  assert.equal(rules.revive(item("a", "signed_out")).state, "waiting");
});

test("a late bad answer does not take back a good one", () => {
  const saved = rules.settle(item("a", "sending"), SAVED, 5);
  assert.equal(saved.state, "saved");
  assert.equal(rules.settle(saved, AGAIN, 6).state, "saved");
});

test("a saved note stays fifteen minutes, an unsaved one stays for its writer", () => {
  const day = 25 * 60 * 60_000;
  assert.equal(rules.isOver(item("a", "saved"), SCOPE, rules.KEEP_SAVED), false);
  assert.equal(rules.isOver(item("a", "saved"), SCOPE, rules.KEEP_SAVED + 1), true);
  assert.equal(rules.isOver(item("a", "waiting"), SCOPE, day), false);
  assert.equal(rules.isOver(item("a", "waiting"), "/phone/demo|ben", day), true);
});

test("the pending list lets go of a note once the live list holds it", () => {
  const here = { listed: new Set(), slot: "s/1/t", now: 90_000 };
  assert.equal(rules.isShown(item("a", "saved"), here), true);
  assert.equal(rules.isShown(item("a", "saved"), { ...here, listed: new Set(["a"]) }), false);
  assert.equal(rules.isShown(item("a", "saved"), { ...here, slot: "s/2/t" }), false);
  assert.equal(rules.isShown(item("a", "waiting"), { ...here, listed: new Set(["a"]) }), true);
});

test("what a restored server lost is offered again, what was withdrawn is not", () => {
  assert.equal(rules.offerAgain(item("a", "saved"), new Set(), "s/1/t").state, "waiting");
  assert.equal(rules.offerAgain(item("a", "saved"), new Set(["a"]), "s/1/t").state, "saved");
  assert.equal(rules.offerAgain(item("a", "saved"), new Set(), "s/2/t").state, "saved");
  assert.equal(
    rules.offerAgain(item("a", "saved", { withdrawn: true }), new Set(), "s/1/t").state,
    "saved",
  );
});

test("a new note takes the place of its draft", async () => {
  const store = new Store(new Memory());
  await store.saveDraft({ id: "d", scope: SCOPE, words: "half" });
  await store.add(item("a"), "d");
  await store.add(item("b"));
  assert.deepEqual(
    (await store.items()).map((one) => [one.key, one.order]),
    [
      ["a", 1],
      ["b", 2],
    ],
  );
  assert.deepEqual(await store.drafts(), []);
});

/** What `localStorage` is to a page: keys are its own properties, methods are not. */
class Shelf {
  getItem(key) {
    return this[key] ?? null;
  }
  setItem(key, value) {
    this[key] = value;
  }
  removeItem(key) {
    delete this[key];
  }
}

test("a draft whose writing never arrived was said with the last breath", async () => {
  const breath = new Breath(((shelf) => () => shelf)(new Shelf()));
  const memory = new Memory();
  const deaf = { run: async (mode, work) => (mode === "readonly" ? memory.run(mode, work) : null) };
  const draft = (words, touched, scope = SCOPE) => ({ id: `${scope}|d`, scope, words, touched });
  const words = async (store) => (await store.drafts()).map((one) => one.words);

  await new Store(memory, undefined, new Breath(() => null)).saveDraft(draft("half", 1));
  await new Store(deaf, undefined, breath).saveDraft(draft("half a thought", 2));
  const next = new Store(memory, undefined, breath);
  assert.deepEqual(await words(next), ["half a thought"]);
  assert.equal((await next.draft(`${SCOPE}|d`)).touched, 2);

  await memory.run("readwrite", ({ drafts }) => drafts.put(draft("half a thought more", 3)));
  assert.deepEqual(await words(next), ["half a thought more"]);
  await next.add(item("a"), `${SCOPE}|d`);
  assert.deepEqual(await words(next), []);

  await next.saveDraft(draft("mine", 4));
  await next.saveDraft(draft("hers", 4, "/phone/demo|ben"));
  await next.forget(SCOPE);
  assert.deepEqual(await words(next), ["hers"]);
});

test("a device that fails goes on in memory, with what was known, and says so", async () => {
  let broken = false;
  const memory = new Memory();
  const device = {
    run: (mode, work) => (broken ? Promise.reject(new Error("full")) : memory.run(mode, work)),
  };
  let warned = 0;
  const store = new Store(device, () => warned++);
  await store.add(item("a"));
  await store.items();
  broken = true;
  await store.add(item("b"));
  assert.deepEqual(
    (await store.items()).map((one) => one.key),
    ["a", "b"],
  );
  assert.deepEqual([warned, store.onDevice], [1, false]);
});

/** A sender over memory; `answers` are given in turn, then everything is saved. */
async function sendAll(store, answers) {
  const sent = [];
  const send = async ({ key }) => (sent.push(key), answers.shift() ?? SAVED);
  const sender = new Sender({
    store,
    mine: () => true,
    send,
    changed: () => {},
    wait: async () => {},
    now: () => 0,
  });
  sender.lead();
  for (let turn = 0; turn < 200; turn++) {
    await new Promise((resolve) => setImmediate(resolve));
    if (!rules.nextToSend(await store.items())) break;
  }
  sender.resign();
  return sent;
}

test("each note is tried until it is saved, before the next one", async () => {
  const store = new Store(new Memory());
  for (const key of ["a", "b"]) await store.add(item(key));
  assert.deepEqual(await sendAll(store, [AGAIN, AGAIN]), ["a", "a", "a", "b"]);
  assert.deepEqual(
    (await store.items()).map((one) => one.state),
    ["saved", "saved"],
  );
});

test("a refused note stays with its words and its sentence", async () => {
  const store = new Store(new Memory());
  for (const key of ["a", "b"]) await store.add(item(key));
  await sendAll(store, [{ verdict: "refused", error: "too_long", words: "Too long." }]);
  const [first, second] = await store.items();
  assert.deepEqual(
    [first.state, first.answer.words, first.note.words, second.state],
    ["refused", "Too long.", "a", "saved"],
  );
});
