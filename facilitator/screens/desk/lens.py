"""What one looks at on the desk: which report, which notes. It stands in the address only."""

from typing import Any, Literal
from urllib.parse import urlencode
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, model_validator

from facilitator.notes.rules import NoteKind

NO_KIND = "none"
Key = Field(default=None, max_length=80)
Use = Literal["cited", "unused", "parked", "new"]
By = Literal["question", "theme", "kind", "table"]


class Lens(BaseModel):
    """A report (by its number; else the newest of the session) and a choice among its notes."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    session: str | None = Key
    report: int | None = Field(default=None, ge=1, le=10**6)
    theme: str | None = Key
    question: str | None = Key
    kind: NoteKind | Literal["none"] | None = None
    table: int | None = Field(default=None, ge=1, le=10**6)
    use: Use | None = None
    paragraph: UUID | None = None
    by: By = "question"
    page: int = Field(default=1, ge=1, le=10**6)
    saved: Literal["yes"] | None = None  # tells the browser to forget what it kept of a form

    @model_validator(mode="before")
    @classmethod
    def _only_what_was_chosen(cls, given: Any) -> Any:
        """A form sends an empty field for what was left open."""
        if not isinstance(given, dict):
            return given
        return {name: value for name, value in given.items() if value not in ("", None)}

    @property
    def whole(self) -> "Lens":
        """The report alone: what is drawn of it depends on no choice of notes."""
        return Lens(session=self.session, report=self.report)

    @property
    def narrow(self) -> bool:
        """Whether some notes are left out."""
        chosen = (self.theme, self.question, self.kind, self.table, self.use, self.paragraph)
        return any(each is not None for each in chosen)

    def but(self, **changed: Any) -> "Lens":
        return Lens(**(self.model_dump(exclude_defaults=True) | changed))

    @property
    def query(self) -> str:
        """As it stands in an address, with its question mark; empty for the plain view."""
        chosen = self.model_dump(mode="json", exclude_defaults=True)
        return f"?{urlencode(chosen)}" if chosen else ""
