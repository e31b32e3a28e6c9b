"""The programme file: a dialogue written down in YAML, read with every problem at its path."""

from facilitator.dialogues.programme.problems import Problem, ProgrammeUnreadable, Weight
from facilitator.dialogues.programme.read import Parsed, check, parse
from facilitator.dialogues.programme.specs import (
    DialogueSpec,
    FloorSpec,
    Programme,
    QuestionSpec,
    RoundsSpec,
    SessionSpec,
    TableSpec,
    ThemeSpec,
)
from facilitator.dialogues.programme.write import dump

__all__ = [
    "DialogueSpec",
    "FloorSpec",
    "Parsed",
    "Problem",
    "Programme",
    "ProgrammeUnreadable",
    "QuestionSpec",
    "RoundsSpec",
    "SessionSpec",
    "TableSpec",
    "ThemeSpec",
    "Weight",
    "check",
    "dump",
    "parse",
]
