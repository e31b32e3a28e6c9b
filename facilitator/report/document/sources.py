"""What a report draws on: notes, and the points that several of them make."""

from dataclasses import dataclass

from facilitator.harvest.following import FollowUp


@dataclass(frozen=True, slots=True)
class SourceNote:
    """A note as the report may show it.

    `reference` is `N12`; `shares` and `differs` count the participants who said so. `parked`: set
    aside as no matter for the report; `imported`: from paper or another tool; `evidence`: what it
    rests on. Without theme,
    question, table or round it has None there.
    """

    id: str
    words: str
    language: str
    kind: str
    theme_key: str | None = None
    theme_title: str = ""
    question_key: str | None = None
    question_text: str = ""
    table_number: int | None = None
    round_number: int | None = None
    reference: str = ""
    author: str | None = None
    constituency: str | None = None
    late: bool = False
    shares: int = 0
    differs: int = 0
    parked: bool = False
    imported: bool = False
    evidence: tuple[str, ...] = ()

    @property
    def order(self) -> int:
        """12 for `N12`."""
        return int(self.reference.removeprefix("N") or 0)


@dataclass(frozen=True, slots=True)
class Backed:
    """How many of one constituency stand behind a position: `many Parties`, 94 of 198.

    `whole` says what the 198 are. `names` are missing where the dialogue does not attribute.
    """

    words: str
    numerator: int
    denominator: int
    whole: str
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Side:
    """A position: the words of a note (unless `worded` by a person) and its notes' references.

    `helped`: a machine put it in these words, and a person took them.
    """

    statement: str
    notes: tuple[str, ...]
    support: tuple[Backed, ...] = ()
    worded: bool = False
    helped: bool = False


@dataclass(frozen=True, slots=True)
class SourcePoint:
    """What several notes say alike; more than one side where views differ. `reference` is `P7`.

    `admitted`: to the solutions bank, having passed these criteria. `follow_up`: who takes it up.
    """

    reference: str
    sides: tuple[Side, ...]
    kind: str = ""
    theme_title: str = ""
    question_text: str = ""
    finding: bool = False
    title: str = ""
    tags: tuple[str, ...] = ()
    admitted: tuple[str, ...] = ()
    follow_up: FollowUp | None = None
