"""The dashboards in a real browser over a real server: answers, a quarter closed, and what managers then meet."""

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import AsyncIterator, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page

from feedback.closing import close_due, closes_on
from feedback.insight.desk import Desk
from feedback.quarters import quarter_of
from feedback.service import Service, opened_service
from feedback.settings import Settings
from feedback.staff.accounts import NewAccount, create_account
from tests import world
from tests.insight.counted import LILLAKER, count
from tests.journeys.chromium import chromium
from tests.journeys.looking import Looked
from tests.serving import free_port, running_server

PASSWORD = "en lång fras som ingen gissar"
STAFF_PAGES = (
    "/insikt",
    "/insikt/kommundelar",
    "/insikt/kommundel/norrbyn",
    "/insikt/kommundel/oholm",
    "/insikt/kanaler",
    "/insikt/kanal/phone",
    "/insikt/kontor",
    "/insikt/anvandning",
    "/insikt/narvaro",
    "/insikt/jamfor",
    "/insikt/jamfor?a=norrbyn.phone&b=soderhagen.phone",
    "/insikt/uttag",
    "/sa-raknar-vi",
    "/insikt/jamforelsevarden",
    "/personal",
)
MISSING_PAGES = ("/insikt/kommundel/atlantis", "/insikt?period=kv-2031Q1")

pytestmark = [pytest.mark.slow, pytest.mark.browser]


def _settings(folder: Path) -> Settings:
    port = free_port()
    return dataclasses.replace(
        world.settings(f"sqlite:{folder / 'dashboards.sqlite'}", folder),
        port=port,
        base_url=f"http://127.0.0.1:{port}",
    )


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """Lillåker with answers in quarters that are over and closed, with what is hidden of them decided."""
    settings = _settings(tmp_path_factory.mktemp("closed"))
    asyncio.run(_furnish(settings, with_answers=True))
    with running_server(settings):
        yield settings


@pytest.fixture(scope="module")
def empty_place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """Lillåker before the first answer."""
    settings = _settings(tmp_path_factory.mktemp("empty"))
    asyncio.run(_furnish(settings, with_answers=False))
    with running_server(settings):
        yield settings


async def _furnish(settings: Settings, with_answers: bool) -> None:
    async with opened_service(settings) as service:
        await _accounts(service)
        if with_answers:
            await _answered(service)


async def _answered(service: Service) -> None:
    """Answers in two quarters that are over, closed by the function that closes them every night."""
    last = quarter_of(service.today())
    weeks = [_monday_before(last.first_monday, weeks) for weeks in (20, 30)]
    for week in weeks:
        await count(service, [dataclasses.replace(each, week=week) for each in LILLAKER])
    closed = await close_due(service, service.today())
    assert closes_on(quarter_of(weeks[1]), service.municipality.invitations) <= service.today()
    assert closed
    desk = Desk(answer_seconds=300)
    desk.start()
    try:
        await desk.warm_up(service)
    finally:
        await asyncio.to_thread(desk.stop)


def _monday_before(monday: date, weeks: int) -> date:
    return monday - timedelta(weeks=weeks)


async def _accounts(service: Service) -> None:
    accounts = (
        NewAccount("chef@example.com", "Anna Ask", "manager", PASSWORD, districts=("soderhagen", "oholm")),
        NewAccount("namnd@example.com", "Bo Björk", "committee", PASSWORD, language="en"),
        NewAccount("admin@example.com", "Cia Ceder", "administrator", PASSWORD),
    )
    for account in accounts:
        await create_account(service, account)


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as opened:
        yield opened


async def _signed_in(
    browser: Browser, place: Settings, account: str, width: int = 1280, scripts: bool = True
) -> Page:
    context = await browser.new_context(viewport={"width": width, "height": 900}, java_script_enabled=scripts)
    page = await context.new_page()
    await page.goto(f"{place.base_url}/insikt")
    assert "/logga-in" in page.url
    await page.fill("input[name=email]", account)
    await page.fill("input[name=password]", PASSWORD)
    await page.click("main button")
    await page.wait_for_selector("main h1")
    await page.wait_for_load_state("load")
    assert "/insikt" in page.url
    return page


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("language", ["sv", "en"])
async def test_no_violation_on_any_staff_page(
    place: Settings, browser: Browser, language: str, width: int
) -> None:
    page = await _signed_in(browser, place, "admin@example.com", width)
    if await page.get_attribute("html", "lang") != language:  # an account keeps what was chosen last
        await page.click("footer button[name=sprak]")
    await page.wait_for_selector(f"html[lang={language}]", state="attached")
    looked = Looked(page)
    for path in STAFF_PAGES:
        answer = await page.goto(f"{place.base_url}{path}")
        assert answer is not None
        assert answer.status == 200, path
        await looked.at(path)
    for path in MISSING_PAGES:
        await page.goto(f"{place.base_url}{path}")
        await looked.at(path)
    assert looked.faults == {}


async def test_everything_opened_has_no_violation(place: Settings, browser: Browser) -> None:
    page = await _signed_in(browser, place, "admin@example.com", 320)
    looked = Looked(page)
    for path in STAFF_PAGES:
        await page.goto(f"{place.base_url}{path}")
        await page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
        await looked.at(path)
    assert looked.faults == {}


async def test_sign_in_and_refusals_have_no_violation(place: Settings, browser: Browser) -> None:
    page = await browser.new_page(viewport={"width": 320, "height": 640})
    looked = Looked(page)
    await page.goto(f"{place.base_url}/logga-in")
    await looked.at("sign in")
    hers = await _signed_in(browser, place, "chef@example.com", 320)
    refused = Looked(hers)
    await hers.goto(f"{place.base_url}/insikt/kommundel/norrbyn")
    assert "Den här sidan är inte öppen för dig" in await hers.inner_text("main")
    await refused.at("refused")
    assert (looked.faults, refused.faults) == ({}, {})


@pytest.mark.parametrize("width", [320, 1280])
async def test_before_the_first_closed_quarter(empty_place: Settings, browser: Browser, width: int) -> None:
    page = await _signed_in(browser, empty_place, "chef@example.com", width)
    looked = Looked(page)
    for path in ("/insikt", "/insikt/narvaro"):
        await page.goto(f"{empty_place.base_url}{path}")
        assert await page.inner_text("h1") == "Inga siffror ännu"
        assert "Vad som händer under tiden" in await page.inner_text("main")
        await looked.at(path)
    assert looked.faults == {}


async def test_a_manager_sees_the_closed_quarter_of_her_districts(place: Settings, browser: Browser) -> None:
    page = await _signed_in(browser, place, "chef@example.com")
    board = await page.inner_text("main")
    assert "Söderhagen" in board
    assert "Öholm" in board
    assert "Norrbyn" not in board
    await page.click("table.matrix tbody a >> text=Söderhagen")
    assert await page.inner_text("h1") == "Söderhagen"


async def test_the_filters_by_keyboard_alone(place: Settings, browser: Browser) -> None:
    page = await _signed_in(browser, place, "admin@example.com")
    await page.keyboard.press("Tab")
    assert await page.evaluate("document.activeElement.hash") == "#innehall"
    await _tab_to(page, ".filters summary")
    await page.keyboard.press("Enter")
    await _tab_to(page, ".filters .pick[open] a:not([aria-current])")
    chosen = await page.evaluate("document.activeElement.textContent")
    async with page.expect_navigation():
        await page.keyboard.press("Enter")
    assert "period=" in page.url
    assert chosen.strip() in await page.inner_text(".filters")


async def _tab_to(page: Page, selector: str) -> None:
    for _ in range(60):
        await page.keyboard.press("Tab")
        if await page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"the keyboard never came to {selector}")


async def test_everything_works_without_scripts(place: Settings, browser: Browser) -> None:
    page = await _signed_in(browser, place, "admin@example.com", 320, scripts=False)
    await page.click(".filters summary >> nth=0")
    links = page.locator(".filters .pick[open] a:not([aria-current])")
    assert await links.count() > 0
    await links.first.click()
    assert "period=" in page.url
    await page.click(".navm > summary")
    await page.click('.navm a[href^="/insikt/narvaro"]')
    assert "/insikt/narvaro" in page.url
    other = "sv" if await page.get_attribute("html", "lang") == "en" else "en"
    await page.click("footer button[name=sprak]")
    await page.wait_for_selector(f"html[lang={other}]", state="attached")


async def test_the_file_beside_the_page(place: Settings, browser: Browser) -> None:
    page = await _signed_in(browser, place, "chef@example.com")
    async with page.expect_download() as coming:
        await page.click("text=Hämta CSV >> nth=0")
    download = await coming.value
    text = Path(await download.path()).read_text(encoding="utf-8-sig")
    assert download.suggested_filename.startswith("likvardig-overblick-")
    assert "Söderhagen" in text
    assert "Vilka har svarat?" in text


async def test_others_values_are_read_in_looked_at_and_removed(place: Settings, browser: Browser) -> None:
    page = await _signed_in(browser, place, "admin@example.com", 320, scripts=False)
    looking = await _signed_in(browser, place, "admin@example.com", 320)
    looked = Looked(looking)
    await page.goto(f"{place.base_url}/insikt/jamforelsevarden")
    await page.click("section:has(#riket) button")
    assert "83,8" in await page.inner_text("main table") or "83.8" in await page.inner_text("main table")
    await page.click("main form button")
    await page.wait_for_url("**klart=inlast")
    for path in (
        "/insikt/jamforelsevarden?klart=inlast",
        "/insikt/kanal/phone",
        "/insikt/jamforelsevarden/ta-bort?organisation=SKR&ar=2024",
    ):
        await looking.goto(f"{place.base_url}{path}")
        await looked.at(path)
    await looking.goto(f"{place.base_url}/insikt/jamforelsevarden")
    wrong = {"name": "fel.csv", "mimeType": "text/csv", "buffer": b"organisation;value\nSKR;1\n"}
    await looking.set_input_files("#tabell-fil", files=[wrong])  # type: ignore[list-item]
    await looking.click("section:has(#tabell) button")
    await looking.wait_for_selector("[role=alert]")
    await looked.at("faults")
    await page.goto(f"{place.base_url}/insikt/jamforelsevarden/ta-bort?organisation=SKR&ar=2024")
    await page.click("main form button")
    await page.wait_for_url("**klart=borttaget")
    assert looked.faults == {}
