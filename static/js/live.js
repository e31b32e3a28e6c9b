/**
 * The socket. A page that hears nothing within five seconds of asking is away, whatever the browser believes.
 * States told to `link`: joining · live · away · over (with the close code).
 */
import { delay, firstFor } from "./backoff.js";

const BEAT = 10_000;
const PATIENCE = 5_000;
const FIRST_PONG = 10_000; // behind the first drawings of every region, on a slow network
const WAKING = 4_000;
const LONG_AWAY = 10_000;
const FINAL = new Set([4400, 4401, 4403, 4410]);

const hidden = () => document.visibilityState === "hidden";

export class Live {
  /** draw(region, html) · heard(asked, serverNow, answered) · link(state, code, tries). */
  constructor({ path, draw, heard, link }) {
    Object.assign(this, { path, draw, heard, link });
    this.tries = 0;
    this.asked = false;
    this.socket = null;
  }

  start() {
    this.open();
    setInterval(() => this.ping(), BEAT);
    document.addEventListener("visibilitychange", () =>
      hidden() ? (this.hiddenAt = Date.now()) : this.wake(),
    );
    addEventListener("pageshow", (event) => event.persisted && this.reopen());
    addEventListener("online", () => this.ask() || this.reopen());
  }

  open() {
    clearTimeout(this.timer);
    if (this.over || hidden()) return;
    this.link("joining", 0, this.tries);
    const address = new URL(this.path, location.href);
    address.protocol = address.protocol.replace("http", "ws");
    const socket = (this.socket = new WebSocket(address));
    this.expect(FIRST_PONG);
    socket.onopen = () => ((this.openedAt = Date.now()), this.ping(FIRST_PONG));
    socket.onmessage = (event) => this.take(event.data);
    socket.onclose = (event) => this.lost(event.code);
  }

  take(text) {
    let frame;
    try {
      frame = JSON.parse(text);
    } catch {
      return;
    }
    if (this.asked) this.expect(PATIENCE); // any frame is a sign of life
    if (frame.type === "draw") this.draw(frame.region, frame.html);
    if (frame.type === "pong") this.pong(frame);
    if (frame.type === "restart") this.spread = frame.within;
  }

  pong({ sent, now }) {
    this.asked = false;
    clearTimeout(this.deadline);
    this.heard(sent, now, performance.now());
    if (Date.now() - this.openedAt > PATIENCE) this.tries = 0;
    this.link("live");
  }

  ping(patience = PATIENCE) {
    if (this.socket?.readyState !== WebSocket.OPEN) return false;
    this.socket.send(JSON.stringify({ type: "ping", sent: performance.now() }));
    this.asked = true;
    this.expect(patience);
    return true;
  }

  /** Silence while hidden proves nothing: timers sleep there. */
  expect(patience) {
    clearTimeout(this.deadline);
    this.deadline = setTimeout(() => (hidden() ? this.drop() : this.lost(1006)), patience);
  }

  lost(code) {
    this.drop();
    if (FINAL.has(code)) return this.end(code);
    this.link("away", code, this.tries);
    const first = firstFor(code, this.spread);
    this.spread = undefined;
    this.timer = setTimeout(() => this.open(), delay(this.tries++, { first }));
  }

  /** The old socket is cut loose before a new one is opened; a half-open one may take minutes to close. */
  drop() {
    clearTimeout(this.deadline);
    const socket = this.socket;
    this.socket = null;
    if (!socket) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
  }

  reopen() {
    if (this.over) return;
    this.drop();
    this.tries = 0;
    this.open();
  }

  /** Seen again. Phones keep dead sockets without a word, so after more than a moment a new one is opened. */
  wake() {
    if (Date.now() - (this.hiddenAt ?? 0) > LONG_AWAY || !this.ask()) this.reopen();
  }

  /** Ask at once: the network came back, or this device slept or changed its time. False without a socket. */
  ask() {
    return this.ping(WAKING);
  }

  end(code) {
    this.over = true;
    this.drop();
    clearTimeout(this.timer);
    this.link("over", code);
  }
}
