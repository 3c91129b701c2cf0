"""The overview as people meet it: what it says, who may see what of it, and that the file says the same."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import AsyncIterator
from xml.etree import ElementTree

import httpx
import pytest

from analysis.uncertainty import index_of_counts, wilson
from feedback.insight.desk import Desk
from feedback.service import Service
from feedback.settings import Settings
from feedback.staff.accounts import NewAccount, create_account
from feedback.tables import Audit
from tests.insight.counted import LILLAKER, Answers, insight_client
from tests.staff.app import PASSWORD, csrf_of, sign_in_as

THIRD = "kvartal=2026Q3"
Place = tuple[httpx.AsyncClient, Service]


@pytest.fixture
async def place(settings: Settings, desk: Desk) -> AsyncIterator[Place]:
    async with insight_client(settings, desk) as opened:
        yield opened


@pytest.fixture
async def embedded(embedded_settings: Settings, desk: Desk) -> AsyncIterator[Place]:
    async with insight_client(embedded_settings, desk) as opened:
        yield opened


async def table(client: httpx.AsyncClient, query: str) -> list[list[str]]:
    """The lines of the file, its head first."""
    answer = await client.get(f"/insikt/tabell.csv?{query}")
    assert answer.status_code == 200
    assert answer.content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))


def words(html: str) -> str:
    """The page's text without its marks; every kind of space is one."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).replace("&nbsp;", " ").split())


async def test_the_overview_says_in_words_what_the_counts_hold(place: Place) -> None:
    client, _ = place
    await sign_in_as(client, "bo")
    page = await client.get(f"/insikt?{THIRD}")
    assert page.status_code == 200
    assert page.headers["cache-control"] == "no-store"
    n = sum(each.n for each in LILLAKER)
    satisfied = round(100 * sum(sum(each.scores[3:]) for each in LILLAKER) / n)
    text = words(page.text)
    assert f"{n} svar gäller ärenden som avslutades under kvartal 3 2026." in text
    assert f"{satisfied} av 100 är nöjda" in text
    assert f"{3 * n:,}".replace(",", " ") + f" avslutade ärenden gav {n} svar" in text


async def test_levels_are_never_said_to_differ(embedded: Place) -> None:
    client, _ = embedded
    await sign_in_as(client, "bo")
    text = words((await client.get(f"/insikt?{THIRD}")).text).lower()
    for claim in ("bättre än", "sämre", "brister", "bäst", "högst", "lägst", "likvärdigt inom"):
        assert claim not in text


async def test_small_groups_are_hidden_on_the_page_and_in_the_file(embedded: Place) -> None:
    client, _ = embedded
    await sign_in_as(client, "bo")
    page = words((await client.get(f"/insikt?{THIRD}")).text)
    assert "dolda för att skydda de som svarat" in page
    lines = await table(client, THIRD)
    hidden = [line for line in lines[1:] if line[4] == "Dolt"]
    assert ["Öholm", "Besök"] in [line[2:4] for line in hidden]
    assert len(hidden) >= 2
    assert all(set(line[4:]) == {"Dolt"} for line in hidden)
    assert all(int(line[4]) >= 10 for line in lines[1:] if line[4].isdigit())


async def test_the_rows_stand_in_alphabetical_order(embedded: Place) -> None:
    client, _ = embedded
    await sign_in_as(client, "bo")
    rows = list(dict.fromkeys(line[2] for line in (await table(client, THIRD))[1:]))
    assert rows == ["Norrbyn", "Söderhagen", "Öholm", "Hela kommunen"]


async def test_the_file_holds_exactly_what_the_page_shows(embedded: Place) -> None:
    client, _ = embedded
    await sign_in_as(client, "bo")
    for query in (THIRD, f"{THIRD}&kanal=phone", f"{THIRD}&kommundel=norrbyn", f"{THIRD}&rader=kontor"):
        page = (await client.get(f"/insikt?{query}")).text
        cells = re.findall(r'<span class="cell" data-l="([^"]+)">(.*?)</span></td>', page, re.DOTALL)
        lines = (await table(client, query))[1:]
        assert [name for name, _ in cells] == [line[3] for line in lines]
        for (_, cell), line in zip(cells, lines, strict=True):
            shown = words(cell)
            if line[4].isdigit():
                assert shown.startswith(f"{line[5]} % ({line[6]}–{line[7]})")
                assert f"Index {line[8]} ({line[9]}–{line[10]})" in shown
                assert shown.endswith(f"{line[4]} svar")
            else:
                assert shown == line[4]


async def test_a_manager_sees_her_own_rows_the_rest_together_and_the_whole(place: Place) -> None:
    client, _ = place
    await sign_in_as(client, "anna")
    rows = list(dict.fromkeys(line[2] for line in (await table(client, THIRD))[1:]))
    assert rows == ["Söderhagen", "Övriga kommunen", "Hela kommunen"]
    page = (await client.get(f"/insikt?{THIRD}")).text
    assert "Norrbyn" not in page
    assert "Öholm" not in page


@pytest.mark.parametrize("page", ["/insikt", "/insikt/tabell.csv"])
@pytest.mark.parametrize(
    "query", ["kommundel=norrbyn", "kontor=soder", "rader=kontor", "kommundel=soderhagen&kontor=soder"]
)
async def test_a_crafted_address_outside_her_scope_is_refused_kindly(
    embedded: Place, page: str, query: str
) -> None:
    client, _ = embedded
    await sign_in_as(client, "anna")
    refused = await client.get(f"{page}?{THIRD}&{query}")
    assert refused.status_code == 403
    assert "Den här sidan är inte öppen för dig" in refused.text
    assert "Norrbyn" not in refused.text


async def test_a_manager_of_an_office_sees_that_office(embedded: Place) -> None:
    client, service = embedded
    await create_account(
        service,
        NewAccount("dag@lillaker.example", "Dag", "manager", PASSWORD, offices=("centrum",)),
    )
    await sign_in_as(client, "dag")
    rows = list(dict.fromkeys(line[2] for line in (await table(client, THIRD))[1:]))
    assert rows == ["Servicecenter Centrum", "Övriga kontor", "Hela kommunen"]
    assert (await client.get(f"/insikt?{THIRD}&kontor=soder")).status_code == 403
    assert (await client.get(f"/insikt?{THIRD}&rader=kommundel")).status_code == 403


async def test_a_filter_leaves_nothing_small_to_subtract(embedded_settings: Settings, desk: Desk) -> None:
    many = [
        Answers(channel, district, (5, 5, 20, 30, 20), service=service)
        for channel in ("phone", "e_mail", "e_service")
        for district in ("norrbyn", "soderhagen", "oholm")
        for service in ("housing", "waste")
        if (channel, district, service) != ("phone", "oholm", "waste")
    ]
    few = Answers("phone", "oholm", (1, 1, 1, 1, 0), service="waste")
    async with insight_client(embedded_settings, desk, [*many, few]) as (client, _):
        await sign_in_as(client, "bo")
        whole = {tuple(line[2:4]): line[4] for line in (await table(client, THIRD))[1:]}
        part = {tuple(line[2:4]): line[4] for line in (await table(client, f"{THIRD}&arende=housing"))[1:]}
        assert whole[("Öholm", "Telefon")] == "84"
        assert part[("Öholm", "Telefon")] == "Dolt"
        for place, n in part.items():
            if n.isdigit() and whole[place].isdigit():
                assert int(whole[place]) - int(n) == 0 or int(whole[place]) - int(n) >= 10


@pytest.mark.parametrize(
    "query", ["kvartal=2026K3", "kanal=pigeon", "arende=nothing", "kommundel=nowhere", "rader=planet"]
)
async def test_an_address_that_names_nothing_is_a_kind_404(embedded: Place, query: str) -> None:
    client, _ = embedded
    await sign_in_as(client, "bo")
    answer = await client.get(f"/insikt?{query}")
    assert answer.status_code == 404
    assert "Sidan finns inte" in answer.text


async def test_every_link_of_the_filters_leads_to_a_page(embedded: Place) -> None:
    client, _ = embedded
    await sign_in_as(client, "bo")
    page = (await client.get(f"/insikt?{THIRD}")).text
    links = sorted(set(re.findall(r'href="(/insikt[^"]*)"', page)))
    assert len(links) > 12
    for link in links:
        assert (await client.get(link.replace("&amp;", "&"))).status_code == 200, link


async def test_the_empty_quarter_is_designed(embedded: Place) -> None:
    client, _ = embedded
    await sign_in_as(client, "bo")
    page = await client.get("/insikt?kvartal=2025Q1")
    assert page.status_code == 200
    assert "Inga svar kan visas ännu" in page.text
    assert '<svg class="chart' not in page.text


async def test_nothing_at_all_yet(embedded_settings: Settings, desk: Desk) -> None:
    async with insight_client(embedded_settings, desk, answers=()) as (client, _):
        await sign_in_as(client, "bo")
        page = await client.get("/insikt")
        assert "För kvartal 4 2026 finns ännu inga siffror" in words(page.text)


async def test_hidden_parts_with_a_whole_to_show(embedded_settings: Settings, desk: Desk) -> None:
    few = [Answers("phone", district, (1, 1, 1, 2, 2)) for district in ("norrbyn", "soderhagen", "oholm")]
    async with insight_client(embedded_settings, desk, answers=few) as (client, _):
        await sign_in_as(client, "bo")
        page = words((await client.get(f"/insikt?{THIRD}")).text)
        assert "Delarna är dolda här, helheten visas" in page
        assert "21 svar gäller" in page


async def test_the_charts_are_svg_with_title_and_description(embedded: Place) -> None:
    client, _ = embedded
    await sign_in_as(client, "bo")
    page = (await client.get(f"/insikt?{THIRD}")).text
    charts = re.findall(r"<svg class=\"chart.*?</svg>", page, re.DOTALL)
    assert len(charts) == 4, "two charts, each wide and narrow"
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    for chart in charts:
        drawn = ElementTree.fromstring(chart)
        assert drawn.find("title") is not None
        assert drawn.find("desc") is not None
        assert drawn.get("role") == "img"
    assert "style=" not in page
    assert "<script" not in page


async def test_the_pages_in_english(embedded: Place) -> None:
    client, _ = embedded
    await sign_in_as(client, "bo")
    csrf = await csrf_of(client, "/insikt")
    given = {"csrf": csrf, "sprak": "en", "till": f"/insikt?{THIRD}"}
    page = words((await client.post("/sprak", data=given)).text)
    assert "answers are about errands closed in quarter 3 of 2026" in page
    assert "Whole municipality" in page
    assert "svar gäller" not in page


async def test_every_export_is_written_in_the_audit(embedded: Place) -> None:
    client, _ = embedded
    await sign_in_as(client, "anna")
    await table(client, f"{THIRD}&kanal=phone")
    [row] = await Audit.select().where(Audit.action == "exported")
    assert row["detail"] == f"{THIRD}&kanal=phone"


async def test_the_method_page_counts_as_the_engine_does(embedded: Place) -> None:
    client, _ = embedded
    await sign_in_as(client, "bo")
    text = words((await client.get("/sa-raknar-vi")).text)
    for satisfied, n in ((30, 40), (300, 400)):
        limits = wilson(satisfied, n)
        assert f"mellan {100 * limits.low:.0f} och {100 * limits.high:.0f} %" in text
    index = index_of_counts((2, 3, 5, 12, 18))
    assert f"/ 40 = {index.value:.0f}" in text
    assert f"mellan {index.low:.0f} och {index.high:.0f}." in text
