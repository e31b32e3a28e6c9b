"""The chain of the event log: each revision is sealed with the seal of the one before it.

A seal is SHA-256 over the previous seal (for the first: the dialogue's id) and the digest of what
happened. Whoever changes, takes out or slips in an event breaks every seal after it; whoever knows
a later seal can tell that the log up to there is the one that was written (Haber and Stornetta,
"How to time-stamp a digital document", 1991). The database computes the seal while it raises the
revision, under the row lock it holds anyway, so that a note costs no query more.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import LargeBinary
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

Fact = tuple[int, str, Mapping[str, Any]]  # position, name and packed fields of an event


def body(facts: Iterable[Fact], actor: UUID | None, at: datetime) -> bytes:
    """The digest of what happened in one revision."""
    told = [[*fact, str(actor) if actor else None, at.isoformat()] for fact in facts]
    return hashlib.sha256(json.dumps(told, sort_keys=True, separators=(",", ":")).encode()).digest()


def seal(before: bytes, what: bytes) -> bytes:
    return hashlib.sha256(before + what).digest()


class Seal(FunctionElement[bytes]):
    """`seal(before, body)`, computed by the database."""

    type = LargeBinary()
    name = "seal"
    inherit_cache = True


@compiles(Seal, "sqlite")
def _on_sqlite(element: Seal, compiler: SQLCompiler, **how: Any) -> str:
    """`facilitator.kit.database` gives each connection this function."""
    return f"seal({compiler.process(element.clauses, **how)})"


@compiles(Seal, "postgresql")
def _on_postgres(element: Seal, compiler: SQLCompiler, **how: Any) -> str:
    before, what = element.clauses
    return f"sha256({compiler.process(before, **how)} || {compiler.process(what, **how)})"
