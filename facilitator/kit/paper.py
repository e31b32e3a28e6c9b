"""The one place that turns facts into printed pages: tagged PDF (PDF/UA-1), set by typst.

A sheet is a file `templates/paper/NAME.typ` that begins with `#import "house.typ": *` and takes all
it shows from `facts`. Words reach it as data, so that nothing in them is markup; nothing is fetched
and no typeface of the machine is used, so that the same facts give the same bytes everywhere.
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from typst import Compiler, Fonts

from facilitator.kit.text import throughout
from facilitator.kit.typefaces import FOLDER, legible
from facilitator.kit.words import direction

SHEETS: Final = Path(__file__).parent.parent.parent / "templates" / "paper"


def printed(sheet: str, facts: Mapping[str, Any], *, locale: str, at: datetime) -> bytes:
    """A sheet as PDF/UA-1, dated `at`. `facts` are plain JSON; `title` among them names the file.

    The sheet also finds `locale` and `direction` in its facts. Takes from 0.1 s up to some seconds
    for hundreds of pages, without holding other threads up: call it in one.
    """
    made = _compiler(sheet, facts, locale).compile(
        format="pdf", pdf_standards="ua-1", timestamp=at.astimezone(UTC).replace(microsecond=0)
    )
    return _only(made)


def pictured(
    sheet: str, facts: Mapping[str, Any], *, locale: str, dots_per_inch: int = 96
) -> list[bytes]:
    """The pages of a sheet as PNG."""
    made = _compiler(sheet, facts, locale).compile(format="png", ppi=dots_per_inch)
    return made if isinstance(made, list) else [_only(made)]


def _compiler(sheet: str, facts: Mapping[str, Any], locale: str) -> Compiler:
    said = {**facts, "locale": locale, "direction": direction(locale)}
    words = json.dumps(throughout(said, legible), allow_nan=False, ensure_ascii=False)
    return Compiler(
        input=SHEETS / f"{sheet}.typ",
        root=SHEETS,
        font_paths=_typefaces(),
        sys_inputs={"facts": words},
    )


@lru_cache
def _typefaces() -> Fonts:
    return Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FOLDER])


def _only(made: Any) -> bytes:
    """What typst made as one file."""
    if not isinstance(made, bytes):
        raise TypeError(f"one file was expected, {type(made).__name__} was made")
    return made
