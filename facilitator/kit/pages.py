"""The one place that turns templates into HTML."""

import hashlib
import re
from collections.abc import MutableMapping
from datetime import UTC, datetime, tzinfo
from functools import lru_cache, partial
from itertools import islice
from pathlib import Path
from typing import Any

from babel.dates import format_date, format_time, get_datetime_format
from babel.numbers import format_decimal
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from facilitator.kit.clock import epoch_ms
from facilitator.kit.pauses import stretches
from facilitator.kit.words import LOCALES, direction, in_words, language_of, own_name, translations

MOST_KEPT = 16_384  # pieces in a language
AT_A_STRETCH = 200  # bits of a page
ROOT = Path(__file__).parent.parent.parent
STATIC = ROOT / "static"
INCLUDED = re.compile(r'{% include "([^"]+)" %}')


def render(template: str, locale: str, **context: Any) -> str:
    """A template in a language."""
    return _template(locale, template).render(context)


async def drawn(template: str, locale: str, **context: Any) -> str:
    """As `render`; a huge one with pauses in which others are served."""
    pieces = _template(locale, template).generate(context)
    page = list(islice(pieces, AT_A_STRETCH))
    async for few in stretches(pieces, AT_A_STRETCH):
        page += few
    return "".join(page)


def asset(path: str) -> str:
    """The address of a file under static/. It changes when any of them does: modules import
    each other by relative paths, so they share one mark."""
    return f"/static/{build_mark()}/{path}"


@lru_cache
def build_mark() -> str:
    """A mark of the content of all static files, twelve hex digits."""
    mark = hashlib.sha256()
    for file in sorted(path for path in STATIC.rglob("*") if path.is_file()):
        mark.update(str(file.relative_to(STATIC)).encode() + file.read_bytes())
    return mark.hexdigest()[:12]


def inset(name: str) -> Markup:
    """Where a piece stands that is drawn apart. Nothing that people wrote can look like it."""
    return Markup(f"<!--inset {name}-->")  # noqa: S704 - names are ours


class Pages(Environment):
    """Templates that have all the globals as they are: through jinja's own chain of
    mappings each import of a macro looks at all of them, one by one."""

    def make_globals(self, more: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return {**self.globals, **more} if more else self.globals


class Whole(FileSystemLoader):
    """Templates with what they include in its place: at run time an inclusion takes as long as the
    rest of a table's card."""

    def get_source(self, pages: Environment, template: str) -> tuple[str, str, Any]:
        source, name, fresh = super().get_source(pages, template)
        return INCLUDED.sub(partial(self._included, pages), source), name, fresh

    def _included(self, pages: Environment, found: re.Match[str]) -> str:
        return self.get_source(pages, found[1])[0].removesuffix("\n")


@lru_cache(None)
def _template(locale: str, name: str) -> Template:
    return _pages(locale).get_template(name)


@lru_cache
def _pages(locale: str) -> Environment:
    pages = Pages(
        loader=Whole(ROOT / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
    )
    pages.install_gettext_translations(translations(locale), newstyle=True)  # type: ignore[attr-defined]
    pages.globals.update(
        asset=asset,
        locale=locale,
        direction=direction(locale),
        LOCALES=LOCALES,
        own_name=own_name,
        epoch_ms=epoch_ms,
        inset=inset,
        piece=lru_cache(MOST_KEPT, typed=True)(partial(_piece, pages)),
    )
    pages.filters.update(
        said=lambda text: in_words(text, locale),
        tongue=lambda text: language_of(text, locale),
        number=lambda value: format_decimal(value, locale=locale),
        time=lambda moment, zone=None: clock_time(moment, zone, locale),
        moment=lambda moment, zone=None: date_and_time(moment, zone, locale),
    )
    return pages


def _piece(pages: Environment, template: str, **values: Any) -> Markup:
    """A part of a page, drawn once for the same values: they are all it depends on."""
    return Markup(pages.get_template(template).render(values))  # noqa: S704 - our own template


def clock_time(moment: datetime, zone: tzinfo | None, locale: str) -> str:
    """`09:05`: 24 hours and the same digits in every language, as on the clocks."""
    return format_time(moment, "HH:mm", tzinfo=zone, locale=locale)


def date_and_time(moment: datetime, zone: tzinfo | None, locale: str) -> str:
    """`23 Nov 2026, 09:05`: the day first, and months in words, so that no date reads two ways."""
    written = "en_GB" if locale == "en" else locale
    length = "long" if locale == "ar" else "medium"
    date = format_date(moment.astimezone(zone or UTC), length, locale=written)
    pattern = str(get_datetime_format("medium", locale=written))
    return pattern.format(clock_time(moment, zone, locale), date)
