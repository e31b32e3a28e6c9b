"""Points of the café at the roundtable (R27), and signals without the floor (R33)."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select

from facilitator.dialogues.model import DialogueSession
from facilitator.floor.actions.acting import acted, acting
from facilitator.floor.events import SignalGiven
from facilitator.floor.model import FloorSignal, Speech, SpeechTopic
from facilitator.floor.rules.kinds import Signal
from facilitator.floor.rules.moves import Act
from facilitator.kit.errors import NotFound
from facilitator.kit.work import Work
from facilitator.people.model import Participant


async def turn_to(work: Work, session: DialogueSession, topic: str | None, expected: int) -> None:
    """Puts a point under discussion; the present speech and those to come are linked to it.

    A topic is the note that spoke for a point: it stays when notes are gathered anew.
    """
    sitting = await acting(work, session, expected)
    speaking = sitting.speaking and sitting.speaking.speech
    if topic and speaking and await work.db.get(SpeechTopic, (speaking.id, topic)) is None:
        work.db.add(SpeechTopic(speech_id=speaking.id, topic=topic, session_id=session.id))
    sitting.floor.topic = topic
    acted(work, sitting, Act.POINT, topic=topic)


async def link(
    work: Work,
    session: DialogueSession,
    speech_id: UUID,
    topics: Collection[str],
    on: bool,
    expected: int,
) -> None:
    """Says that a speech took up a point, or (by all its topics) that it did not."""
    sitting = await acting(work, session, expected)
    speech = await work.db.get(Speech, speech_id)
    if speech is None or speech.session_id != session.id:
        raise NotFound
    for topic in sorted(topics):
        there = await work.db.get(SpeechTopic, (speech_id, topic))
        if on and there is None:
            work.db.add(SpeechTopic(speech_id=speech_id, topic=topic, session_id=session.id))
        elif there is not None and not on:
            await work.db.delete(there)
    acted(work, sitting, Act.LINK, topics=sorted(topics), speech=speech.number, on=on)


async def give_signal(
    work: Work, session: DialogueSession, person: Participant, about: str, signal: Signal | None
) -> None:
    """One signal a person and speech or point; None takes it back."""
    query = select(FloorSignal).filter_by(
        session_id=session.id, about=about, participant_id=person.id
    )
    given = await work.db.scalar(query.with_for_update())
    if given and signal is None:
        await work.db.delete(given)
    elif given:
        given.signal, given.at = str(signal), work.now
    elif signal:
        work.db.add(
            FloorSignal(
                dialogue_id=session.dialogue_id,
                session_id=session.id,
                about=about,
                participant_id=person.id,
                signal=signal,
                at=work.now,
            )
        )
    await work.db.flush()
    work.record(SignalGiven(session.dialogue_id, session.id, person.id))
