"""An event is held against the drawings it may be about, and misses none of them."""

from dataclasses import dataclass, replace
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from facilitator.kit.events import Unheard
from facilitator.live.drawing import View, Watcher
from facilitator.live.gallery import Gallery
from facilitator.live.screen import Region, Screen, always
from facilitator.notes.events import NoteWritten
from facilitator.rounds.events import RoundMoved

TABLES = [UUID(int=number) for number in range(5)]
HERE = UUID(int=99)
EVENTS = st.one_of(
    st.builds(NoteWritten, st.just(HERE), st.just(HERE), st.sampled_from([*TABLES, None])),
    st.just(RoundMoved(HERE, HERE, 1)),
    st.just(Unheard(HERE)),
)


@dataclass(frozen=True)
class At:
    table: UUID | None
    locale: str = "en"


def about_its_table(event, at):
    return not hasattr(event, "table") or event.table == at.table


def region(name, heard, concerns, by):
    return Region(name, "", None, frozenset(heard), concerns, None, by=by)


REGIONS = [
    region("all", {NoteWritten, RoundMoved}, always, None),
    region("slow", {NoteWritten, RoundMoved}, about_its_table, None),
    region("fast", {NoteWritten, RoundMoved}, about_its_table, "table"),
    region("deaf", {RoundMoved}, about_its_table, "table"),
]


@given(EVENTS, st.lists(st.sampled_from([*TABLES, None]), unique=True))
def test_hearing_by_table_is_hearing_everything(event, tables):
    gallery, view = Gallery(), View(Screen("play"), None)
    for each in REGIONS:
        for table in tables:
            gallery.hang((each, At(table)), view).stale = False
    gallery.hear(event)
    for drawing in gallery:
        heard, at = drawing.key
        assert drawing.stale == heard.hears(event, at), (heard.name, at)


@given(st.lists(st.tuples(st.sampled_from(REGIONS), st.sampled_from(TABLES)), unique=True))
def test_what_nobody_looks_at_is_taken_down(keys):
    gallery, view = Gallery(), View(Screen("play"), None)
    hung = [gallery.hang((each, At(table)), view) for each, table in keys]
    assert list(gallery) == hung
    for drawing in hung:
        gallery.take_down(drawing, view)
    assert (gallery.drawings, gallery.walls) == ({}, {})


def test_those_who_stand_alike_have_one_view():
    gallery, play = Gallery(), Screen("play")
    play.regions["all"] = replace(REGIONS[0], seen=lambda table: At(table))
    ada, ben, cleo = (Watcher(HERE, play, None) for _ in range(3))
    gallery.look(ada, TABLES[0])
    gallery.look(ben, TABLES[0])
    gallery.look(cleo, TABLES[1])
    assert ada.view is ben.view is not cleo.view
    gallery.look(ada, TABLES[1])
    assert (ada.view, ben.view.watchers) == (cleo.view, {ben})
    for each in (ada, ben, cleo):
        gallery.look_away(each)
    assert (gallery.views, gallery.drawings, gallery.walls) == ({}, {}, {})
