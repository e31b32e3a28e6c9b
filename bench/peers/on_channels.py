"""The peer Django Channels, in memory: a message to a group of all. `python on_channels.py PORT`.

Whoever says "SIZE" makes it send SIZE characters to the group.
"""

import sys

import django
import uvicorn
from django.conf import settings

settings.configure(
    CHANNEL_LAYERS={"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}},
    ALLOWED_HOSTS=["*"], INSTALLED_APPS=["channels"],
)  # fmt: skip
django.setup()

from channels.generic.websocket import AsyncWebsocketConsumer  # noqa: E402


class Everybody(AsyncWebsocketConsumer):
    groups = ["all"]  # noqa: RUF012

    async def receive(self, text_data: str) -> None:
        await self.channel_layer.group_send("all", {"type": "mark", "size": int(text_data)})

    async def mark(self, event: dict) -> None:
        await self.send(text_data="MARK" + "x" * (event["size"] - 4))


uvicorn.run(
    Everybody.as_asgi(), port=int(sys.argv[1]), backlog=4096, log_level="error",
    ws="websockets-sansio", ws_per_message_deflate=False, lifespan="off",
)  # fmt: skip
