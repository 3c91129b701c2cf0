"""The resident's pages as an application of their own, over a real database and a real writer."""

from __future__ import annotations

from collections.abc import AsyncIterator
from functools import partial

import pytest
from httpx import ASGITransport, AsyncClient
from litestar import Litestar

from feedback.answering import pages, receipt_pages
from feedback.answering.storing import Outcome, Submission, storing
from feedback.database.writer import GroupCommit
from feedback.service import Service
from feedback.web import failures
from feedback.web.headers import security_headers


def application(service: Service, answers: GroupCommit[Submission, Outcome]) -> Litestar:
    made = Litestar(
        route_handlers=[*pages.HANDLERS, *receipt_pages.HANDLERS],
        exception_handlers=failures.HANDLERS,
        response_headers=security_headers(service.settings),
        openapi_config=None,
        logging_config=None,
    )
    made.state.service = service
    made.state.answers = answers
    return made


def writer(service: Service, queue_size: int = 64) -> GroupCommit[Submission, Outcome]:
    return GroupCommit(service.engine, partial(storing, service.vocabulary), queue_size)


def browser(app: Litestar) -> AsyncClient:
    return AsyncClient(transport=ASGITransport(app), base_url="http://svara.lillaker.example")


@pytest.fixture
async def client(service: Service) -> AsyncIterator[AsyncClient]:
    """A browser in the test's own event loop, which the database's connections belong to."""
    answers = writer(service)
    answers.start()
    async with browser(application(service, answers)) as made:
        yield made
    await answers.stop()
