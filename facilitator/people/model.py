"""People of a dialogue and the passes they hold."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from facilitator.kit.ids import new_code, new_token
from facilitator.kit.model import Identified
from facilitator.people.rules import Role


class Participant(Identified):
    """A person of the roster. `key` is their stable id there; walk-ins are given one.

    `name` is the roster's; `shown_as` what the person chose at the door (a name or a pseudonym).
    """

    __tablename__ = "participants"
    __table_args__ = (
        UniqueConstraint("dialogue_id", "key"),
        UniqueConstraint("dialogue_id", "personal_code"),
    )

    dialogue_id: Mapped[UUID] = mapped_column(ForeignKey("dialogues.id"), index=True)
    key: Mapped[str]
    name: Mapped[str]
    shown_as: Mapped[str | None]
    constituency: Mapped[str | None]
    party: Mapped[str | None]
    organisation: Mapped[str | None]
    category: Mapped[str | None]
    un_region: Mapped[str | None]
    gender: Mapped[str | None]
    language: Mapped[str | None]
    expertise: Mapped[str | None]
    groups: Mapped[list[str]] = mapped_column(default=list)
    role: Mapped[str] = mapped_column(default=Role.PARTICIPANT)
    locale: Mapped[str | None]
    walk_in: Mapped[bool] = mapped_column(default=False)
    consented_at: Mapped[datetime | None]
    joined_at: Mapped[datetime | None]
    personal_code: Mapped[str] = mapped_column(default=new_code)
    link_token: Mapped[str] = mapped_column(unique=True, default=new_token)
    passphrase_hash: Mapped[str | None]

    @property
    def display_name(self) -> str:
        return self.shown_as or self.name


class Pass(Identified):
    """That a browser holds a door's pass. Only the digest of its token is kept."""

    __tablename__ = "passes"

    token_digest: Mapped[str] = mapped_column(unique=True)
    dialogue_id: Mapped[UUID] = mapped_column(ForeignKey("dialogues.id"), index=True)
    participant_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("participants.id"), index=True
    )  # None: a projector
    screen: Mapped[str]
    issued_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
