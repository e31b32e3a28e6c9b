"""What holds for the whole dialogue: title, languages, scope, outcome, ground rules, reporting."""

from zoneinfo import available_timezones

from babel import Locale
from fastapi import APIRouter, Response

from facilitator.dialogues.actions import change_basics
from facilitator.dialogues.model import Dialogue
from facilitator.dialogues.programme import DialogueSpec
from facilitator.dialogues.rules import Attribution, Denominator
from facilitator.kit.words import LOCALES, N_
from facilitator.screens.doors import OneWork, SetupWriter
from facilitator.screens.setup.seen import refuse_overtaken
from facilitator.screens.setup.sheet import FormRoute, Opened, Sheet, again, back, tongues
from facilitator.screens.setup.typed import Typed, TypedForm

router = APIRouter(prefix="/setup/{slug}/basics", route_class=FormRoute)
TITLE, LONG = 200, 4000


async def draw(sheet: Sheet) -> Response:
    known = [*LOCALES, *(code for code in sheet.dialogue.languages if code not in LOCALES)]
    return await sheet.page(
        "basics",
        "basics",
        known=tongues(known, sheet.locale),
        zones=sorted(available_timezones()),
        TITLE=TITLE,
        LONG=LONG,
    )


@router.get("")
async def show(sheet: Opened) -> Response:
    return await draw(sheet)


@router.post("")
@again(draw)
async def change(typed: TypedForm, work: OneWork, guest: SetupWriter) -> Response:
    refuse_overtaken(typed, guest.dialogue)
    spec = _spec(typed, guest.dialogue)
    typed.complete()
    await change_basics(work, guest.dialogue, spec)
    return back(guest.dialogue, "basics")


def _spec(typed: Typed, dialogue: Dialogue) -> DialogueSpec:
    codes = typed.some_of("languages", set(Locale.parse("en").languages))
    if not codes:
        typed.say("languages", N_("Choose one language at least."))
    said = dialogue.languages  # a language that is new has its fields the next time
    first = [code for code in dialogue.languages if code in codes]
    return DialogueSpec(
        key=dialogue.slug,
        title=typed.said("title", said, TITLE, required=True, before=dialogue.title),
        timezone=typed.timezone("timezone"),
        languages=(*first, *(code for code in codes if code not in first)),
        attribution=typed.choice("attribution", Attribution, Attribution.BY_CATEGORY),
        denominator=typed.choice("denominator", Denominator, Denominator.CONTRIBUTED),
        scope=typed.said("scope", said, LONG, before=dialogue.scope),
        expected_output=typed.said("expected_output", said, LONG, before=dialogue.expected_output),
        ground_rules=typed.said("ground_rules", said, LONG, before=dialogue.ground_rules),
        criteria=typed.said("criteria", said, LONG, before=dialogue.criteria),
        walk_ins=typed.yes("walk_ins"),
        question_floor_minutes=typed.whole("question_floor_minutes", 1, 240),
    )
