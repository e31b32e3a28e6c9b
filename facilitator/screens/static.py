"""Files for the browser, under an address that changes with them, so that they may be kept."""

import gzip
from functools import lru_cache

from fastapi.staticfiles import StaticFiles
from starlette.datastructures import Headers
from starlette.responses import FileResponse, Response
from starlette.types import Scope

from facilitator.kit.pages import STATIC, build_mark
from facilitator.kit.pressing import pressed

FOR_EVER = "public, max-age=31536000, immutable"


class MarkedFiles(StaticFiles):
    """`/static/{mark of all files}/css/all.css` is pressed, small and kept for ever; without the
    mark, a file is as it was written, and asked anew."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        mark, _, rest = path.partition("/")
        marked = mark == build_mark()
        answer = await super().get_response(rest if marked else path, scope)
        if marked and isinstance(answer, FileResponse) and (whole := _whole(rest)):
            answer = _smallest(whole, scope, answer.media_type)
        answer.headers["Cache-Control"] = FOR_EVER if marked else "no-cache"
        return answer


def _smallest(whole: bytes, scope: Scope, media_type: str | None) -> Response:
    headers = {"Vary": "Accept-Encoding"}
    if "gzip" in Headers(scope=scope).get("accept-encoding", ""):
        whole, headers["Content-Encoding"] = _squeezed(whole), "gzip"
    return Response(whole, headers=headers, media_type=media_type)


@lru_cache
def _whole(path: str) -> bytes | None:
    return pressed(STATIC / path)


@lru_cache
def _squeezed(whole: bytes) -> bytes:
    return gzip.compress(whole, mtime=0)
