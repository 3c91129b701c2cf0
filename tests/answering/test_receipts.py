"""One's own answer, seen and erased with the code alone."""

from __future__ import annotations

import re

import pytest
from httpx import AsyncClient

from feedback.service import Service
from feedback.tables import Answer, Cell
from feedback.tables import Response as Stored
from tests.invited import Errand, invite

FORM = {
    "helped": "partly",
    "bemotande": "5",
    "overall": "2",
    "comment": "Ring 070-123 45 67 eller a@example.org <i>",
}


async def answered(service: Service, client: AsyncClient, **changes: str) -> str:
    (token,) = await invite(service, [Errand()])
    page = await client.post(f"/s/{token}", data=FORM | changes)
    (code,) = re.findall(r'name="code" value="([0-9A-Z]{16})"', page.text)
    return str(code)


async def test_everything_stored_is_shown(service: Service, client: AsyncClient) -> None:
    code = await answered(service, client)
    page = await client.post("/mitt-svar", data={"code": code})
    assert page.status_code == 200
    for shown in (
        "Delvis",
        "Mycket bra",
        "Missnöjd",
        'Ring <mark dir="ltr">[telefonnummer borttaget]</mark> eller <mark dir="ltr">[e-postadress borttagen]</mark> &lt;i&gt;',
        "servicecenter Söder",
        "Söderhagen",
        "Svenska",
        "vecka 46 2026",
        "Länk i e-post",
        "core 2026-11",
        "Alla frågor på en sida",
    ):
        assert shown in page.text


async def test_it_is_shown_in_the_language_asked_for(service: Service, client: AsyncClient) -> None:
    code = await answered(service, client)
    page = (await client.post("/mitt-svar?lang=en", data={"code": code})).text
    for shown in (
        "Partly",
        "Very well",
        '<mark dir="ltr">[phone number removed]</mark>',
        "week 46, 2026",
        "Link in an e-mail",
    ):
        assert shown in page
    assert '<html lang="ar" dir="rtl">' in (await client.post("/mitt-svar?lang=ar", data={"code": code})).text


@pytest.mark.parametrize("written", ["{0}", " {0} ", "{1} {2}-{3} {4}", "{5}"])
async def test_a_code_may_be_written_in_several_ways(
    service: Service, client: AsyncClient, written: str
) -> None:
    code = await answered(service, client)
    parts = [code[:4], code[4:8], code[8:12], code[12:]]
    typed = written.format(code, *parts, code.lower())
    assert (await client.post("/mitt-svar", data={"code": typed})).status_code == 200


@pytest.mark.parametrize("typed", ["", "K7QF 2M9X RT4D", "K7QF2M9XRT4D8HWP", "<script>", "å" * 500])
async def test_a_wrong_code(client: AsyncClient, typed: str) -> None:
    page = await client.post("/mitt-svar", data={"code": typed})
    assert page.status_code == 404
    assert "<title>Fel: Se eller ta bort ditt svar" in page.text
    assert "Vi hittar inget svar" in page.text
    assert "<script>" not in page.text
    assert len(page.text) < 10_000


async def test_the_code_stands_in_no_address(service: Service, client: AsyncClient) -> None:
    code = await answered(service, client)
    page = await client.post("/mitt-svar", data={"code": code})
    addresses = re.findall(r'(?:href|action|src)="([^"]*)"', page.text)
    assert not any(code in address for address in addresses)
    assert (await client.get("/mitt-svar", params={"code": code})).text.count(code) == 0


async def test_erasing_needs_the_box(service: Service, client: AsyncClient) -> None:
    code = await answered(service, client)
    page = await client.post("/mitt-svar/ta-bort", data={"code": code})
    assert page.status_code == 422
    assert "Kryssa i rutan om du vill ta bort svaret" in page.text
    assert await Stored.count() == 1


async def test_erasing_takes_everything_away_and_may_be_done_again(
    service: Service, client: AsyncClient
) -> None:
    kept = await answered(service, client, overall="5")
    after_one = {row["key"]: row["n"] for row in await Cell.select()}
    code = await answered(service, client)
    for _ in range(2):
        page = await client.post("/mitt-svar/ta-bort", data={"code": code, "sure": "yes"})
        assert page.status_code == 200
        assert "Ditt svar är borttaget" in page.text
    assert await Stored.count() == 1
    assert {row["response"] for row in await Answer.select()} == {(await Stored.select())[0]["id"]}
    assert {row["key"]: row["n"] for row in await Cell.select() if row["n"]} == after_one
    assert (await client.post("/mitt-svar", data={"code": kept})).status_code == 200
    assert (await client.post("/mitt-svar", data={"code": code})).status_code == 404


async def test_erasing_with_a_garbled_code_asks_for_it(client: AsyncClient) -> None:
    page = await client.post("/mitt-svar/ta-bort", data={"code": "x", "sure": "yes"})
    assert page.status_code == 404
    assert "Vi hittar inget svar" in page.text


@pytest.mark.parametrize("language", ["sv", "fi", "en", "ar"])
@pytest.mark.parametrize("path", ["/", "/mitt-svar", "/tillganglighet", "/dina-uppgifter"])
async def test_open_pages_in_every_language(client: AsyncClient, path: str, language: str) -> None:
    page = await client.get(path, params={"lang": language})
    assert page.status_code == 200
    assert f'<html lang="{language}"' in page.text
    assert page.text.count('hreflang="') == 3


async def test_drafts_say_that_they_are(client: AsyncClient) -> None:
    for path in ("/tillganglighet", "/dina-uppgifter"):
        assert '<p class="draft"><strong>Utkast.</strong>' in (await client.get(path)).text


async def test_an_unknown_page_is_told_kindly(client: AsyncClient) -> None:
    page = await client.get("/finns/inte?lang=fi")
    assert page.status_code == 404
    assert "Sivua ei löydy" in page.text
    assert (await client.put("/mitt-svar")).status_code == 405
