"""Events: small facts in the past tense. They carry ids, never words people wrote."""

from dataclasses import dataclass, fields
from typing import Any, ClassVar, Self
from uuid import UUID

Packed = dict[str, Any]


@dataclass(frozen=True)
class Event:
    """Something that happened in a dialogue.

    `unsettles` is true of events after which people may see something else than before
    (a move, a new role, a lost pass): every open screen is asked again where it stands.
    """

    dialogue: UUID

    names: ClassVar[dict[str, type["Event"]]] = {}
    unsettles: ClassVar[bool] = False

    def __init_subclass__(cls, *, unsettles: bool = False) -> None:
        cls.unsettles = unsettles
        Event.names[cls.__name__] = cls

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
