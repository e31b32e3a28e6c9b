"""The speech log of a session, read for those who report on it."""

from collections.abc import Container, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.dialogues.model import Dialogue, DialogueSession
from facilitator.dialogues.rules import Attribution
from facilitator.floor.model import FloorAct
from facilitator.floor.queries import acts, sitting, topics_of
from facilitator.floor.rules.figures import Figures, by_gender, figures
from facilitator.floor.rules.kinds import Asking, State
from facilitator.floor.rules.log import Deed, Entry, Point, told
from facilitator.floor.rules.moves import Move
from facilitator.floor.sitting import Sitting, Wish
from facilitator.people.queries import named


@dataclass(frozen=True)
class Log:
    """Speeches in their order, then those who were not heard by inscription; what chairs did.

    `voices`: (person, stated gender, speech) of all that were held, for sums only.
    """

    entries: tuple[Entry, ...]
    voices: tuple[tuple[str, str | None, Entry], ...]
    deeds: tuple[Deed, ...]

    @property
    def ended(self) -> "Log":
        """Without the speech that is still being held: what stays true while nobody acts."""
        over = tuple(each for each in self.entries if each.outcome != State.SPEAKING)
        voices = tuple(each for each in self.voices if each[-1].outcome != State.SPEAKING)
        return replace(self, entries=over, voices=voices)

    def figures(self, opened: Sequence[Point] = ()) -> Figures:
        return figures(self.entries, by_gender(self.voices), opened)


async def speech_log(
    db: AsyncSession, dialogue: Dialogue, session: DialogueSession, locale: str, now: datetime
) -> Log:
    """As far as the dialogue's attribution allows, in its time zone."""
    found = await sitting(db, session.id)
    linked = await topics_of(db, session.id)
    zone, attribution = ZoneInfo(dialogue.timezone), Attribution(dialogue.attribution)
    unheard = [each for each in found.wishes.values() if each.speech is None]
    whole = [
        (wish, _entry(wish, linked, locale, zone, now)) for wish in [*found.speeches, *unheard]
    ]
    return Log(
        entries=tuple(told(entry, attribution) for _, entry in whole),
        voices=tuple(
            (wish.who.person, wish.who.gender, entry) for wish, entry in whole if wish.speech
        ),
        deeds=await _deeds(db, found, zone),
    )


def _entry(
    wish: Wish, linked: dict[UUID, list[str]], locale: str, zone: ZoneInfo, now: datetime
) -> Entry:
    request, speech = wish.request, wish.speech
    entry = Entry(
        number=None,
        kind=Asking(request.kind),
        outcome=State(request.state),
        prepared=request.prepared,
        speaker=wish.name,
        stands_for=wish.stands_for(locale),
        constituency=wish.constituency,
        region=wish.who.region,
        language=request.language,
        asked_at=request.asked_at.astimezone(zone),
        absent=request.skipped,
    )
    if speech is None:
        return entry
    return replace(
        entry,
        number=speech.number,
        began_at=speech.began_at.astimezone(zone),
        ended_at=speech.ended_at and speech.ended_at.astimezone(zone),
        limit_ms=speech.limit_ms,
        spoken_ms=_ms(speech.clock.used(now)),
        points=tuple(linked.get(speech.id, ())),
        summary=speech.summary,
    )


async def _deeds(db: AsyncSession, found: Sitting, zone: ZoneInfo) -> tuple[Deed, ...]:
    every = await acts(db, found.session.id)
    people = await named(db, {each.by for each in every if each.by})
    kept = {str(each.speech.id) for each in found.speeches if each.speech}
    return tuple(
        Deed(
            version=each.version,
            at=each.at.astimezone(zone),
            by=people[each.by].display_name if each.by in people else None,
            act=each.act,
            speech=_number(found, each.request_id),
            place=each.detail.get("place") if each.act == Move.CALL else None,
            undone=each.undone,
            ran_ms=_ran(each, kept),
        )
        for each in every
    )


def _number(found: Sitting, request: UUID | None) -> int | None:
    wish = found.wishes.get(request) if request else None
    return wish.speech.number if wish and wish.speech else None


def _ran(act: FloorAct, kept: Container[str]) -> int:
    """Milliseconds since the clock started that this act stopped; 0 where it stopped none.

    Reckoned from the moments, in the rounding of the clock itself; of speeches in the log only.
    """
    return sum(
        _ms(
            timedelta(milliseconds=was["spoken_ms"]) + act.at - datetime.fromisoformat(was["since"])
        )
        - was["spoken_ms"]
        for was in (each["was"] for each in act.changes if _stops(each) and each["id"][0] in kept)
    )


def _stops(change: dict[str, Any]) -> bool:
    was, became = change["was"] or {}, change["is"] or {}
    running = change["row"] == "speech" and was.get("since") is not None
    return running and "spoken_ms" in was and became.get("since", "") is None


def _ms(span: timedelta) -> int:
    return round(span.total_seconds() * 1000)
