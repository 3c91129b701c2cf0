"""The read API's addresses. Every one answers with JSON that says when it has not changed, or with a problem."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import msgspec
from litestar import Response, Router, route

from feedback.access import Access
from feedback.open_data.addresses import API_ROOT, absolute
from feedback.open_data.api import problems
from feedback.open_data.api.description import described
from feedback.open_data.api.operations import OPERATIONS
from feedback.open_data.api.parameters import PARAMETERS, question
from feedback.open_data.api.reading import Reader
from feedback.open_data.api.replies import MeasuresReply, QuartersReply, quarter_reply
from feedback.open_data.caching import REVALIDATED, SHORT
from feedback.open_data.describing import JSON, encoded
from feedback.open_data.files import READING
from feedback.open_data.pages import page
from feedback.open_data.sending import AnyRequest, Kind, document
from feedback.open_data.shelf import shelf
from feedback.open_data.vocabulary import measure_term
from feedback.quarterly.measures import MEASURES
from feedback.service import Service

KEYED = {"access": Access.API_KEY}
PUBLIC = {"access": Access.PUBLIC}


@route(f"{API_ROOT}/figures", http_method=READING, opt=KEYED, status_code=200)
async def figures(request: AnyRequest) -> Response[Any]:
    """The figures that all of the parameters fit, the newest quarter first and in the order of its file."""
    asked = question(list(request.query_params.multi_items()))
    found = await Reader(await shelf(request.app.state), asked).page()
    return _reply(request, found, _next(request, found.next_cursor))


@route(f"{API_ROOT}/quarters", http_method=READING, opt=KEYED, status_code=200)
async def quarters(request: AnyRequest) -> Response[Any]:
    """What is published: every quarter with its editions and their files."""
    service: Service = request.app.state.service
    published = (await shelf(request.app.state)).published
    listed = tuple(quarter_reply(service, published.of(each.quarter)) for each in published.newest)
    return _reply(request, QuartersReply(listed))


@route(f"{API_ROOT}/vocabulary", http_method=READING, opt=KEYED, status_code=200)
async def vocabulary(request: AnyRequest) -> Response[Any]:
    """What every id stands for, in Swedish and English."""
    return _reply(request, await (await shelf(request.app.state)).words())


@route(f"{API_ROOT}/measures", http_method=READING, opt=KEYED, status_code=200)
async def measures(request: AnyRequest) -> Response[Any]:
    """What every measure means, and its unit."""
    return _reply(request, MeasuresReply(tuple(measure_term(each) for each in MEASURES)))


@route(f"{API_ROOT}/openapi.json", http_method=READING, opt=PUBLIC, status_code=200)
async def openapi(request: AnyRequest) -> Response[Any]:
    """The description of this API (OpenAPI 3.1)."""
    return document(request, encoded(described(request.app.state.service)), Kind(JSON, SHORT))


@route(API_ROOT, http_method=READING, opt=PUBLIC, status_code=200)
async def about(request: AnyRequest) -> Response[Any]:
    """The same for people."""
    service: Service = request.app.state.service
    return page(
        request,
        "api",
        API_ROOT,
        operations=OPERATIONS,
        parameters=PARAMETERS,
        base=absolute(service, API_ROOT),
        most=service.settings.api_requests_per_minute,
        kinds=problems.TITLES,
    )


def _reply(request: AnyRequest, told: Any, headers: dict[str, str] | None = None) -> Response[Any]:
    varying = {"vary": "authorization, accept-encoding"}
    kind = Kind(JSON, REVALIDATED, headers=varying | (headers or {}))
    return document(request, msgspec.json.encode(told), kind)


def _next(request: AnyRequest, cursor: str | None) -> dict[str, str]:
    """The address of the next page, as a link in the headers."""
    if cursor is None:
        return {}
    given = [(name, value) for name, value in request.query_params.multi_items() if name != "cursor"]
    address = absolute(request.app.state.service, f"{API_ROOT}/figures")
    return {"link": f'<{address}?{urlencode([*given, ("cursor", cursor)])}>; rel="next"'}


ROUTES = (figures, quarters, vocabulary, measures, openapi, about)
HANDLERS = (Router("/", route_handlers=list(ROUTES), exception_handlers=problems.HANDLERS),)
