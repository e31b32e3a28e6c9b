/**
 * The note being typed. It is stamped with the place and question where typing began, kept on the device while
 * it grows, and keeps that stamp when the person is moved on meanwhile.
 */
import { scope, store } from "./outbox.js";
import { KEEP_OTHERS } from "./outbox-rules.js";

const EVERY = 300;
const NOWHERE = {
  id: "nowhere",
  session: null,
  round: null,
  table: null,
  number: "",
  questions: [],
};

export class Draft {
  /** read: () → {words, question, kind} as they stand in the form. */
  constructor(read) {
    this.read = read;
    this.slot = null;
    this.timer = 0;
  }

  get id() {
    return this.slot && `${scope}|${this.slot.id}`;
  }

  /** The person typed: stamp a beginning, forget an end, keep what is there now and then. */
  typed(slotNow) {
    if (!this.read().words) return this.clear();
    this.slot ??= slotNow ?? NOWHERE;
    this.timer ||= setTimeout(() => this.save(), EVERY);
  }

  /** A draft begun before a place was known belongs to the first place that is. */
  moved(slotNow) {
    if (this.slot?.id !== NOWHERE.id || !slotNow) return;
    store.dropDraft(this.id);
    this.slot = slotNow;
    this.save();
  }

  save() {
    this.rest();
    const said = this.read();
    if (!this.slot || !said.words) return;
    store.saveDraft({ id: this.id, scope, slot: this.slot, ...said, touched: Date.now() });
  }

  clear() {
    if (this.slot) store.dropDraft(this.id);
    this.forget();
  }

  /** Hand the stamp over to a note being kept; the same act of the store drops the draft. */
  take() {
    const taken = { slot: this.slot, draft: this.id };
    this.forget();
    return taken;
  }

  forget() {
    this.rest();
    this.slot = null;
  }

  rest() {
    clearTimeout(this.timer);
    this.timer = 0;
  }

  /** The draft of this place, else the newest of this person; null if there is none. */
  async find(slotNow) {
    const drafts = await store.drafts();
    for (const old of drafts.filter((one) => isOld(one))) store.dropDraft(old.id);
    const mine = drafts.filter((one) => one.scope === scope && one.slot);
    mine.sort((a, b) => b.touched - a.touched);
    return mine.find((one) => one.slot.id === slotNow?.id) ?? mine[0] ?? null;
  }
}

const isOld = (draft) => draft.scope !== scope && Date.now() - draft.touched > KEEP_OTHERS;
