"""What a report says of itself: counts, dates, method, denominators; and its summary box."""

from collections.abc import Callable, Iterable
from typing import Final

from facilitator.dialogues.rules import Attribution, Denominator
from facilitator.kit.words import N_
from facilitator.report.bidi import isolated
from facilitator.report.document import (
    Counts,
    Paragraph,
    Role,
    Section,
    Translator,
)
from facilitator.report.draft.facts import Facts
from facilitator.report.moments import moment
from facilitator.report.stops import in_a_row

METHODS: Final = {
    "": N_("Grouped by question and kind; similar notes have not been merged yet."),
    "encoder": N_("Notes that say the same, in whatever language, were laid together as points."),
    "letters": N_(
        "Notes that say the same in the same language were laid together as points; likeness "
        "across languages was not looked for."
    ),
}

UNCOUNTED = N_("Positions have not been counted yet, so this draft says neither “some” nor “many”.")
QUANTIFIERS = N_(
    "Of Parties, “a few” are under 10 per cent, “some” 10 to 40, “many” 41 to 70, “most” 71 to 90, "
    "“almost all” more; of non-Party stakeholders, “some” are up to half, “many” more. A group "
    "that speaks counts every Party of it, and each Party counts once for a point."
)
_ATTRIBUTIONS = {
    Attribution.ATTRIBUTED: N_("Notes are shown with the names of those who wrote them."),
    Attribution.BY_CATEGORY: N_("Notes are shown by category of participant, without names."),
    Attribution.NON_ATTRIBUTION: N_("Notes are shown without names and without affiliations."),
}
_DENOMINATORS = {
    Denominator.ALL_PARTIES: N_("Shares of Parties are counted against all Parties (%(count)d)."),
    Denominator.PRESENT: N_(
        "Shares of Parties are counted against the Parties present (%(count)d)."
    ),
    Denominator.CONTRIBUTED: N_(
        "Shares of Parties are counted against the Parties that contributed (%(count)d)."
    ),
}


def summary(facts: Facts, counts: Counts, say: Translator) -> tuple[str, ...]:
    """Lines of the box: use, counts as of a date, cut-off, method."""
    lines = [_counts_line(counts, say), _as_of(facts, say), say.gettext(METHODS[facts.method])]
    if facts.purpose:
        lines.insert(
            0, say.gettext("Use of this report: %(purpose)s") % {"purpose": isolated(facts.purpose)}
        )
    return tuple(lines)


def introduction(facts: Facts, counts: Counts, silent: Iterable[str], say: Translator) -> Section:
    """Paragraphs on where the notes come from and what was done with them; they cite none."""
    written = (
        _sources(counts, say),
        _dates(facts, counts, say),
        _method(facts, say),
        _basis(facts, say),
        _coverage(counts, tuple(silent), say),
    )
    paragraphs = tuple(Paragraph(0, words, role=Role.INTRODUCTION) for words in written)
    return Section(say.gettext("About this report"), paragraphs=paragraphs)


def _counts_line(counts: Counts, say: Translator) -> str:
    numbers = {
        say.gettext("Notes"): counts.notes,
        say.gettext("People who wrote them"): counts.people,
        say.gettext("Tables"): counts.tables,
        say.gettext("Rounds"): counts.rounds,
    }
    return " · ".join(f"{name}: {number}" for name, number in numbers.items())


def _as_of(facts: Facts, say: Translator) -> str:
    made = say.gettext("Counted as of %(moment)s.") % {
        "moment": moment(facts.made_at, facts.locale)
    }
    return in_a_row((made, _cut_off(facts, say)))


def _cut_off(facts: Facts, say: Translator) -> str:
    if facts.cut_off is None:
        return say.gettext("No cut-off was set.")
    return say.gettext("The cut-off for notes was %(moment)s.") % {
        "moment": moment(facts.cut_off, facts.locale)
    }


def _sources(counts: Counts, say: Translator) -> str:
    ngettext = _filling(say)
    return in_a_row((
        ngettext(
            "This report draws on %(count)d note.",
            "This report draws on %(count)d notes.",
            counts.notes,
        ),
        ngettext("%(count)d person wrote them.", "%(count)d people wrote them.", counts.people),
        ngettext("%(count)d table took part.", "%(count)d tables took part.", counts.tables),
        ngettext("There was %(count)d round.", "There were %(count)d rounds.", counts.rounds),
    ))  # fmt: skip


def _dates(facts: Facts, counts: Counts, say: Translator) -> str:
    ngettext = _filling(say)
    late = say.gettext("No note came late.")
    if counts.late:
        late = ngettext(
            "%(count)d note came late; it is included and marked.",
            "%(count)d notes came late; they are included and marked.",
            counts.late,
        )
    return in_a_row((_as_of(facts, say), late))


def _method(facts: Facts, say: Translator) -> str:
    return in_a_row((
        say.gettext(METHODS[facts.method]),
        say.gettext("Notes in the same words are quoted once."),
        say.gettext("Quotations keep the language in which they were written."),
        say.gettext(_ATTRIBUTIONS[facts.attribution]),
    ))  # fmt: skip


def _basis(facts: Facts, say: Translator) -> str:
    parties = say.gettext(_DENOMINATORS[facts.whole.means]) % {"count": facts.whole.parties}
    others = say.gettext(
        "Other participants are counted apart (%(count)d) and are never added to Parties."
    ) % {"count": facts.whole.others}
    words = [parties, others, say.gettext(QUANTIFIERS if facts.method else UNCOUNTED)]
    if facts.apart:
        words.insert(2, say.gettext("Whoever contributed to several sessions is counted once."))
    return in_a_row(words)


def _coverage(counts: Counts, silent: tuple[str, ...], say: Translator) -> str:
    ngettext = _filling(say)
    lines = [ngettext("%(count)d note is cited.", "%(count)d notes are cited.", counts.cited)]
    if counts.parked:
        lines.append(
            ngettext(
                "%(count)d note is kept in the parking lot as off topic.",
                "%(count)d notes are kept in the parking lot as off topic.",
                counts.parked,
            )
        )
    if counts.unused:
        lines.append(
            ngettext(
                "%(count)d note is not used and is listed at the end.",
                "%(count)d notes are not used and are listed at the end.",
                counts.unused,
            )
        )
    if silent:
        themes = say.gettext("; ").join(map(isolated, silent))
        lines.append(say.gettext("No notes were taken on: %(themes)s.") % {"themes": themes})
    return in_a_row(lines)


def _filling(say: Translator) -> Callable[[str, str, int], str]:
    """`ngettext` with the number filled in; call it by that name, catalogues look for it."""
    return lambda one, many, number: say.ngettext(one, many, number) % {"count": number}
