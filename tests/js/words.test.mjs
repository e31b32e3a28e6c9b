import assert from "node:assert/strict";
import { test } from "node:test";
import { directionOf } from "../../static/js/direction.js";
import { graphemes, measure } from "../../static/js/measure.js";
import { phrases } from "../../static/js/phrases.js";
import { readSlot } from "../../static/js/slot.js";

test("a family is one character to its reader", () => {
  assert.equal(graphemes("👨‍👩‍👧é"), 2);
  assert.deepEqual(measure("abc", 3), { count: 3, over: false });
  assert.deepEqual(measure("abcd", 3), { count: 4, over: true });
  assert.equal(measure("€€", 10, 5).over, true);
});

test("a very long paste is counted fast", () => {
  const began = performance.now();
  assert.equal(measure("a".repeat(1_048_576), 2_000).over, true);
  assert.ok(performance.now() - began < 100);
});

test("plural forms follow the language", () => {
  const words = { waiting_few: "{n} few", waiting_many: "{n} many", waiting_other: "{n} other" };
  const { sayMany } = phrases(words, "ru");
  assert.equal(sayMany("waiting", 3), "3 few");
  assert.equal(sayMany("waiting", 5), "5 many");
  assert.equal(sayMany("waiting", 1), "1 other");
});

test("a missing phrase is still readable and a missing value stays visible", () => {
  const { say } = phrases({ kept_at: "table {table}, round {round}" }, "en");
  assert.equal(say("no_place"), "no place");
  assert.equal(say("kept_at", { table: "3" }), "table 3, round {round}");
});

test("a slot is read from the card, and broken questions do no harm", () => {
  const dataset = {
    session: "s",
    round: "2",
    table: "t",
    tableNumber: "7",
    open: "no",
    questions: "[{]",
  };
  assert.deepEqual(readSlot({ dataset }), {
    session: "s",
    round: 2,
    table: "t",
    id: "s/2/t",
    number: "7",
    open: false,
    questions: [],
  });
  assert.equal(readSlot({ dataset: { session: "" } }), null);
  assert.equal(readSlot(null), null);
});

test("a very long text takes the direction of its first letter", () => {
  assert.equal(directionOf("1) مرحبا and more"), "rtl");
  assert.equal(directionOf("«Привет» שלום"), "ltr");
  assert.equal(directionOf("123"), "ltr");
});
