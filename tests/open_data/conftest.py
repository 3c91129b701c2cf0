"""Open data and the read API of Lillåker over a real database, as any client meets them."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator

import httpx
import pytest
from litestar import Litestar

from feedback.app import HANDLERS, MAX_BODY_BYTES
from feedback.open_data.cross_origin import open_to_other_sites
from feedback.service import Service, opened_service
from feedback.settings import Settings
from feedback.staff.guard import guard
from feedback.web import failures
from feedback.web.headers import security_headers
from tests import world
from tests.open_data.archived import archive_all

Client = httpx.AsyncClient


def application(service: Service) -> Litestar:
    """The whole service's routes, without the workers that open data has no use for."""
    app = Litestar(
        route_handlers=list(HANDLERS),
        guards=[guard],
        exception_handlers=failures.HANDLERS,
        before_send=[open_to_other_sites],
        response_headers=security_headers(service.settings),
        request_max_body_size=MAX_BODY_BYTES,
        openapi_config=None,
        logging_config=None,
    )
    app.state.service = service
    return app


@contextlib.asynccontextmanager
async def client_of(service: Service) -> AsyncIterator[Client]:
    transport = httpx.ASGITransport(application(service))
    async with Client(transport=transport, base_url="http://testserver.local") as client:
        client.headers["accept-encoding"] = "identity"
        yield client


@pytest.fixture
async def empty(service: Service) -> AsyncIterator[Client]:
    """Before anything is published."""
    async with client_of(service) as client:
        yield client


@pytest.fixture
async def client(service: Service) -> AsyncIterator[Client]:
    """Two quarters published, on both kinds of database."""
    await archive_all()
    async with client_of(service) as opened:
        yield opened


@pytest.fixture
async def embedded(embedded_settings: Settings) -> AsyncIterator[Client]:
    """The same where the kind of database plays no part."""
    async with opened_service(embedded_settings, world.clock) as service:
        await archive_all()
        async with client_of(service) as opened:
            yield opened
