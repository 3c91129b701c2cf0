"""The pages of open data for people: what there is, how to read it, and who answers for it. Swedish and English."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from litestar import Response, route
from litestar.params import FromPath

from feedback.errors import NotFound
from feedback.open_data.addresses import (
    ROOT,
    edition_name,
    edition_path,
    newest_name,
    newest_path,
    quarter_path,
)
from feedback.open_data.caching import SHORT
from feedback.open_data.editions import SUFFIX, Edition, OpenFile
from feedback.open_data.files import OPT, READING
from feedback.open_data.schema import EXTRA_COLUMNS, LICENCE
from feedback.open_data.sending import AnyRequest, Kind, document
from feedback.open_data.shelf import shelf
from feedback.quarterly.columns import COLUMN_TEXTS, Column
from feedback.quarterly.measures import MEASURES
from feedback.quarterly.published import HIDDEN
from feedback.quarters import Quarter, parsed_quarter
from feedback.service import Service
from feedback.web.numbers import Numbers
from feedback.web.rendering import render
from survey_defs.texts import text_in

LANGUAGES = ("sv", "en")
DOMAIN = "open_data"
HTML = "text/html"


@dataclass(frozen=True, slots=True)
class ListedFile:
    """A file as a page offers it."""

    label: str
    address: str
    size: int
    hash: str


@dataclass(frozen=True, slots=True)
class ListedEdition:
    """An edition as a page shows it: under addresses of its own, and for the newest under the stable ones."""

    quarter: Quarter
    number: int
    day: str
    program_version: str
    files: tuple[ListedFile, ...]
    stable: tuple[ListedFile, ...]


@dataclass(frozen=True, slots=True)
class ListedColumn:
    name: str
    title: str
    text: str


@route(ROOT, http_method=READING, opt=OPT, status_code=200)
async def start(request: AnyRequest) -> Response[Any]:
    """What open data there is."""
    found, language = await shelf(request.app.state), language_of(request)
    return page(
        request,
        "index",
        ROOT,
        quarters=[listed_edition(each) for each in found.published.newest],
        columns_told=[listed_column(each, language) for each in (*EXTRA_COLUMNS, *COLUMN_TEXTS)],
        measures=MEASURES,
    )


@route(f"{ROOT}/{{quarter:str}}", http_method=READING, opt=OPT, status_code=200)
async def quarter(request: AnyRequest, quarter: FromPath[str]) -> Response[Any]:
    """One quarter with all its editions."""
    asked = parsed_quarter(quarter)
    found = await shelf(request.app.state)
    editions = found.published.of(asked) if asked else ()
    if not editions:
        raise NotFound("Det kvartalet är inte publicerat.")
    states = (await found.told(editions[0])).states
    listed = [listed_edition(each) for each in editions]
    return page(
        request,
        "quarter",
        quarter_path(editions[0].quarter),
        quarter=editions[0].quarter,
        newest=listed[0],
        editions=listed,
        rows=sum(states.values()),
        hidden=states.get(HIDDEN, 0),
    )


def language_of(request: AnyRequest) -> str:
    wanted = request.query_params.get("lang", "")
    return wanted if wanted in LANGUAGES else LANGUAGES[0]


def page(request: AnyRequest, template: str, here: str, **context: Any) -> Response[Any]:
    """One page; the same for everybody, so it may be kept for a while."""
    service: Service = request.app.state.service
    language = language_of(request)
    municipality, contact = service.municipality, service.municipality.open_data
    shared = {
        "language": language,
        "other_language": LANGUAGES[language == LANGUAGES[0]],
        "here": here,
        "municipality": municipality,
        "municipality_name": text_in(municipality.names, language, municipality.default_language),
        "district_note": _note(service, language),
        "is_example": service.is_example,
        "contact": contact.address or municipality.sender_address,
        "contact_name": contact.name or text_in(municipality.names, language, municipality.default_language),
        "licence": LICENCE,
        "number": Numbers(language),
    }
    html = render(DOMAIN, f"open_data/{template}.html", language, shared | context)
    return document(request, html.encode(), Kind(HTML, SHORT, headers={"content-language": language}))


def _note(service: Service, language: str) -> str:
    note = service.municipality.district_note
    return text_in(note, language, service.municipality.default_language) if note else ""


def listed_edition(edition: Edition) -> ListedEdition:
    def listed(file: OpenFile, name: str, address: str) -> ListedFile:
        return ListedFile(name, address, file.size, file.hash)

    quarter = edition.quarter
    return ListedEdition(
        quarter,
        edition.number,
        edition.approved_at.date().isoformat(),
        edition.program_version,
        tuple(
            listed(each, edition_name(edition, SUFFIX[each.kind]), edition_path(edition, each.kind))
            for each in edition.files
        ),
        tuple(
            listed(each, newest_name(quarter, SUFFIX[each.kind]), newest_path(quarter, each.kind))
            for each in edition.files
        ),
    )


def listed_column(column: Column, language: str) -> ListedColumn:
    return ListedColumn(column.name, column.title(language), column.text(language))


HANDLERS = (start, quarter)
