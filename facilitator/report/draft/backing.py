"""Points as a report tells them: how many stand behind each side, and who, where it may."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from facilitator.dialogues.rules import Attribution, Denominator
from facilitator.harvest.points import Point, Position
from facilitator.harvest.quantifiers import Quantifier, Whole, Word, quantified
from facilitator.kit.words import N_
from facilitator.people.parties import GROUPS, PARTIES
from facilitator.people.rules import Constituency
from facilitator.report.document import Backed, Side, SourceNote, SourcePoint, Translator

PARTIES_SAY: Final = {
    Word.A_FEW: N_("a few Parties"),
    Word.SOME: N_("some Parties"),
    Word.MANY: N_("many Parties"),
    Word.MOST: N_("most Parties"),
    Word.ALMOST_ALL: N_("almost all Parties"),
}
OTHERS_SAY: Final = {
    Word.SOME: N_("some non-Party stakeholders"),
    Word.MANY: N_("many non-Party stakeholders"),
}
WHOLES: Final = {
    Denominator.ALL_PARTIES: N_("all Parties"),
    Denominator.PRESENT: N_("those present"),
    Denominator.CONTRIBUTED: N_("those that contributed"),
}
REGISTERED: Final = N_("those on the roster")


@dataclass(frozen=True, slots=True)
class Telling:
    """Of whom shares are taken, what may be told of them, in which language."""

    whole: Whole
    attribution: Attribution
    locale: str
    say: Translator


def told(
    points: Iterable[Point], notes: Mapping[str, SourceNote], how: Telling
) -> tuple[SourcePoint, ...]:
    """Points with references P1, P2 … in their order; `notes` by id. Only notes that are there."""
    found: list[SourcePoint] = []
    for point in points:
        sides = tuple(_side(each, notes, how) for each in point.positions)
        there = tuple(side for side in sides if side.notes)
        if there:
            first = next(notes[each] for each in point.notes if each in notes)
            found.append(
                SourcePoint(
                    reference=f"P{len(found) + 1}",
                    sides=there,
                    kind=first.kind,
                    theme_title=first.theme_title,
                    question_text=first.question_text,
                    finding=point.finding,
                    title=point.title,
                    tags=_tags(point, notes),
                    admitted=point.admitted,
                    follow_up=point.follow_up,
                )
            )
    return tuple(found)


def _tags(point: Point, notes: Mapping[str, SourceNote]) -> tuple[str, ...]:
    """Its own, and what its notes rest on."""
    rested = (tag for each in point.notes if each in notes for tag in notes[each].evidence)
    return tuple(dict.fromkeys((*point.tags, *rested)))


def _side(position: Position, notes: Mapping[str, SourceNote], how: Telling) -> Side:
    """Names are there only where notes are attributed. Of what several notes say alike, one in the
    report's language is quoted, if there is one."""
    named = how.attribution is Attribution.ATTRIBUTED
    return Side(
        statement=_statement(position, notes, how.locale),
        notes=tuple(notes[each].reference for each in position.notes if each in notes),
        support=tuple(
            _backed(each, how.say, named=named) for each in quantified(position.backing, how.whole)
        ),
        worded=position.worded,
        helped=position.helped,
    )


def _statement(position: Position, notes: Mapping[str, SourceNote], locale: str) -> str:
    there = (notes[each] for each in position.notes if each in notes)
    spoken = notes.get(position.spoken_by)
    if position.worded or (spoken and spoken.language == locale):
        return position.statement
    return next((each.words for each in there if each.language == locale), position.statement)


def _backed(quantifier: Quantifier, say: Translator, *, named: bool) -> Backed:
    party = quantifier.constituency is Constituency.PARTY
    words = PARTIES_SAY if party else OTHERS_SAY
    whole = WHOLES[quantifier.means]
    if not party and quantifier.means is Denominator.ALL_PARTIES:
        whole = REGISTERED
    return Backed(
        words=say.gettext(words[quantifier.word]),
        numerator=quantifier.numerator,
        denominator=quantifier.denominator,
        whole=say.gettext(whole),
        names=_names(quantifier) if named else (),
    )


def _names(quantifier: Quantifier) -> tuple[str, ...]:
    """Groups and the Parties that are in none of them, mixed alphabetically."""
    grouped = set(quantifier.groups)
    alone = (
        PARTIES[each].name if each in PARTIES else each
        for each in quantifier.names
        if each not in PARTIES or not grouped & set(PARTIES[each].groups)
    )
    return tuple(sorted((*(GROUPS.get(each, each) for each in grouped), *alone), key=str.casefold))
