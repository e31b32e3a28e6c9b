"""The floor as screens show it: who has it, the clock, the line, what is under discussion."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.dialogues.events import ProgrammeChanged, SessionOpened
from facilitator.dialogues.queries import dialogue
from facilitator.dialogues.rules import FLOORED
from facilitator.floor.events import FloorAsked, FloorChanged
from facilitator.floor.model import Speech
from facilitator.floor.queries import signals, sitting
from facilitator.floor.rules.clock import words_for
from facilitator.floor.rules.heard import Heard
from facilitator.floor.rules.kinds import Asking
from facilitator.floor.rules.line import Line, Standing
from facilitator.floor.rules.moves import Phase
from facilitator.floor.rules.quotas import Quota, quotas
from facilitator.floor.signalled import SPEECH
from facilitator.floor.sitting import Sitting, Wish
from facilitator.harvest.discussed import belongings
from facilitator.kit.words import N_, say
from facilitator.live.together import once
from facilitator.people.events import RosterChanged
from facilitator.people.model import Participant
from facilitator.people.parties import PARTIES
from facilitator.screens.face import Face
from facilitator.screens.points import Point, points, said_of
from facilitator.screens.vantage import AtTheFloor, InHall, Signalling

HEARD = [FloorChanged, RosterChanged, ProgrammeChanged, SessionOpened]  # what asking leaves true
FLOOR = [FloorAsked, *HEARD]
WARN = (0.5,)  # minutes before the end of a speech


@dataclass(frozen=True)
class Podium:
    """The floor of a session, and the line that was formed for this drawing."""

    floor: Sitting
    line: Line
    heard: Heard

    @property
    def phase(self) -> Phase:
        return self.floor.phase

    @property
    def has(self) -> Wish | None:
        """Who was called, or speaks."""
        return self.floor.called or self.floor.speaking

    @property
    def face(self) -> Face | None:
        return face(self.floor, self.has) if self.has else None

    @cached_property
    def next(self) -> list[tuple[Standing, Wish]]:
        return [(each, self.floor.wishes[each.asker.id]) for each in self.line.standings]

    @property
    def quotas(self) -> list[Quota]:
        """What constituencies and groups have, and have used until the clock last stopped."""
        budgets = {name: round(minutes * 60) for name, minutes in self.floor.spec.quotas.items()}
        return quotas(budgets, self.floor.used())

    def why(self, standing: Standing) -> Mapping[str, int]:
        return self.line.why(standing)

    def reasons(self, standing: Standing) -> tuple[tuple[str, int], ...]:
        """As `why`, for a piece that is drawn once for the same reasons."""
        return tuple(self.why(standing).items())

    def times(self, wish: Wish) -> int:
        """How many turns they have had."""
        return self.heard.times[wish.who.person]

    def seconds(self, wish: Wish) -> int:
        return self.heard.seconds[wish.who.person]


def face(floor: Sitting, wish: Wish) -> Face:
    """The clock of whoever was called, speaks, or was interrupted."""
    if wish.speech is None:
        return Face("planned", floor.limit(wish.request) / 60, warn_minutes=WARN)
    clock = wish.speech.clock
    minutes = clock.limit.total_seconds() / 60
    if clock.since:
        return Face("open", minutes, ends_at=clock.ends_at, warn_minutes=WARN)
    left = (clock.limit - clock.spoken).total_seconds()
    return Face("paused", minutes, remaining_seconds=round(left), warn_minutes=WARN)


@dataclass(frozen=True)
class Said:
    """What is said without the floor of a speech, or of a point: by how many, and by oneself."""

    about: str
    given: Counter[str]
    own: str | None

    @property
    def address(self) -> str:
        """A point goes by the floor's own word for it."""
        return self.about if self.about.startswith(SPEECH) else "point"


async def podium(db: AsyncSession, session_id: UUID | None) -> Podium | None:
    """The floor of a session; None for one that has no floor. Read once for each drawing."""
    if session_id is None:
        return None
    return await once(db, ("podium", session_id), lambda: _podium(db, session_id))


async def _podium(db: AsyncSession, session_id: UUID) -> Podium | None:
    found = await sitting(db, session_id)
    return Podium(found, found.line(), found.heard()) if found.session.kind in FLOORED else None


def mine(now: Podium, asking: Sequence[UUID]) -> list[tuple[Wish, Standing | None]]:
    """Somebody's open requests, each with its place in the line."""
    known = [now.floor.wishes[each] for each in asking if each in now.floor.wishes]
    return [(wish, now.line.of(wish.request.id)) for wish in known]


async def own_place(db: AsyncSession, at: AtTheFloor) -> dict[str, Any]:
    """Where one stands oneself, when one's turn comes and why."""
    now = await podium(db, at.session)
    if now is None:
        return {"now": None}
    own = mine(now, at.asking)
    return {
        "now": now,
        "own": own,
        "asked": any(w.request.kind == Asking.INTERVENTION for w, _ in own),
        "words": words_for(now.floor.limit(now.has.request), now.floor.spec) if now.has else 0,
    }


async def without_the_floor(db: AsyncSession, at: Signalling) -> dict[str, Any]:
    """What people say of the running speech and of the point under discussion; and one oneself."""
    now = await podium(db, at.session)
    if now is None:
        return {"now": None, "said": []}
    speaking = now.floor.speaking
    topic = await under_discussion(db, now, at.locale)
    spoken_of = [
        *([_of(speaking.speech)] if speaking and speaking.speech else ()),
        *([now.floor.floor.topic] if topic and now.floor.floor.topic else ()),
    ]
    own = dict(at.signalled)
    said = [Said(each, await given_to(db, now, each, topic), own.get(each)) for each in spoken_of]
    return {"now": now, "said": said, "slug": (await dialogue(db, at.dialogue)).slug}


async def the_floor(db: AsyncSession, at: InHall) -> dict[str, Any]:
    """Who has the floor and who comes next, what is under discussion and what people say of it."""
    now = await podium(db, at.session)
    if now is None:
        return {"now": None}
    topic = await under_discussion(db, now, at.locale)
    of_cafe = [each for each in await points(db, now.floor.session, at.locale) if not each.group]
    return {
        "now": now,
        "topic": topic,
        "place": of_cafe.index(topic) + 1 if topic in of_cafe else 0,
        "of": len(of_cafe),
        "given": await given_to(db, now, about(now, topic), topic),
        "slug": (await dialogue(db, at.dialogue)).slug,
    }


async def under_discussion(db: AsyncSession, now: Podium, locale: str) -> Point | None:
    """The point that a chair put on the wall, as it lies now."""
    topic = now.floor.floor.topic
    if topic is None:
        return None
    known = {each.key: each for each in await points(db, now.floor.session, locale)}
    key = (await belongings(db, list(known.values()), [topic])).get(topic, "")
    return known.get(key)


def about(now: Podium, topic: Point | None) -> str | None:
    """What signals are given about: the running speech, else the point under discussion."""
    speaking = now.floor.speaking
    if speaking and speaking.speech:
        return _of(speaking.speech)
    return now.floor.floor.topic if topic else None


async def given_to(
    db: AsyncSession, now: Podium, spoken_of: str | None, topic: Point | None
) -> Counter[str]:
    """{signal: how many people gave it} to the running speech, or to the point under discussion."""
    session = now.floor.session
    if spoken_of and spoken_of.startswith(SPEECH):
        given = await once(db, ("signals", session.id), lambda: signals(db, session.id))
        return given.get(spoken_of, Counter())
    return (await said_of(db, session, [topic])).get(topic.key, Counter()) if topic else Counter()


def _of(speech: Speech) -> str:
    return f"{SPEECH}{speech.number}"


def voices(person: Participant, locale: str) -> list[tuple[str, str]]:
    """For whom somebody may speak, as the form offers it."""
    party = PARTIES.get(person.party or "")
    groups = dict.fromkeys((*person.groups, *(party.groups if party else ())))
    return [
        ("self", say(N_("Myself"), locale)),
        *([(f"party:{party.iso3}", party.called(locale))] if party else []),
        *((f"group:{code}", code) for code in groups),
    ]
