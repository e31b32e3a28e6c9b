"""Roles that programme and roster give to ids of the roster, as in "table_host:3".

They are kept with the dialogue, so that either file may come first.
"""

from facilitator.dialogues.model import Dialogue
from facilitator.kit.work import Work
from facilitator.people.queries import by_keys
from facilitator.people.roster import RosterRow
from facilitator.people.rules import KEEPERS, Role

Post = tuple[Role, int | None]


def post(appointed: str) -> Post:
    """Role and table of an appointment."""
    role, _, table = appointed.partition(":")
    return Role(role), int(table) if table else None


def appointment(role: Role, table: int | None) -> str:
    return f"{role}:{table}" if table else role


def post_of(row: RosterRow, appointed: str | None) -> Post:
    """What a person of the roster is: the programme's word, but the roster says which table."""
    if appointed is None:
        return row.role, row.table
    given = post(appointed)
    both_keep = given[0] in KEEPERS and row.role in KEEPERS and row.table
    return (row.role, row.table) if both_keep else given


async def appoint(work: Work, dialogue: Dialogue) -> None:
    """Gives everybody who is on the roster already the role that the programme gives them."""
    people = await by_keys(work.db, dialogue.id)
    for key, appointed in dialogue.appointed.items():
        if key in people:
            people[key].role = post(appointed)[0]
    await work.db.flush()
