"""Connections that ask for nothing, or do not read what they asked for.

What is wanted must be said within ten seconds, and briefly: a request that trickles in would hold
its connection for ever. (Bodies: `screens/bodies.py`.) And answers must be read: who asks again and
again and reads nothing would hold a place in the house, and the memory of all that waits.
"""

import asyncio
from typing import Any

from uvicorn.protocols.http.auto import AutoHTTPProtocol

ASKING = 10.0  # seconds for a request's line and headers
LONGEST_HEAD = 32_768  # bytes
MOST_AHEAD = 16  # requests that wait behind an answer; browsers send none
READING = 15.0  # seconds, and in each of them so long as an answer does not fit
LEAST_READ = 15_000  # bytes
END = b"\r\n\r\n"
TOO_LONG = (
    b"HTTP/1.1 431 Request Header Fields Too Large\r\n"
    b"content-type: text/plain\r\ncontent-length: 8\r\nconnection: close\r\n\r\nToo long"
)


class PatientProtocol(AutoHTTPProtocol):  # type: ignore[misc, valid-type]
    """Uvicorn's protocol, with a clock and a measure for what comes before a body."""

    def connection_made(self, transport: asyncio.Transport) -> None:
        super().connection_made(transport)
        self.head, self.before = 0, b""
        self.unread: asyncio.TimerHandle | None = None
        self.giving_up = self.loop.call_later(ASKING, self._give_up)

    def data_received(self, data: bytes) -> None:
        before = self.cycle
        if self._is_asked():
            self._measure(data)
            if self.head > LONGEST_HEAD:
                self.transport.write(TOO_LONG)
                self.transport.close()
                return
            if not self.giving_up:
                self.giving_up = self.loop.call_later(ASKING, self._give_up)
        super().data_received(data)
        if self.cycle is not before:
            self._has_asked()

    def on_headers_complete(self) -> None:
        if len(self.pipeline) < MOST_AHEAD:
            super().on_headers_complete()
        else:
            self.transport.abort()

    def pause_writing(self) -> None:
        super().pause_writing()
        self._wait_for_reading()

    def _wait_for_reading(self) -> None:
        left = self.transport.get_write_buffer_size()
        self.unread = self.loop.call_later(READING, self._see_what_was_read, left)

    def _see_what_was_read(self, before: int) -> None:
        if before - self.transport.get_write_buffer_size() < LEAST_READ:
            self.transport.abort()
        else:
            self._wait_for_reading()

    def resume_writing(self) -> None:
        super().resume_writing()
        self._stop_waiting()

    def _stop_waiting(self) -> None:
        if self.unread:
            self.unread.cancel()
        self.unread = None

    def _start_asgi_task(self, cycle: Any, app: Any) -> None:
        """To whoever has gone nothing is sent: uvloop would call a second write a fault of ours."""

        async def careful(scope: Any, receive: Any, send: Any) -> None:
            async def send_unless_gone(message: Any) -> None:
                cycle.disconnected = cycle.disconnected or self.transport.is_closing()
                await send(message)

            await app(scope, receive, send_unless_gone)

        super()._start_asgi_task(cycle, careful)

    def handle_websocket_upgrade(self) -> None:
        """A socket has a clock of its own. The parser is let go, as when a connection is lost: it
        and this hold each other, and rubbish is looked for too seldom (`kit/memory.py`) to keep
        those of thousands."""
        super().handle_websocket_upgrade()
        self._has_asked()
        self.parser = None

    def _measure(self, data: bytes) -> None:
        """Adds to the head what comes before its end; a body may have come along with it."""
        met = self.before + data
        end = met.find(END)
        self.head += len(data) if end < 0 else end + len(END) - len(self.before)
        self.before = met[1 - len(END) :]

    def _is_asked(self) -> bool:
        """Is this connection between two requests?"""
        last: Any = self.cycle
        return last is None or (last.response_complete and not last.more_body)

    def _has_asked(self) -> None:
        self.head, self.before = 0, b""
        if self.giving_up:
            self.giving_up.cancel()
        self.giving_up = None

    def _give_up(self) -> None:
        self.giving_up = None
        self.transport.close()

    def connection_lost(self, exc: Exception | None) -> None:
        self._has_asked()
        self._stop_waiting()
        super().connection_lost(exc)
