"""The phones of these tests and the browser decide the same: both are asked."""

import itertools
import json
import subprocess
from pathlib import Path

import playwright
import pytest

from tests.programs import HOME
from tests.resilience.protocol import Item, delay, first_for, judge, next_to_send

NODE = Path(playwright.__file__).parent / "driver" / "node"
ASKED = """
import { judge } from "./answers.js";
import { delay, firstFor } from "./backoff.js";
import { nextToSend, offerAgain, revive, settle } from "./outbox-rules.js";
const { answers, tries, codes, queues, items } = JSON.parse(await new Response(
  (await import("node:stream")).Readable.toWeb(process.stdin)).text());
const settled = ({ item, verdict }) => settle(item, { verdict }, 0).state;
console.log(JSON.stringify({
  answers: answers.map(judge),
  tries: tries.map((n) => delay(n, { random: () => 1 })),
  codes: codes.map((code) => firstFor(code)),
  queues: queues.map((items) => nextToSend(items)?.key ?? null),
  settled: items.map(settled),
  revived: items.map(({ item }) => revive(item).state),
  offered: items.map(({ item }) => offerAgain(item, new Set(["listed"]), "here").state),
}));
"""
JSON, STATES = "application/json", ("waiting", "sending", "saved", "refused", "signed_out")
BODIES = ["{}", '{"error":"not_now"}', '{"error":"key_reused"}', "<html>", "[1]", "null", "1", ""]
ANSWERS = [
    {"status": status, "type": type, "body": body, "retryAfter": after}
    for status in (0, 200, 201, 204, 302, 400, 401, 403, 404, 408, 409, 413, 422, 429, 500, 503)
    for type, body in itertools.product((JSON, "text/html"), BODIES)
    for after in ("", "2", "900", "soon")
]
ITEMS = [
    {"item": {"key": key, "state": state, "shown": {"slot": slot}}, "verdict": verdict}
    for state, verdict in itertools.product(STATES, ("saved", "again", "early", "refused"))
    for key, slot in itertools.product(("listed", "lost"), ("here", "there"))
]
QUEUES = [
    [{"key": str(place), "state": state} for place, state in enumerate(states)]
    for states in itertools.product(STATES, repeat=3)
]


@pytest.fixture(scope="module")
def browser():
    """What the browser's own modules say."""
    asked = {"answers": ANSWERS, "tries": [0, 1, 5, 99], "codes": [1006, 1012, 1013, 4408, 4403]}
    told = subprocess.run(
        [NODE, "--input-type=module", "-e", ASKED.replace('"./', f'"{HOME}/static/js/')],
        input=json.dumps(asked | {"queues": QUEUES, "items": ITEMS}),
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return json.loads(told.stdout)


def test_every_answer_is_understood_alike(browser):
    ours = [judge(*each.values()) for each in ANSWERS]
    assert [each["verdict"] for each in ours] == [each["verdict"] for each in browser["answers"]]
    assert [each.get("after", 0) for each in ours] == [
        each.get("after", 0) for each in browser["answers"]
    ]


def test_both_wait_as_long(browser):
    assert [delay(n, lambda: 1) for n in (0, 1, 5, 99)] == browser["tries"]
    assert [first_for(code) for code in (1006, 1012, 1013, 4408, 4403)] == browser["codes"]


def test_the_same_note_goes_next(browser):
    queues = [[Item(each["key"], {}, each["state"]) for each in queue] for queue in QUEUES]
    nexts = [next_to_send(queue) for queue in queues]
    assert [each and each.key for each in nexts] == browser["queues"]


@pytest.mark.parametrize("what", ["settled", "revived", "offered"])
def test_a_note_goes_the_same_way(browser, what):
    ours = []
    for each in ITEMS:
        place = {"session": each["item"]["shown"]["slot"], "round": 1, "table": None}
        item = Item(each["item"]["key"], place, each["item"]["state"])
        if what == "settled":
            item.settle({"verdict": each["verdict"]})
        elif what == "revived":
            item.revive()
        else:
            item.offer_again({"listed"}, ("here", 1, None))
        ours.append(item.state)
    assert ours == browser[what]


def test_the_browsers_own_tests_pass():
    files = sorted(map(str, (HOME / "tests/js").glob("*.test.mjs")))
    ran = subprocess.run(
        [NODE, "--test", *files], capture_output=True, text=True, check=False, cwd=HOME
    )
    assert ran.returncode == 0, ran.stdout[-3000:]
