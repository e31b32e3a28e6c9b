"""The line to one browser: whole frames, written once they may be, never waited for.

A phone that does not read must cost nobody anything. While its transport is full, its line keeps
only the newest frame of each region; if it stays full for `PATIENCE`, the transport is aborted
(a polite close would wait for the phone to read it). However a connection ends, its transport is
gone `close_timeout` seconds later.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.frames import Frame
from websockets.protocol import OPEN

EXTENSION = "facilitator.line"
PATIENCE = 15.0  # seconds
MOST_FRAGMENTS = 64  # of one message; a browser sends one
UNREADABLE = b"HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
WHOLE_TEXT = 0x81  # the first byte of a message in one frame
NO_TEXT = 1007
TOO_BIG = 1009
TOO_MANY = 4429
AT_ONCE, PER_SECOND = 40.0, 2.0  # messages a browser may send; it sends one in ten seconds


def framed(text: str | bytes) -> bytes:
    """One text message as the bytes of a server's frame (RFC 6455 §5.2)."""
    words = text.encode() if isinstance(text, str) else text
    size = len(words)
    if size < 126:
        return bytes((WHOLE_TEXT, size)) + words
    if size < 1 << 16:
        return bytes((WHOLE_TEXT, 126)) + size.to_bytes(2) + words
    return bytes((WHOLE_TEXT, 127)) + size.to_bytes(8) + words


class Line:
    """What is needed to write to a browser, and no more: of thousands, little lies in the
    processor's caches, and each visit to what does not costs as much as a hundred commands."""

    __slots__ = ("full", "over", "protocol", "transport", "waiting")

    def __init__(self, protocol: "LineProtocol") -> None:
        self.protocol = protocol
        self.transport: asyncio.Transport
        self.full = self.over = False
        self.waiting: dict[str, bytes] = {}

    @property
    def depth(self) -> int:
        """How many drawings wait for room."""
        return len(self.waiting)

    def put(self, frames: dict[str, bytes]) -> None:
        """Sends {region: frame}, all in one write; or keeps the newest until there is room."""
        if self.over or self.transport.is_closing():
            return
        if self.full:
            self.waiting.update(frames)
        elif len(frames) == 1:
            self.transport.write(*frames.values())
        else:
            self.transport.writelines(frames.values())  # what waits there is shared, not copied

    def hang_up(self, code: int) -> None:
        self.protocol.hang_up(code)


class LineProtocol(WebSocketsSansIOProtocol):
    """Uvicorn's protocol, which also hands the application the line below it.

    What holds each other in it is parted when it ends: rubbish is looked for too seldom
    (`kit/memory.py`) to keep each connection of a day.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.line = Line(self)
        super().__init__(*args, **kwargs)
        self.staying: Callable[[], Awaitable[None]] | None = None
        self.giving_up: asyncio.TimerHandle | None = None
        self.credit, self.counted_at = AT_ONCE, 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        self.line.transport = self.transport

    @property
    def close_sent(self) -> bool:
        return self.line.over

    @close_sent.setter
    def close_sent(self, is_over: bool) -> None:
        self.line.over = is_over

    def data_received(self, data: bytes) -> None:
        """A handshake that the library cannot read (one with a body, or a long cookie) it drops,
        and the connection would stay for ever."""
        super().data_received(data)
        if self.conn.handshake_exc and not self.handshake_initiated:
            self.transport.write(UNREADABLE)
            self.transport.close()

    def handle_connect(self, event: Any) -> None:
        super().handle_connect(event)
        if hasattr(self, "scope"):
            self.scope["extensions"][EXTENSION] = self.line  # type: ignore[assignment]

    async def run_asgi(self) -> None:
        self.app = self._open_and_stay
        await super().run_asgi()
        self.loop.call_later(self.close_timeout, self.transport.abort)
        self.app, self.staying = self.config.loaded_app, None
        del self.line.protocol  # nobody has the line any more

    async def _open_and_stay(self, *asked: Any) -> None:
        """A socket stays for hours, and thousands do: what let it in (guards, doors, all that was
        said in the handshake) is over once it is open, and half a hundred objects are let go."""
        await self.config.loaded_app(*asked)
        if self.staying:
            del asked, self.scope, self.request, self.response
            await self.staying()

    async def send(self, message: Any) -> None:
        await super().send(message)
        if self.initial_response and self.close_sent:
            self.handshake_complete = True  # a refusal ends it too, and is no fault to be logged

    def hang_up(self, code: int) -> None:
        """Ends the connection with a close code, from outside its own task.

        The transport stays until the browser has answered: closed with words of the browser
        unread, it would be reset, and the code lost.
        """
        if self.close_sent or not self.handshake_complete or self.transport.is_closing():
            return
        if self.conn.state is not OPEN:  # the browser's goodbye is in the same bytes
            return
        self.conn.send_close(code)
        self.transport.write(b"".join(self.conn.data_to_send()))
        self.close_sent = True
        self.line.waiting.clear()
        self.queue.put_nowait({"type": "websocket.disconnect", "code": code})
        self.close_timer = self.loop.call_later(self.close_timeout, self.transport.abort)
        self.transport.resume_reading()

    def handle_cont(self, event: Frame) -> None:
        if len(self.frames) >= MOST_FRAGMENTS:
            self.hang_up(TOO_BIG)
        if not self.close_sent:
            super().handle_cont(event)

    def send_receive_event_to_app(self) -> None:
        if not self._may_speak():
            return
        if self.curr_msg_data_type == "text" and not _is_text(b"".join(self.frames)):
            self.frames = []
            self.hang_up(NO_TEXT)  # the library would write its trace into the log
        else:
            super().send_receive_event_to_app()

    def handle_ping(self) -> None:
        """A browser that asks and does not read gets no answer: answers must not pile up."""
        answer = self.conn.data_to_send()
        if self._may_speak() and not (self.line.full or self.transport.is_closing()):
            self.transport.write(b"".join(answer))

    def _may_speak(self) -> bool:
        """Whoever floods us is sent away."""
        moment = self.loop.time()
        earned = (moment - self.counted_at) * PER_SECOND
        self.credit, self.counted_at = min(AT_ONCE, self.credit + earned) - 1, moment
        if self.credit < 0:
            self.hang_up(TOO_MANY)
        return self.credit >= 0

    def keepalive_timeout(self) -> None:
        super().keepalive_timeout()
        self.queue.put_nowait({"type": "websocket.disconnect", "code": 1011})

    def pause_writing(self) -> None:
        super().pause_writing()
        self.line.full = True
        self.giving_up = self.loop.call_later(PATIENCE, self.transport.abort)

    def resume_writing(self) -> None:
        super().resume_writing()
        self.line.full = False
        if self.giving_up:
            self.giving_up.cancel()
        waiting, self.line.waiting = self.line.waiting, {}
        if waiting:
            self.line.put(waiting)

    def connection_lost(self, exc: Exception | None) -> None:
        if self.giving_up:
            self.giving_up.cancel()
        super().connection_lost(exc)
        self.conn.parser.close()


def _is_text(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True
