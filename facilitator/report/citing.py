"""Citations in words, both ways: marks such as `[P7, N12]`, anchors, numbers and word counts."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from hashlib import sha256
from itertools import count
from typing import NamedTuple

from facilitator.dialogues.rules import Attribution
from facilitator.notes.rules import NoteKind
from facilitator.report.document import Paragraph, Role, Section, SourceNote, walk

_MARK = re.compile(r"\[[NP]\d+(?:, ?[NP]\d+)*\]")
_MARKED = re.compile(rf"\s*{_MARK.pattern}")
_REFERENCE = re.compile(r"([NP]\d+)")
_IDEOGRAPH = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]")
_QUOTED = re.compile("\u2068[^\u2068\u2069]*\u2069|[“«][^“”«»]*[”»]")
_END = re.compile(r"(?:[.!?؟]+(?=\s|$)|[。！？]+)(?:\s*\[[NP]\d+(?:, ?[NP]\d+)*\])*\s*")
_WORD = re.compile(r"\w[\w’'-]*")


class Piece(NamedTuple):
    """A stretch of words; with a `reference`, the words are that reference, to be linked."""

    words: str
    reference: str | None = None


class Division(NamedTuple):
    """Every note in exactly one of three."""

    cited: tuple[SourceNote, ...]
    parked: tuple[SourceNote, ...]
    unused: tuple[SourceNote, ...]


def paragraph_anchor(number: int) -> str:
    """A name for the paragraph that HTML, Markdown and Word all accept."""
    return f"paragraph_{number}"


def note_anchor(reference: str) -> str:
    """A name for the note that HTML, Markdown and Word all accept."""
    return f"note_{reference}"


def point_anchor(reference: str) -> str:
    """A name for the point that HTML, Markdown and Word all accept."""
    return f"point_{reference}"


def anchor(reference: str) -> str:
    """Where a citation leads: to a note, or to what is told of a point."""
    return point_anchor(reference) if is_point(reference) else note_anchor(reference)


def is_point(reference: str) -> bool:
    return reference.startswith("P")


def mark(references: Iterable[str]) -> str:
    """`[N12, N40]`."""
    return f"[{', '.join(references)}]"


def pieces(paragraph: Paragraph) -> tuple[Piece, ...]:
    """The words cut at their citations. A cited note that has lost its mark is named at the end.

    Marks of notes the paragraph does not cite stay words: they may be part of a quotation.
    """
    found = tuple(_cut(paragraph.words, frozenset(paragraph.citations)))
    named = {piece.reference for piece in found}
    missing = [each for each in dict.fromkeys(paragraph.citations) if each not in named]
    if not missing:
        return found
    return (*found, Piece(" "), *_cut(mark(missing), frozenset(missing)))


def _cut(words: str, cited: frozenset[str]) -> Iterable[Piece]:
    plain = ""
    for part, is_mark in _marks(words):
        for bit in _REFERENCE.split(part) if is_mark else (part,):
            if is_mark and bit in cited:
                yield from (Piece(plain), Piece(bit, bit)) if plain else (Piece(bit, bit),)
                plain = ""
            else:
                plain += bit
    if plain:
        yield Piece(plain)


def _marks(words: str) -> Iterable[tuple[str, bool]]:
    end = 0
    for found in _MARK.finditer(words):
        yield words[end : found.start()], False
        yield found[0], True
        end = found.end()
    yield words[end:], False


def numbered(
    notes: Iterable[SourceNote],
    attribution: Attribution,
    kept: Mapping[str, str] | None = None,
) -> tuple[SourceNote, ...]:
    """Notes with references N1, N2 …, in that order, whatever order they came in.

    `kept` holds the references by note id that an earlier version gave; others continue after
    them. Ids tell the time, so unless authors are named the order is scrambled (by a hash).
    """
    before = kept or {}
    last = max((int(each.removeprefix("N")) for each in before.values()), default=0)
    fresh = count(last + 1)
    in_order = sorted(notes, key=lambda note: _place(note.id, attribution))
    given = (replace(each, reference=before.get(each.id) or f"N{next(fresh)}") for each in in_order)
    return tuple(sorted(given, key=lambda note: note.order))


def _place(id_: str, attribution: Attribution) -> str:
    if attribution is Attribution.ATTRIBUTED:
        return id_
    return sha256(id_.encode("utf-8", "surrogatepass")).hexdigest()


def renumbered(
    sections: tuple[Section, ...], numbers: Iterator[int] | None = None
) -> tuple[Section, ...]:
    """The same sections with paragraphs numbered from 1 in reading order."""
    following = numbers or count(1)
    return tuple(_renumbered(section, following) for section in sections)


def _renumbered(section: Section, numbers: Iterator[int]) -> Section:
    own = tuple(replace(each, number=next(numbers)) for each in section.paragraphs)
    return replace(section, paragraphs=own, sections=renumbered(section.sections, numbers))


def set_aside(note: SourceNote) -> bool:
    """Whether it lies in the parking lot: by its writer's mark, or on the harvest board."""
    return note.parked or note.kind == NoteKind.OFF_TOPIC


def divided(sections: tuple[Section, ...], notes: Iterable[SourceNote]) -> Division:
    """Notes that are cited, else set aside, else not used; each in order."""
    cited = {
        reference
        for _, section in walk(sections)
        for paragraph in section.paragraphs
        for reference in paragraph.citations
    }
    parts: tuple[list[SourceNote], ...] = ([], [], [])
    for note in sorted(notes, key=lambda note: note.order):
        which = 0 if note.reference in cited else 1 if set_aside(note) else 2
        parts[which].append(note)
    return Division(*map(tuple, parts))


def uncited(paragraph: Paragraph) -> tuple[str, ...]:
    """The sentences of a paragraph that no citation stands in or behind, in order.

    The introduction tells of the report itself.
    """
    if paragraph.role is Role.INTRODUCTION:
        return ()
    return tuple(each for each in sentences(paragraph) if not _MARK.search(each))


def sentences(paragraph: Paragraph) -> tuple[str, ...]:
    """With the citations behind each. A stop inside a quotation ends no sentence."""
    hidden = _QUOTED.sub(lambda found: "_" * len(found[0]), paragraph.words)
    ends = [found.end() for found in _END.finditer(hidden)]
    starts = [0, *ends]
    found = (paragraph.words[start:end] for start, end in zip(starts, [*ends, None], strict=True))
    return tuple(each.strip() for each in found if _WORD.search(each))


def unmarked(words: str) -> str:
    """Without citation marks and the blanks before them."""
    return _MARKED.sub("", words)


def word_count(words: str) -> int:
    """Words without citation marks. Five ideographs count as three words, as translators reckon."""
    plain = _MARK.sub(" ", words)
    ideographs = len(_IDEOGRAPH.findall(plain))
    return len(_WORD.findall(_IDEOGRAPH.sub(" ", plain))) + -(-ideographs * 3 // 5)


def report_words(summary: Iterable[str], sections: tuple[Section, ...]) -> int:
    """Words of the box, the headings and the paragraphs: what is held against the target."""
    total = sum(map(word_count, summary))
    for _, section in walk(sections):
        total += word_count(section.title) + word_count(section.lead)
        total += sum(word_count(f"{each.lead} {each.words}") for each in section.paragraphs)
    return total
