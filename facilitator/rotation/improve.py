"""Small changes that make a plan better, tried in a fixed number and a repeatable order."""

from random import Random

from facilitator.rotation.seating import Seating

PARTNERS = 30


class Improver:
    """`room`: how many of those who move each table takes; `staying`: how many never move there.

    Only changes that cost less are made, so a plan never gets worse; sizes stay as even as they
    were. `effort` is the number of changes looked at.
    """

    def __init__(
        self, seating: Seating, room: list[int], staying: list[int], seed: int, effort: int
    ) -> None:
        self.seating, self.room, self.staying = seating, room, staying
        self.dice = Random(seed)  # noqa: S311 - repeatable, nothing to guess
        self.effort = effort

    def run(self) -> None:
        people = range(len(self.seating.at))
        spots = [(r, person) for r in range(self.seating.rounds) for person in people]
        changed = True
        while changed and self.effort > 0:
            changed = False
            self.dice.shuffle(spots)
            for r, person in spots:
                if self.effort > 0 and self.seating.now(r, person) > 0:
                    changed = self._better(r, person) or changed

    def make_room(self) -> None:
        """Takes people from tables that are too full to tables that are not."""
        for r, tables in enumerate(self.seating.here):
            for table, people in enumerate(tables):
                while len(people) > self.room[table] and self._relieve(r, table):
                    pass

    def _relieve(self, r: int, table: int) -> bool:
        free = [n for n, there in enumerate(self.seating.here[r]) if len(there) < self.room[n]]
        if not free:
            return False
        fewest = min(self._size(r, n) for n in free)
        choices = [
            (self.seating.move_costs(r, person, n), person, n)
            for person in sorted(self.seating.here[r][table])
            for n in free
            if self._size(r, n) == fewest
        ]
        _, person, target = min(choices)
        self.seating.move(r, person, target)
        return True

    def _better(self, r: int, person: int) -> bool:
        """Makes the best change for a person in a round, if one is better than none."""
        least, best = 0, -1
        for other in self._partners(r, person):
            self.effort -= 1
            costs = self.seating.swap_costs(r, person, other)
            if costs < least:
                least, best = costs, other
        table = self._emptier(r, person, least)
        if table >= 0:
            self.seating.move(r, person, table)
        elif best >= 0:
            self.seating.swap(r, person, best)
        return table >= 0 or best >= 0

    def _partners(self, r: int, person: int) -> list[int]:
        at = self.seating.at
        table = at[person][r]
        some = self.dice.sample(range(len(at)), min(PARTNERS, len(at)))
        return [other for other in some if at[other][r] != table]

    def _emptier(self, r: int, person: int, least: int) -> int:
        """A table with fewer people where a person would cost less than `least`; -1 for none."""
        best, size = -1, self._size(r, self.seating.at[person][r])
        for table, there in enumerate(self.seating.here[r]):
            if len(there) < self.room[table] and self._size(r, table) < size:
                costs = self.seating.move_costs(r, person, table)
                if costs < least:
                    least, best = costs, table
        return best

    def _size(self, r: int, table: int) -> int:
        return len(self.seating.here[r][table]) + self.staying[table]
