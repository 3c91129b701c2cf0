"""A summary in a real browser over a real server: drafted, worded, commented, reviewed, approved, read. Without scripts."""

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
from feedback.service import opened_service
from feedback.settings import Settings
from feedback.staff.accounts import NewAccount, create_account
from tests import world
from tests.insight.counted import LILLAKER, count
from tests.journeys.chromium import chromium
from tests.journeys.looking import Looked
from tests.serving import free_port, running_server

PASSWORD = "en lång fras som ingen gissar"
HERE = "/insikt/sammanfattningar"
LOOKS, LOOK_SECONDS = 150, 2.0  # a draft on a busy machine

pytestmark = [pytest.mark.slow, pytest.mark.browser]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    folder, port = tmp_path_factory.mktemp("summaries"), free_port()
    settings = dataclasses.replace(
        world.settings(f"sqlite:{folder / 'summaries.sqlite'}", Path(folder)),
        port=port,
        base_url=f"http://127.0.0.1:{port}",
        jobs="embedded",
    )
    asyncio.run(_furnish(settings))
    with running_server(settings):
        yield settings


async def _furnish(settings: Settings) -> None:
    async with opened_service(settings) as service:
        week = quarter_of(service.today()).first_monday - timedelta(weeks=20)
        for name, role in (("anna", "manager"), ("bo", "committee"), ("cia", "administrator")):
            districts = ("soderhagen",) if role == "manager" else ()
            account = NewAccount(f"{name}@example.com", name.title(), role, PASSWORD, districts=districts)
            await create_account(service, account)
        await count(service, [dataclasses.replace(each, week=week) for each in LILLAKER])
        await close_due(service, service.today())


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as opened:
        yield opened


async def _signed_in(browser: Browser, place: Settings, name: str, scripts: bool = False) -> Page:
    context = await browser.new_context(base_url=place.base_url, java_script_enabled=scripts)
    page = await context.new_page()
    await page.goto("/logga-in")
    await page.fill("input[name=email]", f"{name}@example.com")
    await page.fill("input[name=password]", PASSWORD)
    await page.click("main button")
    return page


async def _until(page: Page, address: str, text: str) -> None:
    """The page is loaded again by hand until it says something."""
    for _look in range(LOOKS):
        await page.goto(address)
        if text in await page.inner_text("main"):
            return
        await asyncio.sleep(LOOK_SECONDS)
    raise AssertionError(f"{address} never said {text!r}: {await page.inner_text('main')}")


async def test_from_a_closed_quarter_to_a_document_the_committee_reads(
    browser: Browser, place: Settings
) -> None:
    anna = await _signed_in(browser, place, "anna")
    await anna.goto(HERE)
    await anna.click("text=Gör ett utkast >> nth=0")
    await _until(anna, HERE, "Arbeta med utkastet")
    await anna.click("text=Arbeta med utkastet")
    address = anna.url
    await _look(browser, place, "anna", [HERE, address, f"{address}?andra=decision", f"{address}/kassera"])

    await anna.click("[id=decision] >> text=Ändra")
    await anna.fill(
        "textarea[name=text] >> nth=0",
        "Beredningen godkänner redovisningen.\nBeredningen vill se en plan 2027.",
    )
    await anna.click("text=Spara stycket")
    assert "Beredningen vill se en plan 2027." in await anna.inner_text("[id=decision]")
    await anna.fill("[id=kommentar]", "Läs sista punkten noga.")
    await anna.click("text=Spara kommentaren")
    await anna.fill("[id=dnr]", "12")
    await anna.click("text=Spara uppgifterna")
    await anna.click("text=Jag har granskat sammanfattningen")

    cia = await _signed_in(browser, place, "cia")
    await cia.goto(address)
    await cia.click("text=Gå till godkännande")
    assert "Läs sista punkten noga." in await cia.inner_text("main")
    await _look(browser, place, "cia", [cia.url])
    await cia.fill("[id=namn]", "Cia")
    await cia.click("text=Godkänn och arkivera")
    await _until(cia, address, "Så vet du att den är oförändrad")

    bo = await _signed_in(browser, place, "bo")
    await bo.goto(HERE)
    await bo.click(".editions a")
    await _look(browser, place, "bo", [HERE, bo.url])
    await bo.click("text=Läs sammanfattningen")
    assert "Beredningen vill se en plan 2027." in await bo.inner_text("body")
    assert "LS-" in await bo.inner_text("body")
    assert "Utkast" not in await bo.inner_text("body")
    background = await bo.evaluate("getComputedStyle(document.body).fontFamily")
    assert "Source" in background  # its own style block is let through
    assert len(list(place.outbox.glob("*.eml"))) == 2


async def _look(browser: Browser, place: Settings, name: str, addresses: list[str]) -> None:
    """Every page is open to everybody and fits, wide and narrow."""
    page = await _signed_in(browser, place, name, scripts=True)
    looked = Looked(page)
    for width in (1280, 320):
        await page.set_viewport_size({"width": width, "height": 900})
        for address in addresses:
            await page.goto(address)
            await looked.at(f"{address} {width}")
    assert looked.faults == {}
