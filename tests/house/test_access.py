"""Every way in, asked by everybody: each is let in or refused as the access matrix says.

Asked of the house in this process (see tests/inside.py): a command is undone once it is answered.
"""

import re
from dataclasses import asdict, dataclass
from datetime import datetime
from itertools import count
from typing import Any
from uuid import UUID

import pytest
import pytest_asyncio
from fastapi import FastAPI
from sqlalchemy import select

from facilitator.dialogues.actions import publish
from facilitator.dialogues.model import Dialogue, DialogueSession
from facilitator.harvest.actions.gathering import lay
from facilitator.harvest.arranged import arranged
from facilitator.harvest.model import Point as PointRow
from facilitator.harvest.model import Position as PositionRow
from facilitator.harvest.model import Proposal
from facilitator.harvest.points import Harvest, Point, Position, Side
from facilitator.kit.ids import new_id
from facilitator.kit.work import working
from facilitator.messages.actions import say
from facilitator.notes.handing import write_hand_on
from facilitator.people.model import Participant
from facilitator.people.rules import Role
from facilitator.report.model import Paragraph
from facilitator.rotation.model import RotationPlan
from facilitator.rotation.rules import Figures
from facilitator.rounds.actions import open_next
from facilitator.screens.doors import cookie_name
from facilitator.tables.model import Table
from tests import inside
from tests.cast import Cafe, invite_rosa, make_cafe
from tests.conftest import database_url
from tests.house.doorways import doorways
from tests.house.matrix import ACTORS, IN, REGIONS, ROUTES, SOCKETS, Row
from tests.house_server import regions_of
from tests.live.registered import screens

pytestmark = pytest.mark.usefixtures("model_set")
OWNED = r"{(note|person|table|session|paragraph|point|proposal)_id}"
BOARD = "/board?question=Q-energy"
SECRET = "Heard at table one only"
serial = count()


@dataclass
class World:
    """A café with all that paths name, and the house it is in."""

    app: FastAPI
    cafe: Cafe
    adas_note: str = ""
    gitas_note: str = ""
    tray_note: str = ""
    desk_note: str = ""
    paragraph: str = ""
    comment: str = ""
    notes_file: str = ""
    outline: str = ""
    point: str = ""
    position: str = ""
    other: str = ""
    proposal: str = ""
    seen: str = ""
    upload: str = ""
    programme: str = ""
    link: str = ""

    @property
    def is_sqlite(self) -> bool:
        return bool(self.app.state.database.is_sqlite)

    def new_note(self, table: int = 1, words: str = "What else") -> Any:
        return {
            "key": f"key-{new_id()}",
            "session": str(self.cafe.session),
            "round": 1,
            "table": str(self.cafe.tables[table]),
            "question": str(self.cafe.questions[1]),
            "words": words,
        }

    def floor_ask(self, **more: str) -> Any:
        return {"key": f"key-{new_id()}", "session": str(self.cafe.session), **more}

    def cookies(self, actor: str) -> str:
        """All the passes an actor holds; another dialogue's also under this one's names."""
        who, slug = ACTORS[actor], self.cafe.slug
        held = {cookie_name(door, slug): t for (n, door), t in self.cafe.passes.items() if n == who}
        if actor == "other_chair":
            for (name, door), token in self.cafe.other.passes.items():
                if name == who:
                    held[cookie_name(door, slug)] = held[
                        cookie_name(door, self.cafe.other.slug)
                    ] = token
        return "; ".join(f"{name}={token}" for name, token in held.items())

    async def ask(self, actor: str, verb: str, path: str, **more: Any) -> Any:
        return await inside.ask(self.app, verb, path, self.cookies(actor), **more)

    def path(self, template: str, row: Row) -> str:
        parts = PARTS | row.parts

        def filled(part: re.Match[str]) -> str:
            name = part[1]
            if name == "key":
                return KEYS[template.split("{key}")[0].rstrip("/").rsplit("/", 1)[1]]
            if name == "upload_id" and "programme" in template:
                name = "programme_upload"
            return str(parts[name](self))

        return re.sub(r"{(\w+)}", filled, template)


KEYS = {"themes": "energy", "questions": "Q-energy", "sessions": "cafe", "people": "P003"}
PARTS = {
    "slug": lambda world: world.cafe.slug,
    "code": lambda world: world.cafe.join_code,
    "token": lambda world: world.link,
    "note_id": lambda world: world.adas_note,
    "person_id": lambda world: world.cafe.people["ada"],
    "table_id": lambda world: world.cafe.tables[3],
    "session_id": lambda world: world.cafe.session,
    "session_key": lambda _: "cafe",
    "search_id": lambda _: new_id(),
    "rule_id": lambda _: new_id(),
    "version": lambda _: 1,
    "place": lambda _: 0,
    "paper": lambda _: "wall",
    "kind": lambda _: "csv",
    "paragraph_id": lambda world: world.paragraph,
    "point_id": lambda world: world.point,
    "position_id": lambda world: world.position,
    "other_id": lambda world: world.other,
    "comment_id": lambda world: world.comment,
    "proposal_id": lambda world: world.proposal,
    "upload_id": lambda world: world.upload,
    "programme_upload": lambda world: world.programme,
    "number": lambda _: 1,
    "move": lambda _: "pause",
    "view": lambda _: "welcome",
    "stance": lambda _: "share",
    "on": lambda _: "true",
    "way": lambda _: "down",
    "name": lambda _: "markdown",
    "request_id": lambda _: new_id(),
    "speech_id": lambda _: new_id(),
    "rule": lambda _: "spread_regions",
    "about": lambda _: "point",
    "signal": lambda _: "share",
}


@pytest_asyncio.fixture(scope="module")
async def shared_app(request, tmp_path_factory):
    url = await database_url(request, tmp_path_factory.mktemp("matrix"), "sqlite")
    async with inside.house_inside(url) as app:
        yield app


@pytest_asyncio.fixture(scope="module")
async def full_world(shared_app):
    return await furnished(await new_world(shared_app))


@pytest_asyncio.fixture(scope="module")
async def their_world(shared_app):
    """Another café, with as much in it."""
    return await furnished(await new_world(shared_app))


@pytest.fixture
def world(full_world):
    """In which nothing that is done stays done."""
    with inside.undoing():
        yield full_world


async def new_world(app: FastAPI) -> World:
    number = next(serial)
    cafe = await make_cafe(app.state.database, f"harbour-{number}", f"other-{number}")
    world = World(app, cafe)
    await prepare(world)
    return world


async def furnished(world: World) -> World:
    """With all that a path can name; the draft is made before anything was gathered."""
    world.paragraph = await drafted(world)
    for at in ROUTES:
        await bring(world, at)
    return world


async def prepare(world: World) -> None:
    cafe, state = world.cafe, world.app.state
    await invite_rosa(state.database, cafe)
    async with working(state.database, state.bell) as work:
        work.actor = cafe.people["dora"]
        work.db.add(_a_plan(cafe, work.now))
        await open_next(work, cafe.session, 1)
        await publish(work, await work.db.get_one(Dialogue, cafe.dialogue))
        (await work.db.get_one(Participant, cafe.people["emil"])).role = Role.ORGANISER
        world.link = (await work.db.get_one(Participant, cafe.people["cleo"])).link_token
    world.adas_note = await written(world, "participant", "phone", 1)
    world.gitas_note = await written(world, "table_host", "table", 1)
    world.tray_note = await written(world, "participant", "phone", 3)
    world.desk_note = await written(world, "rapporteur", "desk", 3, below="/floor")


def _a_plan(cafe: Cafe, at: datetime) -> RotationPlan:
    ids = {"dialogue_id": cafe.dialogue, "session_id": cafe.session}
    told = asdict(Figures())
    return RotationPlan(**ids, version=1, made_at=at, reason="test", seats=[], figures=told)


async def written(world: World, actor: str, screen: str, table: int, below: str = "") -> str:
    note = world.new_note(table, words=SECRET if table == 1 else "Somewhere else")
    answer = await world.ask(actor, "POST", f"/{screen}/{world.cafe.slug}{below}/notes", json=note)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


async def drafted(world: World) -> str:
    answer = await world.ask("rapporteur", "POST", f"/desk/{world.cafe.slug}/reports", data={})
    assert answer.is_success or answer.is_redirect, answer.text
    async with world.app.state.database.reading() as db:
        newest = select(Paragraph.id).order_by(Paragraph.id.desc())
        return str((await db.scalars(newest)).first())


async def notes_sent(world: World) -> str:
    """Finn sends a file of notes; only he may go on with it."""
    at = f"/desk/{world.cafe.slug}/sessions/{world.cafe.session}/import"
    file = ("notes.csv", b"text,table,round\nTrust grows slowly,1,1\n")
    answer = await world.ask("rapporteur", "POST", at, files={"file": file})
    assert answer.is_redirect, answer.text
    return str(answer.headers["location"].rsplit("/", 1)[1])


async def give_out(world: World) -> None:
    """To the reviewers; twice is refused, and does no harm."""
    await world.ask(
        "rapporteur",
        "POST",
        f"/desk/{world.cafe.slug}/reports/1/moves/show",
        data={"seen": "draft"},
    )


READ_BACK = "What a table is asked about"


async def lay_board(world: World) -> None:
    """Two points of a note each at table 1, read back to it, and a proposal for a third note.

    What is read back is for everybody, so it is put in other words than the notes."""
    cafe, state = world.cafe, world.app.state
    loose = await written(world, "participant", "phone", 1)
    points = tuple(
        Point(note, "Q-energy", (Position(note, Side.SAME, READ_BACK, note, (note,)),))
        for note in (world.adas_note, world.gitas_note)
    )
    async with working(state.database, state.bell) as work:
        work.actor = cafe.people["finn"]
        dialogue = await work.db.get_one(Dialogue, cafe.dialogue)
        await lay(work, dialogue, cafe.session, Harvest(points, (), "letters"))
        mine = select(PointRow, PositionRow).join(PositionRow, PositionRow.point_id == PointRow.id)
        for row, said in await work.db.execute(mine.where(PointRow.session_id == cafe.session)):
            row.read_back_at, said.words = work.now, READ_BACK
        proposal = Proposal(
            session_id=cafe.session, act="found", note_id=UUID(loose),
            likeness=0.0, reason={"shared": [], "likeness": 0.0, "languages": ["en"]},
        )  # fmt: skip
        work.db.add(proposal)
        await work.db.flush()
        world.proposal = str(proposal.id)
    async with state.database.reading() as db:
        one, two = (await arranged(db, dialogue, cafe.session)).points
    world.point, world.other = one.id, two.id
    world.position = one.positions[0].id
    world.seen = f"{one.id}:{one.version},{two.id}:{two.version}"


async def uploaded(world: World, kind: str, content: bytes) -> str:
    """Dora sends a file; only she may go on with it."""
    address = f"/setup/{world.cafe.slug}/{kind}"
    answer = await world.ask("co_facilitator", "POST", address, files={"file": ("f", content)})
    assert answer.is_redirect, answer.text
    return str(answer.headers["location"].rsplit("/", 1)[1])


def test_every_route_has_a_row_and_every_row_a_route():
    routes, sockets = doorways()
    assert set(ROUTES) == routes
    assert set(SOCKETS) == sockets


def test_every_region_has_a_row_and_every_row_a_region():
    assert set(REGIONS) == {
        f"{screen.name} {name}" for screen in screens() for name in screen.regions
    }


def test_somebody_is_let_in_everywhere():
    closed = {at for at, row in (ROUTES | SOCKETS).items() if IN not in row.fates.values()}
    assert not closed
    assert all(set(row.fates) == set(ACTORS) for row in (ROUTES | SOCKETS).values())


@pytest.mark.parametrize("at", ROUTES)
async def test_a_route_lets_in_whom_it_should(world, at):
    row = ROUTES[at]
    verb, template = at.split(" ")
    path = world.path(template, row)
    answers = {}
    for actor in ACTORS:
        more = {name: each(world) if callable(each) else each for name, each in row.more.items()}
        answers[actor] = (await world.ask(actor, verb, path, **more)).status_code
    assert {who: fate(code) for who, code in answers.items()} == row.fates, answers


def fate(status: int) -> str | int:
    """What happened to a request: an answer, or "not now" or "not like this", is being let in."""
    return IN if status < 400 or status in (409, 422) else status


async def bring(world: World, template: str) -> None:
    """What a path names must be there."""
    if not world.paragraph and re.search(r"paragraph|reports/{number}|/review/", template):
        world.paragraph = await drafted(world)
    if "/review/" in template:
        await give_out(world)
    if "/import/{upload_id}" in template and not world.notes_file:
        world.notes_file = await notes_sent(world)
    if "{outline_id}" in template and not world.outline:
        world.outline = str(new_id())
        shape = {"name": "Ours", "title": "All", "gathers": "rest", "under": ""}
        at = f"/desk/{world.cafe.slug}/outlines/{world.outline}"
        assert (await world.ask("rapporteur", "POST", at, data=shape)).is_redirect
    if "{comment_id}" in template and not world.comment:
        world.comment = str(new_id())
        said = {"comment_id": world.comment, "words": "Why?"}
        at = f"/desk/{world.cafe.slug}/paragraphs/{world.paragraph}/comments"
        assert (await world.ask("rapporteur", "POST", at, data=said)).is_redirect
    if not world.point and re.search(r"/board|/points/|/answers", template):
        await lay_board(world)
    if not world.upload and "upload_id" in template and "/import/" not in template:
        world.upload = await uploaded(
            world, "roster", b"id,display_name,role\nP900,Wren,participant"
        )
        file = f"/setup/{world.cafe.slug}/programme/file"
        written_down = await world.ask("co_facilitator", "GET", file)
        world.programme = await uploaded(world, "programme", written_down.content)


@pytest.mark.parametrize(
    "at",
    [
        at
        for at in ROUTES
        if re.search(r"{(note|person|table|session|paragraph|point|proposal)_id}", at)
    ],
)
async def test_what_is_of_another_dialogue_is_not_there(world, their_world, at):
    """Somebody who is let in names what belongs to another café."""
    row = ROUTES[at]
    verb, template = at.split(" ")
    path = their_world.path(template, row).replace(their_world.cafe.slug, world.cafe.slug)
    more = {name: each(world) if callable(each) else each for name, each in row.more.items()}
    data = {} if verb == "GET" or {"json", "data"} & set(more) else {"data": FORM}
    for actor in (who for who, what in row.fates.items() if what == IN):
        answer = await world.ask(actor, verb, path, **more, **data)
        assert answer.status_code == 404, (actor, answer.text)


FORM = {"table": "1", "place": "1", "version": "1", "expected": "0", "words": "x", "section": "x"}


@pytest.mark.parametrize("at", SOCKETS)
async def test_a_socket_lets_in_whom_it_should(world, at):
    row = SOCKETS[at]
    path = world.path(at, row)
    fates = {a: fate(await inside.knock(world.app, path, world.cookies(a))) for a in ACTORS}
    assert fates == row.fates


@pytest.mark.parametrize("screen", sorted({region.split()[0] for region in REGIONS}))
async def test_what_is_said_at_a_table_is_shown_to_whom_it_concerns(shared_app, screen):
    world = await new_world(shared_app)
    await say_and_hand_on(world)
    if screen == "desk":
        await drafted(world)
    if screen == "desk/board":
        await lay_board(world)
    page, lookers = page_of(world, screen), lookers_at(screen)
    assert await finders(world, screen, page, lookers) == {
        region: set(row.in_round) for region, row in rows_of(screen).items()
    }
    async with working(world.app.state.database, world.app.state.bell) as work:
        await open_next(work, world.cafe.session, 2)
    assert await finders(world, screen, page, lookers) == {
        region: set(row.after) for region, row in rows_of(screen).items()
    }


def page_of(world: World, screen: str) -> str:
    home = screen.partition("/")[0]
    pages = {"console/table": "/tables/1", "rotation": "/cafe", "desk/board": BOARD}
    below = pages.get(screen, "/floor" if screen.endswith("/floor") else "")
    return f"/{home}/{world.cafe.slug}{below}"


def lookers_at(screen: str) -> list[str]:
    """Who may open a screen's socket."""
    home = screen.partition("/")[0]
    (socket, *_) = (at for at in SOCKETS if at.startswith(f"/{home}/{{slug}}"))
    return [who for who, what in SOCKETS[socket].fates.items() if what == IN]


def rows_of(screen: str) -> dict[str, Any]:
    return {at.split()[1]: row for at, row in REGIONS.items() if at.split()[0] == screen}


async def finders(world: World, screen: str, path: str, lookers: list[str]) -> dict[str, set[str]]:
    """{region: those in whose drawing of it the secret stands}."""
    found: dict[str, set[str]] = {region: set() for region in rows_of(screen)}
    for actor in lookers:
        answer = await world.ask(actor, "GET", path)
        assert answer.status_code == 200
        for region, html in regions_of(answer.text).items():
            if SECRET in html:
                found[region].add(actor)
    return found


async def say_and_hand_on(world: World) -> None:
    cafe, state = world.cafe, world.app.state
    async with working(state.database, state.bell) as work:
        dora = await work.db.get_one(Participant, cafe.people["dora"])
        gita = await work.db.get_one(Participant, cafe.people["gita"])
        session = await work.db.get_one(DialogueSession, cafe.session)
        table = await work.db.get_one(Table, cafe.tables[1])
        await say(work, dora, session, f"{SECRET} (message)", table.id)
        await write_hand_on(work, gita, table, 1, f"{SECRET} (card)", 0)
