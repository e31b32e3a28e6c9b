"""A model on a port of this machine that answers whatever a test has it answer."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from facilitator.harvest.helping.endpoint import Endpoint

Behaviour = Callable[[], AsyncIterator[bytes]]


@dataclass
class Heard:
    """A request as it came over the wire."""

    line: str
    headers: dict[str, str]
    body: Any


@dataclass
class Model:
    """`heard` is all it was asked; it answers as `behaves`."""

    url: str = ""
    heard: list[Heard] = field(default_factory=list)
    behaves: Behaviour | None = None

    def at(self, **more: Any) -> Endpoint:
        return Endpoint(self.url, "stub", **({"patience": 10.0} | more))

    def says(self, words: Any, notes: Any = ("N1",)) -> None:
        """An answer in the agreed form."""
        self.writes(json.dumps({"words": words, "notes": notes}, ensure_ascii=False))

    def writes(self, content: Any) -> None:
        """Any content of a message."""
        told = {"choices": [{"message": {"role": "assistant", "content": content}}]}
        self.sends(http(json.dumps(told).encode()))

    def sends(self, *parts: bytes) -> None:
        """Bytes as they are."""

        async def behave() -> AsyncIterator[bytes]:
            for part in parts:
                yield part

        self.behaves = behave

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode()
            line, *rest = head.strip().split("\r\n")
            headers = {n.lower(): v for n, v in (each.split(": ", 1) for each in rest)}
            body = await reader.readexactly(int(headers.get("content-length", 0)))
            self.heard.append(Heard(line, headers, json.loads(body or b"null")))
            assert self.behaves
            async for part in self.behaves():
                writer.write(part)
                await writer.drain()
        except ConnectionError:
            pass  # who asked has heard enough
        finally:
            writer.close()


def http(body: bytes, status: str = "200 OK", **headers: str) -> bytes:
    more = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
    head = f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\nConnection: close\r\n{more}\r\n"
    return head.encode() + body


@asynccontextmanager
async def a_model() -> AsyncIterator[Model]:
    model = Model()
    server = await asyncio.start_server(model.serve, "127.0.0.1", 0)
    model.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/v1"
    yield model
    server.close()
