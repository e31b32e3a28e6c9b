"""The house's own words in six languages, and people's words in whichever they have."""

from collections.abc import Mapping
from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path
from typing import Final

from babel import Locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALES: Final = ("en", "ar", "es", "fr", "ru", "zh")
HOME: Final = Path(__file__).parent.parent / "locales"


def N_(msgid: str) -> str:  # noqa: N802 - gettext's own name
    """Marks a sentence for the catalogues; it is translated where it is shown."""
    return msgid


def NN_(one: str, many: str) -> tuple[str, str]:  # noqa: N802
    """Marks a counted sentence for the catalogues."""
    return one, many


def catalogue(locale: str) -> Path:
    return HOME / locale / "LC_MESSAGES" / "facilitator.po"


@lru_cache
def translations(locale: str) -> NullTranslations:
    """The catalogue of a language, read from its .po file once. English is its own msgid."""
    path = catalogue(locale)
    if not path.exists():
        return NullTranslations()
    compiled = BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file, locale))
    compiled.seek(0)
    return GNUTranslations(compiled)


def say(sentence: str, locale: str, **values: object) -> str:
    """A sentence of the house, in a language, its gaps filled."""
    words = translations(locale).gettext(sentence)
    return words % values if values else words


def direction(locale: str) -> str:
    """`ltr` or `rtl`."""
    return Locale.parse(locale).text_direction


def own_name(locale: str) -> str:
    """What a language calls itself."""
    return (Locale.parse(locale).display_name or locale).capitalize()


def in_words(text: Mapping[str, str] | None, locale: str) -> str:
    """People's words {language: words}: this language, else English, else the first there is."""
    if not text:
        return ""
    return text.get(locale) or text.get("en") or next(iter(text.values()))


def lines_in(text: Mapping[str, str] | None, locale: str) -> tuple[str, ...]:
    """People's words line by line; empty lines are none."""
    return tuple(filter(None, map(str.strip, in_words(text, locale).splitlines())))


def language_of(text: Mapping[str, str] | None, locale: str) -> str:
    """The language `in_words` would choose."""
    if not text or text.get(locale):
        return locale
    return "en" if text.get("en") else next(iter(text))


def negotiated(accept: str) -> str:
    """The best of our languages for an Accept-Language header."""
    for part in accept.split(","):
        tag = part.split(";")[0].strip().lower().split("-")[0]
        if tag in LOCALES:
            return tag
    return "en"
