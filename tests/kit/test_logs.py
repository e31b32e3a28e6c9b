"""What libraries log of an exception holds nobody's words, as our own lines do."""

import json
import logging
import sys

from facilitator.kit.logs import OneLine


def test_a_librarys_line_tells_where_and_not_what():
    try:
        raise ValueError("Heard at table 3")
    except ValueError:
        given = sys.exc_info()
    told = "Task exception was never retrieved: %s"
    record = logging.LogRecord("asyncio", logging.ERROR, "x", 1, told, (given[1],), given)
    line = OneLine().format(record)
    assert "Heard" not in line
    read = json.loads(line)
    assert (read["event"], read["level"], read["error"]) == (told, "error", "ValueError")
    assert read["where"][0].endswith("test_a_librarys_line_tells_where_and_not_what")
