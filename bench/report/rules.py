"""What the files must keep to: one numbering, a record that opens, OOXML and PDF/UA."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from bench.report.made import ROOT, Made
from facilitator.kit.words import translations
from facilitator.report.document import Document
from facilitator.report.exports import FORMATS
from facilitator.report.exports.bundle import opened
from tests.report.numbering import NUMBERS
from tests.report.tagged import Tagged

CHECKERS = ROOT / "var" / "checkers"
NEEDED = ("openxml-audit", "pdfua")  # nothing the product needs, so not in its lock


def breaches(report: Made) -> Iterator[tuple[str, list[str]]]:
    """(what was looked at, what is wrong with it)."""
    document = opened(report.file("bundle.zip"))
    yield "the same paragraph numbers in every file", list(_numbers(report, document))
    yield "the record opens and makes every file again, byte by byte", _again(report, document)
    yield "PDF/UA (tests/report/tagged.py)", Tagged(report.file("pdf")).faults()
    yield "PDF/UA (pdfua)", _checked("pdfua", "check", report.folder / "report.pdf")
    for ending in ("docx", "xlsx"):
        file = report.folder / f"report.{ending}"
        yield f"{ending.upper()} (openxml-audit)", _checked("openxml-audit", "-q", file)
    if shutil.which("soffice"):
        yield "LibreOffice opens the DOCX", _office(report.folder)


def _numbers(report: Made, document: Document) -> Iterator[str]:
    expected = [each.number for each in document.paragraphs()]
    for ending, read in NUMBERS.items():
        found = read(report.file(ending))
        if found != expected:
            yield f"{ending} has {len(found)} of {len(expected)}"


def _again(report: Made, document: Document) -> list[str]:
    say = translations(document.locale)
    return [
        form.extension
        for form in FORMATS.values()
        if form.write(document, say) != report.file(form.extension)
    ]


def _checked(program: str, *arguments: str | Path) -> list[str]:
    """What a checker finds. The first run installs both, into an environment of their own."""
    if not (CHECKERS / "ready").exists():
        subprocess.run([sys.executable, "-m", "venv", CHECKERS], check=True)
        subprocess.run([CHECKERS / "bin" / "pip", "install", "-qq", *NEEDED], check=True)
        (CHECKERS / "ready").touch()
    done = subprocess.run(
        [CHECKERS / "bin" / program, *arguments], capture_output=True, text=True, check=False
    )
    return [f"status {done.returncode}: {done.stdout[-300:]}"] if done.returncode else []


def _office(folder: Path) -> list[str]:
    home = f"-env:UserInstallation={(folder / 'home').as_uri()}"
    out = folder / "office"
    command = ["soffice", home, "--headless", "--convert-to", "pdf", "--outdir", out]
    subprocess.run([*command, folder / "report.docx"], check=True, capture_output=True)
    opened_as = (out / "report.pdf").read_bytes()[:4]
    return [] if opened_as == b"%PDF" else [f"it made {opened_as!r}"]
