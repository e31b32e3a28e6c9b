"""Every sentence a report says can be found by those who translate it."""

from gettext import NullTranslations
from pathlib import Path

from babel.messages.extract import extract_from_dir

import facilitator.harvest
import facilitator.notes
import facilitator.report
from facilitator.report.draft import draft
from facilitator.report.exports import FORMATS
from tests.report.papers import NOTES, facts


class Listening(NullTranslations):
    """Keeps what it was asked to say."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: set[str] = set()

    def gettext(self, message: str) -> str:
        self.heard.add(message)
        return message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        self.heard |= {msgid1, msgid2}
        return msgid1 if n == 1 else msgid2


def marked() -> set[str]:
    found: set[str] = set()
    for room in (facilitator.report, facilitator.harvest, facilitator.notes):
        home = Path(room.__file__).parent
        for _, _, message, _, _ in extract_from_dir(home, [("**.py", "python")]):
            found |= set(message) if isinstance(message, tuple) else {message}
    return found


def test_no_sentence_is_said_that_no_catalogue_can_hold() -> None:
    say = Listening()
    for notes in (NOTES, NOTES[:1], ()):
        document = draft(facts(notes, cut_off=None), say)
        for form in FORMATS.values():
            form.write(document, say)
    assert len(say.heard) > 80
    assert say.heard <= marked()
