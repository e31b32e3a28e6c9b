"""The clock of a speech: coupled to the speaker, kept by the server, negative in overtime."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from facilitator.dialogues.programme.specs import FloorSpec
from facilitator.floor.rules.kinds import Aid, Asking

ZERO = timedelta()


@dataclass(frozen=True)
class SpeechClock:
    """`spoken` until it last stopped; `since`: when it last started, None while it stands."""

    limit: timedelta
    spoken: timedelta = ZERO
    since: datetime | None = None

    def used(self, now: datetime) -> timedelta:
        """Time spoken; time that runs backwards (another server's clock) counts for nothing."""
        return self.spoken + (max(now - self.since, ZERO) if self.since else ZERO)

    def left(self, now: datetime) -> timedelta:
        return self.limit - self.used(now)

    @property
    def ends_at(self) -> datetime | None:
        """When the time is up; None while the clock stands."""
        return self.since + self.limit - self.spoken if self.since else None

    def started(self, now: datetime) -> "SpeechClock":
        return self if self.since else replace(self, since=now)

    def stopped(self, now: datetime) -> "SpeechClock":
        return replace(self, spoken=self.used(now), since=None)

    def extended(self, by: timedelta) -> "SpeechClock":
        return replace(self, limit=self.limit + by)


def limit_of(kind: Asking, prepared: bool, aid: Aid, floor: FloorSpec) -> int:
    """Seconds for a speech of a kind, with what an interpreter or a second language needs."""
    usual: Mapping[Asking, int] = {
        Asking.INTERVENTION: floor.prepared_limit_seconds if prepared else floor.limit_seconds,
        Asking.REPLY: floor.reply_seconds,
        Asking.QUESTION: floor.question_seconds,
        Asking.ORDER: floor.order_seconds,
    }
    more = {
        Aid.NONE: 0,
        Aid.SECOND_LANGUAGE: floor.second_language_percent,
        Aid.CONSECUTIVE: floor.consecutive_percent,
    }[aid]
    return round(usual[kind] * (100 + more) / 100)


def words_for(seconds: int, floor: FloorSpec) -> int:
    """How many words fit into a limit at the pace interpreters can follow."""
    return round(seconds * floor.words_per_minute / 600) * 10
