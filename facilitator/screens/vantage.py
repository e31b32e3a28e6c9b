"""How much of the house can be seen from where people stand."""

from typing import NamedTuple
from uuid import UUID

from facilitator.floor.signalled import Signalled
from facilitator.people.rules import Right, Role, may
from facilitator.rotation.telling import Told

# What each screen's socket is opened with; "console/table" is a part of the console.
WATCHED_WITH: dict[str, Right | None] = {
    "phone": Right.TAKE_PART,
    "table": Right.KEEP_TABLE,
    "console": Right.RUN,
    "rotation": Right.RUN,
    "desk": Right.SEE_DESK,
    "wall": None,
    "review": Right.REVIEW,
}


class Viewer(NamedTuple):
    """Somebody at a screen, as they stand now.

    `table` is where they sit in `round` (for hosts and table rapporteurs: the table they keep);
    `next_table` where they sit in `next_round`, known once the bell has rung or before the first;
    `asking` their open requests for the floor; `signalled` what they say of what is spoken of;
    `reseated` seats of rounds to come that are not the ones they were told;
    `alike` the faceless viewer that they share with all who stand alike.
    """

    pass_id: UUID | None
    participant: UUID | None
    dialogue: UUID
    role: Role | None
    locale: str
    session: UUID | None = None
    round: int | None = None
    table: UUID | None = None
    arrived: bool = False
    next_round: int | None = None
    next_table: UUID | None = None
    next_arrived: bool = False
    asking: tuple[UUID, ...] = ()
    signalled: Signalled = ()
    reseated: tuple[Told, ...] = ()
    alike: "Viewer | None" = None

    @property
    def place(self) -> UUID | None:
        return self.table

    @property
    def faceless(self) -> "Viewer":
        """What all have in common who stand alike."""
        return self.alike or Viewer(None, None, *self[2:])

    def may_watch(self, screen: str) -> bool:
        """A right that is withdrawn ends the sockets it had opened."""
        right = WATCHED_WITH[screen.partition("/")[0]]
        return right is None or (self.role is not None and may(self.role, right))


class InHall(NamedTuple):
    """All that everybody in a session may see."""

    dialogue: UUID
    session: UUID | None
    locale: str


class AtTable(NamedTuple):
    """What the people of one table see in one round; or (`round` None) in any of them."""

    dialogue: UUID
    session: UUID | None
    round: int | None
    table: UUID | None
    locale: str


class InRound(NamedTuple):
    """What all tables of a round have in common."""

    session: UUID | None
    round: int | None
    locale: str


class OnTheWay(NamedTuple):
    """What people see who are to go to a table for a round."""

    dialogue: UUID
    session: UUID | None
    round: int | None
    table: UUID | None
    arrived: bool
    locale: str


class AtTheFloor(NamedTuple):
    """What people see of the floor who have these requests, or none: then all see the same."""

    dialogue: UUID
    session: UUID | None
    asking: tuple[UUID, ...]
    locale: str


class Signalling(NamedTuple):
    """What people see who said this of what is spoken of, or nothing: then all see the same."""

    dialogue: UUID
    session: UUID | None
    signalled: Signalled
    locale: str


class Reseated(NamedTuple):
    """What somebody is told whose seats to come have changed; the same for all others."""

    reseated: tuple[Told, ...]
    locale: str


def in_hall(viewer: Viewer) -> InHall:
    return InHall(viewer.dialogue, viewer.session, viewer.locale)


def at_table(viewer: Viewer) -> AtTable:
    return AtTable(viewer.dialogue, viewer.session, viewer.round, viewer.table, viewer.locale)


def of_table(viewer: Viewer) -> AtTable:
    """As `at_table`, of what stays as it is when a round ends."""
    return AtTable(viewer.dialogue, viewer.session, None, viewer.table, viewer.locale)


def in_round(at: AtTable) -> InRound:
    return InRound(at.session, at.round, at.locale)


def on_the_way(viewer: Viewer) -> OnTheWay:
    return OnTheWay(
        viewer.dialogue,
        viewer.session,
        viewer.next_round,
        viewer.next_table,
        viewer.next_arrived,
        viewer.locale,
    )


def at_the_floor(viewer: Viewer) -> AtTheFloor:
    return AtTheFloor(viewer.dialogue, viewer.session, viewer.asking, viewer.locale)


def signalling(viewer: Viewer) -> Signalling:
    return Signalling(viewer.dialogue, viewer.session, viewer.signalled, viewer.locale)


def moved(viewer: Viewer) -> Reseated:
    return Reseated(viewer.reseated, viewer.locale)
