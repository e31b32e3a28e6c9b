"""The annex on what tables said when the points of their notes were read back to them."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.dialogues.model import Dialogue
from facilitator.harvest.arranged import arranged, reads_back
from facilitator.harvest.points import Point, Verdict
from facilitator.kit.words import N_, say
from facilitator.report.document import Grid

ANSWERS = {
    Verdict.CONFIRMED: N_("Confirmed"),
    Verdict.CORRECTED: N_("Corrected"),
    Verdict.DISSENT: N_("Dissented"),
    Verdict.WAITING: N_("Did not answer"),
}


async def answering(
    db: AsyncSession, dialogue: Dialogue, sessions: Iterable[UUID], locale: str
) -> tuple[Grid, ...]:
    """As far as anything was read back."""
    back = [each for each in sessions if await reads_back(db, each)]
    boards = [await arranged(db, dialogue, each) for each in back]
    return _answers([each for board in boards for each in board.points if each.heard], locale)


def _answers(points: Iterable[Point], locale: str) -> tuple[Grid, ...]:
    """Of each point, how many tables said what; and in which words where they said it otherwise."""
    rows, bars = [], []
    for point in points:
        said = [each.verdict for each in point.heard]
        words = "; ".join(each.words for each in point.heard if each.words)
        rows.append((point.statement, *(str(said.count(each)) for each in ANSWERS), words))
        bars.append(round(100 * said.count(Verdict.CONFIRMED) / len(said)))
    columns = [N_("Point"), *ANSWERS.values(), N_("In their words")]
    title = say(N_("What tables said when points were read back to them"), locale)
    heads = tuple(say(each, locale) for each in columns)
    return (Grid(title, heads, tuple(rows), tuple(bars)),) if rows else ()
