"""One person of the roster: everything about them, and their personal link and code."""

from fastapi import APIRouter, Response

from facilitator.kit.errors import NotFound
from facilitator.kit.words import N_
from facilitator.people.editing import change_person, renew_ways_in
from facilitator.people.model import Participant
from facilitator.people.passphrase import set_passphrase
from facilitator.people.queries import by_keys
from facilitator.rounds.leaving import remove_person
from facilitator.screens.doors import OneWork, SetupWriter
from facilitator.screens.setup.people import choices
from facilitator.screens.setup.person_form import person_row
from facilitator.screens.setup.seen import refuse_overtaken
from facilitator.screens.setup.sheet import FormRoute, Opened, Sheet, again, back
from facilitator.screens.setup.typed import Typed, TypedForm
from facilitator.tables.editing import forget, settle_role
from facilitator.tables.queries import tables_in

router = APIRouter(prefix="/setup/{slug}/people/{key}", route_class=FormRoute)
SHORTEST, LONGEST = 8, 200


async def draw(sheet: Sheet) -> Response:
    people = await by_keys(sheet.db, sheet.dialogue.id)
    person = people.get(sheet.part("key"))
    if person is None:
        raise NotFound
    tables = await tables_in(sheet.db, sheet.dialogue.id)
    kept = [each for each in tables if person.id in each.keepers]
    offered = choices(sheet)
    return await sheet.page("person", "people", person=person, p=person, kept=kept, **offered)


@router.get("")
async def show(sheet: Opened) -> Response:
    return await draw(sheet)


@router.post("")
@again(draw)
async def change(typed: TypedForm, work: OneWork, guest: SetupWriter, key: str) -> Response:
    person = await _person(work, guest, key)
    refuse_overtaken(typed, person)
    row = person_row(typed, person)
    passphrase = _passphrase(typed)
    was = person.key, person.role
    await change_person(work, person, row)
    if was != (person.key, person.role):
        forget(guest.dialogue, was[0])
        await settle_role(work, guest.dialogue, person)
    if passphrase or typed.yes("no_passphrase"):
        await set_passphrase(person, passphrase)
    return back(guest.dialogue, "people")


def _passphrase(typed: Typed) -> str:
    """The new passphrase; the old one stays where the field was left empty."""
    words = typed.raw("passphrase")
    if words and not SHORTEST <= len(words) <= LONGEST:
        typed.say("passphrase", N_("At least %(least)s characters, please."), least=SHORTEST)
    typed.complete()
    return words


@router.post("/link")
@again(draw)
async def renew(work: OneWork, guest: SetupWriter, key: str) -> Response:
    await renew_ways_in(work, await _person(work, guest, key))
    return back(guest.dialogue, f"people/{key}", "renewed")


@router.post("/removal")
@again(draw)
async def remove(work: OneWork, guest: SetupWriter, key: str) -> Response:
    await remove_person(work, guest.dialogue, await _person(work, guest, key))
    return back(guest.dialogue, "people", "removed")


async def _person(work: OneWork, guest: SetupWriter, key: str) -> Participant:
    found = (await by_keys(work.db, guest.dialogue.id)).get(key)
    if found is None:
        raise NotFound
    return found
