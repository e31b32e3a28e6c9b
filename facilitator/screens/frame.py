"""What every page of the house stands in."""

from typing import Any

from facilitator.dialogues.model import Dialogue
from facilitator.kit.clock import epoch_ms, now
from facilitator.kit.words import in_words
from facilitator.screens.browser_words import browser_words
from facilitator.settings import settings


def frame(
    screen: str, locale: str, dialogue: Dialogue | None = None, **more: Any
) -> dict[str, Any]:
    """The context of base.html. With `live`, the page keeps itself up to date."""
    return {
        "screen": screen,
        "now": epoch_ms(now()),
        "words": browser_words(locale),
        "dialogue": dialogue,
        "dialogue_title": in_words(dialogue.title, locale) if dialogue else None,
        "live": f"/{screen}/{dialogue.slug}/live" if dialogue and more.pop("live", True) else None,
        "note_limit": settings().note_limit,
        **more,
    }
