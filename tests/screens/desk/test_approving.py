"""What whoever approves a report still has to look at is one press away."""

import re
from uuid import uuid4

from tests.screens.desk.test_desk import cited_paragraph, drafted


async def test_an_unanswered_comment_is_reached_from_where_one_approves(finn, database):
    number = await drafted(finn)
    row = await cited_paragraph(database)
    talk = f"paragraphs/{row.id}/comments"
    said = {"comment_id": str(uuid4()), "words": "Who said so?"}
    assert (await finn.post(talk, data=said)).status_code == 303

    page = (await finn.get(f"reports/{number}/approval")).text
    (found,) = re.findall(r'<a href="[^"]*/(paragraphs/[^"]+)">([^<]+)</a> · ([^<]+)<', page)
    assert found == (talk, f"Paragraph {row.position + 1}", "1 comment has no answer yet")
    assert "Who said so?" in (await finn.get(found[0])).text

    await finn.post(f"paragraphs/{row.id}/removal", data={"version": row.version})
    assert "Comments on a removed paragraph" in (await finn.get(f"reports/{number}/approval")).text
    answer = {"handled": "accepted", "reason": ""}
    await finn.post(f"{talk}/{said['comment_id']}/answer", data=answer)
    assert "no answer yet" not in (await finn.get(f"reports/{number}/approval")).text
