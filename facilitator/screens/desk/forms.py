"""The page on which a paragraph is written: what is in its form, and what lies beside it."""

from dataclasses import dataclass
from typing import Annotated, Any
from uuid import UUID

from fastapi import Form
from pydantic import BaseModel, Field
from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.kit.errors import Conflict, Refusal
from facilitator.kit.pages import render
from facilitator.kit.words import say
from facilitator.report.actions import WORDS_LIMIT, Wording
from facilitator.report.marks import bare
from facilitator.report.model import Paragraph, Report
from facilitator.report.queries import Said, opened
from facilitator.screens.desk.beside import beside
from facilitator.screens.desk.lens import Lens
from facilitator.screens.desk.writing import at_paragraph
from facilitator.screens.doors import Guest
from facilitator.screens.frame import frame

Words = Annotated[str, Field(max_length=1_100_000)]


class Text(BaseModel):
    """What was typed, whatever becomes of it."""

    words: Words = ""
    lead: Words = ""

    @property
    def wording(self) -> Wording:
        return Wording(self.words, self.lead)


class Edit(Text):
    """Words in place of those that stood there in a `version`."""

    version: int


class Addition(Text):
    """A new paragraph; the form has given it its `id`, so that sent twice it is stored once."""

    id: UUID


Edited = Annotated[Edit, Form()]
Added = Annotated[Addition, Form()]


@dataclass(frozen=True)
class Page:
    """The form of one paragraph (or of the one after it), for one person."""

    db: AsyncSession
    guest: Guest
    report: Report
    paragraph: Paragraph

    async def current(self) -> Edit:
        """What the paragraph says; in the introduction, with the counts of the moment."""
        open_ = await opened(self.db, self.report)
        words = self.paragraph.words
        for row, written in zip(open_.rows, open_.document.paragraphs(), strict=True):
            words = written.words if row.id == self.paragraph.id else words
        return Edit(words=bare(words), lead=self.paragraph.lead, version=self.paragraph.version)

    async def shown(
        self, typed: Text, refusal: Refusal | None = None, brought: Said | None = None
    ) -> str:
        """The page; with a refusal, what was typed and why it came back."""
        locale = self.guest.viewer.locale
        context = framed(self.guest, self.report, self.paragraph) | {
            "typed": typed,
            "adding": isinstance(typed, Addition),
            "brought": brought,
            "error": say(refusal.sentence, locale, **refusal.values) if refusal else "",
            "theirs": refusal.current if isinstance(refusal, Conflict) else None,
            "limit": WORDS_LIMIT,
            "beside": await beside(self.db, self.report, self.paragraph),
        }
        if isinstance(typed, Addition):
            return render("desk/edit.html", locale, **context)
        return await self._live(typed, context)

    async def _live(self, typed: Text, context: dict[str, Any]) -> str:
        """With a word of others who write here, as long as the page is open."""
        theirs = context["theirs"]
        seen = theirs["version"] if theirs else typed.version if isinstance(typed, Edit) else 0
        at = f"/desk/{self.guest.dialogue.slug}/paragraphs/{self.paragraph.id}"
        looks = at_paragraph(self.paragraph.id, seen)
        told = context | {"live": f"{at}/live?seen={seen}"}
        return await looks.page(self.db, self.guest.viewer, "edit", **told)


def framed(guest: Guest, report: Report, paragraph: Paragraph) -> dict[str, Any]:
    back = address(guest, report)
    more = {"report": report, "paragraph": paragraph, "back": back, "person": guest.me.id}
    return frame("desk", guest.viewer.locale, guest.dialogue, live=False, **more)


def address(guest: Guest, report: Report, **more: Any) -> str:
    """Where a report lies on the desk."""
    return f"/desk/{guest.dialogue.slug}{Lens(report=report.number, **more).query}"
