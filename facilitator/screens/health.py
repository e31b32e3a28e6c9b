"""Is the house up, and can it reach what it needs?"""

from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse
from sqlalchemy import text

from facilitator.kit import measures
from facilitator.kit.errors import NotFound
from facilitator.screens.doors import Reading
from facilitator.screens.gate import LATER
from facilitator.screens.operator import brings_key, is_at_the_machine

router = APIRouter()


@router.get("/healthz")
async def health(db: Reading) -> dict[str, Any]:
    """`{"status": "ok"}` when the database answers; a database that does not is a 503."""
    await db.execute(text("SELECT 1"))
    return {"status": "ok"}


@router.get("/readyz")
async def readiness(request: Request, db: Reading) -> Response:
    """Whether to send people here: 503 while the house closes, or without its database."""
    await db.execute(text("SELECT 1"))
    if request.app.state.crowd.leaving:
        return JSONResponse({"status": "leaving"}, 503, LATER)
    return JSONResponse({"status": "ready"})


@router.get("/metrics")
async def metrics(request: Request) -> Response:
    """For Prometheus: the operator's key as a bearer's token, or a request of this very machine."""
    if not (brings_key(request) or is_at_the_machine(request)):
        raise NotFound
    return Response(measures.told(), media_type="text/plain; version=0.0.4; charset=utf-8")


@router.get("/favicon.ico", include_in_schema=False)
async def no_icon() -> Response:
    return Response(status_code=204)
