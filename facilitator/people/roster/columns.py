"""Which column holds what: the header row, by the names people give such columns."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from facilitator.kit.text import plain
from facilitator.people.roster.bounds import RosterUnreadable
from facilitator.people.roster.problems import NO_NAME_COLUMN, Problem

ALIASES: Final[Mapping[str, str]] = {
    "key": "id, key, badge, badge number, badge no, no, number, participant id, participant key",
    "name": "name, display name, full name, participant, delegate, nom complet, nombre completo",
    "given": "first name, given name, given names, prénom, nombre",
    "family": "last name, family name, surname, nom, apellido, apellidos",
    "constituency": "constituency, party or nps, party nps, type, participant type",
    "party": "party, party code, iso3, iso, country, country code, state, delegation, pays, país",
    "organisation": "organisation, organization, affiliation, institution, organización",
    "category": "category, nps category, catégorie, categoría",
    "un_region": "un region, region, regional group, un regional group, région, región",
    "groups": "groups, group, negotiating groups, negotiating group, groupes, grupos",
    "gender": "gender, sex, genre, género",
    "language": "language, lang, preferred language, langue, idioma",
    "expertise": "expertise, theme, field, topic, area of expertise",
    "role": "role, function, rôle, rol",
    "table": "table, table number, table no",
    "private": "email, e mail, mail, email address, phone, phone number, telephone, mobile,"
    " passport, passport number, date of birth, birth date, address, courriel, correo",
}


@dataclass(frozen=True)
class Columns:
    """Where each field stands (field → position) and what its column is called in the file."""

    at: Mapping[str, int]
    titles: tuple[str, ...]
    problems: tuple[Problem, ...] = field(default=())

    def title(self, name: str) -> str:
        """The file's own word for a field; ours where it has no such column."""
        return self.titles[self.at[name]] if name in self.at else name


def columns(number: int, header: tuple[str, ...]) -> Columns:
    """Reads the header row. Raises `RosterUnreadable` if no column holds names."""
    at: dict[str, int] = {}
    problems: list[Problem] = []
    titles = tuple(" ".join(title.split())[:60] for title in header)
    for position, title in enumerate(titles):
        name = NAMED.get(plain(title), "")
        code = _objection(name, title, at)
        if code:
            problems.append(Problem(number, title, code, title))
        else:
            at[name] = position
    if not {"name", "given", "family"} & at.keys():
        raise RosterUnreadable(NO_NAME_COLUMN, code="no_name_column", row=number)
    if "key" not in at:
        problems.append(Problem(number, "id", "no_id_column"))
    return Columns(at, titles, tuple(problems))


def _objection(name: str, title: str, at: Mapping[str, int]) -> str:
    """Why a column is not read; nothing if it is."""
    if name == "private":
        return "column_not_kept"
    if not name:
        return "unknown_column" if title else "nameless_column"
    return "column_twice" if name in at else ""


def _named() -> Iterator[tuple[str, str]]:
    for name, aliases in ALIASES.items():
        yield plain(name), name
        for alias in aliases.split(","):
            yield plain(alias), name


NAMED: Final[Mapping[str, str]] = dict(_named())
