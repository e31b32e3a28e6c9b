"""A first draft from notes alone: what was said, in its own words, each sentence with its notes."""

from collections.abc import Iterable

from facilitator.dialogues.rules import Attribution
from facilitator.kit.words import N_
from facilitator.notes.rules import NoteKind
from facilitator.report.citing import (
    Division,
    divided,
    numbered,
    renumbered,
    report_words,
)
from facilitator.report.document import (
    Counts,
    Document,
    Section,
    SourceNote,
    Status,
    ThemeCount,
    Translator,
)
from facilitator.report.draft.elaboration import elaboration, quoting_elaboration
from facilitator.report.draft.facts import Facts, veiled
from facilitator.report.draft.outline import Topic, entitled, silent, topics
from facilitator.report.draft.preface import METHOD, introduction, summary
from facilitator.report.draft.quoting import KEYS_PER_QUESTION, key_paragraph, key_sayings
from facilitator.report.draft.ranking import says_something
from facilitator.report.kinds import BACK, FORWARD

KEY_SHARE = 0.4
KEY_LEAD = N_(
    "The notes of each question that most people shared, then those heard at most tables, "
    "in the words of those who wrote them."
)

_UNCHANGED = (
    "title", "subtitle", "dialogue", "session", "locale", "made_at", "version", "attribution",
    "target", "cut_off", "grids",
)  # fmt: skip


def draft(facts: Facts, say: Translator) -> Document:
    """A draft in which every note is cited, set aside as off topic, or listed as not used.

    The same facts give the same draft, in whatever order their notes come.
    """
    shown = (veiled(note, facts.attribution) for note in entitled(facts, facts.notes))
    notes = numbered(shown, facts.attribution, facts.kept)
    spoken = [note for note in notes if note.kind != NoteKind.OFF_TOPIC and says_something(note)]
    heard = topics(facts, spoken, say)
    counts = counted(facts, notes, divided(elaboration(heard, say), notes))
    box = summary(facts, counts, say)
    opening = introduction(facts, counts, silent(facts, spoken), say)
    sections = _sections(heard, opening, facts.target - report_words(box, (opening,)), say)
    return _document(facts, notes, box, renumbered(sections), heard, say)


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


def _sections(
    heard: tuple[Topic, ...], opening: Section, room: int, say: Translator
) -> tuple[Section, ...]:
    """Key messages, then the opening, then the elaboration, in about `room` words."""
    most = KEYS_PER_QUESTION
    keys = _keys(heard, most, say)
    if report_words((), keys) > room * KEY_SHARE:
        most = 1
        keys = _keys(heard, most, say)
    left = room - report_words((), (*keys, *elaboration(heard, say)))
    said = frozenset(
        saying
        for topic in heard
        for discussion in topic.discussions
        for saying in key_sayings(discussion.kinds, most)
    )
    return (*keys, opening, *quoting_elaboration(heard, said, left, say))


def _keys(heard: tuple[Topic, ...], most: int, say: Translator) -> tuple[Section, ...]:
    found = (
        key_paragraph(topic.title, discussion.kinds, most, say)
        for topic in heard
        for discussion in topic.discussions
    )
    paragraphs = tuple(each for each in found if each is not None)
    if not paragraphs:
        return ()
    return (Section(say.gettext("Key messages"), 1, say.gettext(KEY_LEAD), paragraphs),)


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
        method=say.gettext(METHOD),
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
