"""From files to files: reads what the command was given, drafts, writes every format."""

from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import is_zipfile

from facilitator.dialogues.programme import Programme
from facilitator.harvest.merging import harvest
from facilitator.harvest.reading import Unreadable
from facilitator.kit.clock import now
from facilitator.kit.errors import Refusal
from facilitator.kit.words import LOCALES, translations
from facilitator.report.citing import uncited
from facilitator.report.contents import Contents
from facilitator.report.contents import read as read_contents
from facilitator.report.document import Document
from facilitator.report.draft import draft
from facilitator.report.exports import FORMATS
from facilitator.report.exports.bundle import Broken, opened, unsealed
from facilitator.report.exports.formats import Format
from facilitator.report.from_files import facts_of, supported
from facilitator.report.noticing import notices
from facilitator.report.outlines import Outline
from facilitator.report.reading import Files, read

BUNDLE = FORMATS["bundle"]
SHORT = {form.extension: name for name, form in FORMATS.items()}


@dataclass(frozen=True)
class Wanted:
    """Formats by the name of their file's ending, the report's language and outline."""

    formats: tuple[Format, ...]
    locale: str
    outline: Outline
    contents: Contents | None = None

    @classmethod
    def of(cls, formats: str, locale: str, outline: str) -> "Wanted":
        """Raises Unreadable for a name there is none of."""
        names = [name.strip() for name in formats.split(",") if name.strip()]
        strange = [name for name in names if name not in FORMATS and name not in SHORT]
        if strange or not names:
            every = ", ".join(FORMATS)
            raise Unreadable(f"there is no format {', '.join(strange) or '“”'}; there are {every}")
        if locale not in LOCALES:
            raise Unreadable(f"there is no language {locale}; there are {', '.join(LOCALES)}")
        chosen = tuple(FORMATS[SHORT.get(each, each)] for each in names)
        if outline in set(Outline):
            return cls(chosen, locale, Outline(outline))
        return cls(chosen, locale, Outline.SESSION, _own(outline))


def _own(outline: str) -> Contents:
    """An outline of one's own, from its file."""
    try:
        return read_contents(Path(outline).read_bytes())
    except OSError:
        every = ", ".join(Outline)
        raise Unreadable(f"there is no outline {outline}; there are {every}, or a file") from None
    except Refusal as why:
        raise Unreadable(f"{outline}: {why.sentence % why.values}") from None


def make(files: Files, wanted: Wanted, out: Path) -> dict[str, Any]:
    """Writes the report; gives its counts, where it is, and what in the files fits nothing.

    Raises Unreadable.
    """
    given = read(files)
    found = supported(harvest(given.notes), given)
    facts = facts_of(given, found, wanted.locale, now(), wanted.outline)
    if wanted.contents:
        _refuse_strange(wanted.contents, given.programme)
        facts = replace(facts, contents=wanted.contents, target=wanted.contents.target)
    document = draft(facts, translations(wanted.locale))
    told = {"files": _written(document, wanted, out), "notices": list(notices(given))}
    return _figures(document, found.method) | told


def make_again(packed: bytes, formats: str, out: Path) -> dict[str, Any]:
    """The files of a bundle, made anew of the record in it; whether they are what it holds.

    Raises Unreadable, also where a file of it is not what its manifest says.
    """
    if not is_zipfile(BytesIO(packed)):
        raise Unreadable("it is no bundle of a report")
    try:
        held, document = unsealed(packed), opened(packed)
    except Broken as broken:
        raise Unreadable(f"it is not as it was sealed: {broken}") from None
    except ValueError as why:
        raise Unreadable(f"its record cannot be read: {why}") from None
    wanted = Wanted.of(formats, document.locale, Outline.SESSION)
    files = _written(document, wanted, out)
    now_ = {Path(each).name: Path(each).read_bytes() for each in files}
    told = {
        "title": document.title,
        "version": document.version,
        "status": document.status,
        "notes": document.counts.notes,
        "paragraphs": len(document.paragraphs()),
        "as_sealed": all(held.get(name, packed) == content for name, content in now_.items()),
    }
    return told | {"files": files}


def _written(document: Document, wanted: Wanted, out: Path) -> list[str]:
    """Every format that is wanted; gives the paths. What a bundle holds is not made twice."""
    say = translations(wanted.locale)
    paths = {out / f"report.{form.extension}": form for form in wanted.formats}
    try:
        out.mkdir(parents=True, exist_ok=True)
        packed = BUNDLE.write(document, say) if BUNDLE in wanted.formats else b""
        held = {f"report.{BUNDLE.extension}": packed, **unsealed(packed)} if packed else {}
        for path, form in paths.items():
            path.write_bytes(held.get(path.name) or form.write(document, say))
    except OSError as wrong:
        raise Unreadable(
            f"cannot write to {out} ({wrong.strerror}); choose another folder with --out"
        ) from None
    return [str(path) for path in paths]


def _refuse_strange(contents: Contents, programme: Programme) -> None:
    known = {f"theme:{each.key}" for each in programme.themes}
    known |= {f"question:{each.key}" for each in programme.questions}
    strange = [each for each in contents.named if each not in known]
    if strange:
        raise Unreadable(f"the programme has no {', '.join(strange)}")


def _figures(document: Document, method: str) -> dict[str, Any]:
    counts = document.counts
    return {
        "notes": counts.notes,
        "cited": counts.cited,
        "parked": counts.parked,
        "unused": counts.unused,
        "points": len(document.points),
        "divergent": sum(len(point.sides) > 1 for point in document.points),
        "paragraphs": len(document.paragraphs()),
        "uncited_sentences": sum(len(uncited(each)) for each in document.paragraphs()),
        "words": document.words,
        "target": document.target,
        "method": method,
    }
