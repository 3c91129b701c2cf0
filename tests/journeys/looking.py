"""Looking at pages in a browser: what axe-core finds, and whether they are wider than their window."""

from __future__ import annotations

from playwright.async_api import Page

from tests.journeys.chromium import sideways_scroll, violations


class Looked:
    """What was wrong with each page looked at."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.faults: dict[str, list[str]] = {}

    async def at(self, name: str) -> None:
        found = await violations(self.page)
        wide = await sideways_scroll(self.page)
        if found or wide > 0:
            self.faults[name] = [*found, *([f"{wide} px too wide"] if wide > 0 else [])]
