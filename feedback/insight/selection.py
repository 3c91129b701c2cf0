"""What a page shows, as its address says it; every choice can be bookmarked and shared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from feedback.errors import NotAllowed, NotFound
from feedback.quarters import Quarter, parsed_quarter
from feedback.staff.roles import Viewer
from survey_defs.municipality import District, Municipality, Office

DISTRICT, OFFICE = "district", "office"
# What a row is, in addresses.
PARAMETER = {DISTRICT: "kommundel", OFFICE: "kontor"}
QUARTER, SERVICE, CHANNEL, ROWS = "kvartal", "arende", "kanal", "rader"


@dataclass(frozen=True)
class Selection:
    """One quarter; rows are districts or offices; a service, a channel and a row, or all of each."""

    quarter: Quarter
    rows: str = DISTRICT
    service: str | None = None
    channel: str | None = None
    row: str | None = None

    @property
    def query(self) -> str:
        """The address's query, the same for the same choice."""
        given = {
            QUARTER: self.quarter.code,
            SERVICE: self.service,
            CHANNEL: self.channel,
            ROWS: PARAMETER[OFFICE] if self.rows == OFFICE and self.row is None else None,
            PARAMETER[self.rows]: self.row,
        }
        return urlencode({name: value for name, value in given.items() if value is not None})

    def with_rows(self, rows: str) -> Selection:
        """The same with other rows; a single row of the former kind is let go."""
        return replace(self, rows=rows, row=None)


def row_kinds(viewer: Viewer) -> tuple[str, ...]:
    """What the rows can be for this person, the first by default. A manager of nothing sees the totals."""
    kinds = tuple(kind for kind in (DISTRICT, OFFICE) if viewer.sees_everything or viewer.own(kind))
    return kinds or (DISTRICT,)


def selected(
    given: Mapping[str, str], municipality: Municipality, viewer: Viewer, quarters: Sequence[Quarter]
) -> Selection:
    """The choice in an address. Raises NotFound for what does not exist, NotAllowed for what is not theirs."""
    rows = _rows(given, viewer)
    row = _known(given, PARAMETER[rows], [each.id for each in _all_rows(municipality, rows)])
    if row is not None and not viewer.may_see(rows, row):
        raise NotAllowed("Den kommundelen eller det kontoret ligger utanför det du svarar för.")
    return Selection(
        quarter=_quarter(given, quarters),
        rows=rows,
        service=_known(given, SERVICE, [each.id for each in municipality.services]),
        channel=_known(given, CHANNEL, [each.id for each in municipality.channels]),
        row=row,
    )


def _rows(given: Mapping[str, str], viewer: Viewer) -> str:
    kinds = row_kinds(viewer)
    wanted = given.get(ROWS)
    if given.get(PARAMETER[OFFICE]) or wanted == PARAMETER[OFFICE]:
        rows = OFFICE
    elif given.get(PARAMETER[DISTRICT]) or wanted == PARAMETER[DISTRICT]:
        rows = DISTRICT
    elif wanted:
        raise NotFound(f"Det går inte att visa rader per {wanted}.")
    else:
        return kinds[0]
    if rows not in kinds:
        raise NotAllowed("Den uppdelningen ligger utanför det du svarar för.")
    return rows


def _all_rows(municipality: Municipality, rows: str) -> Sequence[District | Office]:
    return municipality.districts if rows == DISTRICT else municipality.offices


def _known(given: Mapping[str, str], parameter: str, known: Sequence[str]) -> str | None:
    value = given.get(parameter) or None
    if value is not None and value not in known:
        raise NotFound(f"Det finns inget som heter {value!r} för {parameter}.")
    return value


def _quarter(given: Mapping[str, str], quarters: Sequence[Quarter]) -> Quarter:
    code = given.get(QUARTER)
    if not code:
        return quarters[0]
    quarter = parsed_quarter(code)
    if quarter is None:
        raise NotFound(f"{code!r} är inte ett kvartal. Skriv till exempel 2026Q3.")
    return quarter
