"""Comments read from a CSV file, each with its id and group."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from analysis.faults import InputError
from analysis.labels import joined_labels
from analysis.reading_csv import Column, read_sheet


@dataclass(frozen=True)
class Comments:
    """One of each per row of the file; `groups` is empty where no group was asked for."""

    texts: tuple[str, ...]
    ids: tuple[str, ...]
    groups: tuple[str, ...]


def read_comments(file: Path, *, text: str, id_column: str | None, group: str | None) -> Comments:
    """The comments of a file, blank ones too; ids are row numbers from 1 where no column is named.

    Raises InputError with every fault of the file, and for ids that are blank or stand twice.
    """
    sheet = read_sheet(file, [name for name in (text, id_column, group) if name])
    ids = tuple(map(str, range(1, sheet.rows + 1)))
    if id_column:
        ids = _checked(_values(sheet.columns[id_column]), id_column)
    return Comments(_values(sheet.columns[text]), ids, _groups(sheet.columns[group]) if group else ())


def _values(column: Column) -> tuple[str, ...]:
    return tuple(column.texts[code] for code in column.codes)


def _groups(column: Column) -> tuple[str, ...]:
    labels = joined_labels(column.texts, column.rows_per_text.tolist())
    return tuple(labels.names[labels.position[code]] for code in column.codes)


def _checked(ids: tuple[str, ...], column: str) -> tuple[str, ...]:
    blank = sum(not one.strip() for one in ids)
    twice = [one for one, times in Counter(ids).items() if times > 1 and one.strip()]
    faults = [f'{blank} rader saknar värde i "{column}"'] if blank else []
    if twice:
        faults.append(f'{len(twice)} värden i "{column}" finns flera gånger, bland dem "{twice[0][:40]}"')
    if faults:
        raise InputError(faults)
    return ids
