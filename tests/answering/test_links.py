"""What a link is good for on a day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from feedback.answering.links import Link, Standing
from feedback.cells import Dimensions
from tests import world

ERRAND = {"channel": "phone", "office": None, "service": "waste", "district": None, "language": "ar"}


def link(
    state: str, days_left: int = 1, closed_on: date | None = date(2026, 11, 12), carrier: str = "sms"
) -> Link:
    expires = world.TODAY + timedelta(days=days_left)
    return Link("hash", state, "core", "2026-11", carrier, "ar", expires, ERRAND, closed_on)


@pytest.mark.parametrize(
    ("state", "days_left", "standing"),
    [
        ("due", 1, Standing.OPEN),
        ("sent", 1, Standing.OPEN),
        ("sent", 0, Standing.OPEN),
        ("sent", -1, Standing.EXPIRED),
        ("started", 1, Standing.OPEN),
        ("started", -1, Standing.EXPIRED),
        ("failed", 1, Standing.OPEN),
        ("expired", 1, Standing.EXPIRED),
        ("withdrawn", 1, Standing.WITHDRAWN),
        ("spent", 1, Standing.USED),
        ("spent", -90, Standing.USED),
    ],
)
def test_standing(state: str, days_left: int, standing: Standing) -> None:
    assert link(state, days_left).standing(world.TODAY) is standing


def test_a_link_whose_errand_is_gone_is_over() -> None:
    gone = link("sent", closed_on=None)
    assert gone.standing(world.TODAY) is Standing.EXPIRED
    with pytest.raises(ValueError, match="no place"):
        _ = gone.place


def test_the_place_is_what_the_errand_said_in_the_week_it_was_closed() -> None:
    assert link("sent").place == Dimensions(date(2026, 11, 9), "phone", None, None, "waste", "ar")


@pytest.mark.parametrize(
    ("carrier", "mode"),
    [("e_mail", "e_mail_link"), ("sms", "sms_link"), ("letter", "letter_link"), ("pigeon", "e_mail_link")],
)
def test_the_answering_mode_follows_the_medium(carrier: str, mode: str) -> None:
    assert link("sent", carrier=carrier).mode == mode


@pytest.mark.parametrize(
    ("state", "untouched"), [("due", True), ("sent", True), ("started", False), ("failed", False)]
)
def test_who_is_still_to_be_counted_as_having_begun(state: str, untouched: bool) -> None:
    assert link(state).is_untouched is untouched
