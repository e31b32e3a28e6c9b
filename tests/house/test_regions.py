"""What regions really draw: nothing to type into, no region in a region, in every language."""

import re

import pytest

from facilitator.kit.words import LOCALES
from facilitator.people.model import Participant
from tests.cast import invite_rosa
from tests.house.test_templates import TYPED_IN, UNSAFE
from tests.live.deeds import Evening
from tests.live.registered import screens
from tests.live.test_screens_stay_true import LOOKERS

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.mark.parametrize("locale", LOCALES)
async def test_regions_as_they_are_drawn(house, cafe, locale):
    await invite_rosa(house.app.state.database, cafe)
    evening = Evening(house, cafe)
    async with house.at_work(cafe) as work:
        for person in cafe.people.values():
            (await work.db.get_one(Participant, person)).locale = locale
    await house.open_round(cafe)
    await evening.note()
    for screen in screens():
        for who, door, page in LOOKERS[screen.name]:
            for region, html in (await house.visitor(cafe, who, door).regions(page)).items():
                at = f"{screen.name} {region}"
                assert not TYPED_IN.search(html), at
                assert "data-region=" not in html, at
                assert not [what for what, unsafe in UNSAFE.items() if unsafe.search(html)], at
                assert not re.search(r"\bid=\"([\w-]+)\".*\bid=\"\1\"", html, re.DOTALL), at
