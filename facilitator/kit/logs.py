"""Logs for operators: one line of JSON for each thing worth knowing, never people's words.

The message of an exception may hold what somebody typed (a database tells the values it refuses),
and so may the local variables of its frames. So a log tells an exception's type and the places it
came through, and nothing else of it.
"""

import logging
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice
from traceback import walk_tb
from typing import Any

import structlog
from structlog.typing import EventDict, WrappedLogger

PLACES = 12  # innermost frames that are told
CAUSES = 4


def configure() -> None:
    """Sets up structlog and, once, a handler for what libraries log. Safe to call again."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
            without_words,
            structlog.processors.JSONRenderer(default=str),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=_to_stderr,
        cache_logger_on_first_use=False,
    )
    root = logging.getLogger()
    if not any(isinstance(each.formatter, OneLine) for each in root.handlers):
        handler = logging.StreamHandler(sys.stderr)
        handler.setFormatter(OneLine())
        handler.setLevel(logging.WARNING)
        root.addHandler(handler)


def without_words(_logger: WrappedLogger, _name: str, event: EventDict) -> EventDict:
    """A processor that puts `error` and `where` for an exception."""
    given = event.pop("exc_info", None)
    error = sys.exc_info()[1] if given is True else given
    error = error[1] if isinstance(error, tuple) else error
    if isinstance(error, BaseException):
        event.update(told(error))
    return event


def told(error: BaseException) -> dict[str, Any]:
    """What may be told of an exception: its type, its causes' types, and where it came through."""
    chain = list(islice(_causes(error), CAUSES))
    frames = [frame for each in chain for frame in _places(each)]
    return {"error": " < ".join(type(each).__name__ for each in chain), "where": frames[:PLACES]}


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _places(error: BaseException) -> list[str]:
    """`file:line function`, innermost first."""
    frames = ((frame.f_code, line) for frame, line in walk_tb(error.__traceback__))
    return [f"{code.co_filename}:{line} {code.co_name}" for code, line in frames][::-1]


def _to_stderr(*_: Any) -> structlog.PrintLogger:
    return structlog.PrintLogger(sys.stderr)


class OneLine(logging.Formatter):
    """The same line for what uvicorn, asyncio and other libraries say."""

    def format(self, record: logging.LogRecord) -> str:
        error = record.exc_info[1] if record.exc_info else None
        line = {
            "event": record.msg if error else record.getMessage(),
            "level": record.levelname.lower(),
            "logger": record.name,
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(),
            **(told(error) if error else {}),
        }
        return str(structlog.processors.JSONRenderer(default=str)(None, "", line))
