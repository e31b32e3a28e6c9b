"""What the house writes itself is what the library would have written."""

import json

import pytest
from websockets.frames import Frame, Opcode

from facilitator.live.line import framed
from facilitator.live.message import draw_message


@pytest.mark.parametrize("size", [0, 125, 126, 65_535, 65_536])
def test_a_frame_is_as_the_protocol_says(size):
    text = "é" * (size // 2) + "e" * (size % 2)
    assert framed(text) == Frame(Opcode.TEXT, text.encode()).serialize(mask=False)


def test_a_drawing_is_sent_as_json():
    html = '<p dir="auto">é \\ \n\u2028</p>'
    assert json.loads(draw_message("notes", html)) == {
        "type": "draw",
        "region": "notes",
        "html": html,
    }
