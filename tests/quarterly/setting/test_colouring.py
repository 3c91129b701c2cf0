"""Our own style sheets' rules on the shapes of charts: the same as a browser works them out."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from feedback.quarterly.setting.charts import narrow, wide
from feedback.quarterly.setting.colouring import DRAWN, chart_css, chart_rules, coloured, tokens
from tests.journeys.chromium import chromium
from tests.quarterly.setting import samples

CHARTS = {
    "pairs": samples.pairs_svg,
    "control": samples.control_svg,
    "verdicts": samples.verdict_svg,
    "dots": samples.dots_svg,
}
COMPUTED = """names => [...document.querySelectorAll('svg *')].map(e =>
  Object.fromEntries(names.map(n => [n, getComputedStyle(e).getPropertyValue(n)])))"""


def _drawn(shape: str) -> dict[str, str]:
    root = ElementTree.fromstring(
        coloured(f'<svg class="chart wide" viewBox="0 0 9 9">{shape}</svg>', "Sans")
    )
    return dict(root[0].attrib)


@pytest.mark.parametrize(
    ("shape", "wanted"),
    [
        ('<path class="c-brister"/>', {"fill": "#96290c", "stroke": "#96290c"}),
        # more classes win, wherever the rule stands
        ('<path class="c-battre open"/>', {"fill": "#fff", "stroke": "#0b5168", "stroke-width": "2.4"}),
        ('<rect class="c-lika flat"/>', {"fill": "#16222b", "stroke": "none"}),
        # a tag and a class win over a class
        ('<circle class="raw"/>', {"fill": "#fff", "stroke": "#45535e", "stroke-width": "1.8"}),
        # the style sheet wins over the shape's own attribute; weights are hundreds
        ('<text class="w-brister" font-weight="400"/>', {"fill": "#96290c", "font-weight": "600"}),
        ('<text class="t" font-weight="650"/>', {"fill": "#16222b", "font-weight": "600", "stroke": "#fff"}),
        ('<rect fill="#123456"/>', {"fill": "#123456"}),
    ],
)
def test_a_shape_gets_its_colours(shape: str, wanted: dict[str, str]) -> None:
    found = _drawn(shape)
    assert {name: found[name] for name in wanted} == wanted
    assert "class" not in found


def test_no_token_and_no_class_is_left() -> None:
    assert "var(" not in chart_css()
    for make in CHARTS.values():
        svg = coloured(wide(make()), "Source Sans 3")
        assert "class=" not in svg
        assert 'xmlns="http://www.w3.org/2000/svg"' in svg
        assert re.search(r' width="920" ', svg)


def test_every_class_the_charts_use_has_a_rule() -> None:
    known = {each for rule in chart_rules() for _, classes in rule.path for each in classes}
    used = {
        each
        for make in CHARTS.values()
        for told in re.findall(r'class="([^"]+)"', wide(make()))
        for each in told.split()
    }
    assert used - known <= {"wide", "chart"}


def test_the_tokens_are_the_dashboards() -> None:
    assert {tokens()["--ink"], tokens()["--signal"], tokens()["--accent"]} == {
        "#16222b",
        "#96290c",
        "#0b5168",
    }


@pytest.mark.parametrize("make", CHARTS.values(), ids=CHARTS)
async def test_a_browser_works_out_the_same_from_the_rules_as_from_the_attributes(make: type[str]) -> None:
    """The page with classes and the style sheet, and the picture with attributes alone, drawn by the same browser.
    Weights that only a style sheet can say are left out."""
    names = sorted(DRAWN - {"font-weight"})
    async with chromium() as browser:
        page = await browser.new_page()
        await page.set_content(f"<style>{chart_css()}</style>{wide(make())}")
        by_rules = await page.evaluate(COMPUTED, names)
        await page.set_content(coloured(wide(make()), "Source Sans 3"))
        by_attributes = await page.evaluate(COMPUTED, names)
    assert by_rules
    assert by_rules == by_attributes


def test_both_forms_of_a_chart_are_told_apart() -> None:
    both = samples.dots_svg()
    assert 'class="chart wide"' in wide(both)
    assert 'class="chart narrow"' in narrow(both)
    assert narrow(wide(both)) == ""
    assert "<svg" in wide("")
