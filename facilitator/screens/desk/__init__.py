"""The rapporteur's desk: the notes on one side, the report they lead to on the other."""

from fastapi import APIRouter

from facilitator.screens.desk import (
    approving,
    board,
    commenting,
    comparing,
    drafting,
    editing,
    exporting,
    figures,
    floor,
    importing,
    outlines,
    pages,
    reporting,
    speeches,
    summing,
    writing,
)
from facilitator.screens.desk.regions import screen

__all__ = ["router", "screen"]

REGIONS = (figures, writing)  # registered by being imported
router = APIRouter()
for part in (
    pages, board, drafting, editing, exporting, floor, speeches, summing, reporting, approving,
    commenting, comparing, importing, outlines,
):  # fmt: skip
    router.include_router(part.router)
