"""Dates and times as a report prints them."""

from datetime import datetime

from babel.dates import format_date, format_datetime, get_datetime_format

from facilitator.report.bidi import isolated


def moment(at: datetime, locale: str) -> str:
    """`23 November 2026, 10:00 UTC+01:00`, isolated so that Arabic around it keeps its order.

    `at` carries its zone, and is printed in it.
    """
    written = "en_GB" if locale == "en" else locale
    date = format_date(at, "long", written)
    clock = format_datetime(at, "HH:mm 'UTC'xxx", locale="en").removesuffix("+00:00")
    both = str(get_datetime_format("medium", locale=written))
    return both.format(isolated(clock), isolated(date)).replace("'", "")
