"""Notes of the harbour café, written straight into its database."""

from datetime import timedelta

from facilitator.kit.clock import now
from facilitator.kit.ids import new_id
from facilitator.notes.model import Note, Support

WRITTEN = [
    # who, table, round, question, kind, language, words
    ("ada", 1, 1, 1, "gap", "en", "Half of the harbour has no drinking water at all"),
    ("ben", 1, 1, 1, "gap", "en", "half of the harbour has no drinking water at all."),
    ("ada", 2, 2, 0, "measure", "en", "Pay for the pipes before paying for the promenade"),
    ("cleo", 2, 1, 0, "good_practice", "en", "Rain is kept in cisterns on every roof"),
    ("cleo", 1, 2, 1, "divergent_view", "ar", "الماء للجميع وليس للبيع"),
    ("ben", 3, 2, 1, "off_topic", "en", "Where is the coffee?"),
    ("ada", 1, 1, 1, "", "en", "The wind turbines hum at night near the school"),
    ("ben", 1, 1, 1, "gap", "en", "This one its author takes back"),
]


async def write_notes(database, cafe, more=()):
    """The café's notes, the last one withdrawn; or, with `more`, plain ones by Ada."""
    written = [("ada", 1, 1, 1, "gap", "en", words) for words in more] or WRITTEN
    ids = []
    async with database.writing() as db:
        for place, (who, table, round_, question, kind, language, words) in enumerate(written):
            note = Note(
                id=new_id(),
                dialogue_id=cafe.dialogue,
                session_id=cafe.session,
                round_number=round_,
                table_id=cafe.tables[table],
                question_id=cafe.questions[question],
                author_id=cafe.people[who],
                key=f"key-{new_id()}",
                body_digest="",
                kind=kind,
                words=words,
                language=language,
                written_at=now() + timedelta(seconds=place),
                stored_at=now() + timedelta(seconds=place),
                withdrawn_at=now() if "takes back" in words else None,
            )
            db.add(note)
            ids.append(note.id)
        await db.flush()
        if not more:
            db.add(
                Support(note_id=ids[3], participant_id=cafe.people["ada"], stance="share", at=now())
            )
        await db.commit()
    return ids
