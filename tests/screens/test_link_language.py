"""On the welcome page of a personal link one may choose another language than the roster's."""

from facilitator.people.queries import person


async def test_the_language_chosen_on_the_welcome_page_is_spoken(house, cafe):
    async with house.app.state.database.reading() as db:
        ada = await person(db, cafe.dialogue, cafe.people["ada"])
    visitor = house.visitor(cafe, "")
    for asked, spoken in (("", "en"), ("?locale=ar", "ar"), ("?locale=xx", "en")):
        page = (await visitor.get(f"/link/{ada.link_token}{asked}")).text
        assert f'<html lang="{spoken}"' in page
        assert f'name="locale" value="{spoken}"' in page
