"""The administrator's page: told first, done when agreed to, removed when asked; nobody else comes in."""

from __future__ import annotations

import html
import re
from collections.abc import AsyncIterator

import httpx
import pytest
from litestar import Litestar

from feedback.quarterly.references import pages
from feedback.quarterly.references.storing import stored_values, take_in
from feedback.service import Service, opened_service
from feedback.settings import Settings
from feedback.staff import sign_in
from feedback.staff.guard import guard
from feedback.tables import Audit
from tests.quarterly.references.given import figure, published, table, value
from tests.staff.app import Clock, people, sign_in_as

PATH = pages.PATH
Place = tuple[httpx.AsyncClient, Service]
SKR = "SKR;servicemätning;2024;bemotande;Telefon;;index;83,8;"


@pytest.fixture
async def place(settings: Settings) -> AsyncIterator[Place]:
    async with opened_service(settings, Clock()) as service:
        app = Litestar(
            route_handlers=[*sign_in.HANDLERS, *pages.HANDLERS], guards=[guard], openapi_config=None
        )
        app.state.service = service
        await people(service)
        async with httpx.AsyncClient(
            transport=httpx.ASGITransport(app), base_url="http://testserver.local", follow_redirects=True
        ) as client:
            await sign_in_as(client, "cia")
            yield client, service


def hidden_fields(page: str) -> dict[str, str]:
    return {
        name: html.unescape(text)
        for name, text in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page)
    }


def words(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


async def csrf(client: httpx.AsyncClient) -> dict[str, str]:
    return {"csrf": hidden_fields((await client.get(PATH)).text)["csrf"]}


async def send(client: httpx.AsyncClient, content: bytes, **fields: str) -> httpx.Response:
    files = {"fil": ("andras.csv", content, "text/csv")}
    return await client.post(PATH, data=fields | await csrf(client), files=files)


async def agree(client: httpx.AsyncClient, told: httpx.Response, **changed: str) -> httpx.Response:
    fields = hidden_fields(told.text)
    wanted = {name: fields[name] for name in ("csrf", "forslag", "sedd")}
    return await client.post(f"{PATH}/spara", data=wanted | changed)


@pytest.mark.parametrize("name", ["anna", "bo"])
async def test_only_administrators_come_in(place: Place, name: str) -> None:
    client, service = place
    await take_in(service, [value()], None, "a.csv")
    form = await csrf(client)
    await sign_in_as(client, name)
    assert (await client.get(PATH)).status_code == 403
    assert (await client.get(f"{PATH}/ta-bort?organisation=SKR&ar=2024")).status_code == 403
    for address in (PATH, f"{PATH}/spara", f"{PATH}/ta-bort"):
        assert (
            await client.post(address, data=form | {"organisation": "SKR", "ar": "2024"})
        ).status_code == 403
    assert await stored_values() == (value(),)


async def test_a_table_is_told_of_and_stored_when_agreed_to(place: Place) -> None:
    client, _ = place
    told = await send(client, table(SKR), slag="tabell")
    assert told.status_code == 200
    assert "Ur andras.csv: nya 1, ersätts 0, tas bort 0, som förut 0." in words(told.text)
    assert await stored_values() == ()
    done = await agree(client, told)
    assert done.url.query == b"klart=inlast"
    assert "Värdena är inlästa." in words(done.text)
    assert "SKR, 2024" in words(done.text)
    assert await stored_values() == (value(),)
    assert await Audit.exists().where(
        (Audit.action == "references_imported")
        & (Audit.detail == "andras.csv: 1 nya, 0 ersatta, 0 borttagna")
    )


async def test_what_is_replaced_is_shown_with_what_it_was(place: Place) -> None:
    client, service = place
    await take_in(service, [value()], None, "a.csv")
    told = await send(client, table(SKR.replace("83,8", "84,25")), slag="tabell")
    assert "Ersätts , förut 83,8" in words(told.text)
    assert "Läs in och ersätt" in words(told.text)
    await agree(client, told)
    assert await stored_values() == (value(value="84.25"),)


async def test_what_is_there_already_asks_for_nothing(place: Place) -> None:
    client, service = place
    await take_in(service, [value()], None, "a.csv")
    told = await send(client, table(SKR), slag="tabell")
    assert "Inget att läsa in" in words(told.text)
    assert "forslag" not in hidden_fields(told.text)


async def test_every_fault_stands_on_the_page(place: Place) -> None:
    client, _ = place
    told = await send(client, table(SKR.replace("2024", "2031"), "<b>;x;2024;nojd;;;share;2;"), slag="tabell")
    assert told.status_code == 400
    assert "rad 2: year är 2031" in words(told.text)
    assert "rad 3: måttet 'nojd'" in words(told.text)
    assert "<b>;" not in told.text
    many = await send(client, table(*["x;y;2024;nojd;;;index;1;"] * 150), slag="tabell")
    assert "fel till" in words(many.text)


async def test_a_form_without_a_file_says_so(place: Place) -> None:
    client, _ = place
    told = await client.post(PATH, data={"slag": "tabell"} | await csrf(client))
    assert told.status_code == 400
    assert "Välj en fil" in words(told.text)


async def test_the_national_values_are_offered_and_read_in_once(place: Place) -> None:
    client, _ = place
    assert await stored_values() == ()
    for expected in ("Läsa in värdena?", "Inget att läsa in"):
        told = await client.post(PATH, data={"slag": "riket"} | await csrf(client))
        assert expected in words(told.text)
        if "forslag" in hidden_fields(told.text):
            await agree(client, told)
    assert len(await stored_values()) == 4


async def test_another_municipalitys_figures(place: Place) -> None:
    client, _ = place
    content = published(
        [figure("satisfied_share", "phone", 0.74), figure("index", "phone"), figure("index", "fax", 50.0)]
    )
    told = await send(client, content, slag="siffror", kommun="Sundsvalls kommun")
    assert "Ett värde är dolt i filen och läses inte in." in words(told.text)
    assert "Kanaler som vi inte har lämnas utanför: fax." in words(told.text)
    await agree(client, told)
    [stored] = await stored_values()
    assert (stored.organisation, stored.measure, stored.value) == (
        "Sundsvalls kommun",
        "satisfied_share",
        "0.74",
    )
    hidden_now = published([figure("satisfied_share", "phone"), figure("index", "phone", 74.0)])
    told = await send(client, hidden_now, slag="siffror", kommun="Sundsvalls kommun")
    assert "Det som en tidigare fil visade men inte den här tas bort." in words(told.text)
    await agree(client, told)
    assert [each.measure for each in await stored_values()] == ["index"]


async def test_what_somebody_else_changed_meanwhile_is_told_again(place: Place) -> None:
    client, service = place
    told = await send(client, table(SKR.replace("83,8", "84,25")), slag="tabell")
    await take_in(service, [value()], None, "somebody else's.csv")
    again = await agree(client, told)
    assert again.status_code == 409
    assert "Någon annan har ändrat" in words(again.text)
    assert "förut 83,8" in words(again.text)
    assert await stored_values() == (value(),)
    await agree(client, again)
    assert await stored_values() == (value(value="84.25"),)


async def test_a_form_that_no_file_could_have_made_is_refused(place: Place) -> None:
    client, _ = place
    told = await send(client, table(SKR), slag="tabell")
    for forged in ("", "{}", hidden_fields(told.text)["forslag"].replace("83.8", "838")):
        assert (await agree(client, told, forslag=forged)).status_code == 400
    assert await stored_values() == ()


async def test_removing_is_asked_about_first(place: Place) -> None:
    client, service = place
    await take_in(service, [value(), value(year=2023)], None, "a.csv")
    asked = await client.get(f"{PATH}/ta-bort?organisation=SKR&ar=2024")
    assert "Ta bort SKR 2024?" in words(asked.text)
    assert len(await stored_values()) == 2
    fields = {name: hidden_fields(asked.text)[name] for name in ("csrf", "organisation", "ar")}
    done = await client.post(f"{PATH}/ta-bort", data=fields)
    assert "Värdena är borttagna." in words(done.text)
    assert await stored_values() == (value(year=2023),)
    assert (await client.post(f"{PATH}/ta-bort", data=fields)).status_code == 404
    assert (await client.get(f"{PATH}/ta-bort?organisation=SKR&ar=x")).status_code == 400
