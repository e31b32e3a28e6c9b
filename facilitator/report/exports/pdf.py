"""The report as tagged PDF (PDF/UA-1): bookmarks, footnotes, citations that link both ways."""

from facilitator.kit import paper
from facilitator.report.document import Document, Translator
from facilitator.report.exports.pages import laid_out


def pdf(document: Document, say: Translator) -> bytes:
    """Set from the house's typefaces; right to left where the language is."""
    facts = laid_out(document, say)
    return paper.printed("report", facts, locale=document.locale, at=document.made_at)
