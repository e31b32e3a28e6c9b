"""The roster on one page: who is on it, their ways in, and somebody new."""

from fastapi import APIRouter, Response

from facilitator.kit.text import plain
from facilitator.people.editing import add_person
from facilitator.people.model import Participant
from facilitator.people.parties import GROUPS, PARTIES, REGIONS
from facilitator.people.rules import Constituency, Role
from facilitator.screens.doors import OneWork, SetupWriter
from facilitator.screens.setup.person_form import GENDER_WORDS, LONG, NAME, SHORT, person_row
from facilitator.screens.setup.sheet import FormRoute, Opened, Sheet, again, back
from facilitator.screens.setup.tables import languages
from facilitator.screens.setup.typed import TypedForm
from facilitator.settings import settings
from facilitator.tables.editing import settle_role
from facilitator.tables.queries import tables_in

router = APIRouter(prefix="/setup/{slug}/people", route_class=FormRoute)


async def draw(sheet: Sheet) -> Response:
    sought = plain(sheet.request.query_params.get("q", ""))
    role = sheet.request.query_params.get("role", "")
    tables = await tables_in(sheet.db, sheet.dialogue.id)
    return await sheet.page(
        "people",
        "people",
        sought=sheet.request.query_params.get("q", ""),
        role=role,
        fits=lambda person: _fits(person, sought, role),
        keeps={keeper: table.number for table in tables for keeper in table.keepers},
        PARTIES=PARTIES,
        Role=Role,
        host=settings().base_url,
        counts=_counts(sheet.request.query_params.get("counts", "")),
    )


def _counts(told: str) -> list[int]:
    """What an import did: new, changed, as they were, left out. Empty where none is told of."""
    parts = [part for part in told.split("-") if part.isdecimal() and len(part) < 7]
    return [int(part) for part in parts] if len(parts) == 4 else []


def _fits(person: Participant, sought: str, role: str) -> bool:
    about = (person.key, person.name, person.party, person.organisation)
    words = plain(" ".join(word for word in about if word))
    return sought in words and role in ("", person.role)


async def draw_new(sheet: Sheet) -> Response:
    return await sheet.page(
        "person", "people", person=None, p=Participant(groups=[]), **choices(sheet)
    )


def choices(sheet: Sheet) -> dict[str, object]:
    """What the form of a person offers."""
    parties = ((iso3, each.called(sheet.locale)) for iso3, each in PARTIES.items())
    return {
        "parties": sorted(parties, key=lambda pair: pair[1].casefold()),
        "GROUPS": GROUPS,
        "REGIONS": REGIONS,
        "GENDERS": GENDER_WORDS,
        "codes": languages(sheet),
        "Role": Role,
        "Constituency": Constituency,
        "NAME": NAME,
        "SHORT": SHORT,
        "LONG": LONG,
        "host": settings().base_url,
    }


@router.get("")
async def show(sheet: Opened) -> Response:
    return await draw(sheet)


@router.get("/new")
async def show_new(sheet: Opened) -> Response:
    return await draw_new(sheet)


@router.post("/new")
@again(draw_new)
async def add(typed: TypedForm, work: OneWork, guest: SetupWriter) -> Response:
    person = await add_person(work, guest.dialogue, person_row(typed))
    await settle_role(work, guest.dialogue, person)
    return back(guest.dialogue, "people", "added")
