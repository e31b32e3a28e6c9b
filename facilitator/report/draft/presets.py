"""The parts of a report by its outline: which, in which order, within so many words."""

from collections.abc import Iterator

from facilitator.harvest.following import FIELDS, FollowUp
from facilitator.kit.words import N_
from facilitator.notes.rules import NoteKind
from facilitator.report.bidi import isolated
from facilitator.report.citing import report_words
from facilitator.report.document import (
    Grid,
    Paragraph,
    Role,
    Section,
    Side,
    SourcePoint,
    Translator,
)
from facilitator.report.draft.elaboration import elaboration, quoting_elaboration
from facilitator.report.draft.outline import Topic
from facilitator.report.draft.quoting import (
    KEYS_PER_QUESTION,
    key_paragraph,
    key_sayings,
    kind_paragraph,
    labelled,
    quoted,
    with_opposed,
)
from facilitator.report.draft.ranking import Saying
from facilitator.report.draft.sentences import who
from facilitator.report.kinds import heading
from facilitator.report.outlines import Outline
from facilitator.report.stops import stopped

KEY_SHARE = 0.4
KEY_LEAD = N_(
    "The notes of each question that most people shared, then those heard at most tables, "
    "in the words of those who wrote them."
)
POINT_LEAD = N_(
    "The points of each question with most behind them, each in the words of one of its notes."
)
OPTION_COLUMNS = (N_("Option"), N_("Shared by"), N_("Conversely"), N_("Kind"), N_("Point"))
STEP_COLUMNS = (FIELDS["by_when"], FIELDS["indicator"])
Sections = tuple[Section, ...]
Heard = tuple[Topic, ...]


def parts(outline: Outline, heard: Heard, opening: Section, room: int, say: Translator) -> Sections:
    """Key messages first, then the opening, then what this outline goes into, in `room` words."""
    if outline is Outline.OPTIONS:
        return (*_options(heard, say), opening)
    if outline is Outline.SLIDES:
        return (*_slides(heard, say), opening)
    most = 1 if outline is Outline.BRIEF else KEYS_PER_QUESTION
    keys = key_messages(heard, most, say)
    if report_words((), keys) > room * KEY_SHARE:
        most = 1
        keys = key_messages(heard, most, say)
    if outline is Outline.BRIEF:
        return (*keys, opening)
    if outline is Outline.POLICYMAKERS:
        return (*keys, opening, *_differing(heard, say))
    left = room - report_words((), (*keys, *elaboration(heard, say)))
    said = frozenset(
        saying
        for topic in heard
        for discussion in topic.discussions
        for saying in key_sayings(discussion.kinds, most)
    )
    return (*keys, opening, *quoting_elaboration(heard, said, left, say))


def key_messages(heard: Heard, most: int, say: Translator) -> Sections:
    """One section, a paragraph a question; none where nothing was said."""
    found = (
        key_paragraph(topic.title, discussion.kinds, most, say)
        for topic in heard
        for discussion in topic.discussions
    )
    paragraphs = tuple(each for each in found if each is not None)
    if not paragraphs:
        return ()
    pointed = any(one.point for topic in heard for one in sayings(topic))
    lead = say.gettext(POINT_LEAD if pointed else KEY_LEAD)
    return (Section(say.gettext("Key messages"), 1, lead, paragraphs),)


def sayings(topic: Topic) -> tuple[Saying, ...]:
    """All that was said on a theme, question by question."""
    return tuple(
        saying
        for discussion in topic.discussions
        for sayings in discussion.kinds.values()
        for saying in sayings
    )


def options_grid(points: tuple[SourcePoint, ...], say: Translator) -> Grid:
    """What could be done, who shares it, who sees it differently; where anybody takes one up,
    the milestone and the product of each (R59)."""
    stepwise = any(each.follow_up for each in points)
    columns = (*OPTION_COLUMNS, *(STEP_COLUMNS if stepwise else ()))
    rows = ((*_option(each, say), *(_step(each) if stepwise else ())) for each in points)
    return Grid(say.gettext("Table of options"), tuple(map(say.gettext, columns)), tuple(rows))


def _option(point: SourcePoint, say: Translator) -> tuple[str, ...]:
    first, *others = point.sides
    against = say.gettext("; ").join(
        f"{_who(one, say)}: {isolated(one.statement)}" for one in others
    )
    kind = heading(NoteKind.DIVERGENT_VIEW if others else point.kind, say)
    return isolated(first.statement), _who(first, say), against, kind, point.reference


def _step(point: SourcePoint) -> tuple[str, str]:
    said = point.follow_up or FollowUp()
    return isolated(said.by_when), isolated(said.indicator)


def _who(side: Side, say: Translator) -> str:
    if side.support:
        return who(side, say)
    return say.ngettext("%(count)d note", "%(count)d notes", len(side.notes)) % {
        "count": len(side.notes)
    }


def _options(heard: Heard, say: Translator) -> Sections:
    """Where views meet, those with most behind them first; then where they part, both sides."""
    found = (
        _gathered(heard, say.gettext("Areas of convergence"), say, apart=False),
        _gathered(heard, say.gettext("Areas of divergence"), say, apart=True),
    )
    return tuple(section for section in found if section.paragraphs)


def _gathered(heard: Heard, title: str, say: Translator, *, apart: bool) -> Section:
    chosen = (
        (topic.title, one)
        for topic in heard
        for one in sorted(sayings(topic), key=lambda one: one.rank)
        if one.point and one.two_sided is apart
    )
    paragraphs = tuple(
        Paragraph(
            0,
            stopped(quoted(one, say), say),
            one.references,
            Role.DIFFERING if apart else Role.KEY,
            topic,
        )
        for topic, one in chosen
    )
    return Section(title, paragraphs=paragraphs)


def _slides(heard: Heard, say: Translator) -> Sections:
    """A slide a theme (R57): of each question the key saying, and the view that is opposed to it,
    each on a line of its own with its number."""
    return tuple(Section(topic.title, paragraphs=tuple(_lines(topic, say))) for topic in heard)


def _lines(topic: Topic, say: Translator) -> Iterator[Paragraph]:
    for discussion in topic.discussions:
        for one in with_opposed(discussion.kinds, 1):
            role = Role.DIFFERING if one.two_sided else Role.KEY
            title = one.point.title if one.point else ""
            yield Paragraph(0, labelled(one, say), one.references, role, title)


def _differing(heard: Heard, say: Translator) -> Sections:
    """A paragraph a question on which views differ, every one of them quoted."""
    paragraphs = tuple(
        kind_paragraph(NoteKind.DIVERGENT_VIEW, sayings, sayings, say)
        for topic in heard
        for discussion in topic.discussions
        for kind, sayings in discussion.kinds.items()
        if kind == NoteKind.DIVERGENT_VIEW
    )
    title = heading(NoteKind.DIVERGENT_VIEW, say)
    return (Section(title, paragraphs=paragraphs),) if paragraphs else ()
