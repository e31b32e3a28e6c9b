"""Events: small facts in the past tense. They carry ids, never words people wrote."""

from dataclasses import dataclass, fields
from typing import Any, ClassVar, Self
from uuid import UUID

Packed = dict[str, Any]


@dataclass(frozen=True)
class Event:
    """Something that happened in a dialogue.

    `unsettles` is true of events after which people may see something else than before
    (a move, a new role, a lost pass): open screens are asked again where they stand. `whom` names
    the field with the only participant this can be true of; without it, or where that is None, it
    may be true of all.
    `is_talk` is true of events after which the programme, its rounds, tables and questions are as
    they were: what was read of them need not be read again.
    """

    dialogue: UUID

    names: ClassVar[dict[str, type["Event"]]] = {}
    unsettles: ClassVar[bool] = False
    whom: ClassVar[str | None] = None
    is_talk: ClassVar[bool] = False

    def __init_subclass__(
        cls, *, unsettles: bool = False, whom: str | None = None, talk: bool = False
    ) -> None:
        cls.unsettles, cls.whom, cls.is_talk = unsettles, whom, talk
        Event.names[cls.__name__] = cls

    @property
    def only(self) -> UUID | None:
        """The only participant this can be true of; None: it may be true of anybody."""
        return getattr(self, self.whom) if self.whom else None

    def may_move(self, participant: UUID | None) -> bool:
        """May this person stand somewhere else after this?"""
        return self.unsettles and self.only in (None, participant)

    def packed(self) -> Packed:
        """The fields but the dialogue, as JSON can hold them."""
        values = ((each.name, getattr(self, each.name)) for each in fields(self))
        return {
            name: str(value) if isinstance(value, UUID) else value
            for name, value in values
            if name != "dialogue"
        }

    @classmethod
    def unpacked(cls, dialogue: UUID, packed: Packed) -> Self:
        ids = {each.name for each in fields(cls) if "UUID" in str(each.type)}
        values = {n: UUID(v) if n in ids and v is not None else v for n, v in packed.items()}
        return cls(dialogue, **values)


class Unheard(Event, unsettles=True):
    """Something a newer worker logged that this one has no word for: anything may have changed."""
