"""The dashboards as people meet them: who may see what, that files say what pages show, states and addresses."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import AsyncIterator

import httpx
import pytest

from analysis.uncertainty import wilson
from feedback.insight.desk import Desk
from feedback.service import Service
from feedback.settings import Settings
from feedback.staff.accounts import NewAccount, create_account
from feedback.tables import Audit
from tests.insight.counted import LILLAKER, insight_client
from tests.staff.app import PASSWORD, csrf_of, sign_in_as

PERIOD = "period=ar-2026Q3"
Place = tuple[httpx.AsyncClient, Service]
PAGES = (
    "/insikt",
    "/insikt/kommundelar",
    "/insikt/kommundel/soderhagen",
    "/insikt/kanaler",
    "/insikt/kanal/phone",
    "/insikt/kontor",
    "/insikt/anvandning",
    "/insikt/narvaro",
    "/insikt/jamfor",
)


@pytest.fixture
async def place(settings: Settings, desk: Desk) -> AsyncIterator[Place]:
    async with insight_client(settings, desk) as opened:
        yield opened


@pytest.fixture
async def embedded(embedded_settings: Settings, desk: Desk) -> AsyncIterator[Place]:
    async with insight_client(embedded_settings, desk) as opened:
        yield opened


async def table(client: httpx.AsyncClient, address: str, query: str = PERIOD) -> list[dict[str, str]]:
    """The lines of the first table of a page's file by heading."""
    answer = await client.get(f"{address}/tabell.csv?{query}")
    assert answer.status_code == 200
    assert answer.content.startswith(b"\xef\xbb\xbf")
    first = answer.content.decode("utf-8-sig").partition("\r\n\r\n")[0]
    return list(csv.DictReader(io.StringIO(first), delimiter=";"))


def words(html: str) -> str:
    """The page's text without its marks; every kind of space is one."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).replace("&nbsp;", " ").split())


async def test_every_page_and_its_file_open_on_both_databases(place: Place) -> None:
    client, _ = place
    await sign_in_as(client, "bo")
    for address in PAGES:
        page = await client.get(f"{address}?{PERIOD}")
        assert page.status_code == 200, address
        assert page.headers["cache-control"] == "no-store"
        assert "style=" not in page.text
        assert "<script" not in page.text
        assert await table(client, address), address


async def test_the_overview_says_what_the_counts_hold(embedded: Place) -> None:
    client, _ = embedded
    await sign_in_as(client, "bo")
    lines = await table(client, "/insikt")
    [whole] = [
        each for each in lines if each["Kommundel"] == "Hela kommunen" and each["Kanal"] == "Alla kanaler"
    ]
    n = sum(each.n for each in LILLAKER)
    satisfied = sum(sum(each.scores[3:]) for each in LILLAKER)
    limits = wilson(satisfied, n)
    assert (whole["Svar"], whole["Nöjda, procent"]) == (str(n), f"{100 * satisfied / n:.0f}")
    assert whole["Nöjda, från"] == f"{100 * limits.low:.0f}"
    page = words((await client.get(f"/insikt?{PERIOD}")).text)
    assert f"{n} svar" in page
    assert "brister likvärdig service i telefon" in page


async def test_small_groups_are_hidden_on_every_page_and_in_every_file(embedded: Place) -> None:
    client, _ = embedded
    await sign_in_as(client, "bo")
    for address in ("/insikt", "/insikt/kommundel/oholm", "/insikt/kanal/office_visit"):
        lines = await table(client, address)
        hidden = [(each["Kommundel"], each["Kanal"]) for each in lines if each["Bedömning"] == "Dolt"]
        assert ("Öholm", "Besök") in hidden
        assert len([place for place in hidden if place[0] == "Öholm"]) != 1 or address.endswith(
            "office_visit"
        )
        assert all(int(each["Svar"]) >= 10 for each in lines if each["Svar"].isdigit())
        assert "Dolt" in words((await client.get(f"{address}?{PERIOD}")).text)


async def test_the_file_holds_the_figures_the_page_shows(embedded: Place) -> None:
    client, _ = embedded
    await sign_in_as(client, "bo")
    for address in ("/insikt", "/insikt/kommundelar", "/insikt/kommundel/norrbyn", "/insikt/kanal/phone"):
        page = words((await client.get(f"{address}?{PERIOD}")).text)
        shown = [each for each in await table(client, address) if each["Svar"].isdigit()]
        assert shown
        for each in shown:
            assert f"{each['Svar']} svar" in page
            if address != "/insikt":
                assert f"{each['Nöjda, procent']} % ({each['Nöjda, från']}–{each['Nöjda, till']})" in page


async def test_charts_have_their_finding_and_their_numbers_beside_and_in_the_file(embedded: Place) -> None:
    client, _ = embedded
    await sign_in_as(client, "bo")
    for address in ("/insikt/kommundel/soderhagen", "/insikt/kanal/phone"):
        page = (await client.get(f"{address}?{PERIOD}")).text
        figures = re.findall(r"<figure>.*?</figure>", page, re.DOTALL)
        assert len(figures) >= 3
        for figure in figures:
            assert re.search(r"<h3>[^<]+</h3>", figure)
            assert "Visa siffrorna som tabell" in figure
            assert 'class="chart wide"' in figure
            assert 'class="chart narrow"' in figure
        file = (await client.get(f"{address}/tabell.csv?{PERIOD}")).text
        titles = [part.split("\r\n")[0] for part in file.split("\r\n\r\n")[1:]]
        assert titles[:2] == ["Beror skillnaden på ärendena?", "Över tid"]
        assert {"Vilka har svarat?", "Vanligaste ärendena", "Fakta"} <= set(titles)


async def test_the_page_of_a_district_names_it_once_and_links_elsewhere(embedded: Place) -> None:
    client, _ = embedded
    await sign_in_as(client, "bo")
    page = (await client.get(f"/insikt/kommundel/soderhagen?{PERIOD}")).text
    lead = re.search(r'<p class="lead">(.*?)</p>', page, re.DOTALL)
    assert lead
    assert lead[1].count("Söderhagen") == 1
    assert "<a" not in lead[1]


async def test_rows_stand_in_alphabetical_order(embedded: Place) -> None:
    client, _ = embedded
    await sign_in_as(client, "bo")
    for address in ("/insikt", "/insikt/anvandning", "/insikt/narvaro"):
        rows = list(dict.fromkeys(line["Kommundel"] for line in await table(client, address)))
        assert [row for row in rows if row != "Annan eller okänd"] == [
            "Norrbyn",
            "Söderhagen",
            "Öholm",
            "Hela kommunen",
        ]


@pytest.mark.parametrize("address", [each for each in PAGES if "kontor" not in each])
async def test_a_manager_sees_her_own_rows_and_the_whole(embedded: Place, address: str) -> None:
    client, _ = embedded
    await sign_in_as(client, "anna")
    page = await client.get(f"{address}?{PERIOD}")
    assert page.status_code == 200
    for text in (page.text, (await client.get(f"{address}/tabell.csv?{PERIOD}")).text):
        assert "Norrbyn" not in text
        assert "norrbyn" not in text
        assert "Öholm" not in text


@pytest.mark.parametrize(
    "address",
    [
        "/insikt/kommundel/norrbyn?",
        "/insikt/kommundel/norrbyn/tabell.csv?",
        "/insikt/kanal/phone?kommundel=norrbyn",
        "/insikt/jamfor?a=norrbyn",
        "/insikt/jamfor/tabell.csv?a=soderhagen&b=norrbyn.phone",
    ],
)
async def test_a_crafted_address_outside_her_scope_is_refused_kindly(embedded: Place, address: str) -> None:
    client, _ = embedded
    await sign_in_as(client, "anna")
    refused = await client.get(f"{address}&{PERIOD}")
    assert refused.status_code == 403
    assert "Den här sidan är inte öppen för dig" in refused.text
    assert "Norrbyn" not in refused.text


async def test_a_manager_of_an_office_sees_that_office(embedded: Place) -> None:
    client, service = embedded
    account = NewAccount("dag@lillaker.example", "Dag", "manager", PASSWORD, offices=("centrum",))
    await create_account(service, account)
    await sign_in_as(client, "dag")
    lines = await table(client, "/insikt/kontor")
    assert [each["Kontor"] for each in lines] == ["Servicecenter Centrum", "Alla kontor"]
    assert (await client.get(f"/insikt/kommundel/norrbyn?{PERIOD}")).status_code == 403


@pytest.mark.parametrize(
    "query",
    ["period=12m-2026Q3", "period=kv-2026Q4", "period=2026Q3", "arende=fishing", "period=ar-2030Q1"],
)
async def test_what_does_not_exist_is_said_to_be_missing(embedded: Place, query: str) -> None:
    client, _ = embedded
    await sign_in_as(client, "bo")
    assert (await client.get(f"/insikt?{query}")).status_code == 404
    assert (await client.get("/insikt/kanal/fax")).status_code == 404
    assert (await client.get("/insikt/kommundel/atlantis")).status_code == 404


async def test_a_service_that_cannot_be_chosen_is_let_go_with_a_word(embedded: Place) -> None:
    client, _ = embedded
    await sign_in_as(client, "bo")
    page = words((await client.get(f"/insikt?{PERIOD}&arende=waste")).text)
    assert "Visar alla slags ärenden i stället för Avfall och återvinning." in page


async def test_before_the_first_quarter_is_closed(embedded_settings: Settings, desk: Desk) -> None:
    async with insight_client(embedded_settings, desk, answers=()) as (client, _):
        await sign_in_as(client, "bo")
        for address in PAGES:
            page = await client.get(address)
            assert page.status_code == 200
            assert "De första siffrorna visas den 25 januari 2027, när kvartal 4 2026 stängs." in words(
                page.text
            )
            assert (await client.get(f"{address}/tabell.csv")).status_code == 404


async def test_every_export_is_written_in_the_audit(embedded: Place) -> None:
    client, _ = embedded
    await sign_in_as(client, "anna")
    await table(client, "/insikt/kanal/phone")
    [row] = await Audit.select().where(Audit.action == "exported")
    assert row["detail"] == f"/insikt/kanal/phone/tabell.csv?{PERIOD}"


async def test_two_groups_that_share_answers_are_not_compared(embedded: Place) -> None:
    client, _ = embedded
    await sign_in_as(client, "bo")
    page = words((await client.get(f"/insikt/jamfor?{PERIOD}&a=norrbyn&b=alla")).text)
    assert "De två grupperna överlappar." in page
    lines = await table(client, "/insikt/jamfor", f"{PERIOD}&a=norrbyn.phone&b=soderhagen.phone")
    assert [each["Grupp"] for each in lines] == ["Norrbyn, telefon", "Söderhagen, telefon"]
    assert lines[0]["Bedömning"] == "Bättre"
    assert lines[0]["p, andel nöjda"]


async def test_the_pages_in_english(embedded: Place) -> None:
    client, _ = embedded
    await sign_in_as(client, "bo")
    csrf = await csrf_of(client, "/insikt")
    given = {"csrf": csrf, "sprak": "en", "till": f"/insikt?{PERIOD}"}
    page = words((await client.post("/sprak", data=given)).text)
    assert "Whole municipality" in page
    assert "Alla bedömningar" not in page
