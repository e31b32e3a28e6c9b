"""An outline of one's own: headings in an order, and what each gathers. Kept, and sent, as YAML."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final, Self

import yaml

from facilitator.dialogues.programme import ProgrammeUnreadable
from facilitator.dialogues.programme.tree import Node, tree
from facilitator.harvest.tags import TAGS
from facilitator.kit.errors import Invalid, TooLarge
from facilitator.kit.lines import one_line
from facilitator.kit.words import N_
from facilitator.notes.rules import NoteKind
from facilitator.report.outlines import TARGETS, Outline

KEYS, ABOUT, REST = "keys", "about", "rest"
ALONE: Final = (KEYS, ABOUT, REST)
LEAST, MOST = 100, 8500  # words; the longest report a secretariat accepts
CHAPTERS, TITLE, BYTES = 60, 120, 100_000

_NAMED = re.compile(r"(theme|question):\S{1,80}")
_NUMBER = re.compile(r"[0-9]{1,5}")
_KINDS: Final = frozenset(f"kind:{each}" for each in NoteKind if each)
_TAGS: Final = frozenset(f"tag:{each}" for each in TAGS)


@dataclass(frozen=True, slots=True)
class Chapter:
    """A heading and what it gathers: `keys`, `about`, `rest` (what no other one gathers),
    `theme:KEY`, `question:KEY`, `kind:gap`, `tag:gender`, or nothing. `under`: the one before."""

    title: str
    gathers: str = ""
    under: bool = False


@dataclass(frozen=True, slots=True)
class Contents:
    """The outline: its name, about how many words, whether it draws on every session."""

    name: str
    target: int
    chapters: tuple[Chapter, ...]
    every_session: bool = False

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> Self:
        """What `asdict` made of one."""
        chapters = tuple(Chapter(**each) for each in told["chapters"])
        return cls(**{**told, "chapters": chapters})

    @property
    def fields(self) -> dict[str, Any]:
        """As it is kept."""
        return asdict(self) | {"chapters": [asdict(each) for each in self.chapters]}

    @property
    def named(self) -> Iterator[str]:
        """The themes and questions that it names."""
        return (each.gathers for each in self.chapters if _NAMED.fullmatch(each.gathers))


def contents(
    name: str, target: int, chapters: Iterable[Chapter], *, every_session: bool = False
) -> Contents:
    """One that can be drafted by. Raises Invalid or TooLarge, in a sentence."""
    kept = tuple(
        Chapter(one_line(each.title, TITLE), each.gathers, each.under)
        for each in chapters
        if _says(each)
    )
    if not one_line(name, TITLE):
        raise Invalid(N_("Give the outline a name."))
    if not LEAST <= target <= MOST:
        raise Invalid(
            N_("A report has between %(least)s and %(most)s words."), least=LEAST, most=MOST
        )
    _check(kept)
    return Contents(one_line(name, TITLE), target, kept, every_session)


def dump(outline: Contents) -> bytes:
    """The text of a file that `read` reads back as the same outline."""
    told = outline.fields
    told["chapters"] = [
        {key: value for key, value in each.items() if value} for each in told["chapters"]
    ]
    return yaml.safe_dump(told, allow_unicode=True, sort_keys=False, width=100).encode()


def read(raw: bytes) -> Contents:
    """The outline of a YAML file. Raises Invalid or TooLarge, in a sentence."""
    if len(raw) > BYTES:
        raise TooLarge(N_("This file is too large to be an outline."))
    try:
        told = tree(raw)
    except ProgrammeUnreadable:
        raise _unreadable() from None
    chapters = told.get("chapters") if isinstance(told, dict) else None
    if not isinstance(told, dict) or not isinstance(chapters, list):
        raise _unreadable()
    target = told.get("target") or str(TARGETS[Outline.SESSION])
    return contents(
        str(told.get("name") or ""),
        int(target) if isinstance(target, str) and _NUMBER.fullmatch(target) else 0,
        [_chapter(each) for each in chapters],
        every_session=told.get("every_session") == "true",
    )


def _chapter(told: Node) -> Chapter:
    if not isinstance(told, dict):
        raise _unreadable()
    title, gathers = (str(told.get(name) or "") for name in ("title", "gathers"))
    return Chapter(title, gathers, told.get("under") == "true")


def _unreadable() -> Invalid:
    return Invalid(N_("This is no outline. Download one from here to see what such a file holds."))


def _says(chapter: Chapter) -> bool:
    return bool(chapter.gathers or chapter.title.strip())


def _check(chapters: tuple[Chapter, ...]) -> None:
    if not any(each.gathers for each in chapters):
        raise Invalid(N_("Say of at least one section what it gathers."))
    if len(chapters) > CHAPTERS:
        raise Invalid(N_("An outline has at most %(most)s sections."), most=CHAPTERS)
    gathered = [each.gathers for each in chapters]
    if any(gathered.count(each) > 1 for each in ALONE):
        raise Invalid(N_("Key messages, the introduction and the rest come once each."))
    for place, each in enumerate(chapters, 1):
        if not each.title:
            raise Invalid(N_("Give section %(number)s a title."), number=place)
        if each.gathers and not _known(each.gathers):
            raise Invalid(
                N_("What section %(number)s gathers is unknown: %(what)s"),
                number=place,
                what=each.gathers[:TITLE],
            )


def _known(gathers: str) -> bool:
    return (
        gathers in ALONE
        or gathers in _KINDS
        or gathers in _TAGS
        or _NAMED.fullmatch(gathers) is not None
    )
