"""The socket: one browser's connection, from the handshake to the end."""

import json
from functools import partial
from typing import Any
from uuid import UUID

from fastapi import WebSocket

from facilitator.kit.clock import epoch_ms, now
from facilitator.live.drawing import Watcher
from facilitator.live.hub import Hub
from facilitator.live.line import EXTENSION, Line, framed
from facilitator.live.screen import Screen

PATIENT_WITH = 3  # messages that cannot be read before the connection is ended
BAD_MESSAGE = 4400
NOT_TEXT = 1003


async def shown(socket: WebSocket, hub: Hub, screen: Screen, dialogue: UUID, pass_id: UUID) -> None:
    """Opens a screen, to be kept true until its browser goes: by the line, once this has returned
    and the request is over (`LineProtocol.staying`)."""
    try:
        await socket.accept()
    except OSError:
        return  # gone before the door was open
    line: Line = socket.scope["extensions"][EXTENSION]
    line.protocol.staying = partial(_watch, line, hub, dialogue, Watcher(pass_id, screen, line))


async def _watch(line: Line, hub: Hub, dialogue: UUID, watcher: Watcher) -> None:
    """Holds no database session, as long as it takes."""
    with hub.watching(dialogue, watcher):
        await _listen(line)


async def _listen(line: Line) -> None:
    """Reads what the browser sends: pings only. Whoever does not read us is also not read."""
    unread = 0
    while True:
        message: Any = await line.protocol.receive()
        if message["type"] == "websocket.disconnect":
            return
        if message.get("text") is None:
            line.hang_up(NOT_TEXT)
            return
        answer = _pong(message["text"])
        if answer:
            line.put({"pong": framed(answer)})
            continue
        unread += 1
        if unread >= PATIENT_WITH:
            line.hang_up(BAD_MESSAGE)
            return


def _pong(text: str) -> str | None:
    """The answer to `{"type": "ping", "sent": number}`; None to anything else."""
    try:
        match json.loads(text):
            case {"type": "ping", "sent": int() | float() as sent} if abs(sent) < 1e15:
                return json.dumps({"type": "pong", "sent": sent, "now": epoch_ms(now())})
    except (ValueError, RecursionError):
        return None
    return None
