/**
 * Two places to keep things: the device (IndexedDB) and, where that is blocked or full, this tab's memory.
 * Both offer `run(mode, work)`: `work` gets shelves `outbox` and `drafts` with get, all, put and drop, and sees
 * them alone until it is done.
 */

const NAME = "facilitator";
const KEYS = { outbox: "key", drafts: "id" };
const PATIENCE = 3_000;

const told = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

const finished = (transaction) =>
  new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = transaction.onerror = () =>
      reject(transaction.error ?? new Error("aborted"));
  });

function open(factory) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("no answer")), PATIENCE);
    const request = factory.open(NAME, 1);
    request.onupgradeneeded = () => {
      for (const [name, keyPath] of Object.entries(KEYS))
        request.result.createObjectStore(name, { keyPath });
    };
    request.onblocked = request.onerror = () => reject(request.error ?? new Error("blocked"));
    request.onsuccess = () => {
      clearTimeout(timer);
      resolve(request.result);
    };
  });
}

export class Device {
  constructor(factory = globalThis.indexedDB) {
    this.factory = factory;
    this.opened = null;
  }

  /** atOnce: the work asks for all it wants before it waits, so it can be committed by a page that is going away. */
  async run(mode, work, { atOnce = false } = {}) {
    try {
      return await this.#once(mode, work, atOnce);
    } catch {
      this.opened = null; // iOS forgets its database after sleep: one fresh opening
      return this.#once(mode, work, atOnce);
    }
  }

  async #once(mode, work, atOnce) {
    this.opened ??= open(this.factory);
    const database = await this.opened;
    database.onversionchange = () => database.close();
    const transaction = database.transaction(Object.keys(KEYS), mode, { durability: "strict" });
    const end = finished(transaction);
    end.catch(() => {}); // told through the await below, or by the request that failed
    const shelf = (name) => {
      const store = transaction.objectStore(name);
      return {
        get: (key) => told(store.get(key)),
        all: () => told(store.getAll()),
        put: (thing) => told(store.put(thing)),
        drop: (key) => told(store.delete(key)),
      };
    };
    const working = work({ outbox: shelf("outbox"), drafts: shelf("drafts") });
    if (atOnce) transaction.commit?.();
    const result = await working;
    if (!atOnce) transaction.commit?.();
    await end;
    return result;
  }
}

export class Memory {
  constructor() {
    this.maps = { outbox: new Map(), drafts: new Map() };
    this.tail = Promise.resolve();
  }

  run(_mode, work) {
    const shelf = (name) => {
      const map = this.maps[name];
      return {
        get: async (key) => structuredClone(map.get(key)),
        all: async () => structuredClone([...map.values()]),
        put: async (thing) => void map.set(thing[KEYS[name]], structuredClone(thing)),
        drop: async (key) => void map.delete(key),
      };
    };
    const done = this.tail.then(() => work({ outbox: shelf("outbox"), drafts: shelf("drafts") }));
    this.tail = done.catch(() => {});
    return done;
  }
}
