"""Notes from paper or another tool: a CSV or XLSX file, every problem at its row and column."""

from facilitator.notes.importing.columns import NotesUnreadable
from facilitator.notes.importing.rows import NoteRow, NoteSheet, Problem, read_notes
from facilitator.notes.importing.slots import Ready, Slots, matched, slots_of
from facilitator.notes.importing.storing import import_notes

__all__ = [
    "NoteRow",
    "NoteSheet",
    "NotesUnreadable",
    "Problem",
    "Ready",
    "Slots",
    "import_notes",
    "matched",
    "read_notes",
    "slots_of",
]
