"""The rapporteur's desk: the notes on one side, the report they lead to on the other."""

from fastapi import APIRouter

from facilitator.screens.desk import drafting, editing, exporting, floor, pages, speeches
from facilitator.screens.desk.regions import screen

__all__ = ["router", "screen"]

router = APIRouter()
for part in (pages, drafting, editing, exporting, floor, speeches):
    router.include_router(part.router)
