"""The documents beside the files: packages and CSVW, for one edition, a quarter's newest, or all quarters."""

from __future__ import annotations

from typing import Any

import msgspec

from feedback.open_data.addresses import (
    ROOT,
    VOCABULARY,
    absolute,
    edition_folder,
    edition_name,
    edition_path,
    newest_name,
)
from feedback.open_data.editions import FIGURES, SUFFIX, Edition, OpenFile
from feedback.open_data.schema import EXTRA_COLUMNS, About, Resource, csvw, data_package, table_schema
from feedback.open_data.shelf import Shelf
from feedback.open_data.together import NAME
from feedback.quarters import Quarter
from feedback.service import Service
from survey_defs.texts import text_in

JSON = "application/json"
_TITLE = ("Equal service: figures for {}", "Likvärdig service: siffror för {}")
_TOLD = (
    "What residents answer after an errand with {}, and where equal service is lacking. Nothing about fewer than ten is shown.",
    "Vad invånarna svarar efter ett ärende hos {}, och var likvärdig service brister. Inget om färre än tio visas.",
)
_ALL = ("all quarters", "alla kvartal")


def encoded(document: Any) -> bytes:
    """JSON that people can read too; the same document gives the same bytes."""
    return msgspec.json.format(msgspec.json.encode(document), indent=1) + b"\n"


def about(
    service: Service, name: str, path: str, period: tuple[str, str], edition: Edition | None = None
) -> About:
    municipality = service.municipality
    en, sv = (
        text_in(municipality.names, language, municipality.default_language) for language in ("en", "sv")
    )
    return About(
        name=name,
        address=absolute(service, path),
        title=_TITLE[0].format(period[0]),
        title_sv=_TITLE[1].format(period[1]),
        description=_TOLD[0].format(en),
        description_sv=_TOLD[1].format(sv),
        organisation=sv,
        homepage=absolute(service, ROOT),
        version=f"{edition.number}.0.0" if edition else "",
        created=edition.approved_at.isoformat() if edition else "",
    )


def spoken(quarter: Quarter) -> tuple[str, str]:
    """A quarter in words, English first."""
    return f"quarter {quarter.number} of {quarter.year}", f"kvartal {quarter.number} {quarter.year}"


def edition_about(service: Service, edition: Edition) -> About:
    name = f"likvardig-{edition.quarter.code}-{edition.number}".lower()
    return about(service, name, edition_folder(edition), spoken(edition.quarter), edition)


async def edition_package(shelf: Shelf, edition: Edition, is_newest: bool) -> bytes:
    """The package of an edition; `is_newest`: as it stands at the quarter's own address, under its stable names."""

    async def make() -> bytes:
        schema = table_schema(await shelf.allowed(edition))
        resources = [_file(edition, file, schema, is_newest) for file in edition.files]
        return encoded(
            data_package(edition_about(shelf.service, edition), [*resources, _vocabulary(shelf.service)])
        )

    return await shelf.document(f"package {edition.key} {is_newest}", make, edition.figures.hash)


def _file(edition: Edition, file: OpenFile, schema: dict[str, Any], is_newest: bool) -> Resource:
    suffix = SUFFIX[file.kind]
    return Resource(
        f"figures-{suffix}",
        newest_name(edition.quarter, suffix) if is_newest else edition_name(edition, suffix),
        "text/csv" if file.kind == FIGURES else "application/vnd.apache.parquet",
        schema,
        file.hash,
        file.size,
    )


async def edition_csvw(shelf: Shelf, edition: Edition, is_newest: bool) -> bytes:
    """The CSVW metadata to stand beside an edition's CSV."""
    path = newest_name(edition.quarter, "csv") if is_newest else edition_name(edition, "csv")

    async def make() -> bytes:
        return encoded(csvw(path, edition_about(shelf.service, edition), await shelf.allowed(edition)))

    return await shelf.document(f"csvw {edition.key} {is_newest}", make, edition.figures.hash)


async def all_package(shelf: Shelf) -> bytes:
    """The package of everything: all quarters in one file, and every quarter's newest edition."""
    service, newest = shelf.service, shelf.published.newest

    async def make() -> bytes:
        schema = table_schema(await shelf.allowed(*newest), EXTRA_COLUMNS)
        quarters = [
            Resource(
                f"figures-{each.quarter.code.lower()}",
                edition_path(each, FIGURES).removeprefix(ROOT + "/"),
                "text/csv",
                table_schema(await shelf.allowed(each)),
                each.figures.hash,
                each.figures.size,
            )
            for each in newest
        ]
        together = Resource("all-quarters", NAME, "text/csv", schema)
        return encoded(data_package(_all_about(service), [together, *quarters, _vocabulary(service)]))

    return await shelf.document("package of all", make)


async def all_csvw(shelf: Shelf) -> bytes:
    async def make() -> bytes:
        held = await shelf.allowed(*shelf.published.newest)
        return encoded(csvw(NAME, _all_about(shelf.service), held, EXTRA_COLUMNS))

    return await shelf.document("csvw of all", make)


def _all_about(service: Service) -> About:
    return about(service, f"likvardig-{service.municipality.id}", ROOT, _ALL)


def _vocabulary(service: Service) -> Resource:
    return Resource("vocabulary", absolute(service, f"{ROOT}/{VOCABULARY}"), "application/json")
