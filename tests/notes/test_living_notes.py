"""Notes in any order: an acknowledged one is there once, in its place, as last accepted."""

from uuid import UUID

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule

from facilitator.kit.clock import now
from facilitator.kit.errors import Conflict, Forbidden, NotNow, Refusal
from facilitator.kit.work import sharing
from facilitator.notes.actions import (
    Edit,
    edit_note,
    place_note,
    restore_note,
    support_note,
    withdraw_note,
)
from facilitator.notes.model import Note
from facilitator.notes.placing import Claim
from facilitator.notes.queries import at_tables, held
from facilitator.notes.rules import Stance
from facilitator.notes.writing import Draft
from facilitator.people.model import Participant
from facilitator.people.queries import Bearer
from facilitator.rounds.actions import move_round
from facilitator.rounds.queries import numbered
from facilitator.rounds.rules import Move, Phase
from facilitator.screens.box import Sent
from facilitator.screens.letterbox import Sheet, write_down
from tests.cafe_machine import CafeMachine, live_through, opening
from tests.cast import SEATED
from tests.notes.letters import ANYBODY, KEEPS, KINDS, LETTERS, LIMIT, WHICH, WORDS, Kept, cleaned
from tests.rounds.seating.halls import open_round
from tests.works import Silence


class Notes(CafeMachine):
    def __init__(self, opened):
        super().__init__(opened)
        self.notes: dict[tuple[str, str], Kept] = {}
        self.phases = {1: Phase.OPEN, 2: Phase.PLANNED}
        self.numbers = {table: number for number, table in self.cafe.tables.items()}

    def note(self, which):
        return list(self.notes.values())[which % len(self.notes)]

    def with_note(self, who, kept, action, *rest):
        async def deed(work):
            person = await work.db.get_one(Participant, self.cafe.people[who])
            return await action(
                work, person, await held(work.db, self.cafe.dialogue, kept.id), *rest
            )

        return self.command(who, deed)

    @rule(number=st.integers(1, 2), move=st.sampled_from([Move.OPEN, Move.RING, Move.CLOSE]))
    def a_round_moves(self, number, move):
        async def deed(work):
            round_ = await numbered(work.db, self.cafe.session, number)
            await move_round(work, self.cafe.session, number, move, round_.version)

        try:
            self.command("dora", deed)
        except NotNow:
            return
        found = self.rows(
            "SELECT number, phase FROM rounds JOIN dialogue_sessions s ON s.id = session_id "
            "JOIN dialogues d ON d.id = s.dialogue_id WHERE d.slug = 'harbour'"
        )
        self.phases = {at: Phase(phase) for at, phase in found}

    async def hand_in(self, letters):
        sent = {
            Sent(None, self.sheet(each)): Bearer(
                self.cafe.slug, "phone", self.cafe.dialogue, self.cafe.people[each.who], ""
            )
            for each in letters
        }
        async with sharing(self.database, Silence()) as shared:
            answers = await write_down(shared, sent)
        return [answers[each] for each in sent]

    def sheet(self, letter):
        table = self.cafe.tables[letter.table]
        draft = Draft(letter.key, letter.words, letter.kind, "en", now(), LIMIT)
        return Sheet(Claim(self.cafe.session, letter.round, table, None), draft)

    @rule(letters=st.lists(LETTERS, min_size=1, max_size=3))
    def letters_come_in_together(self, letters):
        before = self.committed
        answers = self.run(self.hand_in(letters))
        changed = False
        for letter, answer in zip(letters, answers, strict=True):
            changed |= self.is_answered(letter, answer)
        assert (self.committed != before) == changed

    def is_answered(self, letter, answer):
        """Holds an answer against what is known; whether the note is new."""
        words, fault = cleaned(letter.words)
        kept = self.notes.get((letter.who, letter.key))
        first = letter.round, letter.kind, words
        if self.phases[letter.round] is Phase.PLANNED:
            fault = NotNow
        elif not fault and kept and kept.first != first:
            fault = Conflict
        if fault:
            assert type(answer) is fault
            return False
        assert not isinstance(answer, Refusal)
        assert answer.again == (kept is not None)
        if kept is None:
            kept = self.notes[letter.who, letter.key] = self.new(letter, words, answer.note.id)
        told = answer.note
        assert (told.id, told.words, told.version) == (kept.id, kept.words, kept.version)
        assert (self.numbers.get(told.table_id), told.late) == (kept.table, kept.late)
        return not answer.again

    def new(self, letter, words, note_id):
        seat = dict(enumerate(SEATED[letter.who], 1))[letter.round]
        there = letter.table in (seat, KEEPS.get(letter.who))
        return Kept(
            id=note_id,
            author=letter.who,
            first=(letter.round, letter.kind, words),
            round=letter.round,
            table=letter.table if there else None,
            late=self.phases[letter.round] is Phase.CLOSED,
            kind=letter.kind,
            words=words,
        )

    @precondition(lambda self: self.notes)
    @rule(
        which=WHICH,
        who=ANYBODY,
        own=st.booleans(),
        behind=st.integers(0, 2),
        words=WORDS,
        kind=KINDS,
    )
    def is_edited(self, which, who, own, behind, words, kind):
        kept = self.note(which)
        who = kept.author if own else who
        said, fault = cleaned(words)
        if who != kept.author:
            fault = Forbidden
        elif not fault and (said, kind) != (kept.words, kept.kind) and behind:
            fault = Conflict
        edit = Edit(kept.version - behind, words, kind, LIMIT)
        if fault:
            with pytest.raises(fault):
                self.with_note(who, kept, edit_note, edit)
            return
        self.with_note(who, kept, edit_note, edit)
        if (said, kind) != (kept.words, kept.kind):
            kept.before.append((kept.version, kept.kind, kept.words))
            kept.words, kept.kind, kept.version = said, kind, kept.version + 1

    @precondition(lambda self: self.notes)
    @rule(which=WHICH, who=ANYBODY, own=st.booleans(), away=st.booleans())
    def is_withdrawn_or_brought_back(self, which, who, own, away):
        kept = self.note(which)
        who = kept.author if own else who
        action = withdraw_note if away else restore_note
        if who != kept.author:
            with pytest.raises(Forbidden):
                self.with_note(who, kept, action)
            return
        self.with_note(who, kept, action)
        kept.withdrawn = away

    @precondition(lambda self: self.notes)
    @rule(which=WHICH, who=ANYBODY, stance=st.sampled_from([*Stance, None]))
    def is_supported(self, which, who, stance):
        kept = self.note(which)
        if who == kept.author:
            with pytest.raises(Forbidden):
                self.with_note(who, kept, support_note, stance)
            return
        self.with_note(who, kept, support_note, stance)
        kept.stances.pop(who, None)
        if stance:
            kept.stances[who] = stance

    @precondition(lambda self: any(each.table is None for each in self.notes.values()))
    @rule(table=st.integers(1, 3))
    def leaves_the_tray(self, table):
        kept = next(each for each in self.notes.values() if each.table is None)

        async def deed(work):
            note = await work.db.get_one(Note, kept.id)
            await place_note(work, note, self.cafe.tables[table])

        self.command("dora", deed)
        kept.table = table

    @invariant()
    def what_was_acknowledged_is_there_once(self):
        found = {
            (self.names[UUID(author)], key): (
                UUID(row), at, table and self.numbers[UUID(table)], bool(late), kind, words,
                version, bool(away),
            )
            for row, author, key, at, table, late, kind, words, version, away in self.rows(
                "SELECT id, author_id, key, round_number, table_id, late, kind, words, version, "
                "withdrawn_at IS NOT NULL FROM notes"
            )
        }  # fmt: skip
        assert found == {
            mark: (n.id, n.round, n.table, n.late, n.kind, n.words, n.version, n.withdrawn)
            for mark, n in self.notes.items()
        }
        assert self.rows("SELECT count(*) FROM notes") == [(len(self.notes),)]

    @invariant()
    def its_history_is_whole(self):
        query = "SELECT note_id, version, kind, words FROM note_versions"
        found = sorted((UUID(note), *rest) for note, *rest in self.rows(query))
        kept = self.notes.values()
        assert found == sorted((each.id, *was) for each in kept for was in each.before)

    @invariant()
    def tables_show_what_stands_and_who_shares_it(self):
        async def read(number):
            async with self.database.reading() as db:
                return await at_tables(db, self.cafe.tables.values(), number)

        for number in self.phases:
            shown = self.run(read(number))
            assert sorted(
                (each.note.id, self.numbers[at], each.note.words, each.shares, each.differs)
                for at, some in shown.items()
                for each in some
            ) == sorted(
                (n.id, n.table, n.words, *(list(n.stances.values()).count(s) for s in Stance))
                for n in self.notes.values()
                if n.round == number and n.table and not n.withdrawn
            )


async def begun(database, cafe):
    """The first round is open, the second still to come."""
    await open_round(database, cafe)


def test_notes_live_through_anything(fresh_sqlite, tmp_path):
    with opening(fresh_sqlite, tmp_path, begun) as opened:
        live_through(lambda: Notes(opened), 30)
