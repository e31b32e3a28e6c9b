"""Help of a model on the board: not there unless the operator set one; a person decides."""

import re
from uuid import UUID

import pytest

from facilitator.harvest.helping.endpoint import endpoint
from facilitator.harvest.helping.helper import look_round
from facilitator.harvest.model import Proposal
from facilitator.settings import set_settings
from tests.harvest.boards import Table
from tests.harvest.helping.models import a_model
from tests.harvest.noting import write_notes
from tests.works import Silence, at_work

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
WATER = "board?question=Q-energy"


@pytest.fixture
async def table(database, cafe):
    table = Table(database, cafe, await write_notes(database, cafe))
    await table.gather()
    return table


async def test_without_a_model_nothing_asks_for_one(house, cafe, table):
    finn = house.visitor(cafe, "finn", "desk")
    point = (await table.with_note(0)).id
    page = (await finn.get(WATER)).text
    assert f'id="title-{point}"' in page
    assert "help-word-" not in page
    assert "translate-" not in page
    asked = await finn.post(f"board/points/{point}/help", data={"act": "word"})
    assert asked.status_code == 404
    assert (await finn.post(f"board/notes/{table.notes[4]}/translation")).status_code == 404


@pytest.fixture
async def model():
    async with a_model() as model:
        set_settings(model_url=model.url, model_name="stub")
        yield model
        set_settings(model_url="", model_name="")


async def test_it_is_asked_shown_and_let_in(house, cafe, table, model):
    finn, dora = house.visitor(cafe, "finn", "desk"), house.visitor(cafe, "dora", "desk")
    point, sale = (await table.with_note(0)).id, table.notes[4]

    async def ask():
        await finn.post(f"board/notes/{sale}/translation")
        await finn.post(f"board/points/{point}/help", data={"act": "word"})

    page = (await finn.get(WATER)).text
    assert f'id="translate-{sale}"' in page
    assert f'id="translate-{table.notes[0]}"' not in page  # it is in Finn's language
    await ask()
    assert (await dora.get(WATER)).text.count("Waiting for the model") == 2
    model.says("Half <b>lacks</b>", ["N1"])
    await look_round(table.database, Silence(), endpoint())
    assert (await dora.get(WATER)).text.count("gave nothing that can be used") == 2
    await ask()
    model.says("Half lacks water", ["N1"])
    await look_round(table.database, Silence(), endpoint())

    shown = await dora.regions(WATER)
    assert shown["help"].count("Half lacks water") == 2
    assert "Half lacks water" not in shown["points"]
    for each in re.findall(r'hx-post="([^"]+/accept)"', shown["help"]):
        assert (await dora.post(each)).status_code == 204
    shown = await dora.regions(WATER)
    assert shown["points"].count("Half lacks water") == 2
    assert shown["points"].count("Made by machine") == 2
    assert "Dora took a model" in shown["steps"]


async def test_a_proposal_shows_translations_side_by_side(house, cafe, table, model):
    """Of a note in another language, and of the statement it would be laid to."""
    finn = house.visitor(cafe, "finn", "desk")
    sale = table.notes[4]
    async with at_work(table.database) as work:
        about = {"likeness": 0.8, "reason": {"shared": [], "languages": ["ar", "en"]}}
        point = await table.with_note(0)
        work.db.add(
            Proposal(
                session_id=cafe.session, act="place", note_id=sale, point_id=UUID(point.id), **about
            )
        )
    shown = (await finn.regions(WATER))["proposals"]
    assert f'id="translate-{sale}-' in shown
    assert f'id="translate-{table.notes[0]}-' not in shown  # it is in Finn's language
    await finn.post(f"board/notes/{sale}/translation")
    model.says("Water is for all, not for sale", ["N1"])
    await look_round(table.database, Silence(), endpoint())
    for each in re.findall(r'hx-post="([^"]+/accept)"', (await finn.regions(WATER))["help"]):
        assert (await finn.post(each)).status_code == 204
    shown = (await finn.regions(WATER))["proposals"]
    assert "Water is for all, not for sale" in shown
    assert "Made by machine" in shown
    assert "الماء للجميع وليس للبيع" in shown


async def test_a_title_is_given_by_a_person(house, cafe, table):
    finn = house.visitor(cafe, "finn", "desk")
    point = await table.with_note(0)
    body = {"title": " Drinking\nwater ", "seen": f"{point.id}:{point.version}"}
    assert (await finn.post(f"board/points/{point.id}/title", data=body)).status_code == 204
    assert "Drinking water" in (await finn.regions(WATER))["points"]
    assert (await finn.post(f"board/points/{point.id}/title", data=body)).status_code == 409
    body |= {"seen": f"{point.id}:{point.version + 1}", "title": "x" * 81}
    assert (await finn.post(f"board/points/{point.id}/title", data=body)).status_code == 413
