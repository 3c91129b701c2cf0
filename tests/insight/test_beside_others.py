"""Kanal and Kanaler: our questions and our channels with others' values beside them, on the page and in its file."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import AsyncIterator
from datetime import date

import httpx
import pytest

from feedback.closing import close_due
from feedback.insight.closed import closed_quarters
from feedback.insight.desk import Desk
from feedback.insight.figures import ItemsFigures, ItemsRequest
from feedback.insight.period import Period
from feedback.insight.selection import over
from feedback.quarters import Quarter
from feedback.service import Service
from feedback.settings import Settings
from feedback.tables import ReferenceValue
from tests import world
from tests.insight import item_world
from tests.insight.counted import insight_client
from tests.staff.app import sign_in_as

LAST = Quarter(2026, 3)
YEAR, QUARTER = "period=ar-2026Q3", "period=kv-2026Q3"
Place = tuple[httpx.AsyncClient, Service]


@pytest.fixture
async def place(embedded_settings: Settings, desk: Desk) -> AsyncIterator[Place]:
    async with insight_client(embedded_settings, desk, ()) as (client, service):
        await item_world.fill(service, only=LAST, times=4)
        await close_due(service, date(2026, 11, 18))
        await sign_in_as(client, "bo")
        yield client, service


async def refer(
    organisation: str, measure: str, channel: str, value: str, unit: str = "index", **more: object
) -> None:
    given = {"source": "mätningen", "year": 2024, "n": None, "imported_at": world.NOW} | more
    await ReferenceValue.insert(
        ReferenceValue(
            organisation=organisation, measure=measure, channel=channel, value=value, unit=unit, **given
        )
    )


def words(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).replace("&nbsp;", " ").replace("\u00a0", " ").split())


async def section(client: httpx.AsyncClient, address: str, query: str, title: str) -> list[dict[str, str]]:
    """A named section of a page's file; empty where it has none."""
    answer = await client.get(f"{address}/tabell.csv?{query}")
    assert answer.status_code == 200
    for part in answer.content.decode("utf-8-sig").split("\r\n\r\n"):
        if part.startswith(f"{title}\r\n"):
            return list(csv.DictReader(io.StringIO(part.partition("\r\n")[2]), delimiter=";"))
    return []


async def figures(desk: Desk, service: Service, kind: str) -> ItemsFigures:
    known = tuple(each.quarter for each in await closed_quarters())
    found = await desk.figures(service, ItemsRequest(over(Period(kind, LAST), known).scope))
    assert isinstance(found, ItemsFigures)
    return found


ITEMS = "Bemötande, enkelhet, tydlighet"


async def test_the_page_and_its_file_say_what_the_desk_gave(place: Place, desk: Desk) -> None:
    client, service = place
    given = await figures(desk, service, "year_to_date")
    shown = 0
    for channel in ("phone", "e_mail", "office_visit"):
        page = words((await client.get(f"/insikt/kanal/{channel}?{YEAR}")).text)
        rows = {row["Fråga"]: row for row in await section(client, f"/insikt/kanal/{channel}", YEAR, ITEMS)}
        for item, name in zip(given.items, ("Bemötande", "Enkelhet", "Tydlighet"), strict=True):
            slot = given.slot(item, channel)
            if slot.judged is None:
                assert rows.get(name, {"Svar": "Dolt"})["Svar"] == "Dolt"
                continue
            shown += 1
            index = slot.judged.index
            written = [f"{each:.1f}".replace(".", ",") for each in (index.value, index.low, index.high)]
            assert [rows[name][heading] for heading in ("Index", "Index, från", "Index, till")] == written
            assert rows[name]["Svar"] == str(slot.judged.n)
            assert f"{name} {written[0]} ({written[1]}–{written[2]})" in page
    assert shown > 3


async def test_a_value_stands_beside_ours_with_its_source_and_year(place: Place) -> None:
    client, _ = place
    await refer("SKR", "enkelhet", "phone", "74.9")
    await refer("SKR", "enkelhet", "e_mail", "80.2")
    page = words((await client.get(f"/insikt/kanal/phone?{YEAR}")).text)
    assert "74,9 SKR 2024, mätningen" in page
    assert "80,2" not in page
    assert "ingen bedömning" in page
    rows = await section(client, "/insikt/kanal/phone", YEAR, ITEMS)
    [beside] = [row for row in rows if row["Vems"]]
    assert (beside["Fråga"], beside["Jämförelsevärde"], beside["År"]) == ("Enkelhet", "74,9", "2024")


async def test_fewer_than_a_hundred_answers_of_ours_are_not_put_beside(place: Place, desk: Desk) -> None:
    client, service = place
    given = await figures(desk, service, "quarter")
    few = [
        (item, channel)
        for item in given.items
        for channel in given.channels
        if (judged := given.slot(item, channel).judged) is not None and judged.n < 100
    ]
    assert few
    item, channel = few[0]
    await refer("SKR", item, channel, "84.9")
    page = words((await client.get(f"/insikt/kanal/{channel}?{QUARTER}")).text)
    assert "Jämförs först vid 100 svar" in page
    assert "84,9" not in page


async def test_a_value_of_a_later_year_is_not_shown(place: Place) -> None:
    client, _ = place
    await refer("SKR", "enkelhet", "phone", "74.9", year=2027)
    assert "74,9" not in words((await client.get(f"/insikt/kanal/phone?{YEAR}")).text)


async def test_another_municipality_beside_our_channels(place: Place) -> None:
    client, _ = place
    await refer("Sundsvalls kommun", "satisfied_share", "phone", "0.7431", "share", year=2026, n=2100)
    await refer("Sundsvalls kommun", "index", "phone", "74.25", year=2026, n=2100)
    await refer("Sundsvalls kommun", "satisfied_share", "", "0.77", "share", year=2026, n=5210)
    page = words((await client.get(f"/insikt/kanaler?{YEAR}")).text)
    assert "Andra kommuner" in page
    assert "2026 till och med kvartal 3 2026. Sundsvalls kommun: mätningen." in page
    rows = await section(client, "/insikt/kanaler", YEAR, "Sundsvalls kommun")
    assert [(row["Kanal"], row["Deras svar"], row["Deras nöjda"], row["Deras index"]) for row in rows] == [
        ("Telefon", "2100", "74%", "74,2"),
        ("Alla kanaler", "5210", "77%", ""),
    ]


async def test_without_values_nothing_is_said_of_others(place: Place) -> None:
    client, _ = place
    assert "Jämförelsevärde" not in words((await client.get(f"/insikt/kanal/phone?{YEAR}")).text)
    assert "Andra kommuner" not in words((await client.get(f"/insikt/kanaler?{YEAR}")).text)
