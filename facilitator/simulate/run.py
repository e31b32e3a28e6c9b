"""One rehearsal from the first join to the files of the report, and the figures of it."""

import asyncio
import json
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any

from facilitator.floor.exports import csv
from facilitator.kit.database import Database
from facilitator.kit.migrate import to_newest
from facilitator.report.exports import FORMATS
from facilitator.simulate.floor_figures import Logged
from facilitator.simulate.floor_figures import went_wrong as talk_went_wrong
from facilitator.simulate.play import Play, Progress
from facilitator.simulate.prepare import Cast, Talk, set_the_room
from facilitator.simulate.roundtable import Played
from facilitator.simulate.script import Line
from facilitator.simulate.server import Backing, serving
from facilitator.simulate.tally import Tally, note_figures, rotation_figures, spread

LOGS = ("speeches.csv", "acts.csv", "points.csv", "speeches.xlsx")


@dataclass(frozen=True)
class Rehearsal:
    """What is to be rehearsed, and on what."""

    roster: Path
    programme: Path
    lines: tuple[Line, ...]
    people: int
    minutes: float
    session: str
    out: Path
    backing: Backing | None  # None: a database of its own, thrown away afterwards
    url: str | None  # a server that already runs on this backing
    groups: int = 0  # into how many a roundtable breaks


GATHERED_WITHIN = 600  # looks, half a second apart
ASKED_AGAIN = 'id="gather"'  # the button is there when nobody is gathering


async def rehearse(plan: Rehearsal, progress: Progress) -> dict[str, Any]:
    """Plays it; gives the figures. Times are in milliseconds."""
    with tempfile.TemporaryDirectory(prefix="rehearsal-") as folder:
        backing = plan.backing or Backing(f"sqlite+aiosqlite:///{folder}/rehearsal.db")
        await asyncio.to_thread(to_newest, backing.database_url)
        database = Database(backing.database_url)
        cast = await set_the_room(
            database, plan.programme, plan.roster, plan.people, plan.minutes, plan.session
        )
        await database.close()
        async with _server(plan, backing) as base:
            return await _play(plan, base, cast, progress)


@asynccontextmanager
async def _server(plan: Rehearsal, backing: Backing) -> AsyncIterator[str]:
    if plan.url:
        yield plan.url.rstrip("/")
        return
    async with serving(backing) as base:
        yield base


async def _play(plan: Rehearsal, base: str, cast: Cast, progress: Progress) -> dict[str, Any]:
    tally = Tally()
    play = Play(base, cast, tally, progress)
    await play.come_in()
    await play.live_through(plan.lines, plan.minutes * 60)
    began = perf_counter()
    await _gather(play, plan)  # the roundtable opens with the café's points
    took = perf_counter() - began
    logged = [await _logged(play, plan.out, *each) for each in await play.talk(plan.groups)]
    began = perf_counter()
    files = await _write_up(play, plan)
    took += perf_counter() - began
    annex = json.loads((plan.out / "report.json").read_text(encoding="utf-8"))["tables"]
    talks = [each.figures(annex, cast.stated) for each in logged]
    stored = (await play.chair.web.get(f"/desk/{cast.slug}/notes.json")).json()["notes"]
    await play.leave()
    return {
        "people": len(play.staff) + len(play.guests),
        "rounds": cast.rounds,
        **note_figures(tally, stored),
        "refused": tally.refused,
        "ack_ms": spread(tally.acks),
        "fan_out_ms": spread(tally.fan_outs),
        "round_change_ms": spread(tally.round_changes),
        "join_ms": spread(tally.joins),
        "reconnects": tally.reconnects,
        "rotation": rotation_figures(tally.sat, set(cast.keepers)),
        "roundtables": talks,
        "ask_ms": spread(tally.asks),
        "press_ms": spread(tally.presses),
        "report_ms": round(1000 * took),
        "report_files": files,
    }


async def _logged(play: Play, out: Path, talk: Talk, played: Played) -> Logged:
    """Fetches the speech log of a roundtable, to hold what was played against it."""
    out.mkdir(parents=True, exist_ok=True)
    files = {}
    for name in LOGS:
        path = f"/desk/{play.cast.slug}/sessions/{talk.id}/floor/{name}"
        answer = await play.chair.web.get(path, timeout=120)
        answer.raise_for_status()
        files[name] = answer.content
        (out / f"{talk.key}-{name}").write_bytes(answer.content)
    return Logged(
        talk=talk,
        played=played,
        entries=csv.read(files["speeches.csv"]),
        points=csv.read_points(files["points.csv"]),
        clock_ms=csv.clock_ms(files["acts.csv"]),
    )


async def _gather(play: Play, plan: Rehearsal) -> None:
    """Has the notes laid into points, as the co-facilitator would, and waits until they lie."""
    web, board = play.chair.web, f"/desk/{play.cast.slug}/board"
    asked = await web.post(f"{board}/gathering", data={"session": plan.session}, timeout=120)
    asked.raise_for_status()
    for _ in range(GATHERED_WITHIN):
        if ASKED_AGAIN in (await web.get(f"{board}?session={plan.session}")).text:
            return
        await asyncio.sleep(0.5)
    raise RuntimeError("the notes were not laid into points")


async def _write_up(play: Play, plan: Rehearsal) -> list[str]:
    """Drafts the café's report as the co-facilitator would, and fetches it in every format."""
    web, slug, out = play.chair.web, play.cast.slug, plan.out
    form = {"locale": "en", "session": plan.session}
    answer = await web.post(f"/desk/{slug}/reports", data=form, timeout=120)
    if answer.status_code not in (200, 204, 303):
        raise RuntimeError(f"no report was drafted: {answer.status_code} {answer.text[:300]}")
    out.mkdir(parents=True, exist_ok=True)
    files = []
    for name, format_ in FORMATS.items():
        export = await web.get(f"/desk/{slug}/reports/1/export/{name}", timeout=120)
        export.raise_for_status()
        path = out / f"report.{format_.extension}"
        path.write_bytes(export.content)
        files.append(str(path))
    return files


def went_wrong(figures: dict[str, Any]) -> bool:
    """Was anything lost, doubled, misplaced or refused?"""
    kept = figures["notes_sent"] == figures["notes_acknowledged"] == figures["notes_stored"]
    broken = ("lost", "duplicates", "misplaced", "refused")
    talks = any(map(talk_went_wrong, figures["roundtables"]))
    return not kept or talks or any(figures[name] for name in broken)


def printed(figures: dict[str, Any]) -> str:
    return json.dumps(figures, ensure_ascii=False, indent=2)
