import assert from "node:assert/strict";
import { test } from "node:test";
import { judge } from "../../static/js/answers.js";
import { delay, firstFor } from "../../static/js/backoff.js";

const json = (status, body = {}, more = {}) =>
  judge({ status, type: "application/json", body: JSON.stringify(body), ...more });

test("saved means that the server said so in its own words", () => {
  assert.deepEqual(json(201, { id: "7" }), { verdict: "saved", told: { id: "7" } });
  assert.equal(judge({ status: 204 }).verdict, "saved");
});

test("a captive portal, a redirect and silence mean: no connection", () => {
  for (const status of [200, 302, 404, 511]) {
    assert.equal(
      judge({ status, type: "text/html", body: "<html>Welcome to the hotel" }).verdict,
      "again",
    );
  }
  assert.equal(judge({ status: 0 }).verdict, "again");
  assert.equal(judge({ status: 200, type: "application/json", body: "<html>" }).verdict, "again");
});

test("trouble and haste are tried again, as late as the server asks", () => {
  for (const status of [408, 425, 429, 500, 502, 503]) assert.equal(json(status).verdict, "again");
  assert.equal(json(429, {}, { retryAfter: "7" }).after, 7_000);
  assert.equal(json(503, {}, { retryAfter: "99999" }).after, 120_000);
  assert.equal(json(503, {}, { retryAfter: "soon" }).after, 0);
});

test("refusals keep the server's sentence", () => {
  const refused = json(409, { error: "key_reused", words: "Already kept otherwise." });
  assert.deepEqual(
    [refused.verdict, refused.error, refused.words],
    ["refused", "key_reused", "Already kept otherwise."],
  );
  assert.equal(json(422).verdict, "refused");
  assert.equal(judge({ status: 413, type: "text/html", body: "<html>" }).verdict, "refused");
});

test("who is signed out keeps the note", () => {
  assert.equal(json(401).verdict, "signed_out");
  assert.equal(json(403, { words: "Not here." }).words, "Not here.");
});

test("waiting grows to half a minute, spread over all of it", () => {
  const longest = { random: () => 1 };
  assert.deepEqual(
    [0, 1, 2, 5, 6, 40].map((tries) => delay(tries, longest)),
    [500, 1_000, 2_000, 16_000, 30_000, 30_000],
  );
  assert.equal(delay(3, { random: () => 0 }), 0);
});

test("a restarting server gets its phones back over seconds", () => {
  assert.deepEqual([1006, 1012, 1013, 4408].map((code) => firstFor(code)), [500, 4_000, 4_000, 4_000]);
});

test("a note for a round that has not begun is kept and tried again", () => {
  const body = JSON.stringify({ error: "not_now", words: "Round 1 has not begun." });
  const told = judge({ status: 409, type: "application/json", body });
  assert.deepEqual(told, { verdict: "early", words: "Round 1 has not begun." });
});
