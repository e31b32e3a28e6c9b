"""A report by an outline of one's own: each section tells what it gathers, in its place."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from facilitator.report.citing import report_words
from facilitator.report.contents import ABOUT, KEYS, REST, Chapter, Contents
from facilitator.report.document import Section, Translator, walk
from facilitator.report.draft.budget import Candidate, allotted
from facilitator.report.draft.elaboration import candidates, theme
from facilitator.report.draft.outline import Discussion, Topic
from facilitator.report.draft.presets import Heard, Sections, key_messages, sayings
from facilitator.report.draft.quoting import KEYS_PER_QUESTION, key_sayings
from facilitator.report.draft.ranking import Saying
from facilitator.report.kinds import ORDER


@dataclass(frozen=True, slots=True)
class Filled:
    """A chapter and the sayings that it gathers, by theme and question."""

    chapter: Chapter
    heard: Heard


@dataclass(frozen=True, slots=True)
class _Whole:
    """What is told apart from what chapters gather: the key messages and the introduction."""

    keys: Section | None
    opening: Section


def by_chapters(
    outline: Contents, heard: Heard, opening: Section, room: int, say: Translator
) -> Sections:
    """The sections of the outline; `opening` at its place, or else at the end.

    What a section gathers that was told before, in a key message or an earlier section, is cited
    again but not quoted again. A section with nothing to tell is left out.
    """
    filled = tuple(_filled(outline, heard))
    found = _candidates(filled, heard)
    whole = _Whole(next(iter(key_messages(heard, KEYS_PER_QUESTION, say)), None), opening)
    bare = _laid(filled, whole, iter(((),) * len(found)), say)
    left = room + report_words((), (opening,)) - report_words((), bare)
    return _laid(filled, whole, iter(allotted(found, left, say)), say)


def _filled(outline: Contents, heard: Heard) -> Iterator[Filled]:
    gathered = [_gathered(each.gathers, heard) for each in outline.chapters]
    told = {one for some in gathered for topic in some for one in sayings(topic)}
    for chapter, some in zip(outline.chapters, gathered, strict=True):
        rest = chapter.gathers == REST
        found = _only(heard, lambda one: one not in told) if rest else some
        yield Filled(chapter, found if len(found) == 1 else tuple(map(_together, found)))


def _gathered(gathers: str, heard: Heard) -> Heard:
    what, _, key = gathers.partition(":")
    tests: dict[str, Callable[[Saying], bool]] = {
        "theme": lambda one: one.notes[0].theme_key == key,
        "question": lambda one: one.notes[0].question_key == key,
        "kind": lambda one: one.kind == key,
        "tag": lambda one: one.point is not None and key in one.point.tags,
    }
    return _only(heard, tests[what]) if what in tests else ()


def _only(heard: Heard, wanted: Callable[[Saying], bool]) -> Heard:
    """The topics with nothing left in them but the wanted sayings."""
    found = (replace(each, discussions=tuple(_discussions(each, wanted))) for each in heard)
    return tuple(each for each in found if each.discussions)


def _discussions(topic: Topic, wanted: Callable[[Saying], bool]) -> Iterator[Discussion]:
    for each in topic.discussions:
        kinds = {kind: tuple(filter(wanted, some)) for kind, some in each.kinds.items()}
        if any(kinds.values()):
            yield replace(each, kinds={kind: some for kind, some in kinds.items() if some})


def _together(topic: Topic) -> Topic:
    """Where a section gathers from several themes: each with all its questions as one."""
    kinds: dict[str, list[Saying]] = {}
    for each in topic.discussions:
        for kind, some in each.kinds.items():
            kinds.setdefault(kind, []).extend(some)
    in_order = sorted(kinds, key=lambda kind: ORDER[kind])
    ranked = {kind: tuple(sorted(kinds[kind], key=lambda one: one.rank)) for kind in in_order}
    return replace(topic, discussions=(Discussion("", ranked),))


def _candidates(filled: Iterable[Filled], heard: Heard) -> tuple[Candidate, ...]:
    """The paragraphs to be of all chapters, in reading order."""
    told: set[Saying] = set()
    found: list[Candidate] = []
    for each in filled:
        if each.chapter.gathers == KEYS:
            told |= set(_keys(heard))
        found += candidates(each.heard, frozenset(told))
        told |= {one for topic in each.heard for one in sayings(topic)}
    return tuple(found)


def _keys(heard: Heard) -> Iterator[Saying]:
    for topic in heard:
        for discussion in topic.discussions:
            yield from key_sayings(discussion.kinds, KEYS_PER_QUESTION)


def _laid(
    filled: Iterable[Filled],
    whole: _Whole,
    shown: Iterator[tuple[Saying, ...]],
    say: Translator,
) -> Sections:
    made: list[Section] = []
    for each in filled:
        section = _section(each, whole, shown, say)
        if each.chapter.under and made:
            made[-1] = replace(made[-1], sections=(*made[-1].sections, section))
        else:
            made.append(section)
    if not any(each.chapter.gathers == ABOUT for each in filled):
        made.append(whole.opening)
    return tuple(_tidied(each, 1) for each in made if _tells(each))


def _section(
    filled: Filled, whole: _Whole, shown: Iterator[tuple[Saying, ...]], say: Translator
) -> Section:
    title = filled.chapter.title
    if filled.chapter.gathers == ABOUT:
        return replace(whole.opening, title=title)
    if filled.chapter.gathers == KEYS:
        return replace(whole.keys, title=title) if whole.keys else Section(title)
    if len(filled.heard) == 1:
        return replace(theme(filled.heard[0], shown, say), title=title)
    return Section(title, sections=tuple(theme(each, shown, say) for each in filled.heard))


def _tells(section: Section) -> bool:
    return any(each.paragraphs for _, each in walk((section,)))


def _tidied(section: Section, level: int) -> Section:
    """At its level, without headings that tell nothing; a lone one becomes a line under its own."""
    inside = tuple(each for each in section.sections if _tells(each))
    if len(inside) == 1 and not section.paragraphs:
        (only,) = inside
        lead = only.title if only.title != section.title else only.lead
        return _tidied(replace(only, title=section.title, lead=lead), level)
    parts = tuple(_tidied(each, level + 1) for each in inside)
    return replace(section, level=level, sections=parts)
