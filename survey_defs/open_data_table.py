"""Reading who answers for the open data from a municipality's file."""

from __future__ import annotations

import re

from survey_defs.table import Table
from survey_defs.vocabulary import OpenDataContact

_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_NUMBER = re.compile(r"[0-9]{6}-[0-9]{4}")
_AREA = re.compile(r"https?://[^\s<>\"]+")


def read_open_data(table: Table | None) -> OpenDataContact:
    """The contact of an `[open_data]` table; the usual one where there is no such table."""
    if table is None:
        return OpenDataContact()
    contact = OpenDataContact(
        name=table.text("name", default=""),
        address=_like(table, "address", _ADDRESS, "must be an e-mail address"),
        organisation_number=_like(table, "organisation_number", _NUMBER, "must be of the form 212000-0000"),
        area=_like(table, "area", _AREA, "must be an address that begins with http:// or https://"),
    )
    table.finish()
    return contact


def _like(table: Table, key: str, pattern: re.Pattern[str], rule: str) -> str:
    text = table.text(key, default="")
    if text and not pattern.fullmatch(text):
        table.report(key, f'"{text}" {rule}')
    return text
