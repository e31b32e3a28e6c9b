"""The report as CommonMark with anchors. What people wrote stays words: no markup, no links."""

import re
from collections.abc import Iterator

from facilitator.kit.text import for_xml
from facilitator.report.citing import anchor, note_anchor, paragraph_anchor, pieces
from facilitator.report.document import (
    Document,
    Grid,
    Heading,
    Paragraph,
    SourceNote,
    Translator,
)
from facilitator.report.exports import labels
from facilitator.report.exports.registers import annexed
from facilitator.report.stops import run_in

_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_MARKUP = re.compile(r"[\\`*_{}\[\]#|~$@!^]")
_LINK = re.compile(r"(?<=:)//|(?i:(?<=www)\.)")
_BLOCK = re.compile(r"^(?:(\d{1,9})([.)])|([-+=:]))")
_EDGE = re.compile(r"^\s|\s$")
_BREAK = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")


def markdown(document: Document, say: Translator) -> bytes:
    """UTF-8: title, box, numbered paragraphs, footnotes, annexes. Citations link both ways."""
    blocks = [
        *_title(document, say),
        *_box(document, say),
        *(block for heading in document.headings() for block in _section(heading, say)),
        *_footnotes(document, say),
        *(block for grid in annexed(document, say) for block in _grid(grid)),
        *_annexes(document, say),
        *_contributors(document, say),
    ]
    return ("\n\n".join(blocks) + "\n").encode()


def escaped(words: str) -> str:
    """One line of words as Markdown that shows exactly them."""
    line = _MARKUP.sub(r"\\\g<0>", for_xml(words).translate(_ENTITIES))
    line = _LINK.sub(lambda found: "".join(f"\\{sign}" for sign in found[0]), line)
    line = _BLOCK.sub(lambda found: f"{found[1] or ''}\\{found[2] or found[3]}", line)
    return _EDGE.sub(lambda found: f"&#{ord(found[0])};", line)


def _line(words: str) -> str:
    """Words that must not break out of their line."""
    return escaped(_BREAK.sub(" ", words))


def _title(document: Document, say: Translator) -> Iterator[str]:
    yield f"**{_line(labels.status(document, say))}**"
    yield f"# {_line(document.title)}"
    for line in (document.subtitle, document.dialogue, document.session):
        if line:
            yield _line(line)


def _box(document: Document, say: Translator) -> Iterator[str]:
    title = _line(say.gettext("Summary"))
    lines = (f"**{title}**", *map(_line, labels.box(document, say)))
    yield "\n>\n".join(f"> {line}" for line in lines)


def _section(heading: Heading, say: Translator) -> Iterator[str]:
    section = heading.section
    yield f"{'#' * (section.level + 1)} {heading.label}\\. {_line(section.title)}"
    if section.lead:
        yield f"_{_line(section.lead)}_"
    yield from (_paragraph(each, say) for each in section.paragraphs)


def _paragraph(paragraph: Paragraph, say: Translator) -> str:
    place = f'<a id="{paragraph_anchor(paragraph.number)}"></a>'
    lead = _bold(run_in(paragraph.lead, say))
    words = "".join(
        _link(piece.words, anchor(piece.reference)) if piece.reference else _line(piece.words)
        for piece in pieces(paragraph)
    )
    return f"{place}**{paragraph.number}.** {lead}{words}"


def _bold(words: str) -> str:
    """The blank behind the words stays outside."""
    return words and f"**{_line(words.rstrip())}**{' ' * words.endswith(' ')}"


def _link(words: str, place: str) -> str:
    return f"[{words}](#{place})"


def _footnotes(document: Document, say: Translator) -> Iterator[str]:
    if document.footnotes():
        yield "## " + _line(say.gettext("Footnotes"))
    for point in document.footnotes():
        place = f'<a id="{anchor(point.reference)}"></a>'
        yield f"{place}**{point.reference}** · {_line(labels.footnote(point, say))}"


def _grid(grid: Grid) -> Iterator[str]:
    yield "## " + _line(grid.title)
    rule = ["---", *["--:"] * (len(grid.columns) - 1)]
    rows = [[_line(each) for each in row] for row in (grid.columns, *grid.rows)]
    yield "\n".join(f"| {' | '.join(row)} |" for row in (rows[0], rule, *rows[1:]))


def _annexes(document: Document, say: Translator) -> Iterator[str]:
    cited_by = document.cited_by()
    for position, (title, opening, notes) in enumerate(labels.annexes(document, say), 1):
        yield f"## {_line(labels.annex_title(position, title, say))}"
        yield _line(opening)
        for note in notes:
            yield from _note(note, cited_by.get(note.reference, ()), document.locale, say)


def _note(
    note: SourceNote, numbers: tuple[int, ...], locale: str, say: Translator
) -> Iterator[str]:
    place = f'<a id="{note_anchor(note.reference)}"></a>'
    places = [_line(each) for each in labels.origin(note, locale, say)]
    if numbers:
        links = say.gettext(", ").join(
            _link(str(number), paragraph_anchor(number)) for number in numbers
        )
        places.append(say.gettext("cited in %(paragraphs)s") % {"paragraphs": links})
    yield f"{place}**{note.reference}** · {' · '.join(places)}"
    lines = _BREAK.split(for_xml(note.words))
    yield "\n".join(_quoted(line, last=at == len(lines)) for at, line in enumerate(lines, 1))


def _quoted(line: str, *, last: bool) -> str:
    """A line of a note; empty ones hold the quotation together."""
    words = escaped(line) or "&#8203;"
    return f"> {words}" if last else f"> {words}\\"


def _contributors(document: Document, say: Translator) -> Iterator[str]:
    if document.contributors:
        yield "## " + _line(say.gettext("Contributors"))
        yield "\n".join(f"- {_line(name)}" for name in document.contributors)
