"""What was typed into a form, read field by field; every problem is noted at its field."""

import re
from collections.abc import AsyncIterator, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Annotated, Any, Final, TypeVar
from zoneinfo import ZoneInfo

from babel import Locale
from fastapi import Depends, Request
from starlette.datastructures import FormData, UploadFile

from facilitator.kit.errors import Invalid
from facilitator.kit.text import TooLong, clean
from facilitator.kit.words import N_

E = TypeVar("E", bound=StrEnum)

KEY: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")
SLUG: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")
FIELDS: Final = 4000
NOTHING: Final[Mapping[str, str]] = MappingProxyType({})


@dataclass
class Typed:
    form: FormData
    problems: dict[str, tuple[str, dict[str, Any]]] = field(default_factory=dict)

    def say(self, name: str, sentence: str, **values: Any) -> None:
        self.problems.setdefault(name, (sentence, values))

    def complete(self) -> None:
        """Raises Invalid with all problems, if there are any."""
        if self.problems:
            raise Invalid(problems=self.problems)

    # ---- as typed -----------------------------------------------------------------------------

    def raw(self, name: str) -> str:
        value = self.form.get(name, "")
        return value if isinstance(value, str) else ""

    def raws(self, name: str) -> list[str]:
        return [value for value in self.form.getlist(name) if isinstance(value, str)]

    def file(self, name: str) -> UploadFile | None:
        """A file that was chosen; None where the field was left empty."""
        value = self.form.get(name)
        return value if isinstance(value, UploadFile) and value.filename else None

    # ---- as meant -----------------------------------------------------------------------------

    def text(
        self, name: str, limit: int = 200, *, lines: bool = False, required: bool = False
    ) -> str:
        try:
            words = clean(self.raw(name), limit=limit, lines=lines).words
        except TooLong as long:
            self.say(name, N_("At most %(limit)s characters, please."), limit=long.limit)
            return ""
        if required and not words:
            self.say(name, N_("This is needed."))
        return words

    def said(
        self,
        name: str,
        tongues: Iterable[str],
        limit: int,
        *,
        required: bool = False,
        before: Mapping[str, str] = NOTHING,
    ) -> dict[str, str]:
        """People's words by language, from one field a language (`title_en`, `title_fr`, …).

        Words `before` in languages that the form does not offer stay as they are.
        """
        typed = {code: self.text(f"{name}_{code}", limit, lines=True) for code in tongues}
        said = {code: words for code, words in before.items() if code not in typed}
        said |= {code: words for code, words in typed.items() if words}
        if required and not any(typed.values()):
            self.say(f"{name}_{next(iter(typed))}", N_("This is needed, in one language at least."))
        return said

    def whole(self, name: str, least: int, most: int) -> int:
        text = self.raw(name).strip()
        if text.isdecimal() and len(text) < 7 and least <= int(text) <= most:
            return int(text)
        self.say(name, N_("Write a whole number from %(a)s to %(z)s."), a=least, z=most)
        return least

    def whole_if_any(self, name: str, least: int, most: int) -> int | None:
        return self.whole(name, least, most) if self.raw(name).strip() else None

    def minutes(self, name: str, least: float, most: int) -> float:
        """A number of minutes, possibly with a part of one: `20`, `0.5`, `0,5`."""
        found = _minutes(self.raw(name))
        if found is None or not least <= found <= most:
            self.say(name, N_("Write a number of minutes from %(a)s to %(z)s."), a=least, z=most)
            return least
        return found

    def minutes_if_any(self, name: str, least: float, most: int) -> float | None:
        return self.minutes(name, least, most) if self.raw(name).strip() else None

    def minutes_list(self, name: str, below: float) -> tuple[float, ...]:
        """Minutes with anything between them: `5 1`, `5, 1`; the longest first."""
        found = [_minutes(part) for part in re.split(r"[\s;,،、]+", self.raw(name)) if part]
        if any(each is None or not 0 < each < below for each in found):
            self.say(name, N_("Write minutes below %(below)s, as in “5, 1”."), below=f"{below:g}")
        return tuple(sorted({each for each in found if each}, reverse=True))

    def choice(self, name: str, kinds: type[E], otherwise: E) -> E:
        return kinds(self.one_of(name, list(kinds)) or otherwise)

    def one_of(self, name: str, known: Collection[str]) -> str | None:
        text = self.raw(name)
        if text and text not in known:
            self.say(name, N_("Choose one of these."))
        return text if text in known else None

    def some_of(self, name: str, known: Collection[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(each for each in self.raws(name) if each in known))

    def yes(self, name: str) -> bool:
        return self.raw(name) == "yes"

    def key(self, name: str = "key") -> str:
        return self._shaped(name, KEY, N_("Use letters, digits, “-”, “_” and “.”, at most 64."))

    def slug(self, name: str = "key") -> str:
        return self._shaped(name, SLUG, N_("Use a–z, 0–9 and “-”, at most 60."))

    def _shaped(self, name: str, shape: re.Pattern[str], wrong: str) -> str:
        text = self.text(name, 100, required=True)
        if text and not shape.fullmatch(text):
            self.say(name, wrong)
        return text

    def language(self, name: str) -> str | None:
        text = self.raw(name)
        if text and text not in Locale.parse("en").languages:
            self.say(name, N_("Choose one of these."))
            return None
        return text or None

    def timezone(self, name: str) -> str:
        text = self.text(name, 60) or "UTC"
        try:
            ZoneInfo(text)
        except (ValueError, OSError, LookupError):
            self.say(name, N_("This is not a time zone, such as Europe/Berlin."))
        return text


def _minutes(text: str) -> float | None:
    found = re.fullmatch(r"\s*(\d{1,4})(?:[.,](\d{1,3}))?\s*", text, re.ASCII)
    if found is None:
        return None
    return float(f"{found[1]}.{found[2]}") if found[2] else int(found[1])


async def typed(request: Request) -> Typed:
    return Typed(await request.form(max_fields=FIELDS))


async def read(request: Request) -> AsyncIterator[Typed]:
    """The form of a request. It is read before the work begins, so that nobody waits for it, and
    its files are let go of once the answer is made."""
    try:
        yield await typed(request)
    finally:
        await request.close()


TypedForm = Annotated[Typed, Depends(read)]
