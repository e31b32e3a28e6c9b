"""A place in the file while it is read: what stands there, as what it should be.

Every reader gives a usable value; what was wrong is noted in `problems`, which all places share.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from typing import Final, TypeVar
from zoneinfo import ZoneInfo

from babel import Locale

from facilitator.dialogues.programme.problems import Problem
from facilitator.dialogues.programme.tree import Node
from facilitator.kit.text import TooLong, clean

E = TypeVar("E", bound=StrEnum)

KEY: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")
SLUG: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")
WHOLE: Final = re.compile(r"0|[1-9][0-9]{0,5}")
DECIMAL: Final = re.compile(r"(0|[1-9][0-9]{0,5})(\.[0-9]{1,3})?")


@dataclass(frozen=True)
class Place:
    """`path` as in `sessions[0].title`; `language` is that of words without one."""

    path: str
    node: Node
    problems: list[Problem]
    language: str = "en"

    def say(self, code: str, value: str = "", hint: str = "") -> None:
        self.problems.append(Problem(self.path, code, value, hint))

    def meant(self, value: str, known: Iterable[str], plain: str, misspelt: str) -> None:
        """Says that a name is not known, with the likeliest one if any is near."""
        near = get_close_matches(value, list(known), n=1, cutoff=0.7)
        self.say(misspelt if near else plain, value, near[0] if near else "")

    # ---- going on -----------------------------------------------------------------------------

    def fields(self, *known: str) -> dict[str, "Place"]:
        """The named entries here, a place for each known name; other names are reported."""
        entries = self.node if isinstance(self.node, dict) else {}
        if not isinstance(self.node, dict | None):
            self.say("not_entries")
        for name in entries.keys() - set(known):
            self.meant(name, known, "unknown_field", "misspelt_field")
        return {name: self.at(name, entries.get(name)) for name in known}

    def at(self, name: str, node: Node) -> "Place":
        path = f"{self.path}.{name[:80]}" if self.path else name[:80]
        return Place(path, node, self.problems, self.language)

    def items(self, most: int) -> list["Place"]:
        """The places of a list; a value alone is a list of one."""
        entries: list[Node] = self.node if isinstance(self.node, list) else [self.node]
        if isinstance(self.node, dict):
            self.say("not_list")
        if isinstance(self.node, dict | None):
            return []
        if len(entries) > most:
            self.say("too_many", str(len(entries)), str(most))
        return [
            Place(f"{self.path}[{index}]", node, self.problems, self.language)
            for index, node in enumerate(entries[:most])
        ]

    # ---- what stands here ---------------------------------------------------------------------

    def text(self, limit: int = 200, *, lines: bool = False) -> str | None:
        """Cleaned words, or nothing."""
        if self.node is None:
            return None
        if not isinstance(self.node, str):
            self.say("not_words")
            return None
        try:
            cleaned = clean(self.node, limit=limit, lines=lines)
        except TooLong as long:
            self.say("too_long", str(long.length), str(long.limit))
            return None
        if set(cleaned.changes) - {"line_breaks"}:
            self.say("cleaned")
        return cleaned.words or None

    def words(self, limit: int, *, required: bool = False) -> Mapping[str, str]:
        """People's words by language; plain words, or a list of lines, are in `language`."""
        if isinstance(self.node, dict):
            said = {name: self.at(name, node).said(limit) for name, node in self.node.items()}
            found = {self.at(name, name).code_of_language(): text for name, text in said.items()}
        else:
            found = {self.language: self.said(limit)}
        known = {name: text for name, text in found.items() if name and text}
        if required and not known:
            self.say("missing")
        return known

    def said(self, limit: int) -> str | None:
        if isinstance(self.node, list):
            lines = [place.text(limit) for place in self.items(100)]
            whole = self.at("", "\n".join(line for line in lines if line))
            return Place(self.path, whole.node, self.problems).text(limit, lines=True)
        return self.text(limit, lines=True)

    def whole(self, least: int, most: int, otherwise: int) -> int:
        """A whole number within bounds."""
        if self.node is None:
            return otherwise
        text = self.node if isinstance(self.node, str) else "…"
        if WHOLE.fullmatch(text) and least <= int(text) <= most:
            return int(text)
        self.say("not_whole", text, f"{least}–{most}")
        return otherwise

    def minutes(self, least: float, most: int, otherwise: float) -> float:
        """Minutes within bounds; whole ones as a whole number."""
        if self.node is None:
            return otherwise
        text = self.node if isinstance(self.node, str) else "…"
        if DECIMAL.fullmatch(text) and least <= float(text) <= most:
            return float(text) if "." in text else int(text)
        self.say("not_minutes", text, f"{least:g}–{most}")
        return otherwise

    def yes(self, otherwise: bool) -> bool:
        if self.node in ("true", "false"):
            return self.node == "true"
        if self.node is not None:
            self.say("not_yes_no", str(self.node))
        return otherwise

    def choice(self, kinds: type[E], otherwise: E) -> E:
        """One of an enumeration's values."""
        text = self.text()
        if text in set(kinds):
            return kinds(text)
        if text:
            self.one_of(text, tuple(kinds))
        return otherwise

    def one_of(self, text: str, known: tuple[str, ...]) -> None:
        near = get_close_matches(text, known, n=1, cutoff=0.7)
        if near:
            self.say("misspelt_choice", text, near[0])
        else:
            self.say("not_choice", text, ", ".join(known))

    def key(self) -> str:
        """An id, required."""
        return self._named(KEY, "not_key")

    def slug(self) -> str:
        """A dialogue's public id, required."""
        return self._named(SLUG, "not_slug")

    def _named(self, shape: re.Pattern[str], wrong: str) -> str:
        text = self.text()
        if self.node is None:
            self.say("missing")
        elif text and not shape.fullmatch(text):
            self.say(wrong, text)
        return text or ""

    def code_of_language(self) -> str | None:
        text = self.text()
        if text and text not in Locale.parse("en").languages:
            self.say("not_language", text)
            return None
        return text

    def timezone(self) -> str:
        text = self.text() or "UTC"
        try:
            ZoneInfo(text)
        except (ValueError, OSError, LookupError):
            self.say("not_timezone", text)
        return text
