"""Letting people in, and out."""

from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.dialogues.model import Dialogue
from facilitator.dialogues.queries import held
from facilitator.kit.errors import Conflict, Invalid
from facilitator.kit.ids import digest, new_token
from facilitator.kit.text import TooLong, clean
from facilitator.kit.words import N_
from facilitator.kit.work import Work
from facilitator.people.events import ParticipantJoined, PassRevoked
from facilitator.people.model import Participant, Pass
from facilitator.people.queries import by_personal_code, passes_of, recognised, walk_ins
from facilitator.people.rules import Constituency, Screen

NAME_LIMIT = 120


@dataclass(frozen=True)
class Joining:
    """What somebody said at the door."""

    name: str
    locale: str
    consent: bool
    personal_code: str = ""
    shown_as: str = ""
    constituency: Constituency | None = None
    organisation: str = ""


async def join(work: Work, dialogue: Dialogue, joining: Joining) -> Participant:
    """Finds the person on the roster, or lets a walk-in in. Nobody gets a higher role this way.

    Whoever has joined already is let in again only by their personal code: a name is no secret.
    """
    if not joining.consent:
        raise Invalid(
            problems={"consent": (N_("Please read the ground rules and agree to them."), {})}
        )
    shown_as = named(joining.shown_as, "shown_as") if joining.shown_as else None
    person = await _found(work, dialogue, joining) or await _walk_in(work, dialogue, joining)
    person.locale = joining.locale
    person.consented_at = person.consented_at or work.now
    person.joined_at = person.joined_at or work.now
    person.shown_as = shown_as or person.shown_as
    work.actor = person.id
    work.record(ParticipantJoined(dialogue.id, person.id))
    return person


async def _found(work: Work, dialogue: Dialogue, joining: Joining) -> Participant | None:
    if joining.personal_code:
        person = await by_personal_code(work.db, dialogue.id, joining.personal_code)
        if person is None:
            problem = N_("No one has this personal code. It is on the first phone, under “You”.")
            raise Invalid(problems={"personal_code": (problem, {})})
        return person
    person = await recognised(work.db, dialogue.id, named(joining.name, "name"))
    if person and person.joined_at:
        raise Conflict(
            N_("Somebody has already joined as %(name)s. If it was you, type your personal code."),
            code="already_joined",
            name=person.name,
        )
    return person


async def _walk_in(work: Work, dialogue: Dialogue, joining: Joining) -> Participant:
    if not dialogue.walk_ins:
        problem = N_(
            "This name is not on the roster. Type it as on your badge, or ask at the desk."
        )
        raise Invalid(problems={"name": (problem, {})})
    await held(work.db, dialogue.id)  # two who walk in at once get two keys
    person = Participant(
        dialogue_id=dialogue.id,
        key=await _free_key(work.db, dialogue.id),
        name=named(joining.name, "name"),
        constituency=joining.constituency,
        organisation=named(joining.organisation, "organisation") if joining.organisation else None,
        language=joining.locale,
        walk_in=True,
    )
    work.db.add(person)
    await work.db.flush()
    return person


async def _free_key(db: AsyncSession, dialogue: UUID) -> str:
    """The walk-in's key after the last one: W001, W002, … Nobody gets one that somebody had."""
    walked_in, taken = await walk_ins(db, dialogue)
    return next(key for key in (f"W{n:03}" for n in count(walked_in + 1)) if key not in taken)


def named(typed: str, field: str) -> str:
    """A name fit to be shown."""
    try:
        name = clean(typed, limit=NAME_LIMIT, lines=False).words
    except TooLong as long:
        too_long = N_("At most %(limit)s characters, please.")
        raise Invalid(problems={field: (too_long, {"limit": long.limit})}) from None
    if not name:
        raise Invalid(
            problems={field: (N_("Write your name, a pseudonym or your badge number."), {})}
        )
    return name


async def issue_pass(
    work: Work, dialogue_id: UUID, participant: UUID | None, screen: Screen, days: int
) -> str:
    """A new pass for a door; gives the token, of which only the digest is kept."""
    token = new_token()
    work.db.add(
        Pass(
            token_digest=digest(token),
            dialogue_id=dialogue_id,
            participant_id=participant,
            screen=screen,
            issued_at=work.now,
            expires_at=work.now + timedelta(days=days),
        )
    )
    await work.db.flush()
    return token


async def revoke_passes(work: Work, person: Participant, only: UUID | None = None) -> None:
    """Signs a person out: of one browser, or of all of them."""
    for each in await passes_of(work.db, person.id):
        if only in (None, each.id):
            each.revoked_at = work.now
    work.record(PassRevoked(person.dialogue_id, person.id))


async def renew_link(work: Work, person: Participant) -> str:
    """A new personal link; the old one and all its passes end."""
    person.link_token = new_token()
    await revoke_passes(work, person)
    return person.link_token
