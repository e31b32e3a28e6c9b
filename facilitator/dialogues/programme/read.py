"""Reads a programme: dialogue, themes, questions, sessions, and what they say of each other."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Protocol, TypeVar

from facilitator.dialogues.programme.links import check_links
from facilitator.dialogues.programme.place import Place
from facilitator.dialogues.programme.problems import Problem, ProgrammeUnreadable, Weight
from facilitator.dialogues.programme.sessions import session
from facilitator.dialogues.programme.specs import (
    DialogueSpec,
    Programme,
    QuestionSpec,
    ThemeSpec,
)
from facilitator.dialogues.programme.tree import tree
from facilitator.dialogues.rules import Attribution, Denominator

THEMES, QUESTIONS, SESSIONS, PEOPLE = 60, 400, 60, 50
TITLE, TEXT, LONG = 200, 600, 4000


@dataclass(frozen=True)
class Parsed:
    """A programme, unless an error prevents it, and every problem: places first, then links."""

    programme: Programme | None
    problems: tuple[Problem, ...]


class Keyed(Protocol):
    @property
    def key(self) -> str: ...


K = TypeVar("K", bound=Keyed)


def parse(source: str | bytes) -> Programme:
    """The programme of a YAML file. Raises `ProgrammeUnreadable` with every problem."""
    parsed = check(source)
    if parsed.programme is None:
        raise ProgrammeUnreadable(parsed.problems)
    return parsed.programme


def check(source: str | bytes) -> Parsed:
    """The programme of a YAML file and all that is to be said about it. Never raises."""
    try:
        root = Place("", tree(source), [])
    except ProgrammeUnreadable as refused:
        return Parsed(None, refused.found)
    programme = _programme(root)
    found = tuple(root.problems)
    usable = all(problem.weight is not Weight.ERROR for problem in found)
    return Parsed(programme if usable else None, found)


def _programme(root: Place) -> Programme:
    parts = root.fields("dialogue", "themes", "questions", "sessions")
    dialogue = _dialogue(parts["dialogue"])
    at = {name: replace(place, language=dialogue.languages[0]) for name, place in parts.items()}
    programme = Programme(
        dialogue,
        _unique((place, _theme(place)) for place in at["themes"].items(THEMES)),
        _unique((place, _question(place)) for place in at["questions"].items(QUESTIONS)),
        _unique((place, session(place)) for place in at["sessions"].items(SESSIONS)),
    )
    check_links(programme, root)
    return programme


def _dialogue(place: Place) -> DialogueSpec:
    if place.node is None:
        place.say("missing")
    at = place.fields(*_DIALOGUE)
    languages = _languages(at["languages"])
    at = {name: replace(each, language=languages[0]) for name, each in at.items()}
    return DialogueSpec(
        key=at["id"].slug(),
        title=at["title"].words(TITLE, required=True),
        timezone=at["timezone"].timezone(),
        languages=languages,
        attribution=at["attribution"].choice(Attribution, Attribution.BY_CATEGORY),
        denominator=at["denominator"].choice(Denominator, Denominator.CONTRIBUTED),
        expected_output=at["expected_output"].words(LONG),
        scope=at["scope"].words(LONG),
        ground_rules=at["ground_rules"].words(LONG),
        criteria=at["criteria"].words(LONG),
        walk_ins=at["walk_ins"].yes(otherwise=True),
        question_floor_minutes=at["question_floor_minutes"].whole(1, 240, 8),
        co_facilitators=_people(at["co_facilitators"]),
        rapporteurs=_people(at["rapporteurs"]),
    )


_DIALOGUE = (
    "id", "title", "timezone", "languages", "attribution", "denominator", "expected_output",
    "scope", "ground_rules", "criteria", "walk_ins", "question_floor_minutes", "co_facilitators",
    "rapporteurs",
)  # fmt: skip


def _languages(place: Place) -> tuple[str, ...]:
    codes = (each.code_of_language() for each in place.items(PEOPLE))
    return tuple(dict.fromkeys(code for code in codes if code)) or ("en",)


def _people(place: Place) -> tuple[str, ...]:
    ids = (each.text(64) for each in place.items(PEOPLE))
    return tuple(dict.fromkeys(each for each in ids if each))


def _theme(place: Place) -> ThemeSpec:
    at = place.fields("id", "title")
    return ThemeSpec(at["id"].key(), at["title"].words(TITLE, required=True))


def _question(place: Place) -> QuestionSpec:
    at = place.fields("id", "theme", "text")
    return QuestionSpec(at["id"].key(), at["theme"].key(), at["text"].words(TEXT, required=True))


def _unique(read: Iterable[tuple[Place, K]]) -> tuple[K, ...]:
    """All of them; an id that stands twice is reported at its second place."""
    first: dict[str, str] = {}
    found: list[K] = []
    for place, each in read:
        holder = first.setdefault(each.key, place.path)
        if each.key and holder != place.path:
            place.at("id", None).say("taken", each.key, holder)
        found.append(each)
    return tuple(found)
