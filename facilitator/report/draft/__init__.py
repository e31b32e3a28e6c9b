"""A first draft from notes alone: what was said, in its own words, each sentence with its notes."""

from collections.abc import Iterable
from dataclasses import replace

from facilitator.dialogues.rules import Attribution
from facilitator.harvest.balance import BACK, FORWARD
from facilitator.notes.rules import NoteKind
from facilitator.report.citing import (
    Division,
    divided,
    numbered,
    renumbered,
    report_words,
    set_aside,
)
from facilitator.report.document import (
    Counts,
    Document,
    Grid,
    Paragraph,
    Section,
    SourceNote,
    SourcePoint,
    Status,
    ThemeCount,
    Translator,
)
from facilitator.report.draft.backing import Telling, told
from facilitator.report.draft.chapters import by_chapters
from facilitator.report.draft.elaboration import elaboration
from facilitator.report.draft.facts import Facts, veiled
from facilitator.report.draft.outline import Topic, entitled, silent, topics
from facilitator.report.draft.preface import METHODS, introduction, summary
from facilitator.report.draft.presets import options_grid, parts
from facilitator.report.draft.ranking import says_something
from facilitator.report.outlines import Outline

_UNCHANGED = (
    "title", "subtitle", "dialogue", "session", "locale", "made_at", "version", "attribution",
    "target", "cut_off", "grids", "criteria",
)  # fmt: skip


def draft(facts: Facts, say: Translator) -> Document:
    """A draft in which every note is cited, set aside as off topic, or listed as not used.

    The same facts give the same draft, in whatever order their notes come.
    """
    shown = (veiled(note, facts.attribution) for note in entitled(facts, facts.notes))
    notes = numbered(shown, facts.attribution, facts.kept)
    spoken = [note for note in notes if not set_aside(note) and says_something(note)]
    points = pointed(facts, spoken, say)
    heard = topics(facts, spoken, say, points)
    counts = counted(facts, notes, divided(elaboration(heard, say), notes))
    box = summary(facts, counts, say)
    opening = introduction(facts, counts, silent(facts, spoken), say)
    room = facts.target - report_words(box, (opening,))
    laid = _parts(facts, heard, opening, room, say)
    counts = counted(facts, notes, divided(laid, notes))
    counting = introduction(facts, counts, silent(facts, spoken), say).paragraphs
    sections = renumbered(tuple(_recounted(each, opening.paragraphs, counting) for each in laid))
    return replace(
        _document(facts, notes, box, sections, heard, say),
        points=points,
        grids=grids(facts, points, say),
    )


def _parts(
    facts: Facts, heard: tuple[Topic, ...], opening: Section, room: int, say: Translator
) -> tuple[Section, ...]:
    if facts.contents:
        return by_chapters(facts.contents, heard, opening, room, say)
    return parts(facts.outline, heard, opening, room, say)


def _recounted(
    section: Section, before: tuple[Paragraph, ...], now: tuple[Paragraph, ...]
) -> Section:
    """The introduction, wherever it stands, with what this report cites; other sections as is."""
    return replace(
        section,
        paragraphs=now if section.paragraphs == before else section.paragraphs,
        sections=tuple(_recounted(each, before, now) for each in section.sections),
    )


def grids(facts: Facts, points: tuple[SourcePoint, ...], say: Translator) -> tuple[Grid, ...]:
    """The tables of the annexes; first that of the options, in a report on them."""
    if facts.outline is Outline.OPTIONS and points:
        return (options_grid(points, say), *facts.grids)
    return facts.grids


def counted(facts: Facts, notes: Iterable[SourceNote], division: Division) -> Counts:
    """The counts of a division; late ones among all notes."""
    parts = {name: len(part) for name, part in division._asdict().items()}
    return Counts(
        notes=sum(parts.values()),
        late=sum(note.late for note in notes),
        people=facts.people,
        tables=facts.tables,
        rounds=facts.rounds,
        **parts,
    )


def pointed(facts: Facts, notes: Iterable[SourceNote], say: Translator) -> tuple[SourcePoint, ...]:
    """The points that were told before, else those found now, over these notes."""
    if facts.told:
        return facts.told
    by_id = {note.id: note for note in notes}
    how = Telling(facts.whole, facts.attribution, facts.locale, say)
    return told(facts.points, by_id, how)


def _document(
    facts: Facts,
    notes: tuple[SourceNote, ...],
    box: tuple[str, ...],
    sections: tuple[Section, ...],
    heard: tuple[Topic, ...],
    say: Translator,
) -> Document:
    division = divided(sections, notes)
    named = facts.attribution is Attribution.ATTRIBUTED
    return Document(
        **{field: getattr(facts, field) for field in _UNCHANGED},
        status=Status.DRAFT,
        method=say.gettext(METHODS[facts.method]),
        summary=box,
        sections=sections,
        notes=division.cited,
        parked=division.parked,
        unused=division.unused,
        counts=counted(facts, notes, division),
        balance=tuple(map(_balance, heard)),
        words=report_words(box, sections),
        contributors=tuple(sorted(facts.contributors)) if named else (),
    )


def _balance(topic: Topic) -> ThemeCount:
    kinds = [note.kind for note in topic.notes]
    back = sum(kind in BACK for kind in kinds)
    forward = sum(kind in FORWARD for kind in kinds)
    differing = kinds.count(NoteKind.DIVERGENT_VIEW)
    return ThemeCount(
        title=topic.title,
        notes=len(kinds),
        back=back,
        forward=forward,
        differing=differing,
        other=len(kinds) - back - forward - differing,
        late=sum(note.late for note in topic.notes),
    )
