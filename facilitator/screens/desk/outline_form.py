"""The page on which an outline of one's own is made: its sections, and what each may gather."""

from typing import Annotated, NamedTuple
from uuid import UUID

from fastapi import Form
from pydantic import BaseModel, Field
from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.dialogues.queries import questions, themes
from facilitator.harvest.tags import CROSS_CUTTING, EVIDENCE, WORKSTREAMS
from facilitator.kit.errors import Refusal
from facilitator.kit.pages import render
from facilitator.kit.words import N_, in_words, say
from facilitator.notes.rules import NoteKind
from facilitator.report.contents import ABOUT, CHAPTERS, KEYS, REST, Chapter, Contents, contents
from facilitator.report.kinds import HEADINGS
from facilitator.report.outlines import TARGETS, Outline
from facilitator.screens.doors import Guest
from facilitator.screens.frame import frame

Words = Annotated[str, Field(max_length=400)]
Many = Annotated[list[Words], Field(max_length=4 * CHAPTERS)]
WHOLE = {
    KEYS: N_("Key messages"),
    ABOUT: N_("About this report"),
    REST: N_("What no other section gathers"),
}
YES = "yes"


class Typed(BaseModel):
    """An outline as it stands in the form, its sections column by column."""

    name: Words = ""
    target: int = TARGETS[Outline.SESSION]
    every_session: Words = ""
    title: Many = []
    gathers: Many = []
    under: Many = []
    version: Annotated[int, Field(ge=0, le=2**31 - 1)] = 0

    @classmethod
    def of(cls, told: Contents, version: int = 0) -> "Typed":
        return cls(
            name=told.name,
            target=told.target,
            every_session=YES if told.every_session else "",
            title=[each.title for each in told.chapters],
            gathers=[each.gathers for each in told.chapters],
            under=[YES if each.under else "" for each in told.chapters],
            version=version,
        )

    @property
    def chapters(self) -> tuple[Chapter, ...]:
        rows = zip(self.title, self.gathers, self.under, strict=False)
        return tuple(Chapter(title, gathers, under == YES) for title, gathers, under in rows)

    @property
    def told(self) -> Contents:
        """Raises Invalid or TooLarge."""
        every = self.every_session == YES
        return contents(self.name, self.target, self.chapters, every_session=every)


Sent = Annotated[Typed, Form()]


class Choice(NamedTuple):
    value: str
    words: str


async def fresh(db: AsyncSession, guest: Guest) -> Typed:
    """Where a new outline begins: with what a summary has."""
    locale = guest.viewer.locale
    about = [(say(WHOLE[each], locale), each) for each in (KEYS, ABOUT)]
    gathered = [
        (in_words(each.title, locale), f"theme:{each.key}")
        for each in await themes(db, guest.dialogue.id)
    ]
    rows = [*about, *gathered, (say(N_("Also said"), locale), REST)]
    return Typed(
        title=[title for title, _ in rows],
        gathers=[gathers for _, gathers in rows],
        under=[""] * len(rows),
    )


async def page(
    db: AsyncSession, guest: Guest, outline_id: UUID, typed: Typed, refusal: Refusal | None = None
) -> str:
    locale = guest.viewer.locale
    offered = await _offered(db, guest)
    context = frame("desk", locale, guest.dialogue, live=False, person=guest.me.id) | {
        "id": outline_id,
        "typed": typed,
        "offered": offered,
        "strange": _strange(typed, offered),
        "error": say(refusal.sentence, locale, **refusal.values) if refusal else "",
    }
    return render("desk/outline.html", locale, **context)


async def _offered(db: AsyncSession, guest: Guest) -> list[tuple[str, list[Choice]]]:
    """What a section may gather, in groups."""
    locale, of = guest.viewer.locale, guest.dialogue.id
    kinds = {each.value: HEADINGS[each] for each in NoteKind if each in HEADINGS}
    groups = {
        N_("Of the whole"): [Choice(key, say(words, locale)) for key, words in WHOLE.items()],
        N_("Themes"): [
            Choice(f"theme:{each.key}", in_words(each.title, locale))
            for each in await themes(db, of)
        ],
        N_("Questions"): [
            Choice(f"question:{each.key}", in_words(each.text, locale))
            for each in await questions(db, of)
        ],
        N_("Kinds of notes"): _choices("kind", kinds, locale),
        N_("What points touch on"): _choices("tag", CROSS_CUTTING, locale),
        N_("What points rest on"): _choices("tag", EVIDENCE, locale),
        N_("What points are related to"): _choices("tag", WORKSTREAMS, locale),
    }
    return [(say(title, locale), choices) for title, choices in groups.items() if choices]


def _choices(what: str, names: dict[str, str], locale: str) -> list[Choice]:
    return [Choice(f"{what}:{key}", say(words, locale)) for key, words in names.items()]


def _strange(typed: Typed, offered: list[tuple[str, list[Choice]]]) -> list[str]:
    """What sections gather that this dialogue has not: themes and questions of another one."""
    known = {each.value for _, choices in offered for each in choices}
    return [each for each in dict.fromkeys(typed.gathers) if each and each not in known]
