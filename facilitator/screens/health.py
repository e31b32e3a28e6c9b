"""Is the house up, and can it reach what it needs?"""

from typing import Any

from fastapi import APIRouter, Response
from sqlalchemy import text

from facilitator.screens.doors import Reading

router = APIRouter()


@router.get("/healthz")
async def health(db: Reading) -> dict[str, Any]:
    """`{"status": "ok"}` when the database answers; a database that does not is a 503."""
    await db.execute(text("SELECT 1"))
    return {"status": "ok"}


@router.get("/favicon.ico", include_in_schema=False)
async def no_icon() -> Response:
    return Response(status_code=204)
