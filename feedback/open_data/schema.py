"""What the files' columns hold, in the two forms that programs read: a Frictionless Data Package and CSVW.

Both are made from the figures' own columns and measures, so that they cannot say anything else than the files hold.
Ids that an older edition has and today's vocabulary lacks are allowed in that edition.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from feedback.open_data.rows import Told
from feedback.open_data.together import EXTRA
from feedback.open_data.vocabulary import Words
from feedback.quarterly.columns import COLUMN_TEXTS, Column
from feedback.quarterly.measures import MEASURES
from feedback.quarterly.published import DIMENSIONS, STATES

LICENCE = "https://creativecommons.org/publicdomain/zero/1.0/"
LICENCE_NAME = "CC0-1.0"
LICENCE_TITLE = "Creative Commons Zero v1.0 Universal"
PACKAGE_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
RESOURCE_PROFILE = "https://datapackage.org/profiles/2.0/dataresource.json"
SCHEMA_PROFILE = "https://datapackage.org/profiles/2.0/tableschema.json"
QUARTER_PATTERN = "20[0-9]{2}Q[1-4]"
REF_PATTERN = "[^:]+:[0-9]+"

TABLE_TYPES = {"text": "string", "number": "number", "whole": "integer"}
CSVW_TYPES = {"text": "string", "number": "decimal", "whole": "integer"}

EXTRA_COLUMNS = (
    Column(
        EXTRA[0],
        "text",
        True,
        "Kvartal",
        "Quarter",
        "Kvartalet som siffran publicerades för, till exempel 2026Q3.",
        "The quarter the figure was published for, such as 2026Q3.",
    ),
    Column(
        EXTRA[1],
        "whole",
        True,
        "Utgåva",
        "Edition",
        "Kvartalets utgåva. Här står alltid den senaste.",
        "The quarter's edition. Here it is always the newest.",
    ),
)


@dataclass(frozen=True, slots=True)
class Allowed:
    """What the columns of one file may hold, by column."""

    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def allowed(words: Words, files: Iterable[Told]) -> Allowed:
    """The vocabulary's ids, and those that only an older file has."""
    known = {name: words.ids(name) for name in DIMENSIONS}
    known["measure"] = tuple(measure.id for measure in MEASURES)
    held: dict[str, set[str]] = {name: set() for name in known}
    for file in files:
        for name, values in held.items():
            values |= file.values[name]
    return Allowed(
        {name: (*ids, *sorted(held[name] - set(ids) - {""})) for name, ids in known.items()}
        | {"state": STATES}
    )


def table_schema(allowed: Allowed, extra: Sequence[Column] = ()) -> dict[str, Any]:
    """The columns as a Table Schema. An empty field is a missing value, whatever its column."""
    return {
        "$schema": SCHEMA_PROFILE,
        "fields": [_field(column, allowed) for column in (*extra, *COLUMN_TEXTS)],
        "fieldsMatch": "exact",
        "missingValues": [""],
    }


def _field(column: Column, allowed: Allowed) -> dict[str, Any]:
    constraints: dict[str, Any] = {"required": True} if column.is_required else {}
    if column.name in allowed.values:
        constraints["enum"] = list(allowed.values[column.name])
    constraints |= _LIMITS.get(column.name, {})
    told = {
        "name": column.name,
        "type": TABLE_TYPES[column.kind],
        "title": column.title_en,
        "description": column.en,
        "title:sv": column.title_sv,
        "description:sv": column.sv,
    }
    return told | ({"constraints": constraints} if constraints else {})


_LIMITS: dict[str, dict[str, Any]] = {
    "quarter": {"pattern": QUARTER_PATTERN},
    "edition": {"minimum": 1},
    "ref": {"pattern": REF_PATTERN},
    "n": {"minimum": 0},
}


@dataclass(frozen=True, slots=True)
class Resource:
    """A file of a package: where it is from the package's own address, and what is known of it."""

    name: str
    path: str
    media_type: str
    schema: dict[str, Any] | None = None
    hash: str = ""
    size: int | None = None


@dataclass(frozen=True, slots=True)
class About:
    """What a package is about."""

    name: str
    address: str
    title: str
    title_sv: str
    description: str
    description_sv: str
    organisation: str
    homepage: str
    version: str = ""
    created: str = ""


def data_package(about: About, resources: Sequence[Resource]) -> dict[str, Any]:
    """A Data Package (version 2) of files and the schema of each."""
    told = {
        "$schema": PACKAGE_PROFILE,
        "name": about.name,
        "id": about.address,
        "title": about.title,
        "title:sv": about.title_sv,
        "description": about.description,
        "description:sv": about.description_sv,
        "homepage": about.homepage,
        "licenses": [{"name": LICENCE_NAME, "path": LICENCE, "title": LICENCE_TITLE}],
        "contributors": [{"title": about.organisation, "roles": ["publisher"]}],
    }
    told |= {"version": about.version} if about.version else {}
    told |= {"created": about.created} if about.created else {}
    return told | {"resources": [_resource(each) for each in resources]}


def _resource(resource: Resource) -> dict[str, Any]:
    told: dict[str, Any] = {
        "$schema": RESOURCE_PROFILE,
        "name": resource.name,
        "path": resource.path,
        "format": resource.path.rpartition(".")[2],
        "mediatype": resource.media_type,
    }
    if resource.schema is not None:
        told |= {
            "type": "table",
            "encoding": "utf-8",
            "dialect": {"delimiter": ",", "header": True},
            "schema": resource.schema,
        }
    told |= {"hash": f"sha256:{resource.hash}"} if resource.hash else {}
    return told | ({"bytes": resource.size} if resource.size is not None else {})


def csvw(path: str, about: About, allowed: Allowed, extra: Sequence[Column] = ()) -> dict[str, Any]:
    """The columns as CSV on the Web metadata, to stand beside the file under its own name and `-metadata.json`."""
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "url": path,
        "dc:title": [_worded(about.title, "en"), _worded(about.title_sv, "sv")],
        "dc:description": [_worded(about.description, "en"), _worded(about.description_sv, "sv")],
        "dc:publisher": about.organisation,
        "dc:license": {"@id": LICENCE},
        "dialect": {"delimiter": ",", "header": True, "encoding": "utf-8", "lineTerminators": ["\n"]},
        "tableSchema": {"columns": [_column(column, allowed) for column in (*extra, *COLUMN_TEXTS)]},
    }


def _worded(text: str, language: str) -> dict[str, str]:
    return {"@value": text, "@language": language}


def _column(column: Column, allowed: Allowed) -> dict[str, Any]:
    datatype: dict[str, Any] = {"base": CSVW_TYPES[column.kind]}
    if column.name in allowed.values:
        datatype["format"] = "|".join(allowed.values[column.name])
    elif "pattern" in _LIMITS.get(column.name, {}):
        datatype["format"] = _LIMITS[column.name]["pattern"]
    elif "minimum" in _LIMITS.get(column.name, {}):
        datatype["minimum"] = _LIMITS[column.name]["minimum"]
    return {
        "name": column.name,
        "titles": {"und": column.name, "en": column.title_en, "sv": column.title_sv},
        "dc:description": [_worded(column.en, "en"), _worded(column.sv, "sv")],
        "datatype": datatype if len(datatype) > 1 else datatype["base"],
        "required": column.is_required,
    }
