"""The live regions of the board, and the board seen through a look."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from typing import Any, cast
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.dialogues.rules import Attribution
from facilitator.harvest.balance import Said, balance
from facilitator.harvest.events import PointsChanged
from facilitator.harvest.following import FIELDS, STATUSES
from facilitator.harvest.helping.endpoint import endpoint
from facilitator.harvest.model import Proposal
from facilitator.harvest.points import Act, Point, Position, Source
from facilitator.harvest.quantifiers import Quantifier, quantified
from facilitator.harvest.queries import voice
from facilitator.harvest.rules import Voice
from facilitator.harvest.tags import EVIDENCE, TAGS
from facilitator.harvest.tone import prescriptive
from facilitator.live.screen import Region, Screen
from facilitator.notes.events import NoteChanged, NoteWritten, SupportGiven
from facilitator.notes.rules import NoteKind
from facilitator.people.events import RosterChanged
from facilitator.people.parties import GROUPS, PARTIES
from facilitator.people.queries import roster
from facilitator.people.rules import Constituency
from facilitator.screens.desk.board.scene import AtBoard, Look, Scene, at_board, scene_of
from facilitator.screens.parts import PROGRAMME

BOARD = [PointsChanged, NoteWritten, NoteChanged, RosterChanged, *PROGRAMME]
OFFERED = frozenset({NoteKind.SOLUTION, NoteKind.GOOD_PRACTICE})
screen = Screen("desk/board")


@dataclass(frozen=True)
class Told:
    """A quantifier with the names behind it, as far as the dialogue tells them."""

    of: Quantifier
    names: tuple[str, ...]
    groups: tuple[str, ...]


async def _context(db: AsyncSession, at: AtBoard) -> dict[str, Any]:
    scene = await scene_of(db, at)
    return {
        "scene": scene,
        "base": f"/desk/{scene.dialogue.slug}/board",
        "helper": endpoint(),
        "tag_names": TAGS,
        "evidence": EVIDENCE,
        "zone": ZoneInfo(scene.dialogue.timezone),
    }


@screen.region("state", seen=at_board, on=BOARD, rest=1.0)
async def state(db: AsyncSession, at: AtBoard) -> dict[str, Any]:
    return await _context(db, at)


@screen.region("questions", seen=at_board, on=BOARD, rest=1.0)
async def questions(db: AsyncSession, at: AtBoard) -> dict[str, Any]:
    """Each question with how many points, things to sort and notes it has; what is new of the
    notes since they last looked, everybody's own device knows (`unread.js`)."""
    context = await _context(db, at)
    scene: Scene = context["scene"]
    loose = [scene.notes[each].question for each in scene.harvest.unsorted]
    asked = [each.question for each in scene.notes.values()]
    keys = [*scene.questions, ""] if "" in asked else None
    return context | {
        "counts": [
            (
                key,
                len(scene.harvest.of_question(key)),
                loose.count(key) + sum(each.act == Act.MERGE for each in scene.proposed(key)),
                asked.count(key),
            )
            for key in keys or scene.questions
        ]
    }


@screen.region("proposals", seen=at_board, on=BOARD, rest=1.0)
async def proposals(db: AsyncSession, at: AtBoard) -> dict[str, Any]:
    context = await _context(db, at)
    scene: Scene = context["scene"]
    points = {each.id: each for each in scene.harvest.points}
    found = [
        (each, scene.notes.get(str(each.note_id)), points.get(str(each.point_id)), other)
        for each in scene.proposed(scene.question)
        if (other := points.get(str(each.other_id))) or each.act != Act.MERGE
    ]
    return context | {"found": found}


@screen.region("help", seen=at_board, on=BOARD)
async def helping(db: AsyncSession, at: AtBoard) -> dict[str, Any]:
    """What a model is asked, and what it answered."""
    context = await _context(db, at)
    scene: Scene = context["scene"]
    points = {each.id: each for each in scene.harvest.points}
    return context | {
        "found": [
            (each, points.get(str(each.point_id)), _rests_on(scene, each))
            for each in scene.asked_of_model
        ]
    }


@screen.region("points", seen=at_board, on=[*BOARD, SupportGiven])
async def points(db: AsyncSession, at: AtBoard) -> dict[str, Any]:
    context = await _context(db, at)
    scene: Scene = context["scene"]

    def told(position: Position) -> list[Told]:
        return [_told(scene, each, at.locale) for each in quantified(position.backing, scene.whole)]

    def offers(point: Point) -> bool:
        return any(scene.notes[each].kind in OFFERED for each in point.notes)

    def is_gap(point: Point) -> bool:
        """As the register of gaps has it."""
        return scene.notes[point.notes[0]].kind == NoteKind.GAP

    return context | {
        "told": told,
        "prescriptive": prescriptive,
        "offers": offers,
        "is_gap": is_gap,
        "follow_fields": FIELDS,
        "follow_statuses": STATUSES,
    }


@screen.region("loose", seen=at_board, on=BOARD, rest=1.0)
async def loose(db: AsyncSession, at: AtBoard) -> dict[str, Any]:
    """Notes that lie in no point: unsorted ones, and the parking lot."""
    context = await _context(db, at)
    scene: Scene = context["scene"]
    return context | {
        "unsorted": scene.about(scene.harvest.unsorted),
        "parked": scene.about(scene.harvest.parked),
    }


@screen.region("balance", seen=at_board, on=BOARD, rest=1.0)
async def leaning(db: AsyncSession, at: AtBoard) -> dict[str, Any]:
    """Which sides of the session have said little."""
    context = await _context(db, at)
    scene: Scene = context["scene"]
    voices = {str(each.id): voice(each) for each in await roster(db, at.dialogue)}
    said = [_said(each, voices[each.author]) for each in scene.notes.values()]
    rests_on = [
        tag
        for point in scene.harvest.points
        for note in point.notes
        for tag in scene.notes[note].evidence or point.tags
    ]
    return context | {"scales": balance(said, list(scene.questions), rests_on)}


@screen.region("steps", seen=at_board, on=[PointsChanged, RosterChanged, *PROGRAMME])
async def steps(db: AsyncSession, at: AtBoard) -> dict[str, Any]:
    return await _context(db, at)


def _rests_on(scene: Scene, proposal: Proposal) -> list[Source]:
    ids = [str(proposal.note_id)] if proposal.note_id else proposal.reason.get("notes", ())
    return [scene.notes[each] for each in ids if each in scene.notes]


def _said(note: Source, by: Voice) -> Said:
    return Said(note.kind, note.question, by.party or "", by.other is not None)


def _told(scene: Scene, of: Quantifier, locale: str) -> Told:
    """Names only where the dialogue attributes what is said."""
    if scene.dialogue.attribution != Attribution.ATTRIBUTED:
        return Told(of, (), ())
    parties = of.constituency is Constituency.PARTY
    names = (PARTIES[each].called(locale) for each in of.names) if parties else iter(of.names)
    return Told(of, tuple(sorted(names)), tuple(GROUPS[each] for each in of.groups))


def through(look: Look) -> Screen:
    """The board with its address's choice; regions seen alike are the same ones."""
    return Screen(screen.name, {name: _seen(name, look) for name in screen.regions})


@lru_cache(maxsize=512)
def _seen(name: str, look: Look) -> Region:
    region = screen.regions[name]
    return replace(region, seen=partial(cast("Callable[..., AtBoard]", region.seen), look=look))
