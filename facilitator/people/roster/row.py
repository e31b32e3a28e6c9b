"""From the cells of a row to a person."""

import re
from dataclasses import dataclass

from facilitator.kit.text import plain
from facilitator.people.parties import Party, group, lookup, nearest
from facilitator.people.roster.reading import Reading
from facilitator.people.roster.vocabulary import (
    CONSTITUENCIES,
    GENDERS,
    REGION_NAMES,
    ROLE_NAMES,
    language_code,
)
from facilitator.people.rules import KEEPERS, Constituency, Role

KEY, NAME, SHORT, LONG = 64, 120, 80, 200


@dataclass(frozen=True)
class RosterRow:
    """A person as the roster has them. `row` is the row in the file, `table` the fixed table."""

    row: int
    key: str
    name: str
    constituency: Constituency | None
    party: str | None
    organisation: str | None
    category: str | None
    un_region: str | None
    groups: tuple[str, ...]
    gender: str | None
    language: str | None
    expertise: str | None
    role: Role
    table: int | None


def person(reading: Reading) -> RosterRow | None:
    """The person of a row; nothing where an error leaves the row unusable."""
    _spot_extra_cells(reading)
    key, name = _key(reading), _name(reading)
    constituency, home = _home(reading)
    role, table = _role(reading)
    row = RosterRow(
        row=reading.row,
        key=key,
        name=name,
        constituency=constituency,
        party=home.iso3 if home else None,
        organisation=reading.words("organisation", LONG) or None,
        category=reading.words("category", SHORT) or None,
        un_region=_region(reading, home),
        groups=_groups(reading, home),
        gender=_gender(reading),
        language=_language(reading),
        expertise=reading.words("expertise", LONG) or None,
        role=role,
        table=table,
    )
    return row if reading.is_usable else None


def _spot_extra_cells(reading: Reading) -> None:
    extra = reading.cells[len(reading.columns.titles) :]
    if any(cell.strip() for cell in extra):
        reading.say("", "extra_cells")


def _key(reading: Reading) -> str:
    given = f"row-{reading.row}"
    if "key" not in reading.columns.at:
        return given
    key = reading.words("key", KEY, too_long="too_long")
    if not key and reading.is_usable:
        reading.say("key", "missing_id", hint=given)
    return key or given


def _name(reading: Reading) -> str:
    parts = [reading.words(name, NAME, too_long="too_long") for name in ("name", "given", "family")]
    name = parts[0] or " ".join(part for part in parts[1:] if part)
    if not name and not any(problem.code == "too_long" for problem in reading.problems):
        reading.say("name", "missing_name")
    return name


def _home(reading: Reading) -> tuple[Constituency | None, Party | None]:
    """Which constituency somebody belongs to, and their Party if that is one."""
    words = reading.words("party", NAME)
    home = lookup(words) if words else None
    constituency = _constituency(reading, home)
    if words and not home:
        _say_unknown_party(reading, words, constituency)
    if not words and constituency is Constituency.PARTY:
        reading.say("party", "missing_party")
    return constituency, home


def _constituency(reading: Reading, home: Party | None) -> Constituency | None:
    words = reading.words("constituency", SHORT)
    likely = Constituency.PARTY if home else None
    if words and plain(words) not in CONSTITUENCIES:
        likely = likely or Constituency.NPS
        reading.say("constituency", "unknown_constituency", words, likely.value)
    return CONSTITUENCIES.get(plain(words), likely)


def _say_unknown_party(reading: Reading, words: str, constituency: Constituency | None) -> None:
    if constituency is Constituency.NPS:
        reading.say("party", "party_of_nps", words)
    elif meant := nearest(words):
        reading.say("party", "misspelt_party", words, meant.name)
    else:
        reading.say("party", "unknown_party", words)


def _region(reading: Reading, home: Party | None) -> str | None:
    words = reading.words("un_region", SHORT)
    own = home.un_region if home else None
    region = REGION_NAMES.get(plain(words))
    if words and not region:
        reading.say("un_region", "unknown_region", words, own or "none")
    return region or own


def _groups(reading: Reading, home: Party | None) -> tuple[str, ...]:
    """The groups named, else those of the Party."""
    named = re.split(r"[;,/|]", reading.words("groups", LONG))
    words = [word.strip() for word in named if word.strip()]
    if not words:
        return home.groups if home else ()
    for word in words:
        if not group(word):
            reading.say("groups", "unknown_group", word)
    return tuple(dict.fromkeys(group(word) or word for word in words))


def _gender(reading: Reading) -> str | None:
    words = reading.words("gender", SHORT)
    if words and plain(words) not in GENDERS:
        reading.say("gender", "unknown_gender", words)
    return GENDERS.get(plain(words), "undisclosed") if words else None


def _language(reading: Reading) -> str | None:
    words = reading.words("language", SHORT)
    code = language_code(words) if words else None
    if words and not code:
        reading.say("language", "unknown_language", words)
    return code


def _role(reading: Reading) -> tuple[Role, int | None]:
    words, number = _numbered(reading.words("role", SHORT))
    role = ROLE_NAMES.get(plain(words))
    if words and not role:
        reading.say("role", "unknown_role", words)
    role = role or Role.PARTICIPANT
    return role, _table(reading, role, number or _numbered(reading.words("table", SHORT))[1])


def _table(reading: Reading, role: Role, number: str) -> int | None:
    if role in KEEPERS and not number:
        reading.say("role", "role_without_table")
    if role not in KEEPERS and number:
        reading.say("table" if "table" in reading.columns.at else "role", "table_not_needed")
    return int(number) if number and role in KEEPERS else None


def _numbered(words: str) -> tuple[str, str]:
    """Splits `table_host:3` and its like into the words and the number."""
    found = re.fullmatch(r"(.*?)[\s:_#-]*0*([1-9][0-9]{0,2})?", words, re.ASCII)
    return (found[1], found[2] or "") if found else (words, "")
