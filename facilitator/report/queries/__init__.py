"""Reading reports, and putting one together again from its paragraphs and its notes."""

from facilitator.report.queries.opening import (
    Opened,
    document,
    opened,
)
from facilitator.report.queries.past import (
    Remark,
    Said,
    history,
    last_mover,
    moves_of,
    name_of,
    names_of,
    remarks_of,
    writers,
)
from facilitator.report.queries.stored import (
    citations_of,
    held,
    held_paragraph,
    last_number,
    newest,
    numbered,
    own_outline,
    own_outlines,
    paragraph_of,
    paragraphs_of,
    references,
    reports_of,
)

__all__ = [
    "Opened",
    "Remark",
    "Said",
    "citations_of",
    "document",
    "held",
    "held_paragraph",
    "history",
    "last_mover",
    "last_number",
    "moves_of",
    "name_of",
    "names_of",
    "newest",
    "numbered",
    "opened",
    "own_outline",
    "own_outlines",
    "paragraph_of",
    "paragraphs_of",
    "references",
    "remarks_of",
    "reports_of",
    "writers",
]
