"""An event is held against the drawings it may be about, and misses none of them."""

from dataclasses import dataclass, replace
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from facilitator.kit.events import Unheard
from facilitator.live.drawing import Watcher
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
    return Region(name, "", At, frozenset(heard), concerns, None, by=by)


REGIONS = [
    region("all", {NoteWritten, RoundMoved}, always, None),
    region("slow", {NoteWritten, RoundMoved}, about_its_table, None),
    region("fast", {NoteWritten, RoundMoved}, about_its_table, "table"),
    region("deaf", {RoundMoved}, about_its_table, "table"),
]


def play(*more):
    return Screen("play", {each.name: each for each in [*REGIONS, *more]})


def somebody(screen):
    return Watcher(HERE, screen, None)


def empty(gallery):
    hung = gallery.views, gallery.panes, gallery.walls, gallery.left
    return not any(hung)


@given(EVENTS, st.lists(st.sampled_from([*TABLES, None]), unique=True))
def test_hearing_by_table_is_hearing_everything(event, tables):
    gallery, screen = Gallery(), play()
    for table in tables:
        gallery.look([somebody(screen)], screen, table)
    for drawing in gallery:
        drawing.stale = False
    gallery.hear(event)
    assert len(list(gallery)) == len(tables) * len(REGIONS)
    for drawing in gallery:
        heard, at = drawing.key
        assert drawing.stale == heard.hears(event, at), (heard.name, at)


@given(st.lists(st.tuples(st.integers(0, 4), st.sampled_from([*TABLES, None]))))
def test_what_somebody_looks_at_hangs_and_nothing_else(moves):
    hall = region("hall", {RoundMoved}, always, None)
    gallery, screen = Gallery(), play(replace(hall, seen=lambda _table: At(None, "hall")))
    crowd = [somebody(screen) for _ in range(5)]
    stands = {}
    for who, table in moves:
        gallery.look([crowd[who]], screen, table)
        stands[who] = table
        gallery.clear_up()
        seen = {(each.key[0].name, each.key[1].table) for each in gallery}
        alone = {(each.name, there) for each in REGIONS for there in stands.values()}
        assert seen == alone | {("hall", None)}
        for each, there in stands.items():
            view = crowd[each].view
            assert view.footing == there
            assert crowd[each] in view.watchers
            assert [one.key[0] for one in view.drawings] == [*screen.regions.values()]
            assert all(one.views >= {view} for one in view.drawings)
    for each in crowd:
        gallery.look_away(each)
    assert empty(gallery)


def test_those_who_stand_alike_have_one_view():
    gallery, screen = Gallery(), play()
    ada, ben, cleo = (somebody(screen) for _ in range(3))
    gallery.look([ada, ben], screen, TABLES[0])
    gallery.look([cleo], screen, TABLES[1])
    assert ada.view is ben.view is not cleo.view
    gallery.look([ada], screen, TABLES[1])
    assert (ada.view, ben.view.watchers) == (cleo.view, {ben})
    for each in (ada, ben, cleo):
        gallery.look_away(each)
    assert empty(gallery)


async def test_what_is_expected_hangs_until_something_else_is():
    gallery, screen = Gallery(), play()
    ada = somebody(screen)
    gallery.look([ada], screen, TABLES[0])
    await gallery.expect([(screen, TABLES[0]), (screen, TABLES[1])])
    assert {each.footing for each in gallery.views.values()} == {TABLES[0], TABLES[1]}
    assert {each.key[1].table for each in gallery.untrue()} == {TABLES[0]}
    assert {each.key[1].table for each in gallery.unseen()} == {TABLES[1]}
    gallery.look([ada], screen, TABLES[1])
    gallery.clear_up()
    assert {each.key[1].table for each in gallery.untrue()} == {TABLES[1]}
    await gallery.expect([(screen, TABLES[2])])
    assert {each.footing for each in gallery.views.values()} == {TABLES[1], TABLES[2]}
    gallery.look_away(ada)
    await gallery.expect([])
    assert empty(gallery)
