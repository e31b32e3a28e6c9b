"""What a form shows: what was typed, if it needs another look; else what is stored."""

from collections.abc import Collection
from typing import Any, Final

from facilitator.kit.errors import Invalid, Refusal
from facilitator.kit.words import N_, say
from facilitator.screens.setup.typed import Typed

DONE: Final = {
    "saved": N_("Saved."),
    "added": N_("Added."),
    "removed": N_("Removed."),
    "moved": N_("Moved up."),
    "made": N_("The tables are made."),
    "planned": N_("The seating plan is made."),
    "published": N_("Published: everybody can read the public page now."),
    "publication_asked": N_("Asked. The page is public as soon as somebody else agrees."),
    "unpublished": N_("The public page is taken back."),
    "renewed": N_("The link and the code are new; the old ones have ended."),
    "imported": N_("Imported."),
    "created": N_("The dialogue is made."),
    "copied": N_("This is the new dialogue, made after the other one."),
}


class Kept:
    """The values and errors of one form."""

    def __init__(
        self, was: Typed | None = None, refusal: Refusal | None = None, locale: str = "en"
    ) -> None:
        self.was = was
        self.status = refusal.status if refusal else 200
        self.refused = ""
        self.errors: dict[str, str] = {}
        if isinstance(refusal, Invalid) and refusal.problems:
            self.errors = {
                name: say(sentence, locale, **values)
                for name, (sentence, values) in refusal.problems.items()
            }
        elif refusal:
            self.refused = say(refusal.sentence, locale, **refusal.values)

    @property
    def summary(self) -> list[tuple[str, str]]:
        return list(self.errors.items())

    def error(self, name: str) -> str:
        return self.errors.get(name, "")

    def value(self, name: str, stored: Any = "") -> Any:
        if self.was is not None and name in self.was.form:
            return self.was.raw(name)
        return "" if stored is None else stored

    def ticked(self, name: str, stored: bool = False) -> bool:
        return stored if self.was is None else bool(self.was.raw(name))

    def many(self, name: str, stored: Collection[str] = ()) -> Collection[str]:
        return stored if self.was is None else self.was.raws(name)
