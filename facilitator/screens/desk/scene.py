"""What lies on the desk, read once for each drawing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.dialogues.model import Dialogue, DialogueSession, Question, Theme
from facilitator.dialogues.queries import dialogue, programme, questions, themes
from facilitator.harvest.queries import gathered
from facilitator.harvest.rules import Gathered, standing
from facilitator.kit.errors import NotFound
from facilitator.people.queries import named
from facilitator.report.model import Report
from facilitator.report.queries import Opened, numbered, opened, reports_of
from facilitator.screens.desk.lens import Lens
from facilitator.screens.vantage import Viewer

PLAIN = Lens()


@dataclass(frozen=True)
class AtDesk:
    """What somebody at the desk looks at. `live` is the session people are in."""

    dialogue: UUID
    live: UUID | None
    lens: Lens
    locale: str


def whole(viewer: Viewer, lens: Lens = PLAIN) -> AtDesk:
    return AtDesk(viewer.dialogue, viewer.session, lens.whole, viewer.locale)


def chosen(viewer: Viewer, lens: Lens = PLAIN) -> AtDesk:
    return AtDesk(viewer.dialogue, viewer.session, lens, viewer.locale)


@dataclass(frozen=True)
class Desk:
    """The session on the desk, its reports (newest first), the one that is open, its notes."""

    dialogue: Dialogue
    sessions: Sequence[DialogueSession]
    session: DialogueSession | None
    reports: Sequence[Report]
    opened: Opened | None
    notes: tuple[Gathered, ...]
    names: Mapping[UUID, str]
    themes: Sequence[Theme]
    questions: Sequence[Question]

    @property
    def report(self) -> Report | None:
        return self.opened.report if self.opened else None

    @property
    def newest(self) -> int:
        """The number of the newest report; 0 before the first."""
        return self.reports[0].number if self.reports else 0

    @property
    def standing(self) -> tuple[Gathered, ...]:
        return standing(self.notes)


async def desk_of(db: AsyncSession, at: AtDesk) -> Desk:
    """The desk as the lens has it. Raises NotFound for a session or report that is not there."""
    read: dict[Any, Desk] = db.info.setdefault("desks", {})
    key = at.dialogue, at.live, at.lens.whole, at.locale
    if key not in read:
        read[key] = await _desk(db, at)
    return read[key]


class Chosen(NamedTuple):
    """Which session and which report are on the desk, and all reports of the session."""

    session: DialogueSession | None
    reports: Sequence[Report]
    report: Report | None


async def on_desk(db: AsyncSession, at: AtDesk) -> Chosen:
    """What the lens chooses, without reading it. Raises NotFound as `desk_of` does."""
    asked = await numbered(db, at.dialogue, at.lens.report) if at.lens.report else None
    session = _session(await programme(db, at.dialogue), at, asked)
    reports = await reports_of(db, session.id) if session else ()
    return Chosen(session, reports, asked or next(iter(reports), None))


async def _desk(db: AsyncSession, at: AtDesk) -> Desk:
    held_in = await dialogue(db, at.dialogue)
    session, reports, report = await on_desk(db, at)
    open_ = await opened(db, report) if report else None
    return Desk(
        dialogue=held_in,
        sessions=await programme(db, at.dialogue),
        session=session,
        reports=reports,
        opened=open_,
        notes=await _notes(db, held_in, session, at.locale, open_),
        names=await _names(db, reports, open_),
        themes=await themes(db, at.dialogue),
        questions=await questions(db, at.dialogue),
    )


def _session(
    sessions: Sequence[DialogueSession], at: AtDesk, report: Report | None
) -> DialogueSession | None:
    """The report's own; else the one asked for; else the live one; else the first."""
    if report:
        return next(each for each in sessions if each.id == report.session_id)
    if at.lens.session:
        found = next((each for each in sessions if each.key == at.lens.session), None)
        if found is None:
            raise NotFound
        return found
    live = next((each for each in sessions if each.id == at.live), None)
    return live or next(iter(sessions), None)


async def _notes(
    db: AsyncSession,
    held_in: Dialogue,
    session: DialogueSession | None,
    locale: str,
    open_: Opened | None,
) -> tuple[Gathered, ...]:
    """In the reader's language; where that is the report's, they were gathered for it already."""
    if open_ and open_.report.locale == locale:
        return open_.notes
    return await gathered(db, held_in, session.id, locale) if session else ()


async def _names(
    db: AsyncSession, reports: Sequence[Report], open_: Opened | None
) -> dict[UUID, str]:
    """{participant: name} of those who drafted and edited."""
    wrote = {each.drafted_by for each in reports}
    if open_:
        wrote |= {row.edited_by for row in (*open_.rows, *open_.removed)}
    people = await named(db, [each for each in wrote if each])
    return {each.id: each.display_name for each in people.values()}
