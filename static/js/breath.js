/**
 * What a page says with its last breath. A database write begun by a page that is going away may never arrive;
 * this store answers at once. Where it is blocked or full, the database alone remembers.
 */
const PREFIX = "facilitator-draft|";

const attempt = (act, otherwise) => {
  try {
    return act();
  } catch {
    return otherwise;
  }
};

export class Breath {
  /** storage: () → a `Storage`; asked each time, as a browser may refuse even to name it. */
  constructor(storage = () => globalThis.localStorage) {
    this.storage = storage;
  }

  /** Every draft said so far: [{id, scope, touched, …}]. */
  all() {
    return attempt(() => {
      const shelf = this.storage();
      const keys = Object.keys(shelf).filter((key) => key.startsWith(PREFIX));
      return keys.map((key) => JSON.parse(shelf.getItem(key)));
    }, []);
  }

  keep(draft) {
    attempt(() => this.storage().setItem(PREFIX + draft.id, JSON.stringify(draft)));
  }

  drop(id) {
    attempt(() => this.storage().removeItem(PREFIX + id));
  }
}
