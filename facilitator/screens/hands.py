"""Hands: asked for the floor and taken back from all phones, floor by floor (`box.py`)."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from facilitator.dialogues.model import DialogueSession
from facilitator.floor.actions.line import Answer, Ask, Hand, TakeBack, attend
from facilitator.kit.errors import NotFound, Refusal
from facilitator.kit.work import Shared
from facilitator.people.model import Participant
from facilitator.people.queries import Bearer, named
from facilitator.screens.box import Sent


@dataclass(frozen=True)
class Sign:
    """What somebody wants of the floor of a session."""

    session: UUID
    wish: Ask | TakeBack


Signs = Mapping[Sent[Sign], Bearer]
Answers = dict[Sent[Sign], Answer | Refusal]


async def see_to(shared: Shared, some: Signs) -> Answers:
    people = await named(shared.db, {who.participant for who in some.values()})
    answers: Answers = {}
    for session in sorted({one.what.session for one in some}):  # so two workers lock alike
        here = {one: who for one, who in some.items() if one.what.session == session}
        answers |= await _at_one(shared, session, here, people)
    return answers


async def _at_one(
    shared: Shared, session_id: UUID, some: Signs, people: Mapping[UUID, Participant]
) -> Answers:
    session = await shared.db.get(DialogueSession, session_id)
    here = {o: w for o, w in some.items() if session and session.dialogue_id == w.dialogue}
    answers: Answers = {one: NotFound() for one in some.keys() - here.keys()}
    if session is None or not here:
        return answers
    hands = [
        Hand(shared.work(who.participant), people[who.participant], one.what.wish)
        for one, who in here.items()
    ]
    try:
        told = await attend(session, hands)
    except Refusal as refusal:
        return answers | dict.fromkeys(here, refusal)
    return answers | dict(zip(here, told, strict=True))
