"""What a machine would do with notes that came since, and with points that look alike.

It proposes; a person decides. Nothing that lies somewhere is moved.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from facilitator.harvest.merging.cleaning import spelled_out
from facilitator.harvest.merging.harvesting import says_nothing
from facilitator.harvest.merging.languages import language
from facilitator.harvest.merging.linking import Pair
from facilitator.harvest.merging.methods import Likeness, Method, Told, best_method
from facilitator.harvest.merging.reasons import Words, common_words, shared_words, words_of
from facilitator.harvest.points import Act, Harvest, Point, Proposed, Reason, Source
from facilitator.notes.rules import NoteKind

MERGES = 3  # a question


@dataclass(frozen=True)
class Question:
    """The notes on a question that lie in points or nowhere yet, with their places in likeness."""

    notes: tuple[Source, ...]
    told: tuple[Told, ...]
    likeness: Likeness
    places: Mapping[str, int]
    words: tuple[Words, ...]
    common: Words

    def between(self, ones: Sequence[str], others: Sequence[str]) -> float:
        """How like two lots of notes are on average."""
        places = [self.places[one] for one in ones], [self.places[other] for other in others]
        return self.likeness.between(*places)

    def reason(self, ones: Sequence[str], others: Sequence[str], likeness: float) -> Reason:
        """Shown by the two notes that are most alike."""
        pairs = ((self.places[one], self.places[other]) for one in ones for other in others)
        one, two = max(pairs, key=self._nearness)
        spoken = self.told[one].language, self.told[two].language
        shared = shared_words(self.words[one], self.words[two], self.common)
        return Reason(shared, round(likeness, 3), spoken)

    def _nearness(self, pair: Pair) -> tuple[float, int, int]:
        """Of equally near pairs the earliest."""
        one, two = pair
        return self.likeness.between([one], [two]), -one, -two


def proposals(
    sources: Sequence[Source], lying: Harvest, method: Method | None = None
) -> tuple[Proposed, ...]:
    """For every unsorted note one proposal, and a few merges a question, surest first."""
    method = method or best_method()
    known = {each.id: each for each in sources}
    found: list[Proposed] = []
    keys = {point.question for point in lying.points} | {known[n].question for n in lying.unsorted}
    for key in sorted(keys):
        points = lying.of_question(key)
        loose = [known[each] for each in lying.unsorted if known[each].question == key]
        placed = [known[note] for point in points for note in point.notes]
        question = _question([*placed, *loose], method)
        idle = method.small_talk(question.told)
        for note in loose:
            chat = idle[question.places[note.id]]
            found.append(_for_note(question, note, points, chat=chat))
        found += _merges(question, points)
    return tuple(sorted(found, key=lambda each: (-each.reason.likeness, each.note, each.point)))


def _question(notes: Sequence[Source], method: Method) -> Question:
    in_order = tuple(sorted(notes, key=lambda each: each.id))
    told = tuple(
        Told(spelled_out(each.words), language(each.words, each.language)) for each in in_order
    )
    words = tuple(words_of(each.text, each.language) for each in told)
    places = {each.id: place for place, each in enumerate(in_order)}
    return Question(in_order, told, method.likeness(told), places, words, common_words(words))


def _for_note(question: Question, note: Source, points: Sequence[Point], *, chat: bool) -> Proposed:
    told = question.told[question.places[note.id]]
    if note.kind == NoteKind.OFF_TOPIC or says_nothing(told) or (chat and not note.kind):
        return Proposed(Act.PARK, note.id, "", "", Reason((), 0.0, (told.language,)))
    scores = [(question.between([note.id], point.notes), point) for point in points]
    likeness, best = max(scores, key=lambda each: each[0], default=(0.0, None))
    if best is None or likeness < question.likeness.cut:
        return Proposed(Act.FOUND, note.id, "", "", Reason((), 0.0, (told.language,)))
    reason = question.reason([note.id], best.notes, likeness)
    return Proposed(Act.PLACE, note.id, best.id, "", reason)


def _merges(question: Question, points: Sequence[Point]) -> list[Proposed]:
    found = [
        (likeness, one, two)
        for one, two in combinations(points, 2)
        if (likeness := question.between(one.notes, two.notes)) >= question.likeness.cut
    ]
    surest = sorted(found, key=lambda each: -each[0])[:MERGES]
    return [
        Proposed(Act.MERGE, "", one.id, two.id, question.reason(one.notes, two.notes, likeness))
        for likeness, one, two in surest
    ]
