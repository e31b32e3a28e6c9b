"""The line to one browser: whole frames, written once they may be, never waited for.

A phone that does not read must cost nobody anything. While its transport is full, its line keeps
only the newest frame of each region; if it stays full for `PATIENCE`, the transport is aborted
(a polite close would wait for the phone to read it).
"""

import asyncio
from typing import Any

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.frames import Frame, Opcode

EXTENSION = "facilitator.line"
PATIENCE = 30.0  # seconds


def framed(text: str) -> bytes:
    """One text message as the bytes of a server's frame (RFC 6455 §5.2)."""
    return Frame(Opcode.TEXT, text.encode()).serialize(mask=False)


class LineProtocol(WebSocketsSansIOProtocol):
    """Uvicorn's protocol, which also hands the application the line below it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.waiting: dict[str, bytes] = {}
        self.full = False
        self.giving_up: asyncio.TimerHandle | None = None

    def handle_connect(self, event: Any) -> None:
        super().handle_connect(event)
        if hasattr(self, "scope"):
            self.scope["extensions"][EXTENSION] = self  # type: ignore[typeddict-item]

    def put(self, frames: dict[str, bytes]) -> None:
        """Sends {region: frame}, all in one write; or keeps the newest until there is room."""
        if self.full:
            self.waiting.update(frames)
        elif not (self.close_sent or self.transport.is_closing()):
            self.transport.write(b"".join(frames.values()))

    def hang_up(self, code: int) -> None:
        """Ends the connection with a close code, from outside its own task."""
        if self.close_sent or self.transport.is_closing():
            return
        self.conn.send_close(code)
        self.transport.write(b"".join(self.conn.data_to_send()))
        self.close_sent = True
        self.queue.put_nowait({"type": "websocket.disconnect", "code": code})
        self.loop.call_later(self.close_timeout, self.transport.abort)

    def pause_writing(self) -> None:
        super().pause_writing()
        self.full = True
        self.giving_up = self.loop.call_later(PATIENCE, self.transport.abort)

    def resume_writing(self) -> None:
        super().resume_writing()
        self.full = False
        if self.giving_up:
            self.giving_up.cancel()
        waiting, self.waiting = self.waiting, {}
        if waiting:
            self.put(waiting)

    def connection_lost(self, exc: Exception | None) -> None:
        if self.giving_up:
            self.giving_up.cancel()
        super().connection_lost(exc)
