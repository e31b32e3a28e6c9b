"""Paper: the poster with the join code, a card for each table, a card for each person."""

from fastapi import APIRouter, Response

from facilitator.people.rules import Role
from facilitator.rounds.seating import SEATED
from facilitator.screens.qr import qr
from facilitator.screens.setup.sheet import FormRoute, Opened
from facilitator.settings import settings

router = APIRouter(prefix="/setup/{slug}/cards", route_class=FormRoute)


@router.get("")
async def show(sheet: Opened, what: str = "poster") -> Response:
    """`what`: poster, tables or people. Cards sign people in, so staff have none."""
    return await sheet.page(
        "cards",
        "publication",
        what=what if what in ("poster", "tables", "people") else "poster",
        SEATED=SEATED,
        Role=Role,
        host=settings().base_url,
        qr=qr,
    )
