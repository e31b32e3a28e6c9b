"""The report held to what is asked of it: `python -m bench.report`, on the café's files.

Each part prints what it saw; the status is 1 if anything asked for is not so.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from bench.report.made import LOCALES, Made, made
from bench.report.pairs import told_of, verdicts
from bench.report.rules import breaches


def pairs(report: Made) -> Iterator[str]:
    """Both positions of each gold pair that has notes on both sides in one point."""
    found = verdicts(report)
    for each in found:
        print(f"    {told_of(each)}")
    yield from (told_of(each) for each in found if not each.fine)


def coverage(report: Made) -> Iterator[str]:
    """Cited, parked and unused are all notes; no sentence is without a citation."""
    told = report.printed
    sums = told["cited"] + told["parked"] + told["unused"]
    print("    {cited} cited + {parked} parked + {unused} unused of {notes}".format(**told))
    print("    {uncited_sentences} sentences without a citation".format(**told))
    if sums != told["notes"] or len(report.references) != told["notes"]:
        yield "a note is in no place or in two"
    if told["uncited_sentences"]:
        yield "a sentence cites nothing"


def files(report: Made) -> Iterator[str]:
    """Numbers, round trip, rules of the formats."""
    for name, wrong in breaches(report):
        print(f"    {name}: {'; '.join(wrong[:3]) or 'fine'}")
        if wrong:
            yield f"{name}: {len(wrong)} faults"


PARTS: dict[str, Callable[[Made], Iterator[str]]] = {
    "pairs": pairs,
    "coverage": coverage,
    "files": files,
}


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("parts", nargs="*", choices=[*PARTS, []], help="all of them if none")
    asked.add_argument("--locales", nargs="+", choices=LOCALES, default=["en", "zh", "ar"])
    given = asked.parse_args()
    wrong = []
    with tempfile.TemporaryDirectory() as folder:
        for locale in given.locales:
            report = made(locale, Path(folder) / locale)
            print(f"{locale}: {report.printed['seconds']} s")
            for part in given.parts or PARTS:
                print(f"  {part}")
                wrong += [f"{locale} {part}: {each}" for each in PARTS[part](report)]
    print("\n".join(wrong) or "all as asked")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
