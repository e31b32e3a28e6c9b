"""A note as it lies on a table: drawn once in a language, and again when it changes.

Each new note draws the table's list anew; of the twenty that lie there, nineteen look as they did.
"""

from collections.abc import Callable
from functools import lru_cache, partial

from markupsafe import Markup

from facilitator.kit.pages import render
from facilitator.notes.queries import Shown

MOST_KEPT = 16_384  # notes: some 25 MB


def slips(template: str, slug: str, locale: str) -> Callable[[Shown], Markup]:
    """Draws notes by a template, which knows a note as `each`."""
    return partial(_drawn, template, slug, locale)


@lru_cache(MOST_KEPT)
def _drawn(template: str, slug: str, locale: str, each: Shown) -> Markup:
    return Markup(render(template, locale, each=each, slug=slug))  # noqa: S704 - our own template
