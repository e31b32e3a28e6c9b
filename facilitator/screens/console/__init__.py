"""The console: what the two co-facilitators run the room from."""

from facilitator.screens.console import (
    at_table,
    conducting,
    floor,
    floor_acts,
    floor_points,
    flow,
    groups,
    page,
    people,
    room,
    rounds,
    waiting,
)
from facilitator.screens.console.page import router
from facilitator.screens.console.screen import console

REGIONS = (flow, room, waiting)  # registered by being imported

for part in (rounds, conducting, people, at_table, floor, floor_acts, floor_points, groups):
    page.router.include_router(part.router)

__all__ = ["console", "router"]
