"""The front door: puts the house together."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from typing import Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from facilitator import schema
from facilitator.harvest.gatherer import keep_gathering
from facilitator.harvest.helping.helper import keep_helping
from facilitator.kit import logs
from facilitator.kit.database import Database
from facilitator.kit.errors import Refusal
from facilitator.kit.limiter import Guesses
from facilitator.kit.memory import keep_memory_quiet
from facilitator.kit.pages import STATIC
from facilitator.live.hub import Hub
from facilitator.live.vitals import keep_measuring
from facilitator.live.wire import LocalBell, RedisBell
from facilitator.rotation.workshop import Workshop
from facilitator.rounds.seating.keeper import SearchKeeper
from facilitator.rounds.timekeeper import keep_time
from facilitator.screens import (
    answers,
    console,
    desk,
    health,
    home,
    join,
    phone,
    public,
    review,
    rotation,
    setup,
    table,
    wall,
)
from facilitator.screens.bodies import BoundedBody, Overflow
from facilitator.screens.box import Box
from facilitator.screens.gate import Crowd, Gate
from facilitator.screens.guards import LegiblePath, OwnName, SafeHeaders, SameOrigin
from facilitator.screens.hands import see_to
from facilitator.screens.last_resort import LastResort
from facilitator.screens.letterbox import write_down
from facilitator.screens.pace import Pace
from facilitator.screens.presence import keep_counting
from facilitator.screens.standing import foresee, standings
from facilitator.screens.static import MarkedFiles
from facilitator.settings import settings

FINISH = 5.0  # seconds for what is under way when the house closes

# Asked first when a server starts, and without looking through all that people may do.
SCREENS = (health, home, join, phone, table, wall, console, rotation, desk, review, setup, public)


@asynccontextmanager
async def open_house(app: FastAPI) -> AsyncIterator[dict[str, Any]]:
    """Database, hub, bell, workshop and the loops; closed in the other order."""
    database = app.state.database = Database(app.state.database_url)
    hub = app.state.hub = Hub(database, standings, foresee)
    redis = app.state.redis_url
    app.state.guesses = Guesses(redis)
    app.state.crowd = Crowd()
    bell = app.state.bell = RedisBell(hub, redis) if redis else LocalBell(hub)
    letterbox = app.state.letterbox = Box(database, bell, write_down)
    hands = app.state.hands = Box(database, bell, see_to)
    shop = app.state.shop = Workshop()
    searches = app.state.searches = SearchKeeper(database, bell, shop)
    loops = [
        asyncio.create_task(loop)
        for loop in (
            bell.listen(),
            letterbox.run(),
            hands.run(),
            keep_time(database, bell),
            keep_counting(hub, database, bell),
            keep_measuring(hub),
            searches.run(),
            keep_gathering(database, bell),
            keep_helping(database, bell),
        )
    ]
    keep_memory_quiet()
    yield {"say_goodbye": partial(say_goodbye, app)}
    for loop in loops:
        loop.cancel()
    await asyncio.wait(loops, timeout=FINISH)  # a commit that hangs holds a loop for ever
    await shop.close()
    await hub.close()
    await bell.close()
    await database.close()


async def say_goodbye(app: FastAPI) -> None:
    """Closing time, before the server stops to listen: nobody new is let in, browsers are told
    when to come back, what is under way is committed and shown, and only then they are sent away.
    """
    app.state.crowd.leaving = True
    app.state.hub.announce()
    await app.state.crowd.finish(FINISH)
    app.state.hub.send_away()


def build(database_url: str | None = None, redis_url: str | None = None) -> FastAPI:
    """The application, with what `settings()` says where nothing is given."""
    assert schema.everything.tables  # noqa: S101 - mapping needs every model imported
    logs.configure()
    app = FastAPI(
        lifespan=open_house,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        redirect_slashes=False,  # it would lead to whichever host a request names
    )
    app.state.database_url = database_url or settings().database_url
    app.state.redis_url = redis_url or settings().redis_url
    app.mount("/static", MarkedFiles(directory=STATIC))
    for screen in SCREENS:
        app.include_router(screen.router)
    app.add_exception_handler(Refusal, answers.refuse)
    app.add_exception_handler(setup.TryAgain, setup.draw_again)
    app.add_exception_handler(RequestValidationError, answers.not_understood)
    app.add_exception_handler(HTTPException, answers.not_found)
    app.add_middleware(LastResort, passes=Overflow)
    app.add_middleware(Pace)
    app.add_middleware(Gate)
    for guard in (SameOrigin, OwnName, LegiblePath, BoundedBody, SafeHeaders):
        app.add_middleware(guard)
    return app
