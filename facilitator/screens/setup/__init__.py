"""Preparing a dialogue in the browser: plain forms, one subject a page."""

from fastapi import APIRouter

from facilitator.screens.setup import (
    asking,
    basics,
    cards,
    copying,
    founding,
    overview,
    participant,
    people,
    programme,
    questions,
    roster,
    sessions,
    tables,
    themes,
)
from facilitator.screens.setup.sheet import TryAgain, draw_again

__all__ = ["PARTS", "TryAgain", "draw_again", "router"]

PARTS = (
    founding,
    overview,
    basics,
    themes,
    questions,
    sessions,
    asking,
    tables,
    roster,
    people,
    participant,
    programme,
    cards,
    copying,
)

router = APIRouter(tags=["setup"])
for part in PARTS:
    router.include_router(part.router)
