"""The list and its rules: opened, closed, capped, combined anew; overruns shared out."""

from dataclasses import asdict, replace
from typing import Any

from facilitator.dialogues.model import DialogueSession
from facilitator.floor.actions.acting import acted, acting
from facilitator.floor.rules.moves import Act
from facilitator.floor.rules.quotas import shared_out
from facilitator.floor.sitting import Sitting
from facilitator.kit.errors import NotFound
from facilitator.kit.work import Work


async def open_list(work: Work, session: DialogueSession, on: bool, expected: int) -> None:
    """Opens the list for new interventions, or closes it; those in it stay."""
    sitting = await acting(work, session, expected)
    sitting.floor.is_open = on
    acted(work, sitting, Act.OPEN if on else Act.CLOSE)


async def settle(work: Work, session: DialogueSession, expected: int, **new: Any) -> None:
    """Changes limits, caps, quotas or the rules of fairness: fields of `FloorSpec`."""
    sitting = await acting(work, session, expected)
    _set(sitting, **new)
    acted(work, sitting, Act.SETTLE, changed=sorted(new))


async def share_out(work: Work, session: DialogueSession, name: str, expected: int) -> None:
    """What one constituency or group overran is given to all."""
    sitting = await acting(work, session, expected)
    budgets = {each: round(minutes * 60) for each, minutes in sitting.spec.quotas.items()}
    if name not in budgets:
        raise NotFound
    shared = shared_out(budgets, sitting.used(), name)
    _set(sitting, quotas={each: round(seconds / 60, 3) for each, seconds in shared.items()})
    acted(work, sitting, Act.SHARE_OUT, name=name)


def _set(sitting: Sitting, **new: Any) -> None:
    spec = replace(sitting.spec, **new)
    plain = {"rules": list(spec.rules), "quotas": dict(spec.quotas)}
    sitting.session.floor = asdict(spec) | plain
