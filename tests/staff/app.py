"""A small service with the staff side alone: sign-in, guard and one page of each kind of access."""

from __future__ import annotations

import contextlib
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import httpx
from litestar import Litestar, Request, Router, get, post

from feedback.access import Access
from feedback.errors import LikvardigError
from feedback.service import Service, opened_service
from feedback.settings import Settings
from feedback.staff import failures, sign_in
from feedback.staff.accounts import NewAccount, create_account
from feedback.staff.guard import guard, viewer_in
from feedback.web import failures as web_failures
from tests import world

PASSWORD = "en lång fras som ingen gissar"
Client = httpx.AsyncClient


@dataclass
class Clock:
    """A clock that goes only when it is told to."""

    now: datetime = world.NOW

    def __call__(self) -> datetime:
        return self.now

    def forward(self, by: timedelta) -> None:
        self.now += by


@get("/open", opt={"access": Access.PUBLIC}, sync_to_thread=False)
def open_to_all() -> str:
    return "open"


@get("/staff", opt={"access": Access.STAFF}, sync_to_thread=False)
def for_staff(request: Request[Any, Any, Any]) -> str:
    return viewer_in(request).name


@get("/committee", opt={"access": Access.COMMITTEE}, sync_to_thread=False)
def for_committee() -> str:
    return "committee"


@get("/administrator", opt={"access": Access.ADMINISTRATOR}, sync_to_thread=False)
def for_administrators() -> str:
    return "administrator"


@get("/keyed", opt={"access": Access.API_KEY}, sync_to_thread=False)
def for_keys() -> str:
    return "keyed"


@get("/forgotten", sync_to_thread=False)
def says_nothing() -> str:
    return "nobody may see this"


@post("/change", opt={"access": Access.STAFF}, sync_to_thread=False)
def change() -> str:
    return "changed"


PAGES = (open_to_all, for_staff, for_committee, for_administrators, for_keys, says_nothing, change)


@contextlib.asynccontextmanager
async def staff_client(settings: Settings, clock: Clock) -> AsyncIterator[tuple[Client, Service]]:
    async with opened_service(settings, clock) as service:
        app = Litestar(
            route_handlers=[
                *sign_in.HANDLERS,
                Router("/", route_handlers=list(PAGES), exception_handlers=failures.HANDLERS),
            ],
            guards=[guard],
            exception_handlers={LikvardigError: web_failures.expected},
            openapi_config=None,
        )
        app.state.service = service
        await people(service)
        async with Client(
            transport=httpx.ASGITransport(app), base_url="http://testserver.local", follow_redirects=True
        ) as client:
            yield client, service


async def people(service: Service) -> None:
    """Anna answers for Söderhagen, Bo sits in the committee, Cia looks after the service."""
    for email, name, role, districts in (
        ("anna@lillaker.example", "Anna", "manager", ("soderhagen",)),
        ("bo@lillaker.example", "Bo", "committee", ()),
        ("cia@lillaker.example", "Cia", "administrator", ()),
    ):
        await create_account(
            service, NewAccount(email=email, name=name, role=role, districts=districts, password=PASSWORD)
        )


async def sign_in_as(client: Client, name: str, password: str = PASSWORD, **fields: str) -> Any:
    given = {"email": f"{name}@lillaker.example", "password": password} | fields
    return await client.post("/logga-in", data=given, follow_redirects=False)


async def csrf_of(client: Client, path: str) -> str:
    """The secret in the forms of a page."""
    found = re.search(r'name="csrf" value="([^"]+)"', (await client.get(path)).text)
    assert found is not None
    return found[1]
