"""Answers: pages, and refusals as each kind of caller can read them."""

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse
from starlette.exceptions import HTTPException

from facilitator.kit.errors import Conflict, Invalid, NotFound, Refusal, TooLarge
from facilitator.kit.pages import render
from facilitator.kit.words import LOCALES, N_, negotiated, say


def spoken(request: Request) -> str:
    """The language to answer a stranger in: what they chose here before, else their browser's."""
    chosen = request.cookies.get("locale", "")
    return chosen if chosen in LOCALES else negotiated(request.headers.get("accept-language", ""))


def done() -> Response:
    return Response(status_code=204)


async def refuse(request: Request, error: Exception) -> Response:
    """A refusal as JSON for modules, as a fragment for htmx, as a page for people."""
    refusal = error if isinstance(error, Refusal) else Refusal()
    locale = spoken(request)
    words = say(refusal.sentence, locale, **refusal.values)
    headers = {"Retry-After": str(refusal.wait)} if refusal.wait else None
    if "application/json" in request.headers.get("accept", ""):
        return JSONResponse(_told(refusal, words, locale), refusal.status, headers)
    if request.headers.get("hx-request"):
        fragment = render("shared/refusal.html", locale, words=words)
        return HTMLResponse(fragment, refusal.status, headers)
    page = render("refusal.html", locale, sentence=words, status=refusal.status)
    return HTMLResponse(page, refusal.status, headers)


def _told(refusal: Refusal, words: str, locale: str) -> dict[str, object]:
    told: dict[str, object] = {"error": refusal.code, "words": words}
    if isinstance(refusal, Invalid) and refusal.problems:
        told["problems"] = {
            field: say(sentence, locale, **values)
            for field, (sentence, values) in refusal.problems.items()
        }
    if isinstance(refusal, Conflict) and refusal.current:
        told["current"] = refusal.current
    return told


async def not_understood(request: Request, error: Exception) -> Response:
    """What FastAPI could not read. In a path it is an unknown thing; in a body it is invalid."""
    assert isinstance(error, RequestValidationError)  # noqa: S101
    where = {str(each["loc"][0]) for each in error.errors()}
    if "path" in where:
        return await refuse(request, NotFound())
    return await refuse(
        request, Invalid(N_("Something here could not be read. Reload and try again."))
    )


async def not_found(request: Request, error: Exception) -> Response:
    """No such page or verb, or a body that cannot be read: told like any other refusal."""
    assert isinstance(error, HTTPException)  # noqa: S101
    refusal: Refusal = NotFound()
    if error.status_code in (400, 415, 422):
        refusal = Invalid(N_("Something here could not be read. Reload and try again."))
    elif error.status_code == 413:
        refusal = TooLarge()
    refusal.status = error.status_code
    answer = await refuse(request, refusal)
    answer.headers.update(error.headers or {})  # as which verbs there are
    return answer
