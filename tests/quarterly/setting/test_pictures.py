"""Charts as PNG: their words are drawn too, and the same chart gives the same bytes."""

from __future__ import annotations

import pytest

from feedback.quarterly.setting.pictures import drawn, pictured

HEAD = (
    '<svg xmlns="http://www.w3.org/2000/svg" class="chart wide" viewBox="0 0 200 40" width="200" height="40">'
)
LINE = '<path class="line" d="M0 10h90"/>'


def chart(inside: str) -> str:
    return f"{HEAD}{LINE}{inside}</svg>"


@pytest.mark.parametrize("words", ["Vårby, telefon", "كلمة", "ቃል"])
def test_words_are_drawn(words: str) -> None:
    written, empty = drawn([chart(f'<text x="60" y="20">{words}</text>'), chart("")])
    assert written[:8] == b"\x89PNG\r\n\x1a\n"
    assert written != empty


def test_the_same_chart_gives_the_same_bytes() -> None:
    assert drawn([chart("<text y='9'>77 %</text>")]) == drawn([chart("<text y='9'>77 %</text>")])


def test_no_charts_are_no_pictures() -> None:
    assert pictured([]) == []
