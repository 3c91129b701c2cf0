"""The web service, put together: one of the two files that know every part."""

from __future__ import annotations

import asyncio
import contextlib
import gc
from collections.abc import AsyncIterator
from functools import partial
from typing import Any

from litestar import Litestar, get

from feedback.access import Access
from feedback.answering import pages as answering_pages
from feedback.answering import receipt_pages
from feedback.answering.storing import Outcome, Submission, storing
from feedback.closing import close_hourly
from feedback.database.writer import GroupCommit
from feedback.errands import webhook
from feedback.insight import desk
from feedback.insight import pages as insight_pages
from feedback.insight.boundaries import configured
from feedback.invitations import jobs, unsubscribing
from feedback.process import Process
from feedback.quarterly import pages as quarterly_pages
from feedback.quarterly.forever import summaries_forever
from feedback.quarterly.references import pages as reference_pages
from feedback.service import Clock, Service, opened_service, system_clock
from feedback.settings import Settings
from feedback.staff import sign_in
from feedback.staff.guard import guard
from feedback.themes.forever import themes_forever
from feedback.web import failures, static_files
from feedback.web.headers import security_headers

MAX_BODY_BYTES = 2_000_000


@get("/halsa", opt={"access": Access.PUBLIC}, media_type="text/plain", sync_to_thread=False)
def health() -> str:
    """Says that the process answers; for load balancers and systemd."""
    return "ok\n"


HANDLERS: tuple[Any, ...] = (
    health,
    *static_files.HANDLERS,
    *answering_pages.HANDLERS,
    *receipt_pages.HANDLERS,
    *unsubscribing.HANDLERS,
    *webhook.HANDLERS,
    *sign_in.HANDLERS,
    *insight_pages.HANDLERS,
    *quarterly_pages.HANDLERS,
    *reference_pages.HANDLERS,
)


def create_app(settings: Settings, clock: Clock = system_clock) -> Litestar:
    """The service as an ASGI application; everything is opened at start and closed at the end."""
    return Litestar(
        route_handlers=list(HANDLERS),
        lifespan=[partial(running, settings=settings, clock=clock)],
        guards=[guard],
        exception_handlers=failures.HANDLERS,
        response_headers=security_headers(settings),
        request_max_body_size=MAX_BODY_BYTES,
        openapi_config=None,
        logging_config=None,
    )


@contextlib.asynccontextmanager
async def running(app: Litestar, settings: Settings, clock: Clock) -> AsyncIterator[None]:
    """The parts that live as long as the service: database, writer, job worker, analysis desk."""
    async with opened_service(settings, clock) as service, _answers(service) as answers:
        app.state.service = service
        app.state.answers = answers
        app.state.boundaries = configured(settings.boundaries, service.municipality)
        async with desk.opened(service) as analysis, _embedded_jobs(service, analysis), _press() as press:
            app.state.desk, app.state.press = analysis, press
            _settle_memory()
            yield


def _settle_memory() -> None:
    """What was loaded at start stays; looking through it again and again cost a fifth of every answer."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


@contextlib.asynccontextmanager
async def _answers(service: Service) -> AsyncIterator[GroupCommit[Submission, Outcome]]:
    procedure = partial(storing, service.vocabulary)
    writer: GroupCommit[Submission, Outcome] = GroupCommit(
        service.engine, procedure, service.settings.queue_size
    )
    writer.start()
    try:
        yield writer
    finally:
        await writer.stop()


@contextlib.asynccontextmanager
async def _press() -> AsyncIterator[Process]:
    """The process that shows how a draft will look; it is started when somebody first asks."""
    process = Process()
    try:
        yield process
    finally:
        await asyncio.to_thread(process.end)


@contextlib.asynccontextmanager
async def _embedded_jobs(service: Service, analysis: desk.Desk) -> AsyncIterator[None]:
    """The job worker, the closing of quarters, the themes and the summaries inside the service, unless the operator
    runs `likvardig jobs run` elsewhere."""
    if service.settings.jobs == "off":
        yield
        return
    stop = asyncio.Event()
    worker = asyncio.create_task(jobs.work_forever(service, stop), name="jobs")
    closing = asyncio.create_task(close_hourly(service, stop), name="closing")
    themes = asyncio.create_task(themes_forever(service, stop), name="themes")
    summaries = asyncio.create_task(summaries_forever(service, stop, analysis), name="summaries")
    try:
        yield
    finally:
        stop.set()
        await asyncio.gather(worker, closing, themes, summaries)
