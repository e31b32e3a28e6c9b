"""Every sentence of the house is in every catalogue; what is not translated yet is listed."""

import re
import tomllib
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from facilitator.kit.words import LOCALES, catalogue

ROOT = Path(__file__).parents[2]
COMPLETE = [locale for locale in LOCALES if locale != "en"]
KEYWORDS = {
    "_": None,
    "gettext": None,
    "ngettext": (1, 2),
    "N_": None,
    "NN_": (1, 2),
}
GAP = re.compile(r"%\((\w+)\)|\{(\w+)\}")


@cache
def said() -> frozenset[str | tuple[str, str]]:
    """Every sentence in the code and the templates, as the extractor finds them."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["babel"]["mappings"]
    methods = [(each["pattern"], each["method"]) for each in settings]
    options = {
        each["pattern"]: {k: v for k, v in each.items() if k not in ("pattern", "method")}
        for each in settings
    }
    found: set[str | tuple[str, str]] = set()
    for folder in ("facilitator", "templates"):
        for _, _, message, _, _ in extract_from_dir(ROOT / folder, methods, options, KEYWORDS):
            found.add(message if isinstance(message, str) else (message[0], message[1]))
    return frozenset(found)


def read(locale: str) -> Catalog:
    with catalogue(locale).open("rb") as file:
        return read_po(file, locale)


def key(message: Message) -> str | tuple[str, ...]:
    return message.id if isinstance(message.id, str) else tuple(message.id)


def untranslated(locale: str) -> set[str]:
    words = {key(each): each for each in read(locale) if each.id}
    return {
        str(sentence)
        for sentence in said()
        if sentence not in words or not all(_strings(words[sentence])) or words[sentence].fuzzy
    }


def _strings(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string)


def test_the_extractor_finds_the_words_of_the_house():
    assert len(said()) > 300


@pytest.mark.parametrize("locale", COMPLETE)
def test_a_complete_language_lacks_nothing(locale):
    assert untranslated(locale) == set()


@pytest.mark.parametrize("locale", COMPLETE)
def test_translations_keep_their_gaps_and_say_nothing_that_is_gone(locale):
    for message in read(locale):
        if not message.id:
            continue
        assert key(message) in said(), f"no longer said: {message.id}"
        gaps = set(GAP.findall("".join(message.id)))
        for words in _strings(message):
            strange = set(GAP.findall(words)) - gaps
            assert not strange, f"{locale}: unknown gap {strange} in {words!r}"
        for error in message.check():
            raise AssertionError(f"{locale}: {message.id}: {error}")
