"""The whole hall at once: what the console and the wall both need to know of a session."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.rounds.model import Round
from facilitator.rounds.rules import Phase, following, present
from facilitator.screens.parts import Scene, scene
from facilitator.screens.vantage import InHall


@dataclass(frozen=True)
class Hall:
    """A session, the round people are in (or wait for), and the one they are on their way to."""

    scene: Scene
    round: Round | None
    bound_for: Round | None

    @property
    def is_moving(self) -> bool:
        """Do people look for a table now?"""
        return self.bound_for is not None and self.bound_for.phase == Phase.PLANNED

    @property
    def moved_at(self) -> datetime | None:
        """When a round was last opened, rung or closed."""
        marks = [(each.opened_at, each.rung_at, each.closed_at) for each in self.scene.rounds]
        return max((at for of_one in marks for at in of_one if at), default=None)


async def hall(db: AsyncSession, at: InHall) -> Hall | None:
    """The hall of the live session; None while no session is open."""
    if at.session is None:
        return None
    now = await scene(db, at.session)
    here = present(now.rounds)
    return Hall(now, here, bound_for(now, here))


def bound_for(now: Scene, here: Round | None) -> Round | None:
    """From the bell on, people go to the next round's tables; until then they sit at this one's."""
    to_come = following(now.rounds, here.number) if here and here.phase == Phase.GRACE else None
    return to_come or here
