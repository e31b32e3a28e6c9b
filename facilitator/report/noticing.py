"""What a report's files name that is nowhere, and what becomes of it."""

from collections.abc import Collection, Iterator

from facilitator.people.roster import Weight
from facilitator.report.reading import Given

SHOWN = 5  # of more, how many


def notices(given: Given) -> Iterator[str]:
    """Sentences for whoever wrote the files; none where everything fits."""
    notes = {note.id for note in given.notes}
    authors = {note.author for note in given.notes}
    questions = {note.question for note in given.notes}
    known = {each.key for each in given.programme.questions}
    yield from _told("Rows of the roster were left out", _left_out(given))
    yield from _told("Authors not on the roster count as nobody", authors - {*given.people, ""})
    yield from _told("The programme does not have the questions", questions - {*known, ""})
    yield from _told("The points file names notes there are none of", given.belongs.keys() - notes)
    yield from _told(
        "Support of what is neither a point nor a note is not counted",
        given.supports.keys() - notes - {*given.belongs.values()},
    )


def _left_out(given: Given) -> list[str]:
    wrong = (each for each in given.roster.problems if each.weight is Weight.ERROR)
    return [f"row {each.row}: {each.said('en')}" for each in wrong]


def _told(what: str, names: Collection[str]) -> Iterator[str]:
    first = ", ".join(sorted(names)[:SHOWN])
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    if names:
        yield f"{what}: {first}{more}"
