"""From the invitation e-mail to the manager's dashboard, in a real browser over a real server."""

from __future__ import annotations

import asyncio
import dataclasses
import email
import email.policy
import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page

from feedback.errands.intake import ClosedErrand, accept
from feedback.service import opened_service
from feedback.settings import Settings
from feedback.staff.accounts import NewAccount, create_account
from tests import world
from tests.answering.sending import answer_all
from tests.invited import Errand, invite
from tests.journeys.chromium import chromium, sideways_scroll
from tests.journeys.looking import Looked
from tests.serving import free_port, running_server

PASSWORD = "en lång fras som ingen gissar"
LINK = re.compile(r"http://\S+/s/[0-9A-Z]{16}")
RESIDENTS = ("sv", "en", "ar")

pytestmark = pytest.mark.browser


@dataclasses.dataclass(frozen=True)
class Place:
    """The running service and the links handed out in it."""

    settings: Settings
    links: dict[str, str]  # language → link, from the e-mails themselves
    spare: list[str]  # codes of further invitations

    @property
    def url(self) -> str:
        return self.settings.base_url


@pytest.fixture
async def place(tmp_path: Path) -> AsyncIterator[Place]:
    """Lillåker, open day and night, with three residents invited by e-mail and a manager."""
    file = tmp_path / "lillaker.toml"
    file.write_text(world.MUNICIPALITY.read_text().replace("quiet_from = 20:00:00", "quiet_from = 08:00:00"))
    port = free_port()
    settings = dataclasses.replace(
        world.settings(f"sqlite:{tmp_path / 'journey.sqlite'}", tmp_path),
        municipality=file,
        port=port,
        base_url=f"http://127.0.0.1:{port}",
        jobs="embedded",
    )
    spare = await _furnish(settings)
    with running_server(settings):
        yield Place(settings, await _links(settings.outbox), spare)


async def _furnish(settings: Settings) -> list[str]:
    async with opened_service(settings) as service:
        today = service.today()
        await accept(
            service,
            [
                ClosedErrand(
                    "case",
                    language,
                    "office_visit",
                    today,
                    "soder",
                    "housing",
                    "soderhagen",
                    language,
                    "e_mail",
                    f"{language}@example.com",
                )
                for language in RESIDENTS
            ],
        )
        await create_account(
            service,
            NewAccount(
                "chef@example.com", "Anna Ask", "manager", PASSWORD, districts=("soderhagen", "oholm")
            ),
        )
        await create_account(
            service, NewAccount("namnd@example.com", "Bo Björk", "committee", PASSWORD, language="en")
        )
        await create_account(service, NewAccount("admin@example.com", "Cia Ceder", "administrator", PASSWORD))
        return await invite(service, [Errand(district=None)] * 60)


async def _links(outbox: Path) -> dict[str, str]:
    """The links in the e-mails, once the embedded worker has sent them."""
    for _ in range(150):
        mails = [
            email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
            for path in outbox.glob("*.eml")
        ]
        if len(mails) == len(RESIDENTS):
            return {str(mail["Content-Language"]): _link_in(mail) for mail in mails}  # type: ignore[arg-type]
        await asyncio.sleep(0.2)
    raise AssertionError(f"{len(mails)} e-mails were sent, not {len(RESIDENTS)}")


def _link_in(mail: email.message.EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body is not None
    found = LINK.search(body.get_content())
    assert found
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    return found[0]


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as opened:
        yield opened


async def _phone(browser: Browser, scripts: bool = False) -> Page:
    """A small phone; without scripts unless a check needs them."""
    context = await browser.new_context(viewport={"width": 320, "height": 640}, java_script_enabled=scripts)
    return await context.new_page()


async def test_from_e_mail_to_dashboard(place: Place, browser: Browser) -> None:
    page = await _phone(browser)
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    await page.goto(place.links["sv"])
    assert len([url for url in requests if not url.startswith("data:")]) <= 3
    await _answer_by_touch(page)
    receipt = re.sub(r"\s", "", await page.inner_text(".code"))
    assert re.fullmatch("[0-9A-Z]{16}", receipt)
    assert await page.context.cookies() == []

    await page.click("text=Se eller ta bort mitt svar")
    shown = await page.inner_text("main")
    assert "Bra" in shown
    assert "070" not in shown
    assert "telefonnummer" in shown

    await answer_all(place.settings.port, place.spare[:40])
    await _sign_in(page, place, "chef@example.com")
    assert await page.inner_text("h1") == "Inga siffror ännu"  # nothing is shown of a quarter that is open


async def _answer_by_touch(page: Page) -> None:
    """Six answers and one sending: seven touches."""
    for name, value in {
        "helped": "yes",
        "bemotande": "4",
        "enkelhet": "4",
        "tydlighet": "3",
        "overall": "5",
        "language": "yes",
    }.items():
        await page.check(f"#{name}-{value}", force=True)
    await page.fill("#comment", "Bra! Ring mig på 070-174 06 05.")
    await page.click("button[type=submit]")
    assert "Tack" in await page.inner_text("h1")


async def _sign_in(page: Page, place: Place, account: str) -> None:
    await page.goto(f"{place.url}/insikt")
    assert "/logga-in" in page.url
    await page.fill("input[name=email]", account)
    await page.fill("input[name=password]", PASSWORD)
    await page.click("main button")
    assert "/insikt" in page.url


async def test_the_survey_by_keyboard_alone_in_arabic(place: Place, browser: Browser) -> None:
    page = await _phone(browser)
    await page.goto(place.links["ar"])
    assert await page.get_attribute("html", "dir") == "rtl"
    assert await page.get_attribute("html", "lang") == "ar"
    assert await sideways_scroll(page) <= 0
    await page.focus("#helped-yes")
    for _ in range(6):
        await page.keyboard.press("Space")
        await page.keyboard.press("Tab")
    await page.keyboard.type("شكرا")
    await page.keyboard.press("Tab")
    async with page.expect_navigation():
        await page.keyboard.press("Enter")
    assert await page.inner_text("h1") == "شكرًا! حُفظت إجابتك."


async def test_an_empty_form_is_told_what_is_missing(place: Place, browser: Browser) -> None:
    page = await _phone(browser)
    await page.goto(place.links["en"])
    await page.click("button[type=submit]")
    assert (await page.title()).startswith("Error")
    links = await page.eval_on_selector_all(".ds-error-summary a", "found => found.map(each => each.hash)")
    assert links == ["#helped-yes", "#overall-1"]
    await page.click(".ds-error-summary a >> nth=1")
    assert await page.evaluate("document.activeElement.id") == "overall-1"


RESIDENT_PAGES = (
    "/",
    "/mitt-svar",
    "/tillganglighet",
    "/dina-uppgifter",
    "/s/0000000000000000",
    "/nothing-here",
)


@pytest.mark.parametrize("language", ["sv", "en", "ar"])
async def test_no_violation_on_any_resident_page(place: Place, browser: Browser, language: str) -> None:
    page = await _phone(browser, scripts=True)
    link = f"{place.url}/s/{place.spare[50]}"
    looked = Looked(page)

    for path in RESIDENT_PAGES:
        await page.goto(f"{place.url}{path}?lang={language}")
        await looked.at(path)
    await page.goto(f"{link}?lang={language}")
    assert await page.get_attribute("html", "lang") == language
    await looked.at("survey")
    await page.click("button[type=submit]")
    await looked.at("errors")
    await page.check("#helped-no", force=True)
    await page.check("#overall-2", force=True)
    await page.click("button[type=submit]")
    await looked.at("thanks")
    await page.click("form button")
    await looked.at("answer")
    await page.check("#sure")
    await page.click("button[data-color=danger]")
    await looked.at("erased")
    await page.goto(f"{link}?lang={language}")
    await looked.at("used")
    await page.goto(f"{place.url}/n/{place.spare[51]}?lang={language}")
    await looked.at("unsubscribe")
    await page.click("main button")
    await looked.at("unsubscribed")
    assert looked.faults == {}
