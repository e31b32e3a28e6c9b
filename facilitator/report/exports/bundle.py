"""The sealed record: one ZIP with the report in every format and all it takes to make them again.

`manifest.json` names every file with its SHA-256 and ends with a seal, the SHA-256 of those lines,
so that a change to any file shows. `report.json` alone re-opens and re-renders the whole.
"""

import json
from collections.abc import Mapping
from hashlib import sha256
from io import BytesIO
from typing import Final
from zipfile import BadZipFile, ZipFile

from facilitator.kit.words import translations
from facilitator.report.document import Document, Translator
from facilitator.report.exports.csv import zipped
from facilitator.report.exports.formats import FORMATS
from facilitator.report.exports.record import record
from facilitator.report.exports.reopening import reopened

FORMAT: Final = "facilitator.bundle/1"
MANIFEST: Final = "manifest.json"


class Broken(ValueError):  # noqa: N818 - a finding, not a fault
    """A bundle that is not what its manifest says; `files` are those at fault."""

    def __init__(self, *files: str) -> None:
        super().__init__(", ".join(files))
        self.files = files


def bundle(document: Document, say: Translator) -> bytes:
    """The ZIP; the same document gives the same bytes. Files are made of what the record holds."""
    held = reopened(record(document, say))
    files = {f"report.{each.extension}": each.write(held, say) for each in FORMATS.values()}
    return zipped({MANIFEST: _manifest(files), **files})


def opened(packed: bytes) -> Document:
    """The report in a bundle whose seal is whole. Raises Broken."""
    return reopened(unsealed(packed)["report.json"])


def remade(packed: bytes) -> bytes:
    """The bundle made anew from the record in it: equal to what was opened."""
    document = opened(packed)
    return bundle(document, translations(document.locale))


def unsealed(packed: bytes) -> dict[str, bytes]:
    """The files of a bundle, each as its manifest says. Raises Broken, naming those at fault."""
    try:
        with ZipFile(BytesIO(packed)) as archive:
            files = {name: archive.read(name) for name in archive.namelist()}
    except BadZipFile:
        raise Broken("zip") from None
    manifest = files.pop(MANIFEST, b"")
    if manifest != _manifest(files):
        raise Broken(*(_at_fault(manifest, files) or (MANIFEST,)))
    return files


def seal(files: Mapping[str, bytes]) -> str:
    """One SHA-256 over names and digests of all files, in the order of their names."""
    lines = "".join(f"{name}\0{_digest(files[name])}\n" for name in sorted(files))
    return sha256(lines.encode()).hexdigest()


def _manifest(files: Mapping[str, bytes]) -> bytes:
    digests = {name: _digest(content) for name, content in sorted(files.items())}
    told = {"format": FORMAT, "files": digests, "seal": seal(files)}
    return (json.dumps(told, indent=1) + "\n").encode()


def _at_fault(manifest: bytes, files: Mapping[str, bytes]) -> tuple[str, ...]:
    try:
        named = dict(json.loads(manifest)["files"])
    except (ValueError, KeyError, TypeError):
        return ()
    every = sorted({*named, *files})
    return tuple(name for name in every if named.get(name) != _digest(files.get(name, b"")))


def _digest(content: bytes) -> str:
    return sha256(content).hexdigest()
