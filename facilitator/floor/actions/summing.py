"""Summing up what somebody said: the rapporteur's sentence in the speech log."""

from facilitator.dialogues.model import DialogueSession
from facilitator.floor import queries
from facilitator.floor.events import SpeechSummarised
from facilitator.kit.errors import Conflict, Invalid, NotNow
from facilitator.kit.text import TooLong, clean
from facilitator.kit.words import N_
from facilitator.kit.work import Work

LONGEST = 1000  # characters
GONE = N_("This speech was taken back. Look at the speech log again.")


async def summarise(
    work: Work, session: DialogueSession, number: int, words: str, seen: str
) -> None:
    """Writes a speech's summary; without words, takes it away. `seen`: the one it is to replace.

    Raises NotNow if a chair took the speech back, Conflict if somebody else wrote meanwhile.
    """
    speech = await queries.held_speech(work.db, session.id, number)
    if speech is None:
        raise NotNow(GONE)
    if (speech.summary or "") != _clean(seen):
        raise Conflict(N_("Somebody else has just summed this up. Open it again to see how."))
    summary = _clean(words) or None
    if summary != speech.summary:
        speech.summary = summary
        work.record(SpeechSummarised(session.dialogue_id, session.id))


def _clean(typed: str) -> str:
    try:
        return clean(typed, limit=LONGEST).words
    except TooLong as long:
        raise Invalid(N_("A summary has at most %(most)s characters."), most=long.limit) from None
