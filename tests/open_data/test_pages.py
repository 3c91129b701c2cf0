"""The pages of open data: what they say, in two languages, without cookies or scripts, and in a real browser."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from feedback.service import opened_service
from feedback.settings import Settings
from tests import world
from tests.journeys.chromium import chromium
from tests.journeys.looking import Looked
from tests.open_data.archived import archive_all
from tests.open_data.conftest import Client
from tests.serving import free_port, running_server

pytestmark = pytest.mark.slow

PAGES = ("/oppna-data", "/oppna-data/2026Q2", "/api/v1")


@pytest.mark.parametrize("address", PAGES)
async def test_pages_are_open_quiet_and_in_both_languages(embedded: Client, address: str) -> None:
    for language in ("sv", "en"):
        got = await embedded.get(f"{address}?lang={language}")
        assert got.status_code == 200
        assert f'<html lang="{language}"' in got.text
        assert got.headers["content-language"] == language
        assert "set-cookie" not in got.headers
        assert "<script" not in got.text
        assert got.headers["x-robots-tag"] == "all"
        assert got.headers["cache-control"] == "public, max-age=300"
        assert "default-src 'none'" in got.headers["content-security-policy"]
    assert '<html lang="sv"' in (await embedded.get(f"{address}?lang=tlh")).text


async def test_the_first_page_tells_what_a_reader_needs(client: Client) -> None:
    page = (await client.get("/oppna-data")).text
    for told in (
        "CC0 1.0",
        "Inget om färre än tio svar visas",
        "Påhittade kommundelar.",
        "enkat@lillaker.example",
        "likvardig-2026Q3.csv",
        "katalog.rdf",
        "ordlista.json",
        "Kvartal 3 2026",
        "Utgåva 2, publicerad 2026-10-01",
    ):
        assert told in page
    assert page.index("Kvartal 3 2026") < page.index("Kvartal 2 2026")


async def test_every_link_of_the_pages_leads_somewhere(embedded: Client) -> None:
    seen: set[str] = set()
    for address in PAGES:
        page = (await embedded.get(address)).text
        seen |= set(re.findall(r'href="(/[^"#]*)', page))
    assert len(seen) > 20
    for link in sorted(seen):
        if not link.startswith("/static/"):
            assert (await embedded.get(link.replace("&amp;", "&"))).status_code == 200, link


async def test_a_quarter_shows_its_editions_and_counts_what_is_hidden(client: Client) -> None:
    page = (await client.get("/oppna-data/2026Q2")).text
    assert "14 siffror" in page
    assert "3 är dolda" in page
    assert page.index("Utgåva 2") < page.index("Utgåva 1")
    assert "likvardig-2026Q2-1.parquet" in page
    assert (await client.get("/oppna-data/2026Q9")).status_code == 404


async def test_before_anything_is_published_the_page_says_so_kindly(empty: Client) -> None:
    page = (await empty.get("/oppna-data")).text
    assert "Inget kvartal är publicerat ännu." in page
    assert "CC0 1.0" in page
    assert "No quarter has been published yet." in (await empty.get("/oppna-data?lang=en")).text


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Settings]:
    """A real server with two quarters published."""
    port = free_port()
    settings = replace(
        world.settings(f"sqlite:{tmp_path / 'a.sqlite'}", tmp_path),
        port=port,
        base_url=f"http://127.0.0.1:{port}",
    )

    async def prepare() -> None:
        async with opened_service(settings, world.clock):
            await archive_all()

    asyncio.run(prepare())
    with running_server(settings):
        yield settings


@pytest.mark.browser
async def test_the_pages_are_accessible_and_fit_in_a_real_browser(served: Settings) -> None:
    async with chromium() as browser:
        for width in (320, 1280):
            page = await browser.new_page(viewport={"width": width, "height": 900})
            looked = Looked(page)
            for address in PAGES:
                for language in ("sv", "en"):
                    await page.goto(f"{served.base_url}{address}?lang={language}")
                    await page.evaluate(
                        "document.querySelectorAll('details').forEach(each => each.open = true)"
                    )
                    await looked.at(f"{address} {language} {width}")
            assert looked.faults == {}
        assert await page.context.cookies() == []
