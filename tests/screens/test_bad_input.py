"""The doors of the house, sent what nobody should send them, by somebody who is let in.

Whatever is sent: never a 5xx, never a traceback, never silence; a refusal is words, under a status
of RELIABILITY §4.3. What was stored meanwhile can be shown on every screen and exported.
"""

import json
import logging
import re
import zipfile
from dataclasses import dataclass
from functools import cache
from html.parser import HTMLParser
from io import BytesIO
from typing import Any
from urllib.parse import urlencode
from xml.etree import ElementTree

import pytest
import pytest_asyncio
from fastapi.routing import APIWebSocketRoute
from structlog.testing import capture_logs

from facilitator.app import build
from facilitator.report.exports import FORMATS
from tests.cast import make_cafe
from tests.conftest import ON_BOTH, database_url
from tests.house.matrix import IN, ROUTES
from tests.house.test_access import World, bring, prepare
from tests.house_server import House, running_house

# A form that breaks off leaves its half a file to the garbage collector.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")

CANON = {200, 201, 204, 303, 400, 401, 403, 404, 405, 409, 410, 413, 415, 422, 429, 431}
WORDS = {
    "nul": "a\0b",
    "controls": "".join(map(chr, (*range(1, 9), 11, 12, *range(14, 32), *range(127, 160)))) + "c",
    "directions": "\u202egpj.exe\u2066x\u2069 \u200f\u061c",
    "noncharacters": "n\ufffe\uffff\ufdd0\U0001fffe",
    "separators": "l\u2028i\u2029n\x85e\ufeffs",
    "tags": "t\U000e0001\U000e0041\U000e007f🏴\U000e0067\U000e007f",
    "marks": "e" + "\u0301" * 100_000,
    "big": "x" * 1_048_576,
    "formula": '=HYPERLINK("http://evil.example","x")',
    "formulas": "+1\n-1;@SUM(A1)\t＝1",
    "script": "</script><script>alert(1)</script><img src=x onerror=alert(1)>\"'><b>",
    "htmx": '<p hx-get="/" hx-on:load="x" hx-swap-oob="true" id="timer">',
    "jinja": "{{7*7}}{% for a in b %}{{ config }}",
    "percent": "%s %(x)s %(name)s %(limit)d %d %% %",
    "format": "{0.__class__.__mro__}{} {x!r}",
    "sql": "'; DROP TABLE notes; -- %' OR '1'='1",
    "path": "../../../../etc/passwd",
    "newlines": "a\r\nSet-Cookie: x=1\r\n\r\n<b>",
    "emoji": "👩🏽‍🚀🏳️‍🌈🇨🇮",
    "surrogates": "s\ud800\udfff\udc00",
    "blank": " \u3000\u200b\n",
    "empty": "",
}
POSTS = [at for at in ROUTES if at.startswith("POST") and "departure" not in at]
GETS = [at for at in ROUTES if at.startswith("GET")]
ACTORS = ("co_facilitator", "participant", "table_host", "wall", "stranger")


class Forms(HTMLParser):
    """{action: {field: value}} of the forms of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: dict[str, dict[str, Any]] = {}
        self.fields: dict[str, Any] = {}
        self.select = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: Any) -> None:
        given = dict(attributes)
        name = given.get("name")
        if tag == "form":
            action = given.get("action") or given.get("hx-post") or ""
            self.fields = self.found.setdefault(action.partition("?")[0], {})
        elif tag in ("input", "textarea", "select") and name and given.get("type") != "file":
            self.select = name if tag == "select" else ""
            ticked = given.get("type") not in ("checkbox", "radio") or "checked" in given
            if ticked or name not in self.fields:
                self.fields[name] = given.get("value") or ""
        elif tag == "option" and self.select and "selected" in given:
            self.fields[self.select] = given.get("value") or ""


def written_in(at: str) -> dict[str, str]:
    """The fields that a route names itself, as {field: a kind}."""
    return _named().get(at.removeprefix("POST "), {})


@cache
def _named() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for included in build("sqlite+aiosqlite:///nowhere.db", "").routes:
        for each in getattr(included, "effective_route_contexts", tuple)():
            route = each.original_route
            if not isinstance(route, APIWebSocketRoute):
                found[each.path] = found.get(each.path, {}) | _fields(route.dependant)
    return found


def _fields(dependant: Any) -> dict[str, str]:
    fields: dict[str, str] = {}
    for one in dependant.body_params:
        model = getattr(one.field_info.annotation, "model_fields", None)
        kind = type(one.field_info).__name__
        fields |= dict.fromkeys(model, kind) if model else {one.alias: kind}
    for below in dependant.dependencies:
        fields |= _fields(below)
    return fields


@dataclass(kw_only=True)
class Served(World):
    """A world asked over a wire: here the server's own limits answer too."""

    house: House

    async def ask(self, actor: str, verb: str, path: str, **more: Any) -> Any:
        headers = {"Cookie": self.cookies(actor), **more.pop("headers", {})}
        return await self.house.visitor(self.cafe, "").send(verb, path, headers=headers, **more)


@pytest_asyncio.fixture(scope="module", params=ON_BOTH)
async def world(request, tmp_path_factory):
    url = await database_url(request, tmp_path_factory.mktemp("bad"), request.param)
    async with running_house(url) as house:
        made = Served(house.app, await make_cafe(house.app.state.database), house=house)
        await prepare(made)
        await bring(made, "upload_id paragraph")
        yield made


@pytest.fixture(autouse=True)
def quiet(caplog):
    """Nothing unforeseen is logged, whatever is sent."""
    with capture_logs() as told, caplog.at_level(logging.WARNING):
        yield
    assert not [each for each in told if each["log_level"] in ("error", "critical")]
    assert not [each for each in caplog.records if each.levelno >= logging.WARNING]


def actor_of(at: str) -> str:
    fates = ROUTES[at].fates
    return next(who for who in (*ACTORS, *fates) if fates[who] == IN)


async def sent(world: World, at: str, path: str, **more: Any) -> Any:
    verb = at.partition(" ")[0]
    headers = dict(ROUTES[at].more.get("headers", {})) | more.pop("headers", {})
    answer = await world.ask(actor_of(at), verb, path, headers=headers, **more)
    text = answer.text
    assert answer.status_code in CANON, (at, path, more.get("headers"), answer.status_code, text)
    assert "Traceback" not in text
    if answer.status_code >= 400:
        assert re.search(r"[A-Za-z]{3}", text), (at, "a refusal without words")
    return answer


async def base(world: World, at: str) -> tuple[str, dict[str, Any], bool]:
    """The path of a route, what its form would send from the page, and whether it takes JSON."""
    row = ROUTES[at]
    path = world.path(at.partition(" ")[2], row)
    named = written_in(at)
    fields: dict[str, Any] = dict.fromkeys(named, "")
    for page in (path, path.rsplit("/", 1)[0]):
        answer = await world.ask(actor_of(at), "GET", page)
        if answer.status_code == 200 and "html" in answer.headers["content-type"]:
            fields |= Forms(answer.text).found.get(path, {})
    for name in ("data", "json"):
        given = row.more.get(name, {})
        fields |= given(world) if callable(given) else given
    return path, fields, "Body" in named.values()


def varied(fields: dict[str, Any], values: Any) -> Any:
    """Each value in each field alone, the others as they were."""
    for name in fields:
        for value in values:
            yield {**fields, name: value}


def encoded(fields: dict[str, Any]) -> bytes:
    """As a browser would if it could: lone surrogates as their three bytes."""
    pairs = {name: str(value).encode("utf-8", "surrogatepass") for name, value in fields.items()}
    return urlencode(pairs).encode()


JSON = {"Content-Type": "application/json", "Accept": "application/json"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


async def test_numbers_and_lists_stand_for_words_nowhere(world):
    """JSON of other types than were asked for."""
    for at in POSTS:
        path, fields, is_json = await base(world, at)
        if not is_json:
            continue
        values = [2**63, 10**400, -1, None, "x"]
        if not world.is_sqlite:  # types are looked at before any database is
            values += [1, 1.5, 2**31, True, [], ["x"], {}, {"a": {}}]
        for each in varied(fields, values):
            await sent(world, at, path, content=json.dumps(each), headers=JSON)


async def test_a_body_without_end_is_too_large(world):
    async def for_ever():
        for _ in range(100):
            yield b"x" * 100_000

    for at in ("POST /phone/{slug}/notes", "POST /setup/{slug}/basics"):
        path, _, is_json = await base(world, at)
        answer = await sent(world, at, path, content=for_ever(), headers=JSON if is_json else FORM)
        assert answer.status_code == (413 if is_json else 400)  # one field alone has its limit


async def test_a_question_mark_asks_for_nothing_odd(world):
    names = ("page", "report", "table", "session", "q", "role", "counts", "done", "key", "to")
    names += ("version", "code", "locale", "paragraph", "theme", "by", "kind", "saved")
    values = ["9" * 40, "-1", "%00"]
    if not world.is_sqlite:
        values += ["%ED%A0%80", "%s%(x)s", "<b>", "2147483648", "0"]
    for at in GETS:
        path = world.path(at.partition(" ")[2], ROUTES[at])
        for value in values:
            await sent(world, at, f"{path}?" + "&".join(f"{name}={value}" for name in names))


async def test_odd_cookies_are_no_passes(world):
    for value in ('"', "\xff\xfe", "a" * 5000, "%00", "=;==", "null"):
        for screen in ("phone", "table", "wall", "staff", "been", "operator"):
            cookie = f"{screen}_{world.cafe.slug}={value}; locale={value}; been_%00={value}"
            for path in ("", "setup", f"phone/{world.cafe.slug}", f"desk/{world.cafe.slug}"):
                headers = {"Cookie": cookie.encode("latin-1")}
                visitor = world.house.visitor(world.cafe, "")
                answer = await visitor.send("GET", f"/{path}", headers=headers)
                assert answer.status_code in CANON


async def test_what_was_stored_is_shown_and_exported(world):
    """After all of this: notes, names, titles and messages of every kind, in every form."""
    cafe = world.cafe
    stored = []
    for name, words in WORDS.items():
        if name not in ("big", "marks", "surrogates"):  # those JSON itself refuses
            note = world.new_note(words=words + " …")
            path = f"/phone/{cafe.slug}/notes"
            answer = await sent(
                world, "POST /phone/{slug}/notes", path, content=json.dumps(note), headers=JSON
            )
            assert answer.status_code == 201, name
            stored.append(answer.json()["words"])
    basics = f"/setup/{cafe.slug}/basics"
    _, fields, _ = await base(world, "POST /setup/{slug}/basics")
    for name in fields:
        if name.startswith(("title_", "scope_", "expected_output_", "ground_rules_")):
            fields[name] = WORDS["script"] + WORDS["percent"] + WORDS["jinja"] + WORDS["nul"]
    answer = await sent(
        world, "POST /setup/{slug}/basics", basics, content=encoded(fields), headers=FORM
    )
    assert answer.status_code == 303, re.findall(r'class="[^"]*error[^"]*"[^>]*>[^<]+', answer.text)
    await nothing_runs(world)
    answer = await sent(world, "POST /desk/{slug}/reports", f"/desk/{cafe.slug}/reports", data={})
    assert answer.status_code == 303, answer.text
    number = re.search(r"report=(\d+)", answer.headers["location"])
    for name in FORMATS:
        path = f"/desk/{cafe.slug}/reports/{number[1] if number else 1}/export/{name}"
        answer = await sent(world, "GET /desk/{slug}/reports/{number}/export/{name}", path)
        assert answer.status_code == 200
        legible(name, answer.content, stored)


async def nothing_runs(world: World) -> None:
    """Every page can be drawn, and nobody's words are markup in it."""
    for at in GETS:
        answer = await sent(world, at, world.path(at.partition(" ")[2], ROUTES[at]))
        if "html" in answer.headers.get("content-type", ""):
            assert "<script>alert" not in answer.text
            assert "<img src=x" not in answer.text


def legible(name: str, content: bytes, stored: list[str]) -> None:
    if name in ("docx", "xlsx"):
        with zipfile.ZipFile(BytesIO(content)) as file:
            for part in file.namelist():
                if part.endswith((".xml", ".rels")):
                    root = ElementTree.fromstring(file.read(part))  # noqa: S314 - our own
                    assert not [each for each in root.iter() if each.tag.endswith("}f")]
    elif name == "json":
        told = json.dumps(json.loads(content), ensure_ascii=False)
        for words in stored:
            assert json.dumps(words, ensure_ascii=False)[1:-1] in told
    elif content.startswith(b"PK"):
        with zipfile.ZipFile(BytesIO(content)) as file:
            assert file.testzip() is None
            assert all(file.read(part) for part in file.namelist())
    elif name == "pdf":
        assert content.startswith(b"%PDF")
    else:
        assert content.decode()


async def test_it_still_answers(world):
    answer = await world.ask("stranger", "GET", "/healthz")
    assert answer.json() == {"status": "ok"}
