"""The system's Chromium, driven by Playwright; and axe-core, run inside the page."""

from __future__ import annotations

import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, Page, async_playwright

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def chromium_path() -> str | None:
    return (
        os.environ.get("LIKVARDIG_TEST_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    )


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    path = chromium_path()
    if path is None:
        pytest.skip("NO CHROMIUM ON THIS MACHINE: the journeys through a real browser were not made")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        await browser.close()


async def violations(page: Page) -> list[str]:
    """What axe-core finds wrong with the page, each with the elements it is about.

    The script is evaluated over the debugging protocol, which a page's content security policy does not stop.
    """
    await page.wait_for_load_state()  # a click returns when the next page has begun, not when it is there
    await page.evaluate(AXE.read_text())
    found: dict[str, Any] = await page.evaluate(
        "tags => axe.run({runOnly: {type: 'tag', values: tags}})", WCAG
    )
    return [
        f"{each['id']}: {each['help']} {[node['target'] for node in each['nodes']][:4]}"
        for each in found["violations"]
    ]


async def sideways_scroll(page: Page) -> int:
    """By how many pixels the page is wider than its window."""
    width: int = await page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    return width
