import assert from "node:assert/strict";
import { test } from "node:test";
import { ServerTime } from "../../static/js/server-time.js";

/** A device whose two clocks the test moves. */
function device(wall = 1_000_000) {
  const at = { wall, steady: 0 };
  const time = new ServerTime({ wall: () => at.wall, steady: () => at.steady });
  const pass = (ms) => ((at.wall += ms), (at.steady += ms));
  return { at, time, pass };
}

test("without an answer the device's own clock serves", () => {
  const { time, pass } = device();
  pass(500);
  assert.equal(time.now(), 1_000_500);
});

test("the answer with the shortest trip decides", () => {
  const { time, pass } = device();
  pass(10_000);
  time.sample(7_000, 2_000_000, 10_000); // three seconds on the way, lopsided
  time.sample(9_960, 2_001_480, 10_000); // forty milliseconds
  assert.equal(time.now(), 2_001_500);
});

test("answers without sense are ignored", () => {
  const { time } = device();
  time.sample(10, 5_000, 0);
  time.sample(0, NaN, 10);
  assert.equal(time.now(), 1_000_000);
});

test("a person changing the time of the device moves nothing", () => {
  const { at, time } = device();
  time.sample(0, 2_000_000, 0);
  at.wall -= 3_600_000;
  assert.equal(time.jumped(), true);
  assert.equal(time.now(), 2_000_000);
  assert.equal(time.jumped(), false);
});

test("a sleep that stopped the steady clock is counted", () => {
  const { at, time } = device();
  time.sample(0, 2_000_000, 0);
  at.wall += 600_000;
  assert.equal(time.jumped(), true);
  assert.equal(time.now(), 2_600_000);
});

test("old answers give way to new ones, even to slower ones", () => {
  const { time, pass } = device();
  time.sample(0, 2_000_000, 0);
  pass(11 * 60_000);
  time.sample(659_000, 2_659_600, 660_000);
  assert.equal(time.now(), 2_660_100);
});

test("a page reopened without a connection uses the last known difference", () => {
  const first = device();
  first.time.sample(0, 1_600_000, 0);
  const second = device(5_000_000);
  second.time.remember(first.time.skew);
  assert.equal(second.time.now(), 5_600_000);
  second.time.remember(NaN);
  assert.equal(second.time.now(), 5_600_000);
});
