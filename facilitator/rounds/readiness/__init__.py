"""Whether a dialogue is ready to be held, and what is still missing."""

from facilitator.rounds.readiness.findings import Area, Finding, Weight
from facilitator.rounds.readiness.looking import findings
from facilitator.rounds.readiness.state import CafeState, Prepared, prepared

__all__ = ["Area", "CafeState", "Finding", "Prepared", "Weight", "findings", "prepared"]
