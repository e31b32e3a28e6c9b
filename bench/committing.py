"""The product, telling when each of its commits began: `python bench/committing.py FILE serve …`.

Each moment goes to the file as eight bytes, a double of `time.perf_counter()`, which on Linux is
the same clock in every process.
"""

import sys
import time
from array import array
from pathlib import Path

from sqlalchemy import Engine, event

HERE = Path(__file__).parent


def begun(file: Path) -> list[float]:
    """When the commits began, in order."""
    moments = array("d")
    moments.frombytes(file.read_bytes())
    return list(moments)


def main() -> None:
    sys.path.insert(0, str(HERE.parent))
    from facilitator.cli import app

    with Path(sys.argv.pop(1)).open("wb", buffering=0) as told:

        @event.listens_for(Engine, "commit")
        def _tell(_: object) -> None:
            told.write(array("d", [time.perf_counter()]).tobytes())

        app()


if __name__ == "__main__":
    main()
