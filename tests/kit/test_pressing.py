"""Pressed scripts and sheets do what the small files do that they are made of."""

import re
import subprocess

import pytest

from facilitator.kit.pages import ROOT, STATIC
from facilitator.kit.pressing import pressed
from tests.resilience.test_browser import NODE

NAMED = re.compile(r"{% block script %}(\w+){%|asset\('(css/[\w/]+\.css|vendor/[\w.]+|[\w.]+svg)'")
WRITTEN = {
    "page.js": 'export const place = ["here"];\nexport function say(what) {\n  return what;\n}\n',
    "a-part.js": 'import { place } from "./page.js";\n\nplace.push("a");\nexport class Part {}\n',
    "app.js": (
        'import {\n  place,\n  say,\n} from "./page.js";\nimport { Part } from "./a-part.js";\n'
        'place.push("app");\nexport const part = new Part();\nconsole.log(say(place.join(" ")));\n'
    ),
    "desk.js": (
        'import "./app.js";\nimport { place } from "./page.js";\n\nconst part = "desk";\n'
        "place.push(part);\nconsole.log(place.length);\n"
    ),
}


@pytest.fixture
def scripts(tmp_path):
    folder = tmp_path / "js"
    folder.mkdir()
    for name, source in WRITTEN.items():
        (folder / name).write_text(source)
    return folder


def node(script: bytes, *how: str) -> tuple[str, str]:
    """What a script says, and what it complains of."""
    told = subprocess.run(  # noqa: S603 - our own scripts
        [NODE, *how, "--input-type=module", "-"], input=script, capture_output=True, check=False
    )
    return told.stdout.decode(), told.stderr.decode()


def test_each_script_runs_once_after_what_it_imports(scripts):
    assert node(pressed(scripts / "desk.js")) == ("here a app\n4\n", "")


@pytest.mark.parametrize(
    "line",
    [
        "export let items = [];",
        'import * as all from "./page.js";',
        'import { place as here } from "./page.js";',
        "export { part };",
        'import { app } from "./desk.js";',
    ],
)
def test_what_would_be_spoilt_is_refused(scripts, line):
    with (scripts / "page.js").open("a") as file:
        file.write(line + "\n")
    with pytest.raises(ValueError, match=r"page\.js"):
        pressed(scripts / "desk.js")


def test_a_sheet_holds_those_it_imports_in_their_order():
    sheet = pressed(STATIC / "css" / "all.css").decode()
    assert "@import" not in sheet
    places = [
        sheet.index((STATIC / "css" / each).read_text())
        for each in ("tokens.css", "base.css", "print.css")
    ]
    assert places == sorted(places)


def test_all_that_pages_name_can_be_pressed():
    named = {"js/app.js"}
    for template in (ROOT / "templates").rglob("*.html"):
        for script, file in NAMED.findall(template.read_text()):
            named.add(f"js/{script}.js" if script else file)
    assert len(named) > 8
    for each in named:
        whole = pressed(STATIC / each)
        assert whole, each
        if each.endswith(".js"):
            assert node(whole, "--check") == ("", ""), each
