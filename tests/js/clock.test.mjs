import assert from "node:assert/strict";
import { test } from "node:test";
import { age, crossed, face, left, mood, readMarks } from "../../static/js/clock-face.js";

test("a countdown shows a second until it has passed", () => {
  assert.equal(face(300_000), "5:00");
  assert.equal(face(299_001), "5:00");
  assert.equal(face(1), "0:01");
  assert.equal(face(0), "0:00");
});

test("overtime is negative and begins after a whole second", () => {
  assert.equal(face(-999), "0:00");
  assert.equal(face(-1_000), "\u22120:01");
  assert.equal(face(-75_500), "\u22121:15");
});

test("digits follow the reader's language", () => {
  assert.equal(face(65_000, "ar-EG"), "\u0661:\u0660\u0665");
});

test("only open, grace and paused rounds count", () => {
  assert.equal(left({ phase: "open", endsAt: 5_000 }, 2_000), 3_000);
  assert.equal(left({ phase: "grace", endsAt: 5_000 }, 7_000), -2_000);
  assert.equal(left({ phase: "paused", remaining: 900, endsAt: 1 }, 7_000), 900);
  assert.equal(left({ phase: "planned", endsAt: 5_000 }, 2_000), null);
  assert.equal(left({ phase: "closed", endsAt: 5_000 }, 2_000), null);
  assert.equal(left({ phase: "open", endsAt: NaN }, 2_000), null);
});

test("the first mark warns, the last is urgent, nothing left is over", () => {
  const marks = readMarks("60,300");
  assert.deepEqual(mood(301_000, marks), {
    "is-warning": false,
    "is-urgent": false,
    "is-over": false,
  });
  assert.deepEqual(mood(300_000, marks), {
    "is-warning": true,
    "is-urgent": false,
    "is-over": false,
  });
  assert.deepEqual(mood(60_000, marks), {
    "is-warning": true,
    "is-urgent": true,
    "is-over": false,
  });
  assert.deepEqual(mood(0, marks), { "is-warning": false, "is-urgent": false, "is-over": true });
  assert.deepEqual(mood(10, []), { "is-warning": false, "is-urgent": false, "is-over": false });
});

test("a mark is crossed once, and after a sleep only the nearest is told", () => {
  assert.equal(crossed(300_200, 299_950, [300, 60]), 300);
  assert.equal(crossed(299_950, 299_700, [300, 60]), null);
  assert.equal(crossed(400_000, 50_000, [300, 60]), 60);
});

test("an age is told in whole minutes, later in hours, in the reader's words", () => {
  assert.equal(age(0), "now");
  assert.equal(age(59_999), "now");
  assert.equal(age(60_000), "1 min");
  assert.equal(age(3_599_999), "59 min");
  assert.equal(age(7_300_000), "2 hr");
  assert.notEqual(age(240_000, "ar"), age(240_000));
});
