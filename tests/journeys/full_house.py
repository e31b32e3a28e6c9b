"""A café in full swing: notes, on a board too, a message, a call, a card, a report, two uploads."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from facilitator.dialogues.actions import publish
from facilitator.dialogues.model import Dialogue, DialogueSession
from facilitator.kit.ids import new_id
from facilitator.kit.work import working
from facilitator.messages.actions import ask_for_help, say
from facilitator.notes.handing import write_hand_on
from facilitator.people.model import Participant
from facilitator.people.passphrase import set_passphrase
from facilitator.report.model import Paragraph
from facilitator.tables.model import Table
from tests.cast import Cafe, invite_rosa
from tests.harvest.boards import Table as Board
from tests.house_server import House
from tests.journeys.chairs import say_note

ROSTER = b"name,role,language\nLena,participant,en\nOtto,juggler,en\n"
NOTES = b"text,table,round,kind\nWritten on paper,1,1,gap\nAt no table,99,1,riddle\n"
OUTLINE = {
    "name": "Ours",
    "title": ["Water first", "Prices", "The rest"],
    "gathers": ["", "theme:water", "rest"],
    "under": ["", "yes", ""],
}
SAID = {
    "gap": "Small ports need one window for permits, not seven.",
    "challenge": "We count boats; nobody counts the people who mend the nets.",
    "solution": "Let the harbour office open on market days, with an interpreter.",
    "divergent_view": "Some of us would rather wait for the new pier.",
    "": "Tide tables are shared across the border since last year.",
}


@dataclass
class FullHouse:
    """What addresses are made of."""

    slug: str
    code: str
    link: str
    tray_note: str
    paragraph: str
    roster: str
    programme: str
    session: str
    notes: str
    outline: str


async def speak(house: House, cafe: Cafe, locale: str) -> None:
    """The whole café reads in one language."""
    async with working(house.app.state.database, house.app.state.bell) as work:
        (await work.db.get_one(Dialogue, cafe.dialogue)).languages = [locale]
        for each in await work.db.scalars(select(Participant)):
            each.locale = locale


async def fill(house: House, cafe: Cafe, locale: str = "en") -> FullHouse:
    """Round 1 is open, and everything there is has happened once."""
    await invite_rosa(house.app.state.database, cafe)
    await speak(house, cafe, locale)
    await house.open_round(cafe)
    link = await _happenings(house, cafe)
    for place, (kind, words) in enumerate(SAID.items()):
        who = ("ada", "ben", "hugo")[place % 3]
        await say_note(house, cafe, who, words, kind=kind, question=str(cafe.questions[1]))
    astray = await say_note(house, cafe, "cleo", "Written at the wrong table.")
    await Board(house.app.state.database, cafe).gather()
    await _sent(house, cafe, "desk", "reports", data={})
    await _sent(house, cafe, "desk", "reports", data={})
    paragraph = await _reviewed(house, cafe)
    roster = await _sent(house, cafe, "setup", "roster", files={"file": ("roster.csv", ROSTER)})
    plan = (await house.visitor(cafe, "dora", "setup").get("programme/file")).content
    programme = await _sent(house, cafe, "setup", "programme", files={"file": ("day.yaml", plan)})
    notes = await _sent(
        house, cafe, "desk", f"sessions/{cafe.session}/import", files={"file": ("n.csv", NOTES)}
    )
    outline = str(new_id())
    await _sent(house, cafe, "desk", f"outlines/{outline}", data=OUTLINE)
    return FullHouse(
        cafe.slug, cafe.join_code, link, astray, str(paragraph), _last(roster), _last(programme),
        str(cafe.session), _last(notes), outline,
    )  # fmt: skip


async def _happenings(house: House, cafe: Cafe) -> str:
    async with working(house.app.state.database, house.app.state.bell) as work:
        dialogue = await work.db.get_one(Dialogue, cafe.dialogue)
        session = await work.db.get_one(DialogueSession, cafe.session)
        table = await work.db.get_one(Table, cafe.tables[1])
        table.name, table.place = "Lighthouse", "by the windows"
        dora = await work.db.get_one(Participant, cafe.people["dora"])
        gita = await work.db.get_one(Participant, cafe.people["gita"])
        await publish(work, dialogue)
        await say(work, dora, session, "Please open your second question now.", None)
        await ask_for_help(work, gita, table)
        await write_hand_on(work, gita, table, 1, "We spoke of tides, and differ on dams.", 0)
        cleo = await work.db.get_one(Participant, cafe.people["cleo"])
        return str(cleo.link_token)


async def _reviewed(house: House, cafe: Cafe) -> str:
    """The second draft, edited, is up for approval; Rosa has said something, and has an answer."""
    async with house.app.state.database.reading() as db:
        query = select(Paragraph).order_by(Paragraph.report_id.desc(), Paragraph.position)
        first = (await db.scalars(query)).first()
    assert first
    words = "Said in other words, and cited [N1]."
    at = f"paragraphs/{first.id}"
    await _sent(house, cafe, "desk", at, data={"version": 1, "lead": first.lead, "words": words})
    for move, seen in (("show", "draft"), ("ask", "tables")):
        await _sent(house, cafe, "desk", f"reports/2/moves/{move}", data={"seen": seen})
    for said in ("Which table said so?", "Too long."):
        remark, rosa = str(new_id()), house.visitor(cafe, "rosa", "review")
        answer = await rosa.post(at, data={"comment_id": remark, "words": said})
        assert answer.is_redirect, answer.text
    told = {"handled": "partly", "reason": "Shortened by half."}
    await _sent(house, cafe, "desk", f"{at}/comments/{remark}/answer", data=told)
    return str(first.id)


async def _sent(house: House, cafe: Cafe, screen: str, path: str, **body: Any) -> str:
    answer = await house.visitor(cafe, "dora", screen).post(path, **body)
    assert answer.is_success or answer.is_redirect, answer.text
    return str(answer.headers.get("location", ""))


def _last(address: str) -> str:
    return address.rsplit("/", 1)[1]


async def with_passphrase(house: House, cafe: Cafe, who: str, passphrase: str) -> str:
    """Somebody's personal link, which now asks for a passphrase too: its token."""
    async with working(house.app.state.database, house.app.state.bell) as work:
        person = await work.db.get_one(Participant, cafe.people[who])
        await set_passphrase(person, passphrase)
        return str(person.link_token)
