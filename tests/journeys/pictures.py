"""The README's pictures, taken from a running demo: `make pictures` while `make demo` runs."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from playwright.async_api import Browser, Page

from feedback.example.accounts import PASSWORD
from tests.journeys.chromium import chromium

FOLDER = Path("docs/pictures")
URL = "http://127.0.0.1:8000"
STAFF_PICTURES = {
    "district": "/insikt/kommundel/varby",
    "presence": "/insikt/narvaro",
    "themes": "/insikt/teman",
}
PHONE = {"width": 390, "height": 780}


async def residents(browser: Browser, url: str, link: str, folder: Path) -> None:
    page = await browser.new_page(viewport=PHONE)  # type: ignore[arg-type]
    for language in ("sv", "ar"):
        await page.goto(f"{url}{link}?lang={language}")
        await page.screenshot(path=folder / f"survey-{language}.png")
    await page.goto(f"{url}{link}?lang=sv")
    await page.click("button[type=submit]")
    await page.screenshot(path=folder / "errors-sv.png")
    for name, value in {
        "helped": "yes",
        "enkelhet": "4",
        "tydlighet": "4",
        "overall": "4",
        "language": "yes",
    }.items():
        await page.check(f"#{name}-{value}", force=True)
    await page.fill("#comment", "Snabbt svar. Ring 070-174 06 05 om något är oklart.")
    await page.screenshot(path=folder / "answered-sv.png", full_page=True)
    await page.click("button[type=submit]")
    await page.screenshot(path=folder / "thanks-sv.png")
    await page.click("form button")
    await page.screenshot(path=folder / "answer-sv.png", full_page=True)


async def staff(browser: Browser, url: str, folder: Path) -> None:
    page = await browser.new_page(viewport={"width": 1280, "height": 900})
    await page.goto(f"{url}/insikt")
    await page.fill("input[name=email]", "namnd@example.com")
    await page.fill("input[name=password]", PASSWORD)
    await page.click("main button")
    await page.screenshot(path=folder / "overview.png")
    await _matrix(page, folder)
    for name, path in STAFF_PICTURES.items():
        await page.goto(f"{url}{path}")
        await page.screenshot(path=folder / f"{name}.png")


async def _matrix(page: Page, folder: Path) -> None:
    table = page.locator("table.matrix").first
    await table.scroll_into_view_if_needed()
    await table.screenshot(path=folder / "matrix.png")


async def main(url: str, link: str, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    async with chromium() as browser:
        await residents(browser, url, link, folder)
        await staff(browser, url, folder)


if __name__ == "__main__":
    asyncio.run(
        main(
            sys.argv[1] if len(sys.argv) > 1 else URL,
            sys.argv[2],
            Path(sys.argv[3]) if len(sys.argv) > 3 else FOLDER,
        )
    )
