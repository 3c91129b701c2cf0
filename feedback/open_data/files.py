"""The files of open data at their stable addresses, and the documents that say what is in them."""

from __future__ import annotations

from typing import Any

from litestar import HttpMethod, Response, route
from litestar.params import FromPath

from feedback.access import Access
from feedback.errors import NotFound
from feedback.open_data.addresses import (
    METADATA_SUFFIX,
    PACKAGE,
    ROOT,
    VOCABULARY,
    absolute,
    edition_name,
    edition_path,
    newest_name,
)
from feedback.open_data.caching import FOREVER, SHORT
from feedback.open_data.describing import (
    JSON,
    all_csvw,
    all_package,
    edition_csvw,
    edition_package,
    encoded,
)
from feedback.open_data.editions import FIGURES, MEDIA_TYPE, SUFFIX, Edition
from feedback.open_data.sending import AnyRequest, Kind, document, file_response, streamed
from feedback.open_data.shelf import Shelf, shelf
from feedback.open_data.together import NAME, together, together_hash
from feedback.quarters import Quarter, parsed_quarter

READING = [HttpMethod.GET, HttpMethod.HEAD]
OPT = {"access": Access.PUBLIC}
CSVW = "application/csvm+json"
NO_FILE = "Den filen finns inte bland våra öppna data."


@route(f"{ROOT}/{NAME}", http_method=READING, opt=OPT, status_code=200)
async def all_quarters(request: AnyRequest) -> Response[Any]:
    """The newest edition of every quarter in one CSV."""
    found = (await shelf(request.app.state)).published
    modified = max((each.approved_at for each in found.newest), default=None)
    kind = Kind(MEDIA_TYPE[FIGURES], SHORT, modified, _named(NAME) | {"link": _described_by(NAME)})
    return streamed(request, together(found), together_hash(found), kind)


@route(f"{ROOT}/{NAME.removesuffix('csv')}{METADATA_SUFFIX}", http_method=READING, opt=OPT, status_code=200)
async def all_quarters_columns(request: AnyRequest) -> Response[Any]:
    return document(request, await all_csvw(await shelf(request.app.state)), Kind(CSVW, SHORT))


@route(f"{ROOT}/{PACKAGE}", http_method=READING, opt=OPT, status_code=200)
async def whole_package(request: AnyRequest) -> Response[Any]:
    return document(request, await all_package(await shelf(request.app.state)), Kind(JSON, SHORT))


@route(f"{ROOT}/{VOCABULARY}", http_method=READING, opt=OPT, status_code=200)
async def vocabulary(request: AnyRequest) -> Response[Any]:
    words = await (await shelf(request.app.state)).words()
    return document(request, encoded(words), Kind(JSON, SHORT))


@route(f"{ROOT}/{{quarter:str}}/{{name:str}}", http_method=READING, opt=OPT, status_code=200)
async def newest_file(request: AnyRequest, quarter: FromPath[str], name: FromPath[str]) -> Response[Any]:
    """A file of a quarter's newest edition; which one that is, `link` and `content-location` say."""
    found = await shelf(request.app.state)
    edition = found.published.edition(_quarter(quarter))
    for kind, suffix in SUFFIX.items():
        if name == newest_name(edition.quarter, suffix):
            own = edition_path(edition, kind)
            headers = {
                "link": f'<{absolute(found.service, own)}>; rel="canonical", {_described_by(name)}',
                "content-location": own,
            }
            return await _sent(request, edition, kind, SHORT, name, headers)
    described = await _described(found, edition, name, is_newest=True)
    return document(request, described[0], Kind(described[1], SHORT))


@route(f"{ROOT}/{{quarter:str}}/{{number:int}}/{{name:str}}", http_method=READING, opt=OPT, status_code=200)
async def edition_file(
    request: AnyRequest, quarter: FromPath[str], number: FromPath[int], name: FromPath[str]
) -> Response[Any]:
    """A file of one edition: it never changes."""
    found = await shelf(request.app.state)
    edition = found.published.edition(_quarter(quarter), number)
    for kind, suffix in SUFFIX.items():
        if name == edition_name(edition, suffix):
            headers = {"link": _described_by(name)}
            return await _sent(request, edition, kind, FOREVER, name, headers)
    described = await _described(found, edition, name, is_newest=False)
    return document(request, described[0], Kind(described[1], SHORT))


async def _sent(
    request: AnyRequest, edition: Edition, kind: str, cache: str, name: str, headers: dict[str, str]
) -> Response[Any]:
    headers = headers | _named(name) | {"likvardig-edition": str(edition.number)}
    label = Kind(MEDIA_TYPE[kind], cache, edition.approved_at, headers)
    return await file_response(request, edition.file(kind), label)


async def _described(found: Shelf, edition: Edition, name: str, is_newest: bool) -> tuple[bytes, str]:
    """A document that describes an edition's files, and its media type; raises NotFound for any other name."""
    suffix = METADATA_SUFFIX
    own = newest_name(edition.quarter, suffix) if is_newest else edition_name(edition, suffix)
    if name == own:
        return await edition_csvw(found, edition, is_newest), CSVW
    if name == PACKAGE:
        return await edition_package(found, edition, is_newest), JSON
    raise NotFound(NO_FILE)


def _quarter(code: str) -> Quarter:
    quarter = parsed_quarter(code)
    if quarter is None:
        raise NotFound(NO_FILE)
    return quarter


def _named(name: str) -> dict[str, str]:
    return {"content-disposition": f'inline; filename="{name}"'}


def _described_by(name: str) -> str:
    """What says which columns a CSV has, as CSV on the Web asks for."""
    beside = name.rpartition(".")[0] + "." + METADATA_SUFFIX
    return f'<{beside}>; rel="describedby"; type="application/csvm+json"'


HANDLERS = (
    all_quarters,
    all_quarters_columns,
    whole_package,
    vocabulary,
    newest_file,
    edition_file,
)
