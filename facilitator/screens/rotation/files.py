"""Files of a rotation: every version as planned, and the café as lived."""

import csv
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from io import BytesIO, StringIO
from typing import Any, Final
from uuid import UUID

from fastapi import APIRouter, Response
from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.kit.text import cell, for_xml
from facilitator.kit.words import N_, say
from facilitator.people.model import Participant
from facilitator.people.queries import roster
from facilitator.rotation.model import RotationPlan
from facilitator.rotation.queries import plans_of
from facilitator.rounds.model import Round
from facilitator.rounds.queries import rounds_of
from facilitator.screens.bench import made
from facilitator.screens.doors import ConsoleReader, Reading
from facilitator.screens.rotation.screen import Key, cafe
from facilitator.tables.queries import seats_of, tables_of

router = APIRouter()
COLUMNS: Final = (
    N_("Round"), N_("Id"), N_("Name"), N_("First planned"), N_("Planned at the opening"),
    N_("Table"), N_("Arrived"),
)  # fmt: skip


class Format(StrEnum):
    CSV = "csv"
    JSON = "json"
    XLSX = "xlsx"


@dataclass(frozen=True)
class Lived:
    """Somebody's seat in a round: as first planned, as planned when it opened, and as it was."""

    round: int
    person: Participant
    first: int | None
    planned: int | None
    table: int | None
    arrived_at: datetime | None


@dataclass(frozen=True)
class Record:
    versions: Sequence[RotationPlan]
    people: Mapping[str, Participant]
    lived: Sequence[Lived]


async def record(db: AsyncSession, session_id: UUID, dialogue_id: UUID) -> Record:
    """All that is known of a session's seats, people by their place on the roster."""
    people = {str(each.id): each for each in await roster(db, dialogue_id)}
    versions = await plans_of(db, session_id)
    tables = {table.id: table.number for table in await tables_of(db, session_id)}
    seats = {
        (seat.round_number, str(seat.participant_id)): seat
        for seat in await seats_of(db, session_id)
    }
    lived: list[Lived] = []
    for round_ in await rounds_of(db, session_id):
        first, planned = _seats(versions[:1], round_), _seats(_known(versions, round_), round_)
        for who, person in people.items():
            seat = seats.get((round_.number, who))
            row = Lived(
                round_.number, person, first.get(who), planned.get(who),
                tables[seat.table_id] if seat else None, seat.arrived_at if seat else None,
            )  # fmt: skip
            if (row.first, row.planned, row.table) != (None, None, None):
                lived.append(row)
    return Record(versions, people, lived)


def _known(versions: Sequence[RotationPlan], round_: Round) -> Sequence[RotationPlan]:
    """The version that stood when the round opened; the newest where it has not."""
    return [v for v in versions if not round_.opened_at or v.made_at <= round_.opened_at][-1:]


def _seats(versions: Sequence[RotationPlan], round_: Round) -> Mapping[str, int]:
    return next((v.seats[round_.number - 1] for v in versions if len(v.seats) >= round_.number), {})


def as_csv(of: Record, locale: str) -> bytes:
    """With a mark of its encoding, as spreadsheets want it, and no cell they would calculate."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(say(each, locale) for each in COLUMNS)
    writer.writerows([_safe(field) for field in _row(each)] for each in of.lived)
    return out.getvalue().encode("utf-8-sig")


def _row(of: Lived) -> list[str | int]:
    arrived = of.arrived_at.isoformat(timespec="seconds") if of.arrived_at else ""
    tables = ["" if at is None else at for at in (of.first, of.planned, of.table)]
    return [of.round, of.person.key, of.person.name, *tables, arrived]


def _safe(field: str | int) -> str | int:
    return cell(field) if isinstance(field, str) else field


def as_json(of: Record, _locale: str) -> bytes:
    keys = {who: person.key for who, person in of.people.items()}
    told = {
        "versions": [_version(each, keys) for each in of.versions],
        "lived": [
            {
                "round": each.round,
                "person": each.person.key,
                "first_planned": each.first,
                "planned": each.planned,
                "table": each.table,
                "arrived_at": each.arrived_at and each.arrived_at.isoformat(),
            }
            for each in of.lived
        ],
    }
    return json.dumps(told, ensure_ascii=False, indent=1).encode()


def _version(of: RotationPlan, keys: Mapping[str, str]) -> dict[str, Any]:
    return {
        "version": of.version,
        "made_at": of.made_at.isoformat(),
        "made_by": keys.get(str(of.made_by)),
        "reason": of.reason,
        "figures": {name: value for name, value in of.figures.items() if name != "sizes"},
        "seats": [
            {keys[who]: at for who, at in seated.items() if who in keys} for seated in of.seats
        ],
    }


def as_xlsx(of: Record, locale: str) -> bytes:
    from xlsxwriter import Workbook  # type: ignore[import-untyped]  # only for a workbook

    out = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(out, options) as book:
        seats = book.add_worksheet(say(N_("Seats"), locale)[:31])
        head = [say(each, locale) for each in COLUMNS]
        _fill(seats, [head, *(_row(each) for each in of.lived)])
        versions = book.add_worksheet(say(N_("Versions"), locale)[:31])
        _fill(versions, [_summary(None), *(_summary(each) for each in of.versions)])
    return out.getvalue()


SUMMARY: Final = ("version", "made_at", "reason")
FIGURES: Final = ("repeats", "lower_bound_repeats", "e2", "table_revisits", "out_of_band_cells")


def _summary(of: RotationPlan | None) -> list[str | int]:
    """A version in one row; without one, the names of the figures as in the JSON file."""
    if of is None:
        return [*SUMMARY, *FIGURES]
    figures = [of.figures.get(name, "") for name in FIGURES]
    return [of.version, of.made_at.isoformat(timespec="seconds"), of.reason, *figures]


def _fill(sheet: Any, rows: Sequence[Sequence[str | int]]) -> None:
    sheet.freeze_panes(1, 0)
    for at, row in enumerate(rows):
        for column, value in enumerate(row):
            sheet.write(at, column, for_xml(value) if isinstance(value, str) else value)
    sheet.autofit()


FORMATS: Final = {
    Format.CSV: (as_csv, "text/csv; charset=utf-8"),
    Format.JSON: (as_json, "application/json"),
    Format.XLSX: (as_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


@router.get("/files/{kind}")
async def take_home(db: Reading, guest: ConsoleReader, session_key: Key, kind: Format) -> Response:
    session = await cafe(db, guest, session_key)
    write, media_type = FORMATS[kind]
    told = await record(db, session.id, guest.dialogue.id)
    body = await made(db, write, told, guest.viewer.locale)
    name = f"{guest.dialogue.slug}-{session_key}-seats.{kind}"
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(body, media_type=media_type, headers=disposition)
