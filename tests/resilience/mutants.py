"""Mistakes that would break a promise, made on purpose and one at a time (RELIABILITY T1).

Each mutant patches the product of a test's own process; there is no switch for any of them in the
product. catches.py names the test that must fail with it.
"""

import asyncio
import itertools
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from typing import Any

import pytest
from sqlalchemy import select

from facilitator import app
from facilitator.harvest import queries as sources
from facilitator.kit import clock, database, events, ledger, work
from facilitator.kit.text import Cleaned
from facilitator.live import gallery, hub, line, screen, socket, stage
from facilitator.notes import queries as notes_of
from facilitator.notes import writing
from facilitator.notes.model import Note
from facilitator.notes.queries import at_tables
from facilitator.report import draft
from facilitator.report.exports import xlsx
from facilitator.rounds.queries import numbered
from facilitator.screens import box, doors, guards, standing, vantage, wall
from facilitator.screens.console import rounds as console

Patch = pytest.MonkeyPatch


def ack_before_commit(patch: Patch) -> None:
    """The answer leaves, and a moment later what it says is made true."""

    @asynccontextmanager
    async def hasty(to: Any, bell: Any) -> Any:
        async with AsyncExitStack() as stack:
            now = work.Shared(await stack.enter_async_context(to.writing()), clock.now())
            yield now
            kept = stack.pop_all()

        async def commit() -> None:
            async with kept:
                await asyncio.sleep(0.2)
                with suppress(Exception):  # the test may be over
                    await work._commit(now.db, now.works)

        LATER.append(asyncio.create_task(commit()))

    patch.setattr(work, "sharing", hasty)
    patch.setattr(box, "sharing", hasty)


LATER: list[asyncio.Task[None]] = []


def disk_not_waited_for(patch: Patch) -> None:
    patch.setattr(database, "PRAGMAS", tuple(p.replace("FULL", "NORMAL") for p in database.PRAGMAS))


def log_not_waited_for(patch: Patch) -> None:
    patch.setitem(database.POSTGRES, "synchronous_commit", "off")


def cursor_from_a_counter(patch: Patch) -> None:
    """Revisions as a sequence gives them: without a lock, in the order of asking."""
    numbers = itertools.count(1000)

    async def taken(db: Any, dialogue: Any, body: bytes) -> tuple[int, None]:
        return next(numbers), None

    patch.setattr(ledger, "_next", taken)


def keys_not_unique(patch: Patch) -> None:
    async def unknown(*_: Any) -> dict[Any, Any]:
        return {}

    row, copies = writing.as_row, itertools.count()

    def another(*what: Any) -> dict[str, Any]:
        made = row(*what)
        return made | {"key": f"{made['key']}-{next(copies)}"}

    patch.setattr(writing, "stored", unknown)
    patch.setattr(writing, "as_row", another)


def keys_shared_by_all(patch: Patch) -> None:
    async def anybodys(db: Any, wanted: Any) -> dict[Any, Any]:
        keys = {key: author for author, key in wanted}
        found = await db.scalars(select(Note).where(Note.key.in_(keys)))
        return {
            (keys[note.key].id, note.key): writing.Stored(
                *(getattr(note, name) for name in writing.Stored._fields)
            )
            for note in found
        }

    patch.setattr(writing, "stored", anybodys)


def press_without_looking(patch: Patch) -> None:
    """No compare-and-set: whatever the chair saw, the move is made."""
    move = console.move_round

    async def blind(at: Any, session: Any, number: int, what: Any, expected: int, by: Any) -> Any:
        seen = await numbered(at.db, session, number)
        return await move(at, session, number, what, seen.version, by)

    patch.setattr(console, "move_round", blind)


def any_origin(patch: Patch) -> None:
    async def open_to_all(self: Any, scope: Any, receive: Any, send: Any) -> None:
        await self.app(scope, receive, send)

    patch.setattr(guards.SameOrigin, "__call__", open_to_all)


def rights_of_then_when_drawing(patch: Patch) -> None:
    """Whoever was let in once goes on watching."""
    patch.setattr(vantage.Viewer, "may_watch", lambda *_: True)


def void_passes_when_replaying(patch: Patch) -> None:
    seen: dict[Any, Any] = {}

    async def remembered(db: Any, dialogue: Any, passes: Any, *new: Any) -> dict[Any, Any]:
        seen.update(await standing.standings(db, dialogue, passes, *new))
        return {each: seen[each] for each in passes if each in seen}

    patch.setattr(app, "standings", remembered)


def rights_not_asked(patch: Patch) -> None:
    """A pass for the staff's doors opens all of them: the console, the desk, its files."""
    patch.setattr(doors, "may", lambda *_: True)


def every_note_on_the_wall(patch: Patch) -> None:
    async def all_of_them(db: Any, session: Any, limit: int) -> Any:
        return (await db.scalars(select(Note).filter_by(session_id=session).limit(limit))).all()

    patch.setattr(wall, "featured", all_of_them)


def notes_of_all_tables(patch: Patch) -> None:
    async def everywhere(db: Any, tables: Any, number: int) -> Any:
        every = set((await db.scalars(select(Note.table_id))).all()) - {None}
        found = await at_tables(db, every, number)
        shown = [each for some in found.values() for each in some]
        return dict.fromkeys(tables, shown)

    patch.setattr(notes_of, "at_tables", everywhere)
    patch.setattr(screen.Region, "hears", lambda self, event, _: type(event) in self.on)
    patch.setattr(
        gallery,
        "_meant",
        lambda _region, hung, _event: itertools.chain(*hung.values()),
    )


def move_keeps_the_old_table(patch: Patch) -> None:
    patch.setattr(events.Event, "may_move", lambda *_: False)


def one_after_the_other(patch: Patch) -> None:
    """Nobody is drawn for before everybody has taken the last drawing."""
    draw = stage.Stage._draw_all

    async def in_turn(self: Any, *drawn: Any) -> None:
        if any(watcher.line.full for watcher in self.watchers):
            raise TimeoutError
        await draw(self, *drawn)

    patch.setattr(stage.Stage, "_draw_all", in_turn)


def queue_without_end(patch: Patch) -> None:
    def put(self: Any, frames: dict[str, bytes]) -> None:
        self.transport.write(b"".join(frames.values()))

    patch.setattr(line.Line, "put", put)


def control_characters_kept(patch: Patch) -> None:
    patch.setattr(writing, "clean", lambda raw, **_: Cleaned(raw, ()))


def formulas_in_cells(patch: Patch) -> None:
    write = xlsx.Workbook

    def lively(buffer: Any, options: dict[str, Any]) -> Any:
        return write(buffer, options | {"strings_to_formulas": True})

    patch.setattr(xlsx, "Workbook", lively)
    patch.setattr(
        xlsx, "_cell", lambda sheet, place, value, plain: sheet.write(*place, value, plain)
    )


def export_leaks_names(patch: Patch) -> None:
    """Files are made as if every dialogue had promised to name whoever speaks."""
    patch.setattr(sources.Surroundings, "named", True)
    patch.setattr(draft, "veiled", lambda note, _: note)


def time_of_the_phone(patch: Patch) -> None:
    """The countdown goes by what the phone says that it is."""
    patch.setattr(socket, "epoch_ms", lambda _: 1234)


def goodbye_without_a_word(patch: Patch) -> None:
    patch.setattr(hub.Hub, "send_away", lambda _: None)


def passes_remembered(patch: Patch) -> None:
    """The check outside the transaction: a pass once seen as good is taken as good."""
    ask, seen = doors.bearers, {}

    async def remembering(db: Any, digests: Any, at: Any) -> Any:
        seen.update(await ask(db, digests, at))
        return {each: seen[each] for each in digests if each in seen}

    patch.setattr(doors, "bearers", remembering)
