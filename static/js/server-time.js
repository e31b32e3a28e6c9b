/**
 * The server's clock, as well as this device can know it. Offsets are measured against the steady clock
 * (performance.now), so that a person changing the device's time does not move the countdown. Pure but for
 * the two clocks handed in. All values in milliseconds.
 */

const KEEP = 8;
const OLD = 10 * 60_000;
const JUMP = 1_000;

export class ServerTime {
  constructor({ wall = Date.now, steady = () => performance.now() } = {}) {
    this.wall = wall;
    this.steady = steady;
    this.between = wall() - steady();
    this.samples = [];
    this.offset = this.between;
  }

  now() {
    return this.steady() + this.offset;
  }

  /** One question and answer: asked and answered at these steady times, the server saying `serverNow`. */
  sample(asked, serverNow, answered) {
    const trip = answered - asked;
    if (!(trip >= 0) || !Number.isFinite(serverNow)) return;
    this.samples.push({ offset: serverNow - (asked + answered) / 2, trip, at: answered });
    this.samples = this.samples.slice(-KEEP).filter((one) => answered - one.at < OLD);
    this.offset = shortest(this.samples).offset;
  }

  /** Server minus wall clock: worth remembering for a page reopened without a connection. */
  get skew() {
    return this.offset - this.between;
  }

  remember(skew) {
    if (Number.isFinite(skew)) this.offset = this.between + skew;
  }

  /**
   * True when the two clocks of this device went apart: it slept, or its time was changed. Forward is taken
   * for sleep (steady clocks may stop), backward for a changed time; either way the server must be asked.
   */
  jumped() {
    const gap = this.wall() - this.steady() - this.between;
    if (Math.abs(gap) < JUMP) return false;
    this.between += gap;
    if (gap > 0) this.offset += gap;
    this.samples = [];
    return true;
  }
}

/** The sample with the shortest trip says most about the offset. */
export function shortest(samples) {
  return samples.reduce((best, one) => (one.trip < best.trip ? one : best));
}
