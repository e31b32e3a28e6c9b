"""What people do in a benchmark, and who must be shown it."""

import json
import time

from bench.hall import Hall
from bench.served import Crowd

STILL = 2.0  # seconds in which nobody moves before the next round opens; in a hall it is minutes


def open_round(crowd: Crowd, hall: Hall, number: int, of: list[int] | None = None) -> dict:
    time.sleep(STILL)
    return crowd.ask(
        "send",
        of=of,
        marker=f'data-round=\\"{number}\\"',
        post=f"/console/{hall.slug}/sessions/{hall.session}/rounds/{number}/opening",
        cookie=f"staff_{hall.slug}={hall.chair}",
        type="application/x-www-form-urlencoded",
        body="expected=0",
    )


def write_note(crowd: Crowd, hall: Hall, number: int, turn: int) -> dict:
    table = turn * 7 % len(hall.tables)
    there = [i for i, at in enumerate(hall.seats[number - 1]) if at == table]
    words = f"Note {turn}: forecasts reached the river villages too late to act on."
    note = {
        "key": f"bench-{turn:08}",
        "session": hall.session,
        "round": number,
        "table": hall.tables[table],
        "kind": "gap",
        "words": words,
    }
    return crowd.ask(
        "send",
        marker=words,
        of=there,
        post=f"/phone/{hall.slug}/notes",
        cookie=f"phone_{hall.slug}={hall.phones[there[0]]}",
        type="application/json",
        body=json.dumps(note),
    ) | {"sockets": len(there)}
