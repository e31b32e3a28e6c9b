"""What nobody foresaw: answered calmly, and logged under an id without anybody's words."""

from typing import Any

import structlog
from fastapi import Request, Response
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from facilitator.kit.errors import Busy, Conflict, Invalid, Refusal
from facilitator.kit.ids import new_id
from facilitator.kit.words import N_
from facilitator.screens.answers import refuse

BUSY = Busy.status
PASSING = ("40001", "40P01", "55P03", "57014", "57P01", "57P02", "57P03", "53300", "53100", "08")
"""PostgreSQL's codes for what a second try may find better: serialization, deadlock, lock and
statement time-outs, shutting down, crashing, starting up, too many connections, disk full,
a connection lost."""
PASSING_ON_SQLITE = ("SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_FULL", "SQLITE_IOERR")
log = structlog.get_logger()


class LastResort:
    """Turns an exception into an answer, unless one has begun. Sockets are left to close."""

    def __init__(self, app: ASGIApp, passes: type[Exception]) -> None:
        self.app = app
        self.passes = passes  # a signal between guards, which is none of ours

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        begun = False

        async def noticed(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self.app(scope, receive, noticed)
        except self.passes:
            raise
        except Exception as error:
            answer = await _answer(scope, error)
            if scope["type"] == "http" and not begun:
                await answer(scope, receive, send)
            elif scope["type"] == "websocket":
                await send({"type": "websocket.close", "code": 1011})
            else:
                raise


async def _answer(scope: Scope, error: Exception) -> Response:
    """Too late, too busy, or a fault of ours: then the log has more, under the answer's id."""
    refusal = foreseen(error)
    mark = str(new_id())
    if not isinstance(refusal, Conflict | Invalid):
        found = {"id": mark, "path": template(scope), "status": refusal.status}
        log.error("not_foreseen", exc_info=error, **found)
    if scope["type"] != "http":
        return Response(status_code=refusal.status)
    answer = await refuse(Request(scope), refusal)
    answer.headers["X-Request-Id"] = mark
    return answer


def foreseen(error: Exception) -> Refusal:
    """Two at once under one unique key, or a database that cannot now; else a fault of ours."""
    if isinstance(error, IntegrityError):
        return Conflict()
    if _does_not_fit(error):
        return Invalid(N_("A number here is too large."))
    if isinstance(error, PoolTimeoutError | TimeoutError | ConnectionError) or _will_pass(error):
        return Busy()
    broken = Busy(code="broken")
    broken.status, broken.wait = 500, None
    return broken


def _does_not_fit(error: Exception) -> bool:
    """A number that no column holds: SQLite's driver says so, or PostgreSQL's before it asks."""
    cause = error.orig.__cause__ if isinstance(error, DBAPIError) and error.orig else None
    return isinstance(error, OverflowError) or type(cause).__name__ == "DataError"


def _will_pass(error: Exception) -> bool:
    """What asyncpg says while it connects reaches us as it is, everything else is wrapped."""
    if isinstance(error, DBAPIError) and error.connection_invalidated:
        return True
    cause = error.orig if isinstance(error, DBAPIError) else error
    said = str(getattr(cause, "sqlite_errorname", ""))
    code = str(getattr(cause, "sqlstate", ""))
    return code.startswith(PASSING) or said.startswith(PASSING_ON_SQLITE)


def template(scope: Scope) -> Any:
    """The route's own path: that of the request may hold a personal link."""
    return getattr(scope.get("route"), "path", "")
