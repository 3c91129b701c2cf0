"""Quarters of whole weeks, against the calendar."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from feedback.quarters import Quarter, parsed_quarter, quarter_of, quarters_between


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (date(2026, 1, 1), "2026Q1"),  # a Thursday
        (date(2025, 12, 29), "2026Q1"),  # the Monday of that week
        (date(2024, 12, 30), "2025Q1"),
        (date(2027, 1, 1), "2026Q4"),  # a Friday: its week belongs to the old year
        (date(2026, 3, 30), "2026Q2"),  # Thursday is 2 April
        (date(2026, 6, 30), "2026Q3"),  # Thursday is 2 July
        (date(2026, 10, 1), "2026Q4"),
        (date(2020, 12, 31), "2020Q4"),  # week 53
    ],
)
def test_a_week_belongs_to_the_quarter_of_its_thursday(day: date, code: str) -> None:
    assert quarter_of(day).code == code


def test_every_week_of_thirty_years_lies_in_exactly_one_quarter() -> None:
    monday = date(2010, 1, 4)
    while monday.year < 2040:
        quarter = quarter_of(monday)
        assert quarter.first_monday <= monday <= quarter.last_monday
        assert quarter.last_monday + timedelta(days=7) == quarter.following.first_monday
        monday += timedelta(days=7)


def test_codes_are_read_back_and_nothing_else_is() -> None:
    assert parsed_quarter("2026Q3") == Quarter(2026, 3)
    assert [parsed_quarter(code) for code in ("2026Q5", "2026K3", "", "26Q1", "2026Q3 ")] == [None] * 5


def test_quarters_come_newest_first_and_end_when_they_are_over() -> None:
    found = quarters_between(date(2025, 11, 3), date(2026, 5, 4))
    assert [quarter.code for quarter in found] == ["2026Q2", "2026Q1", "2025Q4"]
    assert Quarter(2026, 3).is_over(date(2026, 9, 28))
    assert not Quarter(2026, 3).is_over(date(2026, 9, 27))
