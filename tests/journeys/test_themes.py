"""Themes in a real browser over a real server: read, renamed, merged, taken back, released, searched."""

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page

from feedback.closing import close_due
from feedback.quarters import quarter_of
from feedback.service import Service, opened_service
from feedback.settings import Settings
from feedback.staff.accounts import NewAccount, create_account
from tests import world
from tests.insight.counted import LILLAKER, count
from tests.insight.themed import PARKING, SAID, UNANSWERED, WAITING, group
from tests.journeys.chromium import chromium
from tests.journeys.looking import Looked
from tests.serving import free_port, running_server

PASSWORD = "en lång fras som ingen gissar"
THEMES = "/insikt/teman"
PAGES = (
    THEMES,
    f"{THEMES}?ordning=skillnad",
    f"{THEMES}/{WAITING}",
    f"{THEMES}/{PARKING}",
    f"{THEMES}/kommentarer",
    f"{THEMES}/kommentarer?tema={WAITING}&kanal=phone",
    f"{THEMES}/{UNANSWERED}/sla-ihop?med={WAITING}",
    f"{THEMES}/{WAITING}/dela",
    f"{THEMES}/gruppera",
)

pytestmark = [pytest.mark.slow, pytest.mark.browser]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    folder, port = tmp_path_factory.mktemp("themes"), free_port()
    settings = dataclasses.replace(
        world.settings(f"sqlite:{folder / 'themes.sqlite'}", Path(folder)),
        port=port,
        base_url=f"http://127.0.0.1:{port}",
    )
    asyncio.run(_furnish(settings))
    with running_server(settings):
        yield settings


async def _furnish(settings: Settings) -> None:
    async with opened_service(settings) as service:
        week = quarter_of(service.today()).first_monday - timedelta(weeks=20)
        await create_account(service, NewAccount("cia@example.com", "Cia Ceder", "administrator", PASSWORD))
        await count(service, [dataclasses.replace(each, week=week) for each in LILLAKER])
        await close_due(service, service.today())
        await _commented(service, week)


async def _commented(service: Service, week: object) -> None:
    """The comments of Lillåker, and so many more about waiting that some figures may be shown."""
    said = [dataclasses.replace(each, week=week) for each in SAID]  # type: ignore[arg-type]
    more = [
        dataclasses.replace(
            said[0], response=1000 + number, typical=0, text=f"Väntade i kö {number} minuter."
        )
        for number in range(40)
    ]
    await group(service, (*said, *more))


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as opened:
        yield opened


async def _signed_in(browser: Browser, place: Settings, width: int = 1280, scripts: bool = True) -> Page:
    context = await browser.new_context(
        base_url=place.base_url, viewport={"width": width, "height": 900}, java_script_enabled=scripts
    )
    page = await context.new_page()
    await page.goto("/logga-in")
    await page.fill("input[name=email]", "cia@example.com")
    await page.fill("input[name=password]", PASSWORD)
    await page.click("main button")
    return page


async def _said(page: Page) -> str:
    return " ".join((await page.inner_text("main")).split())


@pytest.mark.parametrize("width", [1280, 320])
async def test_every_page_is_open_to_everybody_and_fits(
    browser: Browser, place: Settings, width: int
) -> None:
    page = await _signed_in(browser, place, width)
    looked = Looked(page)
    for address in PAGES:
        answer = await page.goto(address)
        assert answer is not None
        assert answer.status == 200, address
        await looked.at(address)
    assert looked.faults == {}


async def test_a_theme_is_renamed_merged_and_taken_back_without_scripts(
    browser: Browser, place: Settings
) -> None:
    page = await _signed_in(browser, place, scripts=False)
    await page.goto(f"{THEMES}/{PARKING}")
    await page.fill("#namn", "Svårt att parkera vid torget")
    await page.press("#namn", "Enter")
    assert await page.inner_text("h1") == "Svårt att parkera vid torget"

    await page.goto(THEMES)
    await page.click("text=Slå ihop …")
    assert "blir en del av ”Lång väntan i telefon”" in await _said(page)
    await page.click("main form button")
    assert await page.inner_text("h1") == "Lång väntan i telefon"
    assert "”Ingen svarar” slogs ihop hit, Cia Ceder." in await _said(page)

    await page.click(".log button >> nth=0")
    assert "Ändringen är ångrad." in await _said(page)
    await page.goto(f"{THEMES}/{UNANSWERED}")
    assert await page.inner_text("h1") == "Ingen svarar"


async def test_a_quote_is_released_and_withdrawn_with_the_keyboard(browser: Browser, place: Settings) -> None:
    page = await _signed_in(browser, place)
    await page.goto(f"{THEMES}/{WAITING}")
    first = page.locator(".quotes li").first
    await first.locator("text=Frisläpp för publicering").focus()
    await page.keyboard.press("Enter")
    await page.wait_for_url("**klart=slappt")
    assert "Frisläppt av Cia Ceder" in await page.locator(".quotes li").first.inner_text()
    await page.locator("text=Dra tillbaka").first.focus()
    await page.keyboard.press("Enter")
    await page.wait_for_url("**klart=tillbaka")
    assert "Frisläppt av" not in await page.locator(".quotes").inner_text()


async def test_comments_are_searched_without_the_words_in_the_address(
    browser: Browser, place: Settings
) -> None:
    page = await _signed_in(browser, place, 390)
    await page.goto(f"{THEMES}/{WAITING}")
    await page.click("text=/Läs alla/")
    await page.fill("#q", "bröts samtalet")
    await page.click("main form.search button")
    await page.wait_for_selector("text=En kommentar")
    assert page.url == f"{place.base_url}{THEMES}/kommentarer"
    assert "50 minuter" in await _said(page)
    await page.fill("#q", "")
    await page.click("main form.search button")
    await page.wait_for_url(f"**tema={WAITING}")
    await page.click("text=Äldre kommentarer")
    assert "minuter" in await _said(page)
