"""Where everything is: the stable addresses of open data, from the root of the site."""

from __future__ import annotations

from feedback.open_data.editions import SUFFIX, Edition
from feedback.quarters import Quarter
from feedback.service import Service

ROOT = "/oppna-data"
METADATA_SUFFIX = "csv-metadata.json"
PACKAGE = "datapackage.json"
VOCABULARY = "ordlista.json"
CATALOGUE = "katalog"
API_ROOT = "/api/v1"


def absolute(service: Service, path: str) -> str:
    """The whole address of a path of ours."""
    return service.settings.base_url.rstrip("/") + path


def newest_name(quarter: Quarter, suffix: str) -> str:
    """`likvardig-2026Q3.csv`: always the newest edition."""
    return f"likvardig-{quarter.code}.{suffix}"


def edition_name(edition: Edition, suffix: str) -> str:
    """`likvardig-2026Q3-1.csv`: this edition for good."""
    return f"likvardig-{edition.quarter.code}-{edition.number}.{suffix}"


def quarter_path(quarter: Quarter) -> str:
    return f"{ROOT}/{quarter.code}"


def newest_path(quarter: Quarter, kind: str) -> str:
    return f"{quarter_path(quarter)}/{newest_name(quarter, SUFFIX[kind])}"


def edition_folder(edition: Edition) -> str:
    return f"{quarter_path(edition.quarter)}/{edition.number}"


def edition_path(edition: Edition, kind: str) -> str:
    return f"{edition_folder(edition)}/{edition_name(edition, SUFFIX[kind])}"
