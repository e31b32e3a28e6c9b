/** Sends what waits, one at a time in the order of writing, until nothing waits. One tab at a time does this. */
import { delay } from "./backoff.js";
import { nextToSend, sending, settle } from "./outbox-rules.js";

export class Sender {
  /**
   * store: Store; mine: item → is it for this page's person; send: item → verdict (never throws);
   * changed: called after every change; now, wait, random: replaced in tests.
   */
  constructor({ store, mine, send, changed, now = Date.now, wait = pause, random = Math.random }) {
    Object.assign(this, { store, mine, send, changed, now, wait, random });
    this.turn = 0;
    this.tries = 0;
    this.ring = () => {};
  }

  async lead() {
    const turn = ++this.turn;
    while (this.turn === turn) {
      const item = nextToSend((await this.store.items()).filter(this.mine));
      if (item) await this.deliver(item);
      else await this.rest();
    }
  }

  resign() {
    this.turn++;
    this.ring();
  }

  /** Something changed (a note, the network, a waking phone): do not wait longer. */
  wake() {
    this.tries = 0;
    this.rung = true;
    this.ring();
  }

  async deliver(item) {
    const sent = await this.store.change(item.key, (one) =>
      one.state === "saved" ? null : sending(one, this.now()),
    );
    if (!sent) return;
    this.changed();
    const answer = await this.send(sent);
    await this.store.change(item.key, (one) => settle(one, answer, this.now()));
    this.changed(item.key, answer);
    if (answer.verdict === "again" || answer.verdict === "early")
      await this.rest(Math.max(answer.after ?? 0, delay(this.tries++, this)));
    else this.tries = 0;
  }

  /** Until rung, or for so many milliseconds. */
  async rest(ms = null) {
    const rung = new Promise((resolve) => (this.ring = resolve));
    if (!this.rung) await (ms === null ? rung : Promise.race([rung, this.wait(ms)]));
    this.rung = false;
  }
}

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
