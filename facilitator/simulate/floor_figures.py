"""What became of every request for the floor: as it was played against as it was logged.

Nothing is forgiven: a speech that is missing, doubled or out of order counts, and a second that the
clocks ran and the log does not have.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from facilitator.floor.exports.tables import Chart, charts
from facilitator.floor.rules.figures import Share, by_gender, figures
from facilitator.floor.rules.kinds import State
from facilitator.floor.rules.log import Entry, Point
from facilitator.simulate.prepare import Talk
from facilitator.simulate.roundtable import Played

REPORTS = "What groups report back"
Stated = Mapping[str, tuple[str | None, str | None]]


@dataclass(frozen=True)
class Logged:
    """A roundtable as it was played, and what its exported files say of it."""

    talk: Talk
    played: Played
    entries: tuple[Entry, ...]
    points: tuple[Point, ...]
    clock_ms: int  # how long the clocks ran by what chairs did

    @property
    def speeches(self) -> list[Entry]:
        return [each for each in self.entries if each.number is not None]

    def figures(self, annex: Sequence[Mapping[str, Any]], stated: Stated) -> dict[str, Any]:
        """`annex`: the tables of the report; `stated`: constituency and gender of people."""
        played, speeches = self.played, self.speeches
        outcomes = [each.outcome for each in self.entries]
        absent = sum(each.absent > 0 for each in self.entries)
        taken_up = {point for each in speeches for point in each.points}
        return {
            "session": self.talk.key,
            "requests": len(played.asked),
            "requests_logged": len(self.entries),
            "speeches": len(played.held),
            "speeches_logged": len(speeches),
            "out_of_order": sum(
                _as_played(played, request, place, stated) != _as_logged(entry)
                for place, (request, entry) in enumerate(
                    zip(played.held, speeches, strict=False), 1
                )
            ),
            "withdrawn": outcomes.count(State.WITHDRAWN),
            "withdrawals_lost": len(played.withdrawn) - outcomes.count(State.WITHDRAWN),
            "absent": absent,
            "absences_lost": len(played.absent) - absent,
            "unserved": outcomes.count(State.WAITING),
            "points_taken_up": len(taken_up),
            "points_lost": len(played.points - taken_up),
            "logged_ms": sum(each.spoken_ms for each in speeches),
            "clock_ms": self.clock_ms,
            "groups": len(played.reports),
            "reports_lost": len(played.reports.items() - _reported(annex)),
            "annex_tables": len(self.expected(stated)),
            "annex_differs": self.differs(annex, stated),
        }

    def expected(self, stated: Stated) -> list[Chart]:
        """The annex as it comes of the exported files."""
        reckoned = figures(self.entries, self.expected_genders(stated), self.points)
        return [each for each in charts(reckoned, "en") if each.bars]

    def expected_genders(self, stated: Stated) -> tuple[Share, ...]:
        """As it was played, for no file tells anybody's gender."""
        whose = [self.played.asked[request].who for request in self.played.held]
        spoken = zip(whose, self.speeches, strict=False)
        return by_gender((who, stated[who][1], entry) for who, entry in spoken)

    def differs(self, annex: Sequence[Mapping[str, Any]], stated: Stated) -> list[str]:
        """Titles of the tables that are not in the report as they should be."""
        told = {each["title"]: (each["columns"], each["rows"]) for each in annex}
        return [
            chart.title
            for chart in self.expected(stated)
            if (list(chart.columns), [list(row) for row in chart.rows])
            not in [told[title] for title in told if title.endswith(chart.title)]
        ]


def went_wrong(told: Mapping[str, Any]) -> bool:
    """Was a request or a speech lost, doubled or misplaced, or does the time not add up?"""
    kept = (
        told["requests"] == told["requests_logged"]
        and told["speeches"] == told["speeches_logged"]
        and told["clock_ms"] == told["logged_ms"]
    )
    broken = (
        "annex_differs", "out_of_order",
        "withdrawals_lost", "absences_lost", "points_lost", "reports_lost",
    )  # fmt: skip
    return not kept or any(told[name] for name in broken)


def _reported(annex: Sequence[Mapping[str, Any]]) -> set[tuple[int, str]]:
    """(group, what it reported back), of an English report's annex."""
    rows = [row for each in annex if each["title"].endswith(REPORTS) for row in each["rows"]]
    return {(int(group.removeprefix("Group ")), words) for group, words in rows}


def _as_played(played: Played, request: str, place: int, stated: Stated) -> tuple[object, ...]:
    asked = played.asked[request]
    return place, asked.kind, asked.prepared, stated[asked.who][0]


def _as_logged(entry: Entry) -> tuple[object, ...]:
    return entry.number, entry.kind, entry.prepared, entry.constituency
