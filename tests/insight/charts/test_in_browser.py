"""Every part on one page in a real browser: nothing wrong for axe, nothing wider than the window."""

from __future__ import annotations

import pytest
from playwright.async_api import Route

from feedback.web.assets import BUILT
from tests.insight.charts import samples
from tests.journeys.chromium import chromium, sideways_scroll, violations

pytestmark = pytest.mark.slow

ADDRESS = "http://likvardig.test/delar"


async def served(route: Route) -> None:
    name = route.request.url.rpartition("/")[2]
    if route.request.url == ADDRESS:
        await route.fulfill(body=samples.page(), content_type="text/html; charset=utf-8")
    elif (BUILT / name).is_file():
        await route.fulfill(path=BUILT / name)
    else:
        await route.fulfill(status=404)


@pytest.mark.parametrize("width", [320, 1280])
async def test_every_part_is_accessible_and_fits(width: int) -> None:
    async with chromium() as browser:
        page = await browser.new_page(viewport={"width": width, "height": 900})
        await page.route("**/*", served)
        await page.goto(ADDRESS)
        assert await violations(page) == []
        assert await sideways_scroll(page) == 0
        shown = await page.locator("svg.chart:visible").evaluate_all(
            "all => all.map(each => each.classList[1])"
        )
        assert set(shown) == {"narrow" if width == 320 else "wide"}
        assert len(shown) == 7


async def test_words_of_the_matrix_stay_for_screen_readers_in_the_narrow_form() -> None:
    async with chromium() as browser:
        page = await browser.new_page(viewport={"width": 320, "height": 900})
        await page.route("**/*", served)
        await page.goto(ADDRESS)
        names = await page.get_by_role("cell").get_by_role("link").all_inner_texts()
        assert {"Brister", "Likvärdigt", "Bättre", "Oklart ännu"} <= {name.strip() for name in names}
