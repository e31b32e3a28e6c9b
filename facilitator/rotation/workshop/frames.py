"""What the house and its workers say to each other: pickles with their length in front.

Only ever between a process and the child it started; nothing of anybody else's is read here.
"""

import pickle
from struct import Struct
from typing import Any, Final

HEAD: Final = Struct(">I")


def framed(thing: Any) -> bytes:
    body = pickle.dumps(thing, pickle.HIGHEST_PROTOCOL)
    return HEAD.pack(len(body)) + body


def opened(body: bytes) -> Any:
    return pickle.loads(body)  # noqa: S301 - from our own child or parent
