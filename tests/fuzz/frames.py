"""Frames that no browser sends, on raw sockets: each kind ends as the canon says, or does nothing.

`python -m tests.fuzz.frames --frames 10000 --seed 7` sends until so many were read, and prints
what came back.
"""

import argparse
import asyncio
import os
import random
import struct
import tempfile
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from facilitator.kit.database import Database
from facilitator.kit.migrate import to_newest
from facilitator.live.socket import BAD_MESSAGE, PATIENT_WITH
from tests.cast import Cafe, make_cafe
from tests.house_server import House, running_house

SILENT = 0  # waits for the rest of a frame
CANON = {SILENT, 1000, 1001, 1002, 1003, 1007, 1009, 4400, 4429}
MOMENT = 1.0  # seconds
AT_ONCE = 20  # frames of one kind on one socket
CONT, TEXT, BINARY, CLOSE, PING, PONG = 0, 1, 2, 8, 9, 10
Kind = Callable[[random.Random], bytes]
KINDS: dict[str, Kind] = {}


def kind(make: Kind) -> Kind:
    KINDS[make.__name__] = make
    return make


def frame(
    opcode: int, payload: bytes, *, fin: bool = True, rsv: int = 0, mask: bool = True,
    length: int | None = None, form: str = "",
) -> bytes:  # fmt: skip
    """A client's frame (RFC 6455 §5.2), with any part of it as one likes."""
    said = len(payload) if length is None else length
    short = form or ("" if said < 126 else "H" if said < 65_536 else "Q")
    code = {"": said, "H": 126, "Q": 127}[short]
    head = struct.pack("!BB", fin << 7 | rsv << 4 | opcode, mask << 7 | code)
    head += struct.pack(f"!{short}", said) if short else b""
    if not mask:
        return head + payload
    key = os.urandom(4)
    return head + key + bytes(byte ^ key[at % 4] for at, byte in enumerate(payload))


def text(words: str) -> bytes:
    return frame(TEXT, words.encode("utf-8", "surrogatepass"))


def register() -> None:
    """The kinds that one value makes."""
    words = {
        "empty": "",
        "blank": " \n\t",
        "half_an_object": "{",
        "a_list": "[]",
        "a_string": '"ping"',
        "a_number": "1",
        "null": "null",
        "true": "true",
        "an_unknown_type": '{"type":"subscribe","sent":1}',
        "a_missing_field": '{"type":"ping"}',
        "a_field_too_many": '{"type":"ping","sent":1,"role":"organiser"}',
        "a_doubled_key": '{"type":"ping","type":"draw","sent":1}',
        "a_wrong_type": '{"type":"ping","sent":"now"}',
        "not_a_number": '{"type":"ping","sent":NaN}',
        "infinity": '{"type":"ping","sent":-Infinity}',
        "beyond_a_double": '{"type":"ping","sent":1e999}',
        "five_thousand_digits": '{"type":"ping","sent":' + "9" * 5000 + "}",
        "a_negative_nothing": '{"type":"ping","sent":-0.0}',
        "beyond_exact": '{"type":"ping","sent":9007199254740993}',
        "very_deep": "[" * 30_000,
        "deep_objects": '{"a":' * 10_000,
        "ten_thousand_keys": "{" + ",".join(f'"k{n}":0' for n in range(6000)) + "}",
        "a_long_list": "[" + "0," * 30_000 + "0]",
        "a_nul": '{"type":"ping\\u0000","sent":1}',
        "a_lone_surrogate_escaped": '{"type":"\\ud800","sent":1}',
        "a_byte_order_mark": '\ufeff{"type":"ping","sent":1}',
        "a_prototype": '{"__proto__":{"type":"ping"},"sent":1}',
        "markup": "<script>alert(1)</script>",
        "sql": "'; DROP TABLE notes; --",
        "a_command": '{"type":"move","move":"open","round":1}',
        "a_publication": '{"type":"publish","version":1}',
        "a_resume_at_zero": '{"type":"resume","cursor":0}',
        "a_resume_far_ahead": '{"type":"resume","cursor":9223372036854775808}',
        "an_http_request": "GET /console/harbour HTTP/1.1\r\nHost: x\r\n\r\n",
    }
    for name, said in words.items():
        KINDS[name] = lambda _dice, said=said: text(said)
    raw = {
        "bad_utf8": frame(TEXT, b"\xff\xfe"),
        "overlong_utf8": frame(TEXT, b"\xc0\xaf"),
        "a_surrogate_in_utf8": frame(TEXT, b"\xed\xa0\x80"),
        "utf8_cut_short": frame(TEXT, "é".encode()[:1]),
        "binary": frame(BINARY, b"\x00"),
        "empty_binary": frame(BINARY, b""),
        "unmasked": frame(TEXT, b"{}", mask=False),
        "a_continuation_of_nothing": frame(CONT, b"x"),
        "text_inside_text": frame(TEXT, b"x", fin=False) + frame(TEXT, b"y"),
        "a_fragmented_ping": frame(PING, b"x", fin=False),
        "a_long_ping": frame(PING, b"x" * 126),
        "a_long_close": frame(CLOSE, b"\x03\xe8" + b"x" * 124),
        "a_close_of_one_byte": frame(CLOSE, b"\x03"),
        "a_close_that_may_not_be_sent": frame(CLOSE, struct.pack("!H", 1005)),
        "a_close_out_of_range": frame(CLOSE, struct.pack("!H", 65_535)),
        "a_close_with_bad_words": frame(CLOSE, b"\x03\xe8\xff"),
        "too_large": frame(TEXT, b"x" * 65_537),
        "a_gigabyte_announced": frame(TEXT, b"x", length=1 << 30),
        "the_longest_announced": frame(TEXT, b"x", length=(1 << 63) - 1, form="Q"),
        "a_length_with_its_sign_bit": frame(TEXT, b"x", length=1 << 63, form="Q"),
        "a_length_in_more_bytes_than_it_needs": frame(TEXT, b"x", form="Q"),
        "many_small_pieces": frame(TEXT, b"x", fin=False) + frame(CONT, b"x", fin=False) * 80,
        "empty_pieces": frame(TEXT, b"", fin=False) + frame(CONT, b"", fin=False) * 80,
        "pings_nobody_asked_for": frame(PING, b"x") * 5,
        "pongs_nobody_asked_for": frame(PONG, b"x") * 5,
    }
    for name, sent in raw.items():
        KINDS[name] = lambda _dice, sent=sent: sent


register()


@kind
def a_reserved_opcode(dice: random.Random) -> bytes:
    return frame(dice.choice([3, 4, 5, 6, 7, 11, 12, 13, 14, 15]), b"x")


@kind
def a_reserved_bit(dice: random.Random) -> bytes:
    return frame(TEXT, b"{}", rsv=dice.choice([1, 2, 4, 7]))


@kind
def a_deflated_bomb(_dice: random.Random) -> bytes:
    import zlib

    return frame(TEXT, zlib.compress(b"0" * 10_000_000, 9)[2:-4], rsv=4)


@kind
def noise(dice: random.Random) -> bytes:
    return dice.randbytes(dice.randint(1, 400))


@kind
def a_ping_with_one_bit_turned(dice: random.Random) -> bytes:
    sent = bytearray(text('{"type":"ping","sent":1}'))
    sent[dice.randrange(len(sent))] ^= 1 << dice.randrange(8)
    return bytes(sent)


@kind
def text_of_all_kinds(dice: random.Random) -> bytes:
    return text("".join(chr(dice.randrange(1, 0x2FFF)) for _ in range(dice.randint(1, 200))))


class Raw:
    """A connection after a proper handshake, with its raw bytes."""

    def __init__(self, house: House, cafe: Cafe) -> None:
        self.visitor = house.visitor(cafe, "ada")

    async def __aenter__(self) -> "Raw":
        host, port = self.visitor.house.host.split(":")
        self.reader, self.writer = await asyncio.open_connection(host, int(port))
        asked = [
            f"GET {self.visitor.path}/live HTTP/1.1",
            f"Host: {self.visitor.house.host}",
            f"Origin: {self.visitor.house.url}",
            f"Cookie: {self.visitor.cookie}",
            "Connection: Upgrade",
            "Upgrade: websocket",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        ]
        self.writer.write(("\r\n".join(asked) + "\r\n\r\n").encode())
        answer = await self.reader.readuntil(b"\r\n\r\n")
        assert b" 101 " in answer, answer
        return self

    async def __aexit__(self, *_: object) -> None:
        self.writer.transport.abort()

    async def end(self) -> int:
        """The code of the house's close. It closes at once what it will not have; else it answers
        a ping, or waits for the rest of what was begun (SILENT), and is said goodbye to."""
        for last in (text('{"type":"ping","sent":1}'), frame(CLOSE, struct.pack("!H", 1000))):
            with suppress(ConnectionError):
                self.writer.write(last)
            with suppress(TimeoutError):
                async with asyncio.timeout(MOMENT):
                    code = await self.heard()
                    if code:
                        return code
        return SILENT

    async def heard(self) -> int | None:
        """The code of a close; None when the house answers as usual."""
        while True:
            opcode, payload = await self.read()
            if opcode == CLOSE:
                return struct.unpack("!H", payload[:2])[0] if payload else 1005
            if payload.startswith(b'{"type": "pong"'):
                return None

    async def read(self) -> tuple[int, bytes]:
        first, length = await self.reader.readexactly(2)
        if length >= 126:
            size = 2 if length == 126 else 8
            length = int.from_bytes(await self.reader.readexactly(size), "big")
        return first & 15, await self.reader.readexactly(length)


async def send(house: House, cafe: Cafe, make: Kind, count: int, dice: random.Random) -> int:
    """So many frames of a kind on one socket; gives the code it ended with."""
    async with Raw(house, cafe) as raw:
        with suppress(ConnectionError):
            for _ in range(count):
                raw.writer.write(make(dice))
                await raw.writer.drain()
        try:
            return await raw.end()
        except (asyncio.IncompleteReadError, ConnectionError):
            return 1006  # the house may cut off whom it has told


def heard(code: int, count: int) -> int:
    """How many of these frames the house has read before it ended the connection, at most."""
    return {SILENT: count, BAD_MESSAGE: min(count, PATIENT_WITH)}.get(code, 1)


async def fuzz(house: House, cafe: Cafe, frames: int, seed: int) -> dict[str, Counter[int]]:
    """{kind: {code: sockets}}, of so many frames that were read and not only sent. Beside it all a
    witness is answered as if nothing were."""
    dice, found = random.Random(seed), {name: Counter[int]() for name in KINDS}
    async with house.visitor(cafe, "ben").watching() as witness:
        read = 0
        while read < frames:
            for name, make in KINDS.items():
                count = min(AT_ONCE, max(PATIENT_WITH, frames // len(KINDS)))
                code = await send(house, cafe, make, count, dice)
                found[name][code] += 1
                read += heard(code, count)
            await witness.catch_up()
    return found


async def _main(frames: int, seed: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite+aiosqlite:///{Path(folder) / 'frames.db'}"
        await asyncio.to_thread(to_newest, url)
        database = Database(url)
        cafe = await make_cafe(database)
        await database.close()
        async with running_house(url) as house:
            found = await fuzz(house, cafe, frames, seed)
    for name, codes in found.items():
        print(f"{name:40} {dict(codes)}")  # noqa: T201
    odd = {code for codes in found.values() for code in codes} - CANON
    print(f"{len(KINDS)} kinds, at least {frames} frames; outside the canon: {odd or 'none'}")  # noqa: T201


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--frames", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    given = parser.parse_args()
    asyncio.run(_main(given.frames, given.seed))
