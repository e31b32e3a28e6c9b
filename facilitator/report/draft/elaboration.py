"""The elaboration: a section a theme, a part a question, a paragraph a kind."""

from collections.abc import Iterator

from facilitator.notes.rules import NoteKind
from facilitator.report.bidi import isolated
from facilitator.report.document import Paragraph, Section, Translator
from facilitator.report.draft.budget import Candidate, allotted
from facilitator.report.draft.outline import Discussion, Topic
from facilitator.report.draft.quoting import kind_paragraph
from facilitator.report.draft.ranking import Saying


def elaboration(topics: tuple[Topic, ...], say: Translator) -> tuple[Section, ...]:
    """The sections with every note cited and none quoted."""
    nothing: tuple[tuple[Saying, ...], ...] = ((),) * len(candidates(topics, frozenset()))
    return _sections(topics, iter(nothing), say)


def quoting_elaboration(
    topics: tuple[Topic, ...], heard: frozenset[Saying], room: int, say: Translator
) -> tuple[Section, ...]:
    """The sections with as many quotations as `room` words allow.

    What was `heard` in the key messages is cited again but not quoted again.
    """
    return _sections(topics, iter(allotted(candidates(topics, heard), room, say)), say)


def candidates(topics: tuple[Topic, ...], heard: frozenset[Saying]) -> tuple[Candidate, ...]:
    """The paragraphs to be, in reading order. Differing views may be quoted twice."""
    return tuple(
        Candidate(
            kind,
            sum(len(saying.notes) for saying in sayings),
            _quotable(kind, sayings, heard),
        )
        for topic in topics
        for discussion in topic.discussions
        for kind, sayings in discussion.kinds.items()
    )


def _quotable(
    kind: str, sayings: tuple[Saying, ...], heard: frozenset[Saying]
) -> tuple[Saying, ...]:
    """Notes nobody gave a kind are often asides: they are cited, not quoted; points are."""
    if kind == NoteKind.PLAIN:
        sayings = tuple(one for one in sayings if one.point)
    return tuple(one for one in sayings if kind == NoteKind.DIVERGENT_VIEW or one not in heard)


def _sections(
    topics: tuple[Topic, ...], shown: Iterator[tuple[Saying, ...]], say: Translator
) -> tuple[Section, ...]:
    return tuple(theme(topic, shown, say) for topic in topics)


def theme(topic: Topic, shown: Iterator[tuple[Saying, ...]], say: Translator) -> Section:
    """A lone question gets no heading of its own: it is a line under the theme's."""
    if len(topic.discussions) == 1:
        only = topic.discussions[0]
        return Section(topic.title, 1, _asked(only, say), _paragraphs(only, shown, say))
    parts = tuple(
        Section(_question(each, say), 2, paragraphs=_paragraphs(each, shown, say))
        for each in topic.discussions
    )
    return Section(topic.title, 1, sections=parts)


def _paragraphs(
    discussion: Discussion, shown: Iterator[tuple[Saying, ...]], say: Translator
) -> tuple[Paragraph, ...]:
    return tuple(
        kind_paragraph(kind, sayings, next(shown), say)
        for kind, sayings in discussion.kinds.items()
    )


def _asked(discussion: Discussion, say: Translator) -> str:
    if not discussion.question:
        return ""
    return say.gettext("Guiding question: %(question)s") % {
        "question": isolated(discussion.question)
    }


def _question(discussion: Discussion, say: Translator) -> str:
    return discussion.question or say.gettext("Without a guiding question")
