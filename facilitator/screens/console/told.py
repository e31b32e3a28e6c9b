"""Answers to a chair's command: done, said in a sentence, with the way back where there is one."""

import json
from typing import Any

from fastapi import Response

from facilitator.kit.words import say
from facilitator.screens.doors import Guest


def told(guest: Guest, sentence: str, /, undo: str = "", news: str = "", **values: Any) -> Response:
    """204, and a sentence for the chair's screen. `undo`: the path that takes it back;
    `news`: an event of the page that others wait for.

    `values` fill the sentence's gaps; those under "back" are what the way back posts.
    """
    back = values.pop("back", {})
    words = say(sentence, guest.viewer.locale, **values)
    detail = {"words": words, "undo": undo, "values": back}
    events = {"told": detail} | ({news: {}} if news else {})
    return Response(status_code=204, headers={"HX-Trigger": json.dumps(events)})
