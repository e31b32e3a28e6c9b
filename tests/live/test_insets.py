"""A piece that stands in many drawings is drawn once, and they are not drawn again for it."""

from dataclasses import replace
from uuid import UUID

import pytest
from markupsafe import escape

from facilitator.kit.pages import inset
from facilitator.live.screen import Inset
from facilitator.notes.events import NoteWritten
from facilitator.rounds.events import RoundMoved
from tests.live.troupe import Troupe


class Spoken(Inset):
    """An inset that is what its reader says, without a template."""

    async def html(self, db, vantage):
        return await self.read(db, vantage)


class Clocked(Troupe):
    """The notes of each table have a clock in their midst, which all tables share."""

    def __init__(self, database):
        super().__init__(database)
        self.clocks = []
        clock = Spoken("time", "", lambda at: at.locale, frozenset([RoundMoved]), self.clock)
        notes = self.screen.regions["notes"]
        self.screen.regions = {"notes": replace(notes, read=self.notes, insets=(clock,))}

    async def clock(self, _db, locale):
        self.clocks.append(locale)
        return f'<time dir="ltr">{self.words["clock"]}</time>'

    async def notes(self, _db, at):
        self.drawn["notes", at.table] += 1
        return f'<p class="é">{escape(self.words["notes"])} at {at.table}, {inset("time")}</p>'


@pytest.fixture
def troupe(database):
    return Clocked(database)


def seen(words, table, clock):
    return f'<p class="é">{words} at {table}, <time dir="ltr">{clock}</time></p>'


async def test_it_is_drawn_once_for_all_who_see_it_alike(troupe):
    ada, cleo = troupe.watcher(1), troupe.watcher(2)
    with troupe.stage.watching(ada), troupe.stage.watching(cleo):
        await troupe.stage.refresh()
    assert ada.line.seen == {"notes": seen("none", 1, "0:00")}
    assert cleo.line.seen == {"notes": seen("none", 2, "0:00")}
    assert troupe.clocks == ["en"]


async def test_when_it_changes_its_regions_are_sent_and_not_drawn_again(troupe):
    ada, cleo = troupe.watcher(1), troupe.watcher(2)
    with troupe.stage.watching(ada), troupe.stage.watching(cleo):
        await troupe.stage.refresh()
        troupe.words["clock"] = "0:01"
        await troupe.round_moves()
        await troupe.stage.refresh()
    assert ada.line.sent[1:] == [{"notes": seen("none", 1, "0:01")}]
    assert cleo.line.sent[1:] == [{"notes": seen("none", 2, "0:01")}]
    assert (troupe.clocks, troupe.drawn) == (["en", "en"], {("notes", 1): 1, ("notes", 2): 1})


async def test_when_its_region_changes_it_is_not_drawn_again(troupe):
    ada = troupe.watcher(1)
    with troupe.stage.watching(ada):
        await troupe.stage.refresh()
        await troupe.note(1, "Written")
        await troupe.stage.refresh()
    assert ada.line.sent[1:] == [{"notes": seen("Written", 1, "0:00")}]
    assert troupe.clocks == ["en"]


async def test_both_may_change_at_once_in_either_order(troupe):
    ada = troupe.watcher(1)
    with troupe.stage.watching(ada):
        for round_first in (True, False):
            await troupe.stage.refresh()
            note = NoteWritten(troupe.dialogue, troupe.dialogue, UUID(int=1))
            move = RoundMoved(troupe.dialogue, troupe.dialogue, 1)
            troupe.words = {"notes": f"Both {round_first}", "clock": f"1:0{round_first:d}"}
            await troupe.happens(*([move, note] if round_first else [note, move]))
            await troupe.stage.refresh()
            assert ada.line.seen["notes"] == seen(f"Both {round_first}", 1, f"1:0{round_first:d}")


async def test_nobody_can_write_what_looks_like_one(troupe):
    ada = troupe.watcher(1)
    troupe.words["notes"] = str(inset("time"))
    with troupe.stage.watching(ada):
        await troupe.stage.refresh()
    assert ada.line.seen == {"notes": seen(escape(inset("time").unescape()), 1, "0:00")}


async def test_a_page_has_it_where_the_screen_has_it(troupe):
    """Drawn before + sent = loaded anew."""
    ada = troupe.watcher(1)
    with troupe.stage.watching(ada):
        await troupe.stage.refresh()
    async with troupe.database.reading() as db:
        page = await troupe.screen.drawn(db, troupe.viewers[ada.pass_id])
    assert page == ada.line.seen
