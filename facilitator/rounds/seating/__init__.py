"""Seating a café: plans, late arrivals, people moved by hand, and what is done when things change.

Rounds that are over never change. One seating at a time: the session's row is held meanwhile.
"""

from facilitator.rounds.seating.hall import SEATED
from facilitator.rounds.seating.moving import Way, move_person, seat_late
from facilitator.rounds.seating.planning import make_plan, take_plan

__all__ = ["SEATED", "Way", "make_plan", "move_person", "seat_late", "take_plan"]
