"""The roster: a list of people from a CSV or XLSX file, every problem at its row and column."""

from facilitator.people.roster.bounds import RosterUnreadable
from facilitator.people.roster.problems import Problem, Weight
from facilitator.people.roster.row import RosterRow
from facilitator.people.roster.sheet import RosterSheet, read_roster

__all__ = ["Problem", "RosterRow", "RosterSheet", "RosterUnreadable", "Weight", "read_roster"]
