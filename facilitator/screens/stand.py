"""On what people stand, and the viewers they are there; kept of a crowd until something is said."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from facilitator.floor.signalled import Signalled
from facilitator.kit.events import Event
from facilitator.kit.pauses import stretches
from facilitator.people.events import ParticipantJoined
from facilitator.people.queries import Holder
from facilitator.people.rules import Role, Screen
from facilitator.rotation.telling import Told
from facilitator.screens.moment import Moment
from facilitator.screens.registers import OF_OTHER_THINGS
from facilitator.screens.vantage import Viewer
from facilitator.tables.events import PersonArrived, SeatsChanged
from facilitator.tables.queries import Place

AT_A_STRETCH = 100  # people
NEVER = datetime.max.replace(tzinfo=UTC)
PlaceOf = Mapping[UUID, Place]


@dataclass(frozen=True)
class Ground:
    """What must be known to say where people stand, besides who they are and where they sit."""

    dialogue: UUID
    language: str
    moment: Moment
    kept: Mapping[UUID, UUID]  # {host or table rapporteur: their table}
    asking: Mapping[UUID, tuple[UUID, ...]]
    signalled: Mapping[UUID, Signalled]
    told: Mapping[str, tuple[Told, ...]]


@dataclass
class Stand:
    """The people on some ground, by pass. All who stand alike share a viewer without a face.

    `viewers` is made anew when anybody in it is. `unsure`: people of whom something was said since;
    `until`: when the first pass runs out. `asked`: the passes last asked for, all of them known.
    """

    ground: Ground
    here: PlaceOf
    to_come: PlaceOf
    alike: dict[tuple[Any, ...], Viewer] = field(default_factory=dict)
    viewers: dict[UUID, Viewer] = field(default_factory=dict)
    unsure: set[UUID] = field(default_factory=set)
    until: datetime = NEVER
    asked: Collection[UUID] = ()

    async def take_in(self, good: Mapping[UUID, Holder]) -> None:
        if not good:
            return
        viewers = dict(self.viewers)
        async for few in stretches(good.items(), AT_A_STRETCH):
            for each, held in few:
                viewers[each] = self._viewer(held)
                self.until = min(self.until, held.expires_at)
        self.viewers = viewers

    def let_go(self, passes: Collection[UUID]) -> None:
        """Forgets these, and those of whom something was said."""
        gone = {each for each in passes if each in self.viewers}
        if self.unsure:
            known = self.viewers.items()
            gone |= {at for at, each in known if each.participant in self.unsure}
            self.unsure.clear()
        if gone:
            self.viewers = {at: each for at, each in self.viewers.items() if at not in gone}
            self.asked = ()

    def _viewer(self, held: Holder) -> Viewer:
        """The viewer, and what all have in common who stand alike: that is made once for them."""
        who, ground = held.participant, self.ground
        here = self.here.get(who) if who else None
        to_come = self.to_come.get(who) if who else None
        keeping = ground.kept.get(who) if who and held.screen == Screen.TABLE else None
        common = (
            held.role,
            held.locale,
            keeping or (here.table if here else None),
            bool(here and here.arrived),
            to_come.table if to_come else None,
            bool(to_come and to_come.arrived),
            ground.asking.get(who, ()) if who and ground.asking else (),
            ground.signalled.get(who, ()) if who and ground.signalled else (),
            ground.told.get(str(who), ()) if ground.told else (),
        )
        alike = self.alike.get(common) or self.alike.setdefault(common, _faceless(ground, *common))
        return Viewer(held.pass_id, who, *alike[2:-1], alike)


def _faceless(ground: Ground, role: str | None, locale: str | None, *standing: Any) -> Viewer:
    table, arrived, next_table, next_arrived, asking, signalled, told = standing
    moment = ground.moment
    return Viewer(
        pass_id=None,
        participant=None,
        dialogue=ground.dialogue,
        role=Role(role) if role else None,
        locale=locale or ground.language,
        session=moment.session,
        round=moment.round,
        table=table,
        arrived=arrived,
        next_round=moment.next_round,
        next_table=next_table,
        next_arrived=next_arrived,
        asking=asking,
        signalled=signalled,
        reseated=told,
    )


Stands = dict[Moment, Stand]


def shake(event: Event, stands: Stands) -> None:
    """Whom an event is about must be looked at again; or everybody, unless it only moves rounds on
    or is about the floor: a ground says that itself."""
    if isinstance(event, SeatsChanged | PersonArrived | ParticipantJoined) and event.participant:
        for each in stands.values():
            each.unsure.add(event.participant)
    elif not event.is_talk and not isinstance(event, OF_OTHER_THINGS):
        stands.clear()
