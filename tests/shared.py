"""Shared example data, where there is any: `FACILITATOR_SHARED`, else `../shared`."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def shared(path: str) -> Path:
    """A file of the shared data; the test is skipped where it is absent."""
    home = Path(os.environ.get("FACILITATOR_SHARED", ROOT.parent / "shared"))  # noqa: TID251
    file = home / "data" / path
    if not file.exists():
        pytest.skip(f"no shared data: set FACILITATOR_SHARED to the folder that holds data/{path}")
    return file
