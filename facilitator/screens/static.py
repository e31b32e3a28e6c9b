"""Files for the browser, under an address that changes with them, so that they may be kept."""

from fastapi.staticfiles import StaticFiles
from starlette.responses import Response
from starlette.types import Scope

from facilitator.kit.pages import build_mark

FOR_EVER = "public, max-age=31536000, immutable"


class MarkedFiles(StaticFiles):
    """`/static/{mark of all files}/css/main.css` is kept for ever; without the mark, asked anew."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        mark, _, rest = path.partition("/")
        marked = mark == build_mark()
        answer = await super().get_response(rest if marked else path, scope)
        answer.headers["Cache-Control"] = FOR_EVER if marked else "no-cache"
        return answer
