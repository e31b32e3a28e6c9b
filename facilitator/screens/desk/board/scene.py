"""What lies on a harvest board, read once for each drawing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import and_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.dialogues.model import Dialogue, DialogueSession, Question
from facilitator.dialogues.queries import dialogue, programme, questions
from facilitator.harvest.arranged import arranged, board, whole
from facilitator.harvest.laid import sources
from facilitator.harvest.model import Board, Proposal, Step
from facilitator.harvest.points import HELP, Act, Harvest, Point, Source
from facilitator.harvest.quantifiers import Whole
from facilitator.harvest.rules import Decision
from facilitator.harvest.steps import steps_of
from facilitator.kit.clock import now
from facilitator.kit.errors import NotFound
from facilitator.people.queries import named
from facilitator.screens.vantage import Viewer

STEPS = 12  # of the last ones are shown


class Look(BaseModel):
    """The session and the question on the board; they stand in the address only."""

    model_config = ConfigDict(frozen=True)

    session: str | None = Field(default=None, max_length=80)
    question: str | None = Field(default=None, max_length=80)


PLAIN = Look()


@dataclass(frozen=True)
class AtBoard:
    """What somebody at the board looks at. `live` is the session people are in."""

    dialogue: UUID
    live: UUID | None
    look: Look
    locale: str


def at_board(viewer: Viewer, look: Look = PLAIN) -> AtBoard:
    return AtBoard(viewer.dialogue, viewer.session, look, viewer.locale)


@dataclass(frozen=True)
class Scene:
    """A session's board. `question` is the key of the one looked at (empty: notes about none)."""

    dialogue: Dialogue
    sessions: Sequence[DialogueSession]
    session: DialogueSession
    board: Board | None
    harvest: Harvest
    notes: Mapping[str, Source]
    whole: Whole
    questions: Mapping[str, Question]
    question: str
    proposals: Sequence[Proposal]
    helps: Sequence[Proposal]
    steps: Sequence[Step]
    names: Mapping[UUID, str]

    @property
    def points(self) -> tuple[Point, ...]:
        return self.harvest.of_question(self.question)

    def about(self, notes: Sequence[str]) -> list[Source]:
        """Those of some notes that are about the question looked at."""
        return [self.notes[each] for each in notes if self.notes[each].question == self.question]

    @property
    def asked_of_model(self) -> list[Proposal]:
        """What a model is asked and what it answered, on the question looked at."""
        points = {each.id for each in self.points}
        return [
            each
            for each in self.helps
            if each.state != Decision.ACCEPTED
            and self._question_of(each) == self.question
            and (each.note_id or str(each.point_id) in points)
        ]

    def translations(self, note: Source) -> list[Proposal]:
        """Those that people let stand beside a note."""
        accepted = (each for each in self.helps if each.state == Decision.ACCEPTED)
        return [each for each in accepted if str(each.note_id) == note.id]

    def proposed(self, question: str) -> list[Proposal]:
        return [each for each in self.proposals if self._question_of(each) == question]

    def _question_of(self, proposal: Proposal) -> str:
        if proposal.note_id:
            note = self.notes.get(str(proposal.note_id))
            return note.question if note else ""
        found = (each for each in self.harvest.points if each.id == str(proposal.point_id))
        return next((each.question for each in found), "")


async def scene_of(db: AsyncSession, at: AtBoard) -> Scene:
    """Raises NotFound for a session or question that is not there, or where there is no session."""
    read: dict[Any, Scene] = db.info.setdefault("boards", {})
    if at not in read:
        read[at] = await _scene(db, at)
    return read[at]


async def _scene(db: AsyncSession, at: AtBoard) -> Scene:
    of = await dialogue(db, at.dialogue)
    sessions = await programme(db, at.dialogue)
    session = _session(sessions, at)
    notes = {each.id: each for each in await sources(db, of, session.id)}
    asked = {each.key: each for each in await questions(db, at.dialogue)}
    steps = await steps_of(db, session.id, STEPS)
    query = select(Proposal).filter_by(session_id=session.id, state=Decision.OPEN)
    machine = query.where(Proposal.act.not_in(HELP))
    in_order = machine.order_by(Proposal.likeness.desc(), Proposal.id)
    people = await named(db, {each.by for each in steps if each.by})
    return Scene(
        dialogue=of,
        sessions=sessions,
        session=session,
        board=await board(db, session.id),
        harvest=await arranged(db, of, session.id),
        notes=notes,
        whole=await whole(db, of, session.id, now()),
        questions=asked,
        question=_question(asked, notes, at.look.question),
        proposals=(await db.scalars(in_order)).all(),
        helps=await _helps(db, session.id),
        steps=steps,
        names={each.id: each.display_name for each in people.values()},
    )


async def _helps(db: AsyncSession, session_id: UUID) -> Sequence[Proposal]:
    """All that waits for a model or a person, and the translations that were accepted."""
    query = select(Proposal).filter_by(session_id=session_id).where(Proposal.act.in_(HELP))
    stands = and_(Proposal.act == Act.TRANSLATE, Proposal.state == Decision.ACCEPTED)
    open_ = Proposal.state.not_in((Decision.ACCEPTED, Decision.REFUSED))
    return (await db.scalars(query.where(or_(open_, stands)).order_by(Proposal.id))).all()


def _session(sessions: Sequence[DialogueSession], at: AtBoard) -> DialogueSession:
    """The one asked for; else the live one; else the first."""
    if at.look.session:
        found = next((each for each in sessions if each.key == at.look.session), None)
    else:
        live = (each for each in sessions if each.id == at.live)
        found = next(live, next(iter(sessions), None))
    if found is None:
        raise NotFound
    return found


def _question(
    asked: Mapping[str, Question], notes: Mapping[str, Source], wanted: str | None
) -> str:
    """The one asked for; else the first that has notes; else the first."""
    if wanted is not None:
        if wanted and wanted not in asked:
            raise NotFound
        return wanted
    spoken_of = {each.question for each in notes.values()}
    return next((key for key in asked if key in spoken_of), next(iter(asked), ""))
