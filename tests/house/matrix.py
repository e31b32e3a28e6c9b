"""The access matrix: who is let in where. One row a route, a socket and a region.

To add a row: `"VERB /path/{slug}/as/in/the/router": DOOR`, with `.but(actor=code)` where somebody
fares otherwise than at that door, and `.asking(…)` for what the request must bring: path parts
(`part=Fill…`), else what httpx takes (`data=`, `json=`, `headers=`). `test_access.py` asks each row
as each actor, on a real server; a route without a row fails there.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from facilitator.kit.ids import new_id

ACTORS = {
    "organiser": "emil",
    "co_facilitator": "dora",
    "rapporteur": "finn",
    "table_host": "gita",
    "table_rapporteur": "hugo",
    "participant": "ada",
    "other_table": "ines",  # the host of table 2
    "observer": "omar",
    "reviewer": "rosa",
    "wall": "wall",
    "stranger": "",
    "other_chair": "zora",  # chairs another dialogue
}
IN = "in"
Part = Callable[[Any], object]  # what a path part is, told by the world (test_access.World)


@dataclass(frozen=True)
class Row:
    """`fates`: for each actor `IN`, or the status of the refusal."""

    fates: dict[str, str | int]
    parts: dict[str, Part] = field(default_factory=dict)
    more: dict[str, Any] = field(default_factory=dict)

    def but(self, **fates: str | int) -> "Row":
        return replace(self, fates=self.fates | fates)

    def asking(self, *, parts: dict[str, Part] | None = None, **more: Any) -> "Row":
        return replace(self, parts=self.parts | (parts or {}), more=self.more | more)


def door(*inside: str, otherwise: int = 401, **codes: int) -> Row:
    assert set(inside) | set(codes) <= set(ACTORS)
    return Row({who: IN if who in inside else codes.get(who, otherwise) for who in ACTORS})


CHAIRS = ("organiser", "co_facilitator")
OPEN = door(*ACTORS)
PHONE = door(
    *CHAIRS,
    "rapporteur",
    "table_host",
    "table_rapporteur",
    "participant",
    "other_table",
    observer=403,
)
TABLE = door("table_host", "table_rapporteur", "other_table")
STAFF = door(*CHAIRS, rapporteur=403)
DESK = door(*CHAIRS, "rapporteur")
WALL = door("wall")
REVIEW = door("reviewer")
FOUNDING = door(*CHAIRS, "other_chair", otherwise=403).asking(
    headers={"X-Forwarded-For": "203.0.113.9"}  # not somebody at the machine itself
)

SEATED = PHONE.but(organiser=404, co_facilitator=404, rapporteur=404)
ADAS_NOTE = SEATED.but(other_table=404)
GITAS_NOTE = TABLE.but(other_table=404).asking(parts={"note_id": lambda world: world.gitas_note})
AT_THIS_TABLE = TABLE.but(other_table=404)
AT_FLOOR = STAFF.asking(data={"expected": 0, "person": "Wren", "topic": "a point"})
A_GROUP = DESK.asking(parts={"group": lambda _: 1})
DESK_NOTE = DESK.but(organiser=404, co_facilitator=404).asking(
    parts={"note_id": lambda world: world.desk_note}
)

OUTLINE_FILE = b"name: Ours\nchapters: [{title: All, gathers: rest}]"
AN_OUTLINE = DESK.asking(parts={"outline_id": lambda world: world.outline})
FINNS_FILE = DESK.but(organiser=404, co_facilitator=404).asking(
    parts={"upload_id": lambda world: world.notes_file}  # whose file it is
)

ROUTES: dict[str, Row] = {
    # start, joining, public
    "GET /": OPEN,
    "GET /worker.js": OPEN,
    "GET /healthz": OPEN,
    "GET /readyz": OPEN,
    "GET /metrics": OPEN,  # to this very machine; see tests/screens/test_health.py
    "GET /favicon.ico": OPEN,
    "GET /d/{slug}": OPEN,
    "GET /j": OPEN,
    "GET /j/{code}": OPEN,
    "POST /j/{code}": OPEN,
    "GET /link/{token}": OPEN,  # whoever holds the link
    "POST /link/{token}": OPEN,
    # phone
    "GET /phone/{slug}": PHONE,
    "GET /phone/{slug}/mine": PHONE,
    "POST /phone/{slug}/arrival": SEATED,
    "POST /phone/{slug}/tables/{table_id}/seat": PHONE,
    "POST /phone/{slug}/locale": PHONE.asking(data={"locale": "en"}),
    "POST /phone/{slug}/departure": PHONE,
    "POST /phone/{slug}/notes": PHONE.asking(json=lambda world: world.new_note()),
    "POST /phone/{slug}/notes/{note_id}": ADAS_NOTE.but(
        table_host=403, table_rapporteur=403
    ).asking(json={"version": 1, "words": "Said differently"}),
    "POST /phone/{slug}/notes/{note_id}/withdrawal": ADAS_NOTE.but(
        table_host=403, table_rapporteur=403
    ),
    "POST /phone/{slug}/notes/{note_id}/restoration": ADAS_NOTE.but(
        table_host=403, table_rapporteur=403
    ),
    "POST /phone/{slug}/notes/{note_id}/support/{stance}": ADAS_NOTE.but(participant=403),
    "POST /phone/{slug}/points/{position_id}/support/{stance}": PHONE,
    "POST /phone/{slug}/help": SEATED,
    "POST /phone/{slug}/help/end": SEATED,
    "POST /phone/{slug}/floor/requests": PHONE.asking(json=lambda world: world.floor_ask()),
    "POST /phone/{slug}/floor/withdrawals": PHONE.asking(
        json=lambda world: world.floor_ask(asked=f"key-{new_id()}")
    ),
    "POST /phone/{slug}/floor/signals/{about}/{signal}": PHONE,
    # table
    "GET /table/{slug}": TABLE,
    "GET /table/{slug}/mine": TABLE,
    "POST /table/{slug}/hand-on": TABLE,
    "POST /table/{slug}/people/{person_id}/arrival": AT_THIS_TABLE,
    "POST /table/{slug}/locale": TABLE.asking(data={"locale": "en"}),
    "POST /table/{slug}/departure": TABLE,
    "POST /table/{slug}/notes": TABLE.asking(json=lambda world: world.new_note()),
    "POST /table/{slug}/notes/{note_id}": GITAS_NOTE.but(table_rapporteur=403).asking(
        json={"version": 1, "words": "Said differently"}
    ),
    "POST /table/{slug}/notes/{note_id}/withdrawal": GITAS_NOTE.but(table_rapporteur=403),
    "POST /table/{slug}/notes/{note_id}/restoration": GITAS_NOTE.but(table_rapporteur=403),
    "POST /table/{slug}/notes/{note_id}/support/{stance}": GITAS_NOTE.but(table_host=403),
    "GET /table/{slug}/notes/{note_id}/hands": GITAS_NOTE,
    "POST /table/{slug}/notes/{note_id}/hands": GITAS_NOTE,
    "GET /table/{slug}/points/{position_id}/hands": TABLE,
    "POST /table/{slug}/points/{position_id}/hands": TABLE,
    "POST /table/{slug}/answers": AT_THIS_TABLE.asking(
        data=lambda world: {"point": world.point, "round": 1}
    ),
    "POST /table/{slug}/help": TABLE,
    "POST /table/{slug}/help/end": TABLE,
    # wall
    "GET /wall/{slug}": WALL,
    # console
    "GET /console/{slug}": STAFF,
    "POST /console/{slug}/locale": STAFF.asking(data={"locale": "en"}),
    "POST /console/{slug}/departure": STAFF,
    "POST /console/{slug}/sessions/{session_id}/rounds/{number}/{move}": STAFF,
    "POST /console/{slug}/sessions/{session_id}/opening": STAFF.asking(data={}),
    "POST /console/{slug}/wall/{view}": STAFF,
    "POST /console/{slug}/messages": STAFF,
    "POST /console/{slug}/tables/{number}/help/end": STAFF,
    "GET /console/{slug}/people": STAFF,
    "POST /console/{slug}/moves": STAFF,
    "POST /console/{slug}/seats": STAFF,
    "POST /console/{slug}/plans": STAFF,
    "GET /console/{slug}/notes/{note_id}/place": STAFF.asking(
        parts={"note_id": lambda world: world.tray_note}
    ),
    "POST /console/{slug}/notes/{note_id}/place": STAFF.asking(
        parts={"note_id": lambda world: world.tray_note}
    ),
    "GET /console/{slug}/tables/{number}": STAFF,
    "POST /console/{slug}/notes/{note_id}/feature/{on}": STAFF,
    # rotation
    "GET /rotation/{slug}/{session_key}": STAFF,
    "GET /rotation/{slug}/{session_key}/plan": STAFF,
    "GET /rotation/{slug}/{session_key}/print/{paper}": STAFF,
    "GET /rotation/{slug}/{session_key}/files/{kind}": STAFF,
    "POST /rotation/{slug}/{session_key}/searches": STAFF,
    "POST /rotation/{slug}/{session_key}/searches/end": STAFF,
    "POST /rotation/{slug}/{session_key}/searches/{search_id}/publication": STAFF,
    "POST /rotation/{slug}/{session_key}/searches/{search_id}/proposals/{place}": STAFF,
    "POST /rotation/{slug}/{session_key}/changes": STAFF,
    "POST /rotation/{slug}/{session_key}/plans/{version}/removal": STAFF,
    "POST /rotation/{slug}/{session_key}/rules": STAFF,
    "POST /rotation/{slug}/{session_key}/rules/{rule_id}/removal": STAFF,
    "POST /rotation/{slug}/{session_key}/wishes": STAFF,
    "GET /console/{slug}/floor": STAFF,
    **{
        f"POST /console/{{slug}}/sessions/{{session_id}}/floor/{below}": AT_FLOOR
        for below in (
            "requests/{request_id}/calling",
            "requests/{request_id}/place",
            "requests/{request_id}/removal",
            "again",
            "undo",
            "people",
            "cap",
            "point",
        )
    },
    "POST /console/{slug}/sessions/{session_id}/floor/moves/{move}": AT_FLOOR,
    "POST /console/{slug}/sessions/{session_id}/floor/list/{way}": AT_FLOOR.asking(
        parts={"way": lambda _: "closing"}
    ),
    "POST /console/{slug}/sessions/{session_id}/floor/rules/{rule}/{way}": AT_FLOOR.asking(
        parts={"way": lambda _: "on"}
    ),
    "POST /console/{slug}/sessions/{session_id}/floor/quotas/{name}/sharing": AT_FLOOR,
    "POST /console/{slug}/sessions/{session_id}/floor/speeches/{speech_id}/links/{on}": AT_FLOOR,
    "GET /console/{slug}/sessions/{session_id}/groups": STAFF,
    "POST /console/{slug}/sessions/{session_id}/groups": STAFF.asking(
        data={"expected": 0, "count": 2}
    ),
    # desk
    "GET /desk/{slug}/sessions/{session_id}/rounds/{number}/groups/{group}/report": A_GROUP,
    "POST /desk/{slug}/sessions/{session_id}/rounds/{number}/groups/{group}/report": A_GROUP,
    "GET /desk/{slug}/sessions/{session_id}/floor/{name}": DESK.asking(
        parts={"session_id": lambda world: world.cafe.session, "name": lambda _: "speeches.csv"}
    ),
    "GET /desk/{slug}/sessions/{session_id}/floor/speeches/{number}/summary": DESK,
    "POST /desk/{slug}/sessions/{session_id}/floor/speeches/{number}/summary": DESK,
    "GET /desk/{slug}/floor": DESK,
    "GET /desk/{slug}/floor/mine": DESK,
    "POST /desk/{slug}/floor/notes": DESK.asking(json=lambda world: world.new_note()),
    "POST /desk/{slug}/floor/notes/{note_id}": DESK_NOTE.asking(
        json={"version": 1, "words": "Said differently"}
    ),
    "POST /desk/{slug}/floor/notes/{note_id}/withdrawal": DESK_NOTE,
    "POST /desk/{slug}/floor/notes/{note_id}/restoration": DESK_NOTE,
    "GET /desk/{slug}/sessions/{session_id}/import": DESK,
    "POST /desk/{slug}/sessions/{session_id}/import": DESK.asking(
        files={"file": ("notes.csv", b"text,table,round\nTrust grows slowly,1,1\n")}
    ),
    "GET /desk/{slug}/sessions/{session_id}/import/{upload_id}": FINNS_FILE,
    "POST /desk/{slug}/sessions/{session_id}/import/{upload_id}": FINNS_FILE,
    "GET /desk/{slug}": DESK,
    "GET /desk/{slug}/notes.json": DESK,
    "POST /desk/{slug}/locale": DESK.asking(data={"locale": "en"}),
    "POST /desk/{slug}/departure": DESK,
    "POST /desk/{slug}/reports": DESK,
    "POST /desk/{slug}/reports/{number}/notes": DESK,
    "GET /desk/{slug}/reports/{number}/export/{name}": DESK,
    "GET /desk/{slug}/outlines": DESK,
    "GET /desk/{slug}/outlines/new": DESK,
    "POST /desk/{slug}/outlines": DESK.asking(files={"file": ("o.yaml", OUTLINE_FILE)}),
    "GET /desk/{slug}/outlines/{outline_id}": AN_OUTLINE,
    "POST /desk/{slug}/outlines/{outline_id}": AN_OUTLINE.asking(
        data={"name": "Ours", "title": "All", "gathers": "rest", "under": "", "version": 1}
    ),
    "GET /desk/{slug}/outlines/{outline_id}/file": AN_OUTLINE,
    "POST /desk/{slug}/outlines/{outline_id}/removal": AN_OUTLINE,
    "POST /desk/{slug}/outlines/{outline_id}/restoration": AN_OUTLINE,
    "GET /desk/{slug}/paragraphs/{paragraph_id}": DESK,
    "POST /desk/{slug}/paragraphs/{paragraph_id}": DESK,
    "GET /desk/{slug}/paragraphs/{paragraph_id}/next": DESK,
    "POST /desk/{slug}/paragraphs/{paragraph_id}/next": DESK.asking(
        data=lambda _: {"id": str(new_id()), "words": "One more"}
    ),
    "POST /desk/{slug}/paragraphs/{paragraph_id}/moves/{way}": DESK,
    "POST /desk/{slug}/paragraphs/{paragraph_id}/removal": DESK,
    "POST /desk/{slug}/paragraphs/{paragraph_id}/restoration": DESK,
    "GET /desk/{slug}/paragraphs/{paragraph_id}/history": DESK,
    "POST /desk/{slug}/reports/{number}/moves/{move}": DESK.asking(
        parts={"move": lambda _: "show"}, data={"seen": "draft"}
    ),
    "GET /desk/{slug}/reports/{number}/approval": DESK,
    "POST /desk/{slug}/reports/{number}/approval": STAFF.asking(data={"text": "0" * 64}),
    "GET /desk/{slug}/reports/{number}/differences": DESK,
    "GET /desk/{slug}/paragraphs/{paragraph_id}/comments": DESK,
    "POST /desk/{slug}/paragraphs/{paragraph_id}/comments": DESK.asking(
        data=lambda _: {"comment_id": str(new_id()), "words": "Why only here?"}
    ),
    "POST /desk/{slug}/paragraphs/{paragraph_id}/comments/{comment_id}/answer": DESK.asking(
        data={"handled": "accepted"}
    ),
    # reviewers
    "GET /review/{slug}": REVIEW,
    "GET /review/{slug}/paragraphs/{paragraph_id}": REVIEW,
    "POST /review/{slug}/paragraphs/{paragraph_id}": REVIEW.asking(
        data=lambda _: {"comment_id": str(new_id()), "words": "Why only here?"}
    ),
    "POST /review/{slug}/departure": REVIEW,
    # harvest board
    "GET /desk/{slug}/board": DESK,
    "POST /desk/{slug}/board/gathering": DESK.asking(data={"session": "cafe"}),
    "POST /desk/{slug}/board/notes/move": DESK.asking(
        data=lambda world: {"notes": world.tray_note, "to": world.point, "seen": world.seen}
    ),
    "POST /desk/{slug}/board/notes/point": DESK.asking(
        data=lambda world: {"notes": world.tray_note}
    ),
    "POST /desk/{slug}/board/notes/parking": DESK.asking(
        data=lambda world: {"notes": world.tray_note}
    ),
    "POST /desk/{slug}/board/points/{point_id}/{how}/{other_id}": DESK.asking(
        parts={"how": lambda _: "merge"}, data=lambda world: {"seen": world.seen}
    ),
    "POST /desk/{slug}/board/points/{point_id}/words": DESK.asking(
        data=lambda world: {"words": "Said so", "seen": world.seen}
    ),
    "POST /desk/{slug}/board/points/{point_id}/title": DESK.asking(
        data=lambda world: {"title": "Water", "seen": world.seen}
    ),
    "POST /desk/{slug}/board/points/{point_id}/help": DESK.asking(data={"act": "word"}),
    "POST /desk/{slug}/board/notes/{note_id}/translation": DESK,
    "POST /desk/{slug}/board/notes/{note_id}/evidence": DESK.asking(
        data={"tag": "ipcc", "on": "true"}
    ),
    "POST /desk/{slug}/board/points/{point_id}/tags": DESK.asking(
        data=lambda world: {"tags": "youth", "seen": world.seen}
    ),
    "POST /desk/{slug}/board/points/{point_id}/follow-up": DESK.asking(
        data=lambda world: {"taken_up": "The harbour office", "seen": world.seen}
    ),
    "POST /desk/{slug}/board/points/{point_id}/bank": DESK.asking(
        data=lambda world: {"seen": world.seen}
    ),
    "POST /desk/{slug}/board/points/{point_id}/{mark}": DESK.asking(
        parts={"mark": lambda _: "finding"}, data=lambda world: {"seen": world.seen}
    ),
    "POST /desk/{slug}/board/points/{point_id}/sides/{side}/support": DESK.asking(
        parts={"side": lambda _: "same"}, data={"who": "AOSIS"}
    ),
    "POST /desk/{slug}/board/proposals": DESK.asking(
        data=lambda world: {"proposals": world.proposal}
    ),
    "POST /desk/{slug}/board/proposals/{proposal_id}/{answer}": DESK.asking(
        parts={"answer": lambda _: "accept"}
    ),
    "POST /desk/{slug}/board/steps/{number}/undo": DESK.asking(data={"session": "cafe"}),
    # set-up
    "GET /setup": FOUNDING,
    "POST /setup": FOUNDING,
    "GET /setup/{slug}": STAFF,
    "POST /setup/{slug}/publication": STAFF,
    "POST /setup/{slug}/publication/removal": STAFF,
    "GET /setup/{slug}/basics": STAFF,
    "POST /setup/{slug}/basics": STAFF,
    "GET /setup/{slug}/themes": STAFF,
    "POST /setup/{slug}/themes": STAFF,
    "GET /setup/{slug}/themes/{key}": STAFF,
    "POST /setup/{slug}/themes/{key}": STAFF,
    "POST /setup/{slug}/themes/{key}/earlier": STAFF,
    "POST /setup/{slug}/themes/{key}/removal": STAFF,
    "GET /setup/{slug}/questions": STAFF,
    "POST /setup/{slug}/questions": STAFF,
    "GET /setup/{slug}/questions/{key}": STAFF,
    "POST /setup/{slug}/questions/{key}": STAFF,
    "POST /setup/{slug}/questions/{key}/earlier": STAFF,
    "POST /setup/{slug}/questions/{key}/removal": STAFF,
    "GET /setup/{slug}/sessions": STAFF,
    "POST /setup/{slug}/sessions": STAFF,
    "GET /setup/{slug}/sessions/{key}": STAFF,
    "POST /setup/{slug}/sessions/{key}": STAFF,
    "POST /setup/{slug}/sessions/{key}/earlier": STAFF,
    "POST /setup/{slug}/sessions/{key}/removal": STAFF,
    "GET /setup/{slug}/sessions/{key}/questions": STAFF,
    "POST /setup/{slug}/sessions/{key}/questions": STAFF,
    "GET /setup/{slug}/sessions/{key}/tables": STAFF,
    "POST /setup/{slug}/sessions/{key}/tables": STAFF,
    "POST /setup/{slug}/sessions/{key}/tables/plan": STAFF,
    "GET /setup/{slug}/sessions/{key}/tables/{number}": STAFF,
    "POST /setup/{slug}/sessions/{key}/tables/{number}": STAFF,
    "POST /setup/{slug}/sessions/{key}/tables/{number}/twin": STAFF,
    "POST /setup/{slug}/sessions/{key}/tables/{number}/removal": STAFF,
    "GET /setup/{slug}/roster": STAFF,
    "POST /setup/{slug}/roster": STAFF,
    "GET /setup/{slug}/roster/{upload_id}": STAFF.but(organiser=404),  # whose file it is
    "POST /setup/{slug}/roster/{upload_id}": STAFF.but(organiser=404),
    "GET /setup/{slug}/people": STAFF,
    "GET /setup/{slug}/people/new": STAFF,
    "POST /setup/{slug}/people/new": STAFF,
    "GET /setup/{slug}/people/{key}": STAFF,
    "POST /setup/{slug}/people/{key}": STAFF,
    "POST /setup/{slug}/people/{key}/link": STAFF,
    "POST /setup/{slug}/people/{key}/removal": STAFF,
    "GET /setup/{slug}/programme": STAFF,
    "GET /setup/{slug}/programme/file": STAFF,
    "POST /setup/{slug}/programme": STAFF,
    "GET /setup/{slug}/programme/{upload_id}": STAFF.but(organiser=404),
    "POST /setup/{slug}/programme/{upload_id}": STAFF.but(organiser=404),
    "GET /setup/{slug}/cards": STAFF,
    "GET /setup/{slug}/copy": STAFF,
    "POST /setup/{slug}/copy": STAFF,
}

SOCKETS: dict[str, Row] = {
    "/phone/{slug}/live": PHONE,
    "/table/{slug}/live": TABLE,
    "/wall/{slug}/live": WALL,
    "/console/{slug}/live": STAFF,
    "/console/{slug}/tables/{number}/live": STAFF,
    "/rotation/{slug}/{session_key}/live": STAFF,
    "/console/{slug}/floor/live": STAFF,
    "/review/{slug}/live": REVIEW,
    "/desk/{slug}/live": DESK,
    "/desk/{slug}/floor/live": DESK,
    "/desk/{slug}/board/live": DESK,
    "/desk/{slug}/paragraphs/{paragraph_id}/live": DESK,
}

NOBODY: tuple[str, ...] = ()
AT_ONE = ("participant", "table_host", "table_rapporteur")
KEEP_ONE = ("table_host", "table_rapporteur")
ALL_STAFF = (*CHAIRS, "rapporteur")


@dataclass(frozen=True)
class Secrets:
    """Who finds in a region what was written and said at table 1 in round 1 (a note, its hand-on
    card, a message to that table): while that round is open, and in the next round, when the
    participant has moved to table 2. Nobody else may find a word of it there.
    """

    in_round: tuple[str, ...] = NOBODY
    after: tuple[str, ...] = NOBODY


NONE = Secrets()
REGIONS: dict[str, Secrets] = {
    "phone card": NONE,
    "phone next": NONE,
    "phone mine": NONE,
    "phone floor": NONE,
    "phone signals": NONE,
    "phone moved": NONE,
    "phone messages": Secrets(AT_ONE, KEEP_ONE),
    "phone help": NONE,
    "phone points": NONE,
    "phone notes": Secrets(AT_ONE),
    "phone before": Secrets(after=KEEP_ONE),
    "table card": NONE,
    "table people": NONE,
    "table moved": NONE,
    "table messages": Secrets(KEEP_ONE, KEEP_ONE),
    "table help": NONE,
    "table notes": Secrets(KEEP_ONE),
    "table before": Secrets(after=KEEP_ONE),
    "table hand": Secrets(KEEP_ONE),
    "table read_back": NONE,
    "wall join": NONE,
    "wall welcome": NONE,
    "wall map": NONE,
    "wall countdown": NONE,
    "wall question": NONE,
    "wall harvest": NONE,
    "wall floor": NONE,
    "wall message": NONE,
    "console clock": NONE,
    "console run": NONE,
    "console plan": NONE,
    "console wall": NONE,
    "console summary": NONE,
    "console help": NONE,
    "console board": NONE,
    "console messages": Secrets(CHAIRS, CHAIRS),
    "console people": NONE,
    "console tray": NONE,
    "console/table card": NONE,
    "console/table people": NONE,
    "console/table notes": Secrets(CHAIRS),
    "console/table before": Secrets(after=CHAIRS),
    "rotation plan": NONE,
    "rotation rules": NONE,
    "rotation search": NONE,
    "console/floor speaker": NONE,
    "console/floor line": NONE,
    "console/floor rules": NONE,
    "console/floor points": NONE,
    "console/floor groups": NONE,
    "console/floor log": NONE,
    "desk/floor card": NONE,
    "desk/floor groups": NONE,
    "desk/floor log": NONE,
    "desk/floor figures": NONE,
    "review draft": NONE,
    "desk notes": Secrets(ALL_STAFF, ALL_STAFF),
    "desk coverage": NONE,
    "desk writing": NONE,
    "desk report": NONE,
    "desk/board state": NONE,
    "desk/board questions": NONE,
    "desk/board help": NONE,
    "desk/board proposals": Secrets(ALL_STAFF, ALL_STAFF),
    "desk/board points": Secrets(ALL_STAFF, ALL_STAFF),
    "desk/board loose": Secrets(ALL_STAFF, ALL_STAFF),
    "desk/board balance": NONE,
    "desk/board steps": NONE,
}
