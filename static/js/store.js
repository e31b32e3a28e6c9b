/**
 * The notes this device holds until the server has them, and the drafts still being typed.
 * An item: {key, order, scope, action, state, note, shown, answer}; a draft: {id, scope, words, …}.
 */
import { Breath } from "./breath.js";
import { Device, Memory } from "./shelves.js";

export class Store {
  constructor(
    shelves = globalThis.indexedDB ? new Device() : new Memory(),
    onMemory = () => {},
    breath = new Breath(),
  ) {
    this.shelves = shelves;
    this.onMemory = onMemory;
    this.breath = breath;
    this.known = new Map();
    this.forgotten = null;
    if (shelves instanceof Memory) this.warn();
  }

  get onDevice() {
    return !(this.shelves instanceof Memory);
  }

  /** Every item of this device, first in, first out. */
  async items() {
    const found = await this.run("readonly", ({ outbox }) => outbox.all());
    this.known = new Map(found.map((item) => [item.key, item]));
    return found.sort((a, b) => a.order - b.order);
  }

  /** Keep a new item and, in the same act, forget the draft it was made from. */
  async add(item, draft = null) {
    const kept = await this.run("readwrite", async ({ outbox, drafts }) => {
      const order = 1 + Math.max(0, ...(await outbox.all()).map((one) => one.order));
      await outbox.put({ ...item, order });
      if (draft) await drafts.drop(draft);
      return { ...item, order };
    });
    if (draft) this.breath.drop(draft);
    return kept;
  }

  /** Read, change and write one item with nobody between; nothing happens where it has left. */
  change(key, change) {
    return this.run("readwrite", async ({ outbox }) => {
      const item = await outbox.get(key);
      const next = item && change(item);
      if (next) await outbox.put(next);
      return next;
    });
  }

  remove(key) {
    return this.run("readwrite", ({ outbox }) => outbox.drop(key));
  }

  async draft(id) {
    return (await this.drafts()).find((draft) => draft.id === id);
  }

  /** Of each draft what was said last, to the database or with a page's last breath. */
  async drafts() {
    const kept = await this.run("readonly", ({ drafts }) => drafts.all());
    const newest = new Map(kept.map((draft) => [draft.id, draft]));
    for (const draft of this.breath.all())
      if (!(newest.get(draft.id)?.touched >= draft.touched)) newest.set(draft.id, draft);
    return [...newest.values()];
  }

  /** A page that is being left saves once more what is typed; not what was just forgotten. */
  async saveDraft(draft) {
    if (draft.scope === this.forgotten) return;
    this.breath.keep(draft);
    await this.run("readwrite", ({ drafts }) => drafts.put(draft), { atOnce: true });
  }

  dropDraft(id) {
    this.breath.drop(id);
    return this.run("readwrite", ({ drafts }) => drafts.drop(id));
  }

  /** Everything this person left on this device for this screen. */
  forget(scope) {
    this.forgotten = scope;
    for (const draft of this.breath.all()) if (draft.scope === scope) this.breath.drop(draft.id);
    return this.run("readwrite", async ({ outbox, drafts }) => {
      for (const item of await outbox.all()) if (item.scope === scope) await outbox.drop(item.key);
      for (const draft of await drafts.all())
        if (draft.scope === scope) await drafts.drop(draft.id);
    });
  }

  async run(mode, work, how) {
    try {
      return await this.shelves.run(mode, work, how);
    } catch (failure) {
      if (!this.onDevice) throw failure;
      await this.toMemory();
      return this.shelves.run(mode, work);
    }
  }

  /** The device refuses (private window, full, blocked): go on in memory, and say so. */
  async toMemory() {
    const memory = new Memory();
    await memory.run("readwrite", async ({ outbox }) => {
      for (const item of this.known.values()) await outbox.put(item);
    });
    this.shelves = memory;
    this.warn();
  }

  warn() {
    queueMicrotask(() => this.onMemory());
  }
}
