"""Columns of a file of notes are found by what people, and our own files, call them."""

from facilitator.notes.importing.columns import columns


def test_columns_go_by_the_names_of_our_own_files_first():
    assert columns(("Note", "Usage", "Texte", "Table"))["text"] == 2
    assert columns(("Note", "Words"))["text"] == 1
    assert columns(("Note", "Table")) == {"text": 0, "table": 1}
    assert columns(("text", "words", "TEXT"))["text"] == 0
