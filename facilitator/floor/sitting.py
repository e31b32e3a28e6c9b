"""One sitting of a floor, as it was read: who wishes to speak, who speaks, what was said."""

from collections import Counter
from dataclasses import dataclass
from uuid import UUID

from facilitator.dialogues.model import DialogueSession
from facilitator.dialogues.programme.specs import FloorSpec
from facilitator.floor.model import Floor, FloorRequest, Speech
from facilitator.floor.rules.clock import limit_of
from facilitator.floor.rules.heard import Asker, Heard, Traits
from facilitator.floor.rules.kinds import Aid, Asking, Capacity, State
from facilitator.floor.rules.line import Line, Order, line
from facilitator.floor.rules.moves import Phase
from facilitator.kit.text import plain
from facilitator.people.model import Participant
from facilitator.people.parties import PARTIES


@dataclass
class Wish:
    """A request, who made it, and what came of it."""

    request: FloorRequest
    person: Participant | None
    speech: Speech | None = None

    @property
    def name(self) -> str:
        return self.person.display_name if self.person else self.request.name or ""

    @property
    def constituency(self) -> str | None:
        return self.person.constituency if self.person else self.request.constituency

    @property
    def party(self) -> str | None:
        """The code of the Party they speak for, or belong to."""
        if self.request.capacity == Capacity.PARTY and self.request.on_behalf:
            return self.request.on_behalf
        return self.person.party if self.person else self.request.party

    @property
    def group(self) -> str | None:
        return self.request.on_behalf if self.request.capacity == Capacity.GROUP else None

    def stands_for(self, locale: str) -> str | None:
        """The group, Party or organisation beside the name, in a language."""
        party = PARTIES.get(self.party or "")
        own = self.person.organisation if self.person else None
        return self.group or (party.called(locale) if party else own)

    @property
    def who(self) -> Traits:
        party = PARTIES.get(self.party or "")
        region = party.un_region if party else None
        return Traits(
            person=str(self.person.id) if self.person else f"name {plain(self.request.name or '')}",
            constituency=self.constituency,
            region=self.person.un_region if self.person else region,
            gender=self.person.gender if self.person else None,
            developing=party.developing if party else None,
        )


@dataclass
class Sitting:
    """The floor of a session with everybody who asks and everything that was said."""

    session: DialogueSession
    floor: Floor
    wishes: dict[UUID, Wish]

    @property
    def spec(self) -> FloorSpec:
        return self.session.floor_spec

    @property
    def speeches(self) -> list[Wish]:
        """Everything said, in its order."""
        held = [(each.speech.number, each) for each in self.wishes.values() if each.speech]
        return [wish for _, wish in sorted(held, key=lambda each: each[0])]

    @property
    def waiting(self) -> list[Wish]:
        return [each for each in self.wishes.values() if each.request.state == State.WAITING]

    @property
    def called(self) -> Wish | None:
        return self.wishes[self.floor.called_id] if self.floor.called_id else None

    @property
    def speaking(self) -> Wish | None:
        return self._of(self.floor.speech_id)

    @property
    def interrupted(self) -> Wish | None:
        return self._of(self.floor.interrupted_id)

    def _of(self, speech: UUID | None) -> Wish | None:
        found = (w for w in self.wishes.values() if w.speech and w.speech.id == speech)
        return next(found, None) if speech else None

    @property
    def phase(self) -> Phase:
        if self.floor.called_id:
            return Phase.CALLED
        if self.speaking is None:
            return Phase.FREE
        running = self.speaking.speech and self.speaking.speech.since
        return Phase.SPEAKING if running else Phase.PAUSED

    @property
    def order(self) -> Order:
        return Order(self.spec.rules, self.spec.patience)

    def limit(self, request: FloorRequest) -> int:
        """Seconds they may speak."""
        return limit_of(Asking(request.kind), request.prepared, Aid(request.aid), self.spec)

    def heard(self) -> Heard:
        """Turns and seconds so far; whoever was called, or still speaks, uses all their time."""
        found = Heard()
        for wish in [*self.speeches, *([self.called] if self.called else [])]:
            found.hear(wish.who, Asking(wish.request.kind), self._seconds(wish))
        return found

    def _seconds(self, wish: Wish) -> int:
        if wish.speech is None:
            return self.limit(wish.request)
        clock = wish.speech.clock
        used = clock.spoken if wish.speech.ended_at else max(clock.spoken, clock.limit)
        return round(used.total_seconds())

    def line(self) -> Line:
        """Who is called next, and who after them."""
        return line((self._asker(each) for each in self.waiting), self.order, self.heard())

    def _asker(self, wish: Wish) -> Asker:
        request = wish.request
        return Asker(
            id=request.id,
            kind=Asking(request.kind),
            turn=request.turn,
            who=wish.who,
            limit=self.limit(request),
            passed=request.passed,
            absent=request.skipped > 0,
            by_hand=request.by_hand,
        )

    @property
    def prepared(self) -> int:
        """Prepared statements held or asked for."""
        live = [w for w in self.wishes.values() if w.request.state != State.WITHDRAWN]
        return sum(each.request.prepared for each in live)

    def used(self) -> Counter[str]:
        """{constituency or group: seconds} until the clock last stopped."""
        found: Counter[str] = Counter()
        for wish in self.speeches:
            assert wish.speech  # noqa: S101 - those with a speech
            seconds = round(wish.speech.clock.spoken.total_seconds())
            found.update({name: seconds for name in (wish.constituency, wish.group) if name})
        return found
