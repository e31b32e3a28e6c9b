"""A screen kept by the socket is the screen one would get by reloading."""


def note(cafe, key="key-0001", words="Trust grows slowly", **more):
    return {
        "key": key,
        "session": str(cafe.session),
        "round": 1,
        "table": str(cafe.tables[1]),
        "question": str(cafe.questions[1]),
        "kind": "gap",
        "words": words,
        **more,
    }


async def test_a_note_is_seen_at_its_table_and_nowhere_else(house, cafe):
    ada, ben, cleo = (house.visitor(cafe, who) for who in ("ada", "ben", "cleo"))
    await house.open_round(cafe)
    async with ben.watching() as bens, cleo.watching() as cleos:
        await bens.until(lambda drawn: "notes" in drawn)
        await cleos.until(lambda drawn: "notes" in drawn)

        answer = await ada.post("notes", json=note(cafe))
        await bens.until(lambda drawn: "Trust grows" in drawn["notes"])

        assert answer.status_code == 201
        assert bens.regions == await ben.regions()
        assert "Trust grows" not in str(cleos.regions)
        assert "Trust grows" not in str(await cleo.regions())


async def test_sending_a_note_twice_stores_it_once(house, cafe):
    ada = house.visitor(cafe, "ada")
    await house.open_round(cafe)

    first = await ada.post("notes", json=note(cafe))
    again = await ada.post("notes", json=note(cafe))

    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["id"] == again.json()["id"]
    assert (await ada.regions())["notes"].count("Trust grows") == 1
