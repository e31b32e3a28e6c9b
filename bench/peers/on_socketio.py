"""The peer python-socketio: an event to everybody. `python on_socketio.py PORT`.

The first to say `42["go", "SIZE"]` makes it emit SIZE characters to all.
"""

import sys

import socketio
import uvicorn

server = socketio.AsyncServer(async_mode="asgi", ping_interval=120)


@server.event
async def go(_sid: str, size: str) -> None:
    await server.emit("mark", "MARK" + "x" * (int(size) - 4))


uvicorn.run(
    socketio.ASGIApp(server), port=int(sys.argv[1]), backlog=4096, log_level="error",
    ws="websockets-sansio", ws_per_message_deflate=False,
)  # fmt: skip
