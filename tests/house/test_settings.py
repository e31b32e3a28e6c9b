"""Every setting is explained to operators, with what it is when nobody sets it."""

import re

from facilitator.kit.pages import ROOT
from facilitator.settings import Settings

PAGE = ROOT / "docs/operators.md"
ROW = re.compile(r"^\| `FACILITATOR_([A-Z_]+)` \| (.*?) \|", re.MULTILINE)


def documented() -> dict[str, str]:
    """{setting: what the page says it is when it is not set}."""
    return {name.lower(): default.strip("` ") for name, default in ROW.findall(PAGE.read_text())}


def test_every_setting_is_documented_and_nothing_else():
    assert set(documented()) == set(Settings.model_fields)


def test_the_page_tells_what_holds_when_nothing_is_set():
    truly = {
        name: str(field.default).lower() if isinstance(field.default, bool) else str(field.default)
        for name, field in Settings.model_fields.items()
    }
    for name, said in documented().items():
        assert said in (truly[name], "–" if truly[name] in ("", "None") else truly[name]), name
