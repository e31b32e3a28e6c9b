"""The least that a stored request can cost: HTTP read by hand, one row, one commit, one answer.

    python bench/bare_commit.py PORT FILE

SQLite with WAL and `synchronous=FULL`, as the product uses it; no rights, no rules, no screens.
"""

import asyncio
import sqlite3
import sys


class Door(asyncio.Protocol):
    stored: sqlite3.Connection

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport
        self.buffer = b""

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        while (end := self.buffer.find(b"\r\n\r\n")) >= 0:
            head, _, rest = self.buffer.partition(b"\r\n\r\n")
            length = int(head.lower().partition(b"content-length:")[2].split(b"\r\n")[0])
            if len(rest) < length:
                return
            self.buffer = self.buffer[end + 4 + length :]
            self.stored.execute("INSERT INTO requests (body) VALUES (?)", (rest[:length],))
            self.stored.commit()
            self.transport.write(b"HTTP/1.1 201 Created\r\nContent-Length: 2\r\n\r\n{}")


async def main(port: int, file: str) -> None:
    Door.stored = sqlite3.connect(file)
    Door.stored.execute("PRAGMA journal_mode=WAL")
    Door.stored.execute("PRAGMA synchronous=FULL")
    Door.stored.execute("CREATE TABLE requests (id INTEGER PRIMARY KEY, body BLOB)")
    await asyncio.get_running_loop().create_server(Door, "127.0.0.1", port, backlog=4096)
    await asyncio.get_running_loop().create_future()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), sys.argv[2]))
