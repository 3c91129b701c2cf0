"""Dates as case systems write them, and the local day each means."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from feedback.errands.moments import MomentReader, format_fault

SWEDEN, UTC = ZoneInfo("Europe/Stockholm"), ZoneInfo("UTC")
THE_17TH, THE_18TH = date(2026, 11, 17), date(2026, 11, 18)

DAYS = [
    ("iso", "2026-11-17", THE_17TH),
    ("iso", "2026-11-17T23:30:00", THE_17TH),
    ("iso", "2026-11-17 23:30", THE_17TH),
    ("iso", "2026-11-17T23:30:00Z", THE_18TH),
    ("iso", "2026-11-17t23:30:00.1234567z", THE_18TH),
    ("iso", "2026-11-17 23:30:00+00", THE_18TH),
    ("iso", "2026-11-17T23:30:00+01:00", THE_17TH),
    ("iso", "2026-11-17 23:30:00,5 +0100", THE_17TH),
    ("iso", "2026-07-17T22:30:00Z", date(2026, 7, 18)),  # summer time
    ("iso", "20261117", None),
    ("iso", "2026-W47-2", None),
    ("iso", "2026-13-01", None),
    ("iso", "2026-11-17T25:00", None),
    ("iso", "17/11/2026", None),
    ("iso", "", None),
    ("swedish", "2026-11-17", THE_17TH),
    ("swedish", "2026-11-17 14.30", THE_17TH),
    ("swedish", "2026-11-17 kl. 14:30", THE_17TH),
    ("swedish", "2026-11-17T23:30:00Z", THE_18TH),
    ("swedish", "17/11/2026", THE_17TH),
    ("swedish", "17/11 2026", THE_17TH),
    ("swedish", "17.11.2026 14:30:05", THE_17TH),
    ("swedish", "20261117", THE_17TH),
    ("swedish", "17 november 2026", THE_17TH),
    ("swedish", "17 Nov. 2026", THE_17TH),
    ("swedish", "den 17 november", None),
    ("swedish", "1 sept 2026", date(2026, 9, 1)),
    ("swedish", "1 maj 2026", date(2026, 5, 1)),
    ("swedish", "1 mars 2026", date(2026, 3, 1)),
    ("swedish", "1 nonsens 2026", None),
    ("swedish", "31/02/2026", None),
    ("swedish", "261117", None),
    ("swedish", "11/28/2026", None),
    ("%m/%d/%Y", "11/17/2026", THE_17TH),
    ("%m/%d/%Y %I:%M %p", "11/17/2026 11:30 PM", THE_17TH),
    ("%m/%d/%Y", "11/17/2026 11:30 PM", None),
    ("%d/%m/%Y %H:%M %z", "17/11/2026 23:30 +0000", THE_18TH),
]


@pytest.mark.parametrize(("form", "text", "day"), DAYS)
def test_the_day_is_the_local_one(form: str, text: str, day: date | None) -> None:
    moment = MomentReader((form,), SWEDEN, SWEDEN).read(text)
    assert (moment.day if moment else None) == day


def test_a_clock_without_offset_may_be_said_to_show_utc() -> None:
    reader = MomentReader(("iso",), SWEDEN, UTC)
    assert [reader.read(text).day for text in ("2026-11-17 23:30", "2026-11-17")] == [THE_18TH, THE_17TH]  # type: ignore[union-attr]


def test_the_first_format_that_fits_is_taken() -> None:
    reader = MomentReader(("%d/%m/%Y", "%m/%d/%Y"), SWEDEN, SWEDEN)
    assert [reader.read(text).day for text in ("03/04/2026", "11/17/2026")] == [date(2026, 4, 3), THE_17TH]  # type: ignore[union-attr]


@pytest.mark.parametrize("text", ["9999-12-31T23:59:59Z", "0001-01-01T00:00:00+14:00"])
def test_the_ends_of_time_do_not_crash(text: str) -> None:
    assert MomentReader(("iso",), SWEDEN, SWEDEN).read(text) is None


def test_what_is_before_is_told_by_the_clock_where_both_have_one() -> None:
    reader = MomentReader(("iso",), SWEDEN, SWEDEN)
    early, late, day = (reader.read(text) for text in ("2026-11-17 08:00", "2026-11-17 09:00", "2026-11-17"))
    assert early
    assert late
    assert day
    assert (early.is_before(late), late.is_before(early), day.is_before(late), late.is_before(day)) == (
        (True, False, False, False)
    )


@pytest.mark.parametrize("form", ["iso", "swedish", "%Y-%m-%d", "%d %b %y", "%m/%d/%Y %I:%M %p"])
def test_usable_formats(form: str) -> None:
    assert format_fault(form) is None


@pytest.mark.parametrize("form", ["ISO", "YYYY-MM-DD", "%H:%M", "%d/%m", "%Y-%m-%d %Q", ""])
def test_formats_that_do_not_hold_a_day_are_faults(form: str) -> None:
    assert format_fault(form)
