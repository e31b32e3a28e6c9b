"""The clock. The only place that knows what time it is."""

from datetime import UTC, datetime


def now() -> datetime:
    """This moment, aware, in UTC."""
    return datetime.now(UTC)


def epoch_ms(moment: datetime) -> int:
    """Milliseconds since 1970, as browsers count them."""
    return round(moment.timestamp() * 1000)
