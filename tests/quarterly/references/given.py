"""Files of others' values, as people and other municipalities send them."""

from __future__ import annotations

from collections.abc import Iterable

from feedback.quarterly.published import HIDDEN, SHOWN, Figure, figures_csv
from feedback.quarterly.references.values import Allowed, Value, allowed_here
from survey_defs.municipality import load_municipality
from tests import world

ALLOWED: Allowed = allowed_here(load_municipality(world.MUNICIPALITY), world.TODAY)
HEADINGS = "organisation;source;year;measure;channel;district;unit;value;n"
YEAR = "12m-2026Q2"


def table(*rows: str, headings: str = HEADINGS) -> bytes:
    return "\r\n".join([headings, *rows, ""]).encode()


def value(**changed: object) -> Value:
    given: dict[str, object] = {
        "organisation": "SKR",
        "source": "servicemätning",
        "year": 2024,
        "measure": "bemotande",
        "channel": "phone",
        "district": "",
        "unit": "index",
        "value": "83.8",
        "n": None,
    }
    return Value(**(given | changed))  # type: ignore[arg-type]


def figure(measure: str, channel: str = "", value: float | None = None, **changed: object) -> Figure:
    """A figure of another municipality over twelve months; hidden where it has no value."""
    given: dict[str, object] = {
        "ref": f"T1:{channel or 'all'}",
        "table": "T1",
        "period": YEAR,
        "measure": measure,
        "state": HIDDEN if value is None else SHOWN,
        "channel": channel,
        "value": value,
        "n": None if value is None else 500,
    }
    return Figure(**(given | changed))  # type: ignore[arg-type]


def published(figures: Iterable[Figure]) -> bytes:
    return figures_csv(figures)
