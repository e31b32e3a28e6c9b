"""The letterbox: notes from all phones, written down together (`box.py`)."""

from collections.abc import Mapping
from dataclasses import dataclass

from facilitator.kit.errors import Refusal
from facilitator.kit.work import Shared
from facilitator.notes.placing import Claim, ground
from facilitator.notes.writing import Author, Draft, Letter, Written, write_notes
from facilitator.people.queries import Bearer
from facilitator.screens.box import Sent


@dataclass(frozen=True)
class Sheet:
    """A note that somebody holds out, and where they say it belongs."""

    claim: Claim
    draft: Draft


async def write_down(
    shared: Shared, some: Mapping[Sent[Sheet], Bearer]
) -> dict[Sent[Sheet], Written | Refusal]:
    authors = {one: Author(who.dialogue, who.participant) for one, who in some.items()}
    letters, misplaced = await _placed(shared, authors)
    written = await write_notes(shared.db, list(letters.values()))
    return {**misplaced, **dict(zip(letters, written, strict=True))}


async def _placed(
    shared: Shared, authors: Mapping[Sent[Sheet], Author]
) -> tuple[dict[Sent[Sheet], Letter], dict[Sent[Sheet], Refusal]]:
    """The letters with their places, and those that belong nowhere."""
    places = await ground(shared.db, [(who, one.what.claim) for one, who in authors.items()])
    letters, refused = {}, {}
    for one, author in authors.items():
        try:
            place = places.place(author, one.what.claim)
        except Refusal as refusal:
            refused[one] = refusal
        else:
            letters[one] = Letter(shared.work(author.id), author, place, one.what.draft)
    return letters, refused
