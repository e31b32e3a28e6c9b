"""Text at the door: what people wrote, made storable, showable and exportable everywhere.

After `clean`, text encodes to UTF-8, is legal XML 1.0 (so DOCX and XLSX take it), holds no
character that reorders its surroundings, and fits its limit. What was taken out is named, so
the author can be told. Cleaning clean text changes nothing.

Sources: Unicode UAX 9 (directional controls), UTS 51 (flag tag sequences), XML 1.0 §2.2,
OWASP on CSV injection.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

MARKS_KEPT = 8
BYTES_PER_CHARACTER = 4
SOURCE_SLACK = 4096

_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_LAST_TWO = "".join(
    chr(plane + 0xFFFE) + chr(plane + 0xFFFF) for plane in range(0, 0x110000, 1 << 16)
)
_NONCHARACTERS = re.compile(f"[\ufdd0-\ufdef\ufeff{_LAST_TWO}]")
_TAGS = re.compile(
    "(\U0001f3f4[\U000e0020-\U000e007e]{1,8}\U000e007f)|[\U000e0001\U000e0020-\U000e007f]+"
)
_XML_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_SPACES = re.compile(r"\s+")
_NOT_LETTERS = re.compile(r"[\W_]+")

_REMOVED = (
    ("direction", _DIRECTION, ""),
    ("controls", _CONTROLS, ""),
    ("noncharacters", _NONCHARACTERS, ""),
    ("tags", _TAGS, r"\1"),
)

_STARTS_FORMULA = "(?='*[ \u00a0\u3000]*'*[=+@\t\r＝＋－＠-])"
_STARTS_INNER = "(?='*[ \u00a0\u3000]*'*(?:[=+@\t＝＋－＠]|-(?! )))"
_UNGUARDED = re.compile(f"\\A{_STARTS_FORMULA}|(?<=[\n\r;]){_STARTS_INNER}")
_GUARDED = re.compile(f"\\A'{_STARTS_FORMULA}|(?<=[\n\r;])'{_STARTS_INNER}")


class TooLong(ValueError):  # noqa: N818 - a refusal, not a fault
    """Text over its limit. `length` and `limit` are in characters as a reader counts them."""

    def __init__(self, length: int, limit: int) -> None:
        super().__init__(f"{length} characters, of which {limit} fit")
        self.length = length
        self.limit = limit


@dataclass(frozen=True)
class Cleaned:
    """`words` to store, and the codes of what was taken out or replaced.

    Codes: surrogates, direction, controls, noncharacters, tags, marks, line_breaks.
    """

    words: str
    changes: tuple[str, ...] = ()


def clean(raw: str, *, limit: int, lines: bool = True) -> Cleaned:
    """Normalise to NFC and take out what cannot be stored, shown or exported.

    `limit` counts characters as a reader does; the text may also take `4 × limit` bytes.
    With `lines=False` every run of white space becomes one space. Raises `TooLong`.
    """
    if len(raw) > (MARKS_KEPT + BYTES_PER_CHARACTER) * limit + SOURCE_SLACK:
        raise TooLong(len(raw), limit)
    changes: list[str] = []
    words = _LINE_ENDS.sub("\n", _whole(raw, changes))
    for code, pattern, kept in _REMOVED:
        words = _note(words, pattern.sub(kept, words), code, changes)
    words = _composed(words, changes).strip()
    if not lines:
        words = _one_line(words, changes)
    _measure(words, limit)
    return Cleaned(words, tuple(changes))


def length(words: str) -> int:
    """Characters as a reader counts them, nearly: marks, joined emoji and flags count once."""
    if words.isascii():
        return len(words)
    count, joined, flag = 0, False, False
    for char in words:
        if _extends(char):
            joined = joined or char == "\u200d"
            continue
        half_flag = "\U0001f1e6" <= char <= "\U0001f1ff"
        if not joined and not (flag and half_flag):
            count += 1
        flag = half_flag and not flag
        joined = False
    return count


def cell(words: str) -> str:
    """Words for a CSV field, with `'` where a spreadsheet would start a formula."""
    return _UNGUARDED.sub("'", words)


def uncell(field: str) -> str:
    """The words that `cell` was given."""
    return _GUARDED.sub("", field)


def for_xml(words: str) -> str:
    """Any string as legal XML 1.0 text: lone surrogates become U+FFFD, the rest is dropped."""
    return _XML_ILLEGAL.sub("", _whole(words, []))


def throughout(value: Any, change: Callable[[str], str]) -> Any:
    """Plain values, such as JSON holds, with every string in them changed; keys stay."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, Mapping):
        return {key: throughout(each, change) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [throughout(each, change) for each in value]
    return value


def plain(words: str) -> str:
    """Words to compare by: without case, accents and punctuation."""
    letters = unicodedata.normalize("NFKD", words.casefold())
    bare = "".join(char for char in letters if not unicodedata.combining(char))
    return _NOT_LETTERS.sub(" ", bare).strip()


def _whole(raw: str, changes: list[str]) -> str:
    """Joins surrogate pairs, and puts U+FFFD for halves that have lost their other half."""
    if raw.isascii():
        return raw
    words = raw.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    if words.count("\ufffd") > raw.count("\ufffd"):
        changes.append("surrogates")
    return words


def _note(before: str, after: str, code: str, changes: list[str]) -> str:
    if before != after and code not in changes:
        changes.append(code)
    return after


def _composed(words: str, changes: list[str]) -> str:
    """NFC with at most `MARKS_KEPT` combining marks on each base."""
    if words.isascii():
        return words
    composed = unicodedata.normalize("NFC", words)
    fewer = _note(composed, _fewer_marks(composed), "marks", changes)
    return fewer if fewer == composed else _composed(fewer, changes)


def _fewer_marks(words: str) -> str:
    kept: list[str] = []
    marks = 0
    for char in words:
        marks = marks + 1 if _is_mark(char) else 0
        if marks <= MARKS_KEPT:
            kept.append(char)
    return "".join(kept)


def _one_line(words: str, changes: list[str]) -> str:
    if "\n" in words:
        changes.append("line_breaks")
    return _SPACES.sub(" ", words)


def _measure(words: str, limit: int) -> None:
    size = -(-len(words.encode()) // BYTES_PER_CHARACTER)
    count = max(length(words), size)
    if count > limit:
        raise TooLong(count, limit)


def _is_mark(char: str) -> bool:
    return unicodedata.category(char)[0] == "M"


def _extends(char: str) -> bool:
    """Marks, joiners and tags, and the skin tones of emoji."""
    if char in "\u200c\u200d" or "\U0001f3fb" <= char <= "\U0001f3ff":
        return True
    return _is_mark(char) or "\U000e0020" <= char <= "\U000e007f"
