"""The form of a person, read as the roster would have it."""

from facilitator.people.model import Participant
from facilitator.people.parties import GROUPS, PARTIES, REGIONS, party
from facilitator.people.roster import RosterRow
from facilitator.people.roster.vocabulary import GENDERS
from facilitator.people.rules import Constituency, Role
from facilitator.screens.setup.typed import Typed

NAME, SHORT, LONG = 120, 80, 200
GENDER_WORDS = tuple(dict.fromkeys(GENDERS.values()))


def person_row(typed: Typed, stored: Participant | None = None) -> RosterRow:
    """Raises Invalid. A new Party brings its region and groups, unless others were chosen."""
    iso3 = typed.one_of("party", PARTIES)
    constituency = typed.one_of("constituency", list(Constituency))
    row = RosterRow(
        row=0,
        key=typed.key() if stored or typed.raw("key").strip() else "",
        name=typed.text("name", NAME, required=True),
        constituency=Constituency(constituency) if constituency else _implied(iso3),
        party=iso3,
        organisation=typed.text("organisation", LONG) or None,
        category=typed.text("category", SHORT) or None,
        un_region=_region(typed, iso3, stored),
        groups=_groups(typed, iso3, stored),
        gender=typed.one_of("gender", GENDER_WORDS),
        language=typed.language("language"),
        expertise=typed.text("expertise", LONG) or None,
        role=typed.choice("role", Role, Role.PARTICIPANT),
        table=None,
    )
    typed.complete()
    return row


def _implied(iso3: str | None) -> Constituency | None:
    return Constituency.PARTY if iso3 else None


def _region(typed: Typed, iso3: str | None, stored: Participant | None) -> str | None:
    chosen = typed.one_of("un_region", REGIONS)
    kept = stored.un_region if stored else None
    home = party(iso3) if iso3 else None
    return home.un_region if home and chosen == kept and _moved(iso3, stored) else chosen


def _groups(typed: Typed, iso3: str | None, stored: Participant | None) -> tuple[str, ...]:
    kept = tuple(stored.groups) if stored else ()
    chosen = typed.some_of("groups", [*GROUPS, *kept])
    home = party(iso3) if iso3 else None
    return home.groups if home and set(chosen) == set(kept) and _moved(iso3, stored) else chosen


def _moved(iso3: str | None, stored: Participant | None) -> bool:
    return stored is None or stored.party != iso3
