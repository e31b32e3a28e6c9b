"""What a report's points rest on, and whether equity is among what they touch on (R44)."""

from facilitator.harvest.tags import EVIDENCE
from facilitator.report.document import Document

EQUITY = "equity"


def without_evidence(document: Document) -> tuple[str, ...]:
    """References of cited points where nobody has said what they, or their notes, rest on."""
    rested = {each.reference for each in document.notes if each.evidence}
    found = (
        each.reference
        for each in document.footnotes()
        if not EVIDENCE.keys() & each.tags
        and not any(rested.intersection(side.notes) for side in each.sides)
    )
    return tuple(sorted(found, key=lambda each: int(each[1:])))


def without_equity(document: Document) -> tuple[str, ...]:
    """Titles of the themes with cited points of which none touches on equity."""
    themes = dict.fromkeys(each.theme_title for each in document.footnotes() if each.theme_title)
    touched = {each.theme_title for each in document.footnotes() if EQUITY in each.tags}
    return tuple(theme for theme in themes if theme not in touched)
