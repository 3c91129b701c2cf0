"""Every dashboard over ten million stored answers, and what residents who answer meanwhile notice of it.

ANSWERS makes it smaller: `ANSWERS=1000000 make bench BENCH=dashboards`.
"""

from __future__ import annotations

import asyncio
import dataclasses
import http.client
import multiprocessing
import os
import secrets
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.synchronize import Event
from pathlib import Path

from feedback.service import opened_service
from feedback.settings import Settings
from feedback.staff import sessions
from feedback.staff.accounts import NewAccount, create_account
from feedback.tables import Staff
from tests import world
from tests.bench.answering import form
from tests.bench.counted_quarters import closed_quarters
from tests.bench.load import Measured, Request, burst, post
from tests.invited import Errand, invite
from tests.serving import free_port, running_server

ANSWERS = int(os.environ.get("ANSWERS", "10000000"))
CEILING_MS = 100.0
MOST_SLOWER = 1.5
LOADS, SUBMISSIONS, CLIENTS, ROUNDS = 60, 3_000, 16, 3
READY_SECONDS = 240.0
PAGES_A_SECOND = 5
NEW_ACCOUNT = NewAccount("namnd@example.com", "Bo Exempel", "committee", "en lang fras bara for matning")
ERRAND = Errand(channel="phone", office=None, service="housing", district="varby")


def addresses(district: str = "varby") -> dict[str, str]:
    return {
        "overview": "/insikt",
        "districts": "/insikt/kommundelar",
        "district": f"/insikt/kommundel/{district}",
        "channels": "/insikt/kanaler",
        "channel": "/insikt/kanal/phone",
        "offices": "/insikt/kontor",
        "use": "/insikt/anvandning",
        "presence": "/insikt/narvaro",
        "compare": f"/insikt/jamfor?a={district}.phone&b=segeltorp.phone",
    }


def signed_in(address: str, cookie: str) -> Request:
    head = f"GET {address} HTTP/1.1\r\nHost: bench\r\nAccept-Encoding: gzip\r\n"
    return Request(f"{head}Cookie: {sessions.COOKIE}={cookie}\r\n\r\n".encode())


async def _filled(settings: Settings) -> str:
    """Quarters and an account; gives the cookie of a browser that has signed in."""
    async with opened_service(settings) as service:
        responses = await closed_quarters(service, ANSWERS)
        print(f"{ANSWERS} answers of {responses} responses in eight closed quarters")
        await create_account(service, NEW_ACCOUNT)
        row = await Staff.select(Staff.id).first()
        assert row is not None
        return await sessions.begin(service, row["id"], None)


async def _invited(settings: Settings) -> list[str]:
    async with opened_service(settings) as service:
        return await invite(service, [ERRAND] * SUBMISSIONS)


@contextmanager
def prepared() -> Iterator[tuple[Settings, int, str]]:
    with tempfile.TemporaryDirectory() as folder:
        made = world.settings(f"sqlite:{folder}/bench.sqlite", Path(folder))
        settings = dataclasses.replace(made, port=free_port(), municipality=Settings.municipality)
        cookie = asyncio.run(_filled(settings))
        with running_server(settings, "tests.bench.server") as process:
            began = time.monotonic()
            _until_ready(settings.port, cookie)
            print(f"What is hidden of eight quarters decided in {time.monotonic() - began:.0f} s, once")
        with running_server(settings, "tests.bench.server") as process:
            began = time.monotonic()
            _until_ready(settings.port, cookie)
            print(f"First page {time.monotonic() - began:.2f} s after a later start")
            yield settings, process.pid, cookie


def _until_ready(port: int, cookie: str) -> None:
    ends = time.monotonic() + READY_SECONDS
    while (status := _status(port, "/insikt", cookie)) != 200:
        if time.monotonic() > ends:
            raise RuntimeError(f"no dashboard in {READY_SECONDS:.0f} s, the last status {status}")
        time.sleep(0.2)


def _status(port: int, address: str, cookie: str) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", address, headers={"Cookie": f"{sessions.COOKIE}={cookie}"})
    response = connection.getresponse()
    response.read()
    connection.close()
    return response.status


def pages(port: int, pid: int, cookie: str) -> None:
    """The first load of each page, then many of the same."""
    for name, address in addresses().items():
        request = signed_in(address, cookie)
        first = burst(port, [request], 1, pid)
        warm = burst(port, [request] * LOADS, 1, pid)
        kept = "ok" if warm.percentile_ms(0.95) <= CEILING_MS else "MISSED"
        print(
            f"  {name:<10} first {first.percentile_ms(0.5):6.1f} ms   then p50 {warm.percentile_ms(0.5):6.1f} "
            f"p95 {warm.percentile_ms(0.95):6.1f} ms (at most {CEILING_MS:.0f}) {kept}  "
            f"server CPU {warm.cpu_ms:.1f} ms  wrong {first.wrong + warm.wrong}"
        )


def submitted(settings: Settings, pid: int) -> Measured:
    tokens = asyncio.run(_invited(settings))
    requests = [post(f"/s/{token}", form(secrets.token_urlsafe(12))) for token in tokens]
    return burst(settings.port, requests, CLIENTS, pid)


def _browse(port: int, cookie: str, until: Event, a_second: float) -> None:
    """Every dashboard in turn, over other districts and periods too, at most so many a second."""
    several = [*addresses("varby").values(), *addresses("skogas").values(), *addresses("trangsund").values()]
    while not until.is_set():
        for address in several:
            began = time.monotonic()
            if until.is_set():
                return
            _status(port, address, cookie)
            time.sleep(max(0.0, 1 / a_second - (time.monotonic() - began)))


@contextmanager
def browsing(port: int, cookie: str, a_second: float) -> Iterator[None]:
    context = multiprocessing.get_context("fork")
    until = context.Event()
    reader = context.Process(target=_browse, args=(port, cookie, until, a_second))
    reader.start()
    try:
        yield
    finally:
        until.set()
        reader.join(30)


def answering(settings: Settings, pid: int, cookie: str) -> None:
    """Submissions alone, then with a browser that reads dashboards; the middle of three rounds."""
    submitted(settings, pid)  # warm
    for name, a_second in (
        (f"{PAGES_A_SECOND} dashboards a second", PAGES_A_SECOND),
        ("one after another", 1e9),
    ):
        rounds = []
        for _ in range(ROUNDS):
            alone = submitted(settings, pid)
            with browsing(settings.port, cookie, a_second):
                beside = submitted(settings, pid)
            rounds.append((beside.percentile_ms(0.95) / alone.percentile_ms(0.95), alone, beside))
        ratio, alone, beside = sorted(rounds, key=lambda each: each[0])[ROUNDS // 2]
        print(alone.line("submissions alone"))
        print(beside.line(f"submissions, {name}"))
        print(f"  p95 ratio {ratio:.2f} (at most {MOST_SLOWER}); wrong {alone.wrong + beside.wrong}")


def run() -> None:
    with prepared() as (settings, pid, cookie):
        pages(settings.port, pid, cookie)
        answering(settings, pid, cookie)
