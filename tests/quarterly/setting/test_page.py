"""The page in a real browser, under its own policy; its links, headings and tables; what it asks for (nothing)."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.async_api import Request, Route

from feedback.quarterly.document import Chart, Document, Heading, Paragraph, Quote, Span
from feedback.quarterly.setting import content_policy, html_of, style_hash
from tests.journeys.chromium import chromium, sideways_scroll, violations
from tests.quarterly.setting import samples

pytestmark = pytest.mark.slow

ADDRESS = "http://likvardig.test/sammanfattning"
ROOT = Path(__file__).parents[3]
LIGHT = """
import sys
from feedback.quarterly.setting import html_of, style_hash
from tests.quarterly.setting import samples

html_of(samples.easy())
print(sorted(name for name in ("typst", "docx", "pandas", "numpy") if name in sys.modules))
"""


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("name", sorted(samples.EVERY))
async def test_the_page_is_accessible_fits_and_asks_for_nothing(name: str, width: int) -> None:
    html = html_of(samples.EVERY[name]())
    asked: list[str] = []
    refused: list[str] = []

    async def served(route: Route) -> None:
        await route.fulfill(
            body=html,
            content_type="text/html; charset=utf-8",
            headers={"content-security-policy": content_policy(html)},
        )

    def noted(request: Request) -> None:
        if not request.url.startswith("data:"):
            asked.append(request.url)

    async with chromium() as browser:
        page = await browser.new_page(viewport={"width": width, "height": 900})
        page.on("request", noted)
        page.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)
        await page.route("**/*", served)
        await page.goto(ADDRESS)
        assert await violations(page) == []
        assert await sideways_scroll(page) == 0
        family = await page.evaluate("getComputedStyle(document.body).fontFamily")
        drawn = await page.evaluate("document.fonts.check(`600 20px 'Source Serif 4'`)")
    assert "Source Sans 3" in family
    assert drawn
    assert asked == [ADDRESS]
    assert refused == []


async def test_a_phone_gets_the_narrow_chart_and_print_the_wide() -> None:
    async with chromium() as browser:
        page = await browser.new_page(viewport={"width": 320, "height": 900})
        await page.set_content(html_of(samples.rich()))
        assert (
            await page.locator("svg.chart:visible").evaluate_all("all => all.map(e => e.classList[1])")
            == ["narrow"] * 4
        )
        await page.set_viewport_size({"width": 1280, "height": 900})
        assert (
            await page.locator("svg.chart:visible").evaluate_all("all => all.map(e => e.classList[1])")
            == ["wide"] * 4
        )


async def test_a_chart_looks_as_on_the_dashboards() -> None:
    """The colours that the browser works out from the page's own style are the tokens' of the dashboards."""
    async with chromium() as browser:
        page = await browser.new_page(viewport={"width": 1280, "height": 900})
        await page.set_content(html_of(samples.rich()))
        fills = await page.locator("svg.wide .c-brister").first.evaluate("e => getComputedStyle(e).fill")
        band = await page.locator("svg.wide .bandr").first.evaluate("e => getComputedStyle(e).fill")
    assert (fills, band) == ("rgb(150, 41, 12)", "rgb(228, 234, 237)")


@pytest.mark.parametrize("make", samples.EVERY.values(), ids=samples.EVERY)
def test_one_title_headings_in_order_and_links_that_lead_somewhere(make: type[Document]) -> None:
    document, html = make(), html_of(make())
    levels = [int(level) for level in re.findall(r"<h([1-6])\b", html)]
    wanted = [each.level for each in (*document.blocks, *document.appendix) if isinstance(each, Heading)]
    assert levels == [1, *wanted]
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', html)) <= set(ids)
    assert f'<html lang="{document.language}">' in html


def test_figures_lead_to_rows_named_by_their_reference() -> None:
    html = html_of(samples.rich())
    assert f'<a class="ref" href="#T1:4">32 av 56{samples.NB}kombinationer</a>' in html
    assert '<tr id="T1:4">' in html


def test_each_quote_has_its_language_and_direction() -> None:
    html = html_of(samples.rich())
    assert f'<blockquote dir="rtl"><p lang="ar" class="upright">«{samples.ARABIC}»</p>' in html
    assert f'<p lang="so">”{samples.SOMALI}”</p>' in html


def test_the_chart_is_named_by_its_words_alone() -> None:
    html = html_of(samples.rich())
    (first,) = [each for each in samples.rich().blocks if isinstance(each, Chart) and each.id == "par"]
    assert html.count(f'aria-label="{first.alt}"') == 2  # wide and narrow; one of them is shown
    assert '<p class="after"><a href="#T2">Alla siffror finns i tabell T2.</a></p>' in html
    assert "aria-labelledby" not in html


def test_addresses_that_are_not_addresses_become_text() -> None:
    paragraph = Paragraph((Span("klicka", address="javascript:alert(1)"), Span("hit", address="//ond.se")))
    html = html_of(replace(samples.easy(), blocks=(paragraph,)))
    assert "javascript:" not in html
    assert "//ond.se" not in html


def test_a_quote_in_quotation_marks_gets_no_more() -> None:
    html = html_of(replace(samples.easy(), blocks=(Quote("”Bra.”", "Bemötande."),)))
    assert "”Bra.”" in html
    assert "””" not in html


def test_the_policy_names_the_one_style_block() -> None:
    html = html_of(samples.empty())
    assert html.count("<style>") == 1
    assert "style=" not in html
    assert "<script" not in html
    assert style_hash(html) in content_policy(html)
    assert style_hash(html) == style_hash(html_of(samples.rich()))


def test_the_page_needs_neither_typst_nor_docx() -> None:
    ended = subprocess.run(
        [sys.executable, "-c", LIGHT], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert ended.stdout.strip() == "[]"
