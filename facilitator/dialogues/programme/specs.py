"""A programme as plain values. `Words` are people's words: {language code: text}.

`key` is what the file calls `id`. Participants are named by their ids in the roster.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from facilitator.dialogues.rules import Attribution, Denominator, Kind, Variant

Words = Mapping[str, str]

FLOOR_RULES: Final = (
    "first_time_first",
    "alternate_constituency",
    "spread_regions",
    "spread_genders",
    "developing_share",
    "least_time_first",
)


@dataclass(frozen=True)
class DialogueSpec:
    key: str
    title: Words
    timezone: str = "UTC"
    languages: tuple[str, ...] = ("en",)
    attribution: Attribution = Attribution.BY_CATEGORY
    denominator: Denominator = Denominator.CONTRIBUTED
    expected_output: Words = field(default_factory=dict)
    scope: Words = field(default_factory=dict)
    ground_rules: Words = field(default_factory=dict)
    criteria: Words = field(default_factory=dict)
    walk_ins: bool = True
    question_floor_minutes: int = 8
    co_facilitators: tuple[str, ...] = ()
    rapporteurs: tuple[str, ...] = ()


@dataclass(frozen=True)
class ThemeSpec:
    key: str
    title: Words


@dataclass(frozen=True)
class QuestionSpec:
    key: str
    theme: str
    text: Words


@dataclass(frozen=True)
class RoundsSpec:
    """All rounds of a café; `warn_minutes` before the end, longest first.

    Minutes may be parts of a minute, for a rehearsal on a fast clock.
    """

    count: int = 3
    minutes: float = 20
    warn_minutes: tuple[float, ...] = (5, 1)
    grace_minutes: float = 3


@dataclass(frozen=True)
class TableSpec:
    number: int
    theme: str | None = None
    question: str | None = None
    seats: int = 8
    language: str | None = None
    name: str | None = None
    place: str | None = None
    host: str | None = None
    rapporteur: str | None = None


@dataclass(frozen=True)
class FloorSpec:
    """How a roundtable or a plenary gives the floor; times in seconds.

    Caps: how many prepared statements, and how many people waiting, at most (None: any number).
    `patience`: how often one may be passed over by people who asked later, whatever the rules.
    `quotas`: minutes for a constituency (`party`, `nps`) or a group's code.
    """

    limit_seconds: int = 180
    prepared_limit_seconds: int = 180
    prepared_cap: int | None = None
    rules: tuple[str, ...] = FLOOR_RULES[:1]
    reply_seconds: int = 120
    question_seconds: int = 60
    order_seconds: int = 60
    second_language_percent: int = 0
    consecutive_percent: int = 0
    words_per_minute: int = 100
    list_cap: int | None = None
    patience: int = 20
    quotas: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class SessionSpec:
    """An item of the programme. No `questions` means all questions of its themes or tables.

    `questions_by_round` has one entry a round; rounds beyond it have `questions`.
    `rounds` and `tables` belong to cafés, `floor` to roundtables and plenaries.
    """

    key: str
    kind: Kind
    title: Words
    variant: Variant = Variant.THEME_PER_TABLE
    minutes: int | None = None
    rounds: RoundsSpec | None = None
    tables: tuple[TableSpec, ...] = ()
    themes: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    questions_by_round: tuple[tuple[str, ...], ...] = ()
    from_session: str | None = None
    floor: FloorSpec | None = None


@dataclass(frozen=True)
class Programme:
    dialogue: DialogueSpec
    themes: tuple[ThemeSpec, ...] = ()
    questions: tuple[QuestionSpec, ...] = ()
    sessions: tuple[SessionSpec, ...] = ()
