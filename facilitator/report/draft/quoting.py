"""Quotations with their citations, and paragraphs made of them."""

from collections.abc import Iterable

from facilitator.notes.rules import NoteKind
from facilitator.report.bidi import isolated
from facilitator.report.citing import is_point, mark
from facilitator.report.document import Paragraph, Role, Translator
from facilitator.report.draft.ranking import Saying, excerpt
from facilitator.report.draft.sentences import sentence
from facilitator.report.kinds import heading, name
from facilitator.report.stops import in_a_row, stopped

KEYS_PER_QUESTION = 2


def quoted(saying: Saying, say: Translator) -> str:
    """`“words” [N12, N40]`: the original words, in their own direction; of a point, who says so."""
    if saying.point:
        return sentence(saying.point, saying.notes, say)
    words = isolated(excerpt(saying.notes[0].words))
    between = say.gettext("“%(words)s”") % {"words": words}
    both = f"{between} {mark(saying.references)}"
    if not saying.contested:
        return both
    return say.gettext("%(quotation)s (on which views differ)") % {"quotation": both}


def key_sayings(kinds: dict[str, tuple[Saying, ...]], most: int) -> tuple[Saying, ...]:
    """What a person promoted; else the front of up to `most` kinds (not: differing, none)."""
    findings = [one for some in kinds.values() for one in some if one.finding]
    if findings:
        return tuple(sorted(findings, key=lambda one: one.rank))
    fronts = [some[0] for kind, some in kinds.items() if kind and kind != NoteKind.DIVERGENT_VIEW]
    return tuple(sorted(fronts, key=lambda one: one.rank)[:most])


def with_opposed(kinds: dict[str, tuple[Saying, ...]], most: int) -> tuple[Saying, ...]:
    """The key sayings; an opposed view stands beside them, never left out."""
    keys = key_sayings(kinds, most)
    opposed = kinds.get(NoteKind.DIVERGENT_VIEW, ())[:1]
    return (*keys, *(one for one in opposed if one not in keys))


def key_paragraph(
    title: str, kinds: dict[str, tuple[Saying, ...]], most: int, say: Translator
) -> Paragraph | None:
    """What a question's key sayings are, in a row; None where nothing was said."""
    chosen = with_opposed(kinds, most)
    if not chosen:
        return None
    words = in_a_row(labelled(saying, say) for saying in chosen)
    return Paragraph(0, words, _references(chosen), Role.KEY, title)


def kind_paragraph(
    kind: str, sayings: tuple[Saying, ...], shown: Iterable[Saying], say: Translator
) -> Paragraph:
    """A kind's notes: those `shown` quoted, every other one cited."""
    first = tuple(shown)
    rest = [saying for saying in sayings if saying not in first]
    words = [stopped(quoted(one, say), say) for one in first]
    if rest:
        words.append(_further(_references(rest), bool(first), say))
    role = Role.DIFFERING if kind == NoteKind.DIVERGENT_VIEW else Role.ELABORATION
    return Paragraph(0, in_a_row(words), _references((*first, *rest)), role, heading(kind, say))


def labelled(saying: Saying, say: Translator) -> str:
    if saying.point:
        return stopped(quoted(saying, say), say)
    gaps = {"kind": name(saying.kind, say), "quotation": quoted(saying, say)}
    return say.gettext("%(kind)s: %(quotation)s.") % gaps


def _further(references: tuple[str, ...], quoted_before: bool, say: Translator) -> str:
    count = sum(not is_point(each) for each in references)
    if quoted_before:
        sentence = say.ngettext(
            "%(count)d further note: %(notes)s.", "%(count)d further notes: %(notes)s.", count
        )
    else:
        sentence = say.ngettext("%(count)d note: %(notes)s.", "%(count)d notes: %(notes)s.", count)
    return sentence % {"count": count, "notes": mark(references)}


def _references(sayings: Iterable[Saying]) -> tuple[str, ...]:
    every = {reference for saying in sayings for reference in saying.references}
    return tuple(sorted(every, key=lambda each: (not is_point(each), int(each[1:]))))
