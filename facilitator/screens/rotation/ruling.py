"""Rules and wishes, set by hand."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form, Response
from pydantic import BaseModel, Field

from facilitator.kit.errors import Invalid
from facilitator.kit.words import N_
from facilitator.rotation.kinds import DIAL, RuleKind
from facilitator.rotation.rules import Objective
from facilitator.rounds.seating.ruling import Ruling, Wish, add_rule, remove_rule, wish
from facilitator.screens.answers import done
from facilitator.screens.console.told import told
from facilitator.screens.doors import ConsoleWriter, OneWork
from facilitator.screens.meant import meant
from facilitator.screens.rotation.screen import Key, cafe

router = APIRouter()
Dial = Annotated[int, Field(ge=0, le=DIAL)]


class Typed(BaseModel):
    """A rule as the form sends it."""

    kind: RuleKind
    person: list[Annotated[str, Field(max_length=400)]] = Field(default=[], max_length=12)
    table: Annotated[int, Field(ge=1, le=99_999)] | None = None
    rounds: list[Annotated[int, Field(ge=1, le=1000)]] = Field(default=[], max_length=1000)


@router.post("/rules", status_code=204)
async def add(
    work: OneWork, guest: ConsoleWriter, session_key: Key, typed: Annotated[Typed, Form()]
) -> Response:
    session = await cafe(work.db, guest, session_key)
    named = [each for each in typed.person if each.strip()]
    people = [(await meant(work.db, guest.dialogue.id, each)).id for each in named]
    try:
        await add_rule(work, session, Ruling(typed.kind, people, typed.table, typed.rounds))
    except Invalid as refusal:  # a small form: the first problem is said whole
        sentence, values = next(iter(refusal.problems.values()))
        raise Invalid(sentence, **values) from refusal
    return told(guest, N_("The rule holds for every plan from now on"))


@router.post("/rules/{rule_id}/removal", status_code=204)
async def remove(work: OneWork, guest: ConsoleWriter, session_key: Key, rule_id: UUID) -> Response:
    await remove_rule(work, await cafe(work.db, guest, session_key), rule_id)
    return done()


class Wished(BaseModel):
    """The goal and the dials, as the form sends them."""

    objective: Objective
    balance: Dial = DIAL // 2
    evenness: Dial = DIAL // 2
    history: str = ""


@router.post("/wishes", status_code=204)
async def wishes(
    work: OneWork, guest: ConsoleWriter, session_key: Key, wished: Annotated[Wished, Form()]
) -> Response:
    """What the plans to come should be good at."""
    session = await cafe(work.db, guest, session_key)
    asked = Wish(wished.objective, wished.balance, wished.evenness, wished.history == "yes")
    await wish(work, session, asked)
    return done()
