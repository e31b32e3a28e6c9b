"""Asking a model over the OpenAI-compatible interface (`POST …/chat/completions`).

The address is the operator's; nothing that anybody wrote becomes part of it. No redirect is
followed, no proxy of the machine is used, and an answer is bounded in size and time.
"""

import asyncio
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import httpx2

from facilitator.kit.words import N_
from facilitator.settings import settings

LARGEST = 64 * 1024  # bytes of an answer
LONGEST = 1500  # tokens it is asked for at most
Message = dict[str, str]


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a model answers, which one, and how many seconds it has for a whole answer."""

    url: str
    model: str
    key: str = ""
    patience: float = 30.0


class NoAnswer(Exception):  # noqa: N818 - says what happened
    """Nothing usable came; `sentence` says why, to be filled with `values`."""

    def __init__(self, sentence: str, **values: Any) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.values = values


def endpoint() -> Endpoint | None:
    """The operator's; None where none is set."""
    now = settings()
    if not now.model_url:
        return None
    return Endpoint(now.model_url.rstrip("/"), now.model_name, now.model_key, now.model_seconds)


async def ask(at: Endpoint, messages: Sequence[Message]) -> str:
    """What the model says, as it said it. Raises NoAnswer."""
    try:
        async with asyncio.timeout(at.patience):
            return _said(await _body(at, messages))
    except TimeoutError:
        raise NoAnswer(
            N_("It did not answer in time (%(seconds)s s)."), seconds=round(at.patience)
        ) from None
    except httpx2.HTTPError:
        raise NoAnswer(N_("It could not be reached.")) from None


async def _body(at: Endpoint, messages: Sequence[Message]) -> bytes:
    asked = {"model": at.model, "messages": messages, "temperature": 0, "max_tokens": LONGEST}
    headers = {"Accept-Encoding": "identity"}  # what is small on the wire may be vast unpacked
    if at.key:
        headers["Authorization"] = f"Bearer {at.key}"
    body = bytearray()
    async with (
        httpx2.AsyncClient(trust_env=False, follow_redirects=False, timeout=at.patience) as web,
        web.stream("POST", f"{at.url}/chat/completions", json=asked, headers=headers) as answer,
    ):
        if answer.status_code != 200:
            raise NoAnswer(N_("It answered with status %(status)s."), status=answer.status_code)
        async for part in answer.aiter_raw():
            body += part
            if len(body) > LARGEST:
                raise NoAnswer(N_("It answered with far too much."))
    return bytes(body)


def _said(body: bytes) -> str:
    try:
        said = json.loads(body)["choices"][0]["message"]["content"]
    except (ValueError, LookupError, TypeError, RecursionError):
        said = None
    if not isinstance(said, str):
        raise NoAnswer(N_("It did not answer in the agreed form."))
    return said
