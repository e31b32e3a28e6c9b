"""What was tried and what came of it: an append-only record, after Jepsen's.

Each line says who, which note (by its key) and what: `invoke` (a person pressed Save: with the
place and the words), `ok` (the phone shows it as saved), `fail` (refused, with the reason),
`unknown` (no answer came: it may be stored, it must not be stored twice), `fault` (ours).
"""

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, TextIO


@dataclass
class History:
    """Kept in memory, and line by line in a file where one is given."""

    file: TextIO | None = None
    lines: list[dict[str, Any]] = field(default_factory=list)

    def add(self, what: str, who: str, key: str = "", **more: Any) -> None:
        line = {"at": time.monotonic_ns(), "what": what, "who": who, "key": key, **more}
        self.lines.append(line)
        if self.file:
            self.file.write(json.dumps(line, ensure_ascii=False) + "\n")

    def of(self, what: str) -> Iterator[dict[str, Any]]:
        return (line for line in self.lines if line["what"] == what)

    def keys(self, what: str) -> set[str]:
        return {line["key"] for line in self.of(what)}
