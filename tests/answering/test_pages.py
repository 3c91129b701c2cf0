"""A resident's way through a survey, over HTTP and a real database."""

from __future__ import annotations

import asyncio
import dataclasses
import re
from collections import Counter
from html import unescape
from typing import Any

import pytest
from httpx import AsyncClient, Response

from feedback.cells import readable
from feedback.funnel import FUNNEL, Stage
from feedback.keys import new_code
from feedback.service import Service
from feedback.tables import TABLES, Answer, Cell, Funnel
from feedback.tables import Response as Stored
from feedback.web.assets import BUILT, manifest
from tests.answering.conftest import application, browser, writer
from tests.invited import Errand, invite

WHOLE = {"helped": "yes", "overall": "4"}
CODE = re.compile(r'name="code" value="([0-9A-Z]{16})"')
NONCE = re.compile(r'name="form" value="([\w-]{16})"')


def code_in(page: Response) -> str:
    (code,) = CODE.findall(page.text)
    return str(code)


def nonce_in(page: Response) -> str:
    (nonce,) = NONCE.findall(page.text)
    return str(nonce)


async def everything() -> dict[str, list[dict[str, Any]]]:
    """Every row of every table."""
    return {table._meta.tablename: sorted(await table.select(), key=str) for table in TABLES}


async def stages() -> Counter[Stage]:
    found: Counter[Stage] = Counter()
    for row in await Funnel.select():
        found[Stage(FUNNEL.field("stage", row["key"]))] += row["n"]
    return found


async def test_looking_changes_nothing(service: Service, client: AsyncClient) -> None:
    (token,) = await invite(service, [Errand()])
    before = await everything()
    for look in (client.get, client.head):
        for address in (f"/s/{token}", f"/s/{token}?lang=ar", f"/s/{new_code()}"):
            await look(address)
    assert await everything() == before


async def test_the_page_asks_what_the_survey_asks(service: Service, client: AsyncClient) -> None:
    (token,) = await invite(service, [Errand()])
    page = await client.get(f"/s/{token}")
    assert page.status_code == 200
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert page.headers["cache-control"] == "no-store"
    assert "set-cookie" not in page.headers
    for text in (
        "Fick du hjälp med det du behövde?",
        "6 snabba frågor",
        "servicecenter Söder, vecka 46",
        'lang="sv"',
    ):
        assert text in page.text
    assert "checked" not in page.text
    assert "Vilken kommundel bor du i?" not in page.text
    assert token not in page.text


async def test_a_typed_link_may_be_small_and_spaced(service: Service, client: AsyncClient) -> None:
    (token,) = await invite(service, [Errand()])
    assert (await client.get(f"/s/{token.lower()[:8]}-{token[8:]}")).status_code == 200


async def test_head_is_the_same_without_the_page(service: Service, client: AsyncClient) -> None:
    (token,) = await invite(service, [Errand()])
    head = await client.head(f"/s/{token}")
    assert head.status_code == 200
    assert head.headers["content-type"] == "text/html; charset=utf-8"


async def test_questions_follow_the_errand(service: Service, client: AsyncClient) -> None:
    errands = [Errand(district=None), Errand(channel="e_service", office=None)]
    without_district, e_service = await invite(service, errands)
    assert "Vilken kommundel bor du i?" in (await client.get(f"/s/{without_district}")).text
    page = (await client.get(f"/s/{e_service}")).text
    assert "bemötte" not in page
    assert "5 snabba frågor" in page


async def test_the_page_speaks_the_language_of_the_invitation_or_the_one_asked_for(
    service: Service, client: AsyncClient
) -> None:
    (token,) = await invite(service, [Errand(language="ar")])
    page = (await client.get(f"/s/{token}")).text
    assert '<html lang="ar" dir="rtl">' in page
    assert "6 أسئلة سريعة" in page
    assert '<html lang="fi" dir="ltr">' in (await client.get(f"/s/{token}?lang=fi")).text
    assert '<html lang="ar" dir="rtl">' in (await client.get(f"/s/{token}?lang=klingon")).text


async def test_compressed_and_plain_are_the_same_but_for_the_nonce(
    service: Service, client: AsyncClient
) -> None:
    (token,) = await invite(service, [Errand()])
    packed = await client.get(f"/s/{token}", headers={"accept-encoding": "gzip"})
    plain = await client.get(f"/s/{token}", headers={"accept-encoding": "identity"})
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert nonce_in(packed) != nonce_in(plain)
    assert packed.text.replace(nonce_in(packed), "") == plain.text.replace(nonce_in(plain), "")


@pytest.mark.parametrize("language", ["sv", "fi", "en", "ar"])
async def test_a_first_view_is_small(service: Service, client: AsyncClient, language: str) -> None:
    (token,) = await invite(service, [Errand(district=None, language=language)])
    page = await client.get(f"/s/{token}", headers={"accept-encoding": "gzip"})
    references = re.findall(r'(?:src|href)="(/static/[^"]+)"', page.text)
    assert references == [f"/static/{manifest()['resident.css']}"]
    sheet = BUILT / (manifest()["resident.css"] + ".gz")
    outside = re.findall(r"url\((?!\"?data:)[^)]*", (BUILT / manifest()["resident.css"]).read_text())
    assert outside == []
    assert int(page.headers["content-length"]) + sheet.stat().st_size <= 20_480


async def test_an_answer_is_stored_and_thanked_for(service: Service, client: AsyncClient) -> None:
    (token,) = await invite(service, [Errand()])
    comment = "Bra! Ring 070-123 45 67, mitt nummer är 811218-9876."
    page = await client.post(f"/s/{token}", data=WHOLE | {"comment": comment, "utm": "x"})
    assert page.status_code == 200
    assert "Tack! Ditt svar är sparat." in page.text
    assert len(code_in(page)) == 16
    assert token not in page.text

    (response,) = await Stored.select()
    assert {
        name: response[name]
        for name in ("channel", "office", "service", "district", "language", "mode", "layout")
    } == {
        "channel": "office_visit",
        "office": "soder",
        "service": "housing",
        "district": "soderhagen",
        "language": "sv",
        "mode": "e_mail_link",
        "layout": "one_page",
    }
    texts = [row["text"] for row in await Answer.select() if row["text"]]
    assert texts == ["Bra! Ring [phone], mitt nummer är [personnummer]."]
    counted = {
        (cell["question"], cell["score"])
        for row in await Cell.select()
        if (cell := readable(service.vocabulary, row["key"]))
    }
    assert counted == {("response", 1), ("core.helped", 3), ("core.overall", 4)}
    assert await stages() == {Stage.STARTED: 1, Stage.ANSWERED: 1}


async def test_a_resident_gives_the_district_the_errand_lacks(service: Service, client: AsyncClient) -> None:
    (token,) = await invite(service, [Errand(district=None)])
    await client.post(f"/s/{token}", data=WHOLE | {"district": "oholm"})
    (response,) = await Stored.select()
    assert response["district"] == "oholm"
    assert "district" not in {row["question"] for row in await Answer.select()}


async def test_something_missing_is_asked_for_again_with_all_that_was_written(
    service: Service, client: AsyncClient
) -> None:
    (token,) = await invite(service, [Errand()])
    sent = {"bemotande": "4", "comment": "<b>hej</b>", "form": "abcdefghijklmno_"}
    page = await client.post(f"/s/{token}", data=sent)
    assert page.status_code == 422
    assert "<title>Fel: Hur gick det?" in page.text
    assert re.search(r'<div class="ds-error-summary"[^>]* autofocus', page.text)
    assert re.findall(r'<li><a href="(#[\w-]+)">([^<]+)', page.text)[:2] == [
        ("#helped-yes", "Svara om du fick hjälp"),
        ("#overall-1", "Svara hur nöjd du är med helheten"),
    ]
    assert re.findall(r'id="([\w-]+)" value="\w+" checked', page.text) == ["bemotande-4"]
    assert "&lt;b&gt;hej&lt;/b&gt;</textarea>" in page.text
    assert nonce_in(page) == "abcdefghijklmno_"
    assert await Stored.count() == 0


async def test_beginning_is_counted_once(service: Service, client: AsyncClient) -> None:
    (token,) = await invite(service, [Errand()])
    for _ in range(3):
        assert (await client.post(f"/s/{token}", data={})).status_code == 422
    assert await stages() == {Stage.STARTED: 1}
    await client.post(f"/s/{token}", data=WHOLE)
    assert await stages() == {Stage.STARTED: 1, Stage.ANSWERED: 1}


async def test_the_same_form_twice_is_one_answer_with_one_code(service: Service, client: AsyncClient) -> None:
    (token,) = await invite(service, [Errand()])
    form = WHOLE | {"form": nonce_in(await client.get(f"/s/{token}"))}
    first, second = [await client.post(f"/s/{token}", data=form) for _ in range(2)]
    assert (first.status_code, second.status_code) == (200, 200)
    assert code_in(first) == code_in(second)
    assert await Stored.count() == 1


async def test_another_form_with_a_used_link_is_kindly_refused(service: Service, client: AsyncClient) -> None:
    (token,) = await invite(service, [Errand()])
    await client.post(f"/s/{token}", data=WHOLE)
    page = await client.post(f"/s/{token}", data=WHOLE)
    assert page.status_code == 409
    assert "Du har redan svarat. Tack!" in page.text
    looked_at = await client.get(f"/s/{token}?lang=en")
    assert looked_at.status_code == 410
    assert "You have already answered. Thank you!" in looked_at.text
    assert await Stored.count() == 1


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize(
    ("token", "status"),
    [("7QF2M9XKRT4D8HWP", 404), ("kort", 404), ("%00%ff", 404), ("<script>", 404), ("'; DROP TABLE x", 404)],
)
async def test_an_unknown_link(client: AsyncClient, method: str, token: str, status: int) -> None:
    page = await client.request(method, f"/s/{token}", params={"lang": "en"})
    assert page.status_code == status
    assert "We do not recognise the link" in page.text
    assert "127.0.0.1:8000/s/" in page.text


@pytest.mark.parametrize("method", ["GET", "POST"])
async def test_an_expired_link(service: Service, client: AsyncClient, method: str) -> None:
    (token,) = await invite(service, [Errand()], closed_days_ago=20)
    page = await client.request(method, f"/s/{token}", data=WHOLE if method == "POST" else None)
    assert page.status_code == 410
    assert "Länken har slutat gälla" in page.text
    assert "Den gällde i 14 dagar." in page.text
    assert await Stored.count() == 0


@pytest.mark.parametrize("method", ["GET", "POST"])
async def test_a_withdrawn_link(service: Service, client: AsyncClient, method: str) -> None:
    (token,) = await invite(service, [Errand()], state="withdrawn")
    page = await client.request(method, f"/s/{token}", data=WHOLE if method == "POST" else None)
    assert page.status_code == 410
    assert "Länken är avstängd" in page.text


async def test_a_full_queue_keeps_the_answers_on_the_page(service: Service) -> None:
    first, second = await invite(service, [Errand(), Errand()])
    full = writer(service, queue_size=1)  # not yet at work: what is put in stays in
    form = WHOLE | {"comment": 'Tack "så" mycket', "form": "abcdefghijklmno_"}
    async with browser(application(service, full)) as client:
        waiting = asyncio.create_task(client.post(f"/s/{first}", data=WHOLE))
        await asyncio.sleep(0.2)
        page = await client.post(f"/s/{second}", data=form)
        full.start()
        assert (await waiting).status_code == 200
        assert page.status_code == 503
        assert page.headers["retry-after"] == "10"
        fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page.text))
        assert {name: unescape(value) for name, value in fields.items()} == form
        assert (await client.post(f"/s/{second}", data=form)).status_code == 200
    await full.stop()


async def test_a_form_too_large_is_refused(service: Service, client: AsyncClient) -> None:
    (token,) = await invite(service, [Errand()])
    page = await client.post(f"/s/{token}", data=WHOLE | {"comment": "x" * 70_000})
    assert page.status_code == 413
    assert "Det du skickade är för stort" in page.text


async def test_other_bodies_are_no_answer(service: Service, client: AsyncClient) -> None:
    (token,) = await invite(service, [Errand()])
    bodies: list[dict[str, Any]] = [
        {"json": WHOLE},
        {"files": {"helped": b"yes"}, "data": WHOLE},
        {"content": b"\xff\xfe\x00"},
        {},
    ]
    for body in bodies:
        assert (await client.post(f"/s/{token}", **body)).status_code == 422
    assert await Stored.count() == 0


async def test_example_data_are_marked_on_every_page(service: Service) -> None:
    example = dataclasses.replace(service, is_example=True)
    answers = writer(example)
    answers.start()
    (token,) = await invite(service, [Errand()])
    async with browser(application(example, answers)) as client:
        for page in (
            await client.get(f"/s/{token}"),
            await client.get("/"),
            await client.post(f"/s/{token}", data=WHOLE),
        ):
            assert "Exempel. Svaret hamnar i påhittade data." in page.text
    await answers.stop()
