"""A later edition repeats what was said of comments, so that nobody's taken-back comment follows from two editions."""

from __future__ import annotations

from dataclasses import replace

import pytest

from feedback.quarterly.gathering import data_version, with_earlier_themes
from feedback.quarterly.package import Package, packed, unpacked
from feedback.quarterly.published import SHOWN, Figure
from feedback.quarterly.writing import figure_rows
from tests.quarterly.closed_quarters import lillaker, with_themes

THEME_TABLES = {"T16", "T17", "T18"}


def told_of_themes(figures: tuple[Figure, ...]) -> list[Figure]:
    return [each for each in figures if each.table in THEME_TABLES]


def test_an_erased_comment_changes_nothing_in_a_later_edition() -> None:
    facts = with_themes()
    assert facts.themes is not None
    assert facts.themes.comments is not None
    stored = unpacked(packed(Package({}, b"", (), facts.themes)))
    first, *rest = facts.themes.lines
    assert first.n is not None
    erased = replace(
        facts.themes, comments=facts.themes.comments - 1, lines=(replace(first, n=first.n - 1), *rest)
    )
    now = replace(facts, themes=erased)
    assert told_of_themes(figure_rows(now, lillaker())) != told_of_themes(figure_rows(facts, lillaker()))
    later = with_earlier_themes(now, stored.themes)
    assert figure_rows(later, lillaker()) == figure_rows(facts, lillaker())
    assert later.data_version == data_version(facts) != data_version(now)


def test_where_the_first_edition_told_of_none_the_second_may() -> None:
    facts = with_themes()
    assert with_earlier_themes(facts, unpacked(packed(Package({}, b""))).themes) is facts


def test_a_quarters_share_is_whole_and_without_its_count() -> None:
    """It is told again in the next summary, when comments may have been erased."""
    shares = [
        each
        for each in figure_rows(with_themes(), lillaker())
        if each.table == "T18" and each.state == SHOWN and each.value is not None
    ]
    assert shares
    for each in shares:
        assert each.n is None
        assert each.value is not None
        assert 100 * each.value == pytest.approx(round(100 * each.value))
