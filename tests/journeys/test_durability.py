"""Kill the server without warning while residents answer: nobody who was thanked is forgotten."""

from __future__ import annotations

import asyncio
import dataclasses
import os
import re
import secrets
import signal
from collections import Counter
from urllib.parse import urlencode

from feedback.keys import Keys
from feedback.rebuilding import rebuild
from feedback.service import opened_service
from feedback.settings import Settings
from feedback.tables import Answer, Cell, Invitation, Response
from tests.bench.load import read_response
from tests.invited import Errand, invite
from tests.serving import free_port, running_server

CLIENTS = 32
KILL_AFTER = 250  # acknowledged answers
RECEIPT = re.compile(rb'class="code"[^>]*>(.*?)</p>', re.DOTALL)
ANSWERS = {"helped": "yes", "bemotande": "4", "overall": "5", "comment": "Tack för hjälpen"}


def form() -> bytes:
    return urlencode(ANSWERS | {"form": secrets.token_urlsafe(12)}).encode()


class Resident:
    """Answers one survey after another over one connection, and keeps every receipt she is given."""

    def __init__(self, port: int, tokens: list[str], receipts: list[str], enough: asyncio.Event) -> None:
        self.port, self.tokens, self.receipts, self.enough = port, tokens, receipts, enough

    async def answer_until_cut_off(self) -> None:
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
            while self.tokens:
                await self._answer(reader, writer, self.tokens.pop())
        except (OSError, asyncio.IncompleteReadError):
            return  # the server is gone: exactly what is being tried

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, token: str) -> None:
        status, page = await sent(reader, writer, token)
        assert status == 200, page
        self.receipts.append(receipt_in(page))
        if len(self.receipts) >= KILL_AFTER:
            self.enough.set()


async def sent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, token: str) -> tuple[int, bytes]:
    """Send a whole form for a link; returns status and page."""
    body = form()
    head = f"POST /s/{token} HTTP/1.1\r\nHost: test\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    writer.write(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
    return await read_response(reader)


def receipt_in(page: bytes) -> str:
    found = RECEIPT.search(page)
    assert found, page
    return re.sub(rb"<[^>]*>|\s|&nbsp;|\xc2\xa0", b"", found[1]).decode()


async def answer_under_load(port: int, pid: int, tokens: list[str]) -> list[str]:
    """Answer with many clients, kill the server in the middle; returns the receipts handed out."""
    receipts: list[str] = []
    enough = asyncio.Event()
    residents = [
        asyncio.create_task(Resident(port, tokens, receipts, enough).answer_until_cut_off())
        for _ in range(CLIENTS)
    ]
    await asyncio.wait_for(enough.wait(), 60)
    os.kill(pid, signal.SIGKILL)
    await asyncio.gather(*residents)
    return receipts


async def test_every_acknowledged_answer_survives_kill_9(settings: Settings) -> None:
    settings = dataclasses.replace(settings, port=free_port())
    async with opened_service(settings) as service:
        tokens = await invite(service, [Errand()] * 6000)
    with running_server(settings) as process:
        receipts = await answer_under_load(settings.port, process.pid, list(tokens))
        process.wait(10)
    assert len(receipts) >= KILL_AFTER
    assert len(set(receipts)) == len(receipts)
    async with opened_service(settings) as service:
        await _each_present_once(service.keys, receipts)
        before = {row["key"]: row["n"] for row in await Cell.select()}
        await rebuild(service)
        assert {row["key"]: row["n"] for row in await Cell.select()} == before


async def _each_present_once(keys: Keys, receipts: list[str]) -> None:
    stored = Counter(row["receipt_hash"] for row in await Response.select(Response.receipt_hash))
    assert [stored[keys.receipt_hash(receipt)] for receipt in receipts] == [1] * len(receipts)
    whole = Counter(row["response"] for row in await Answer.select(Answer.response))
    assert set(whole.values()) == {len(ANSWERS)}
    assert len(whole) == sum(stored.values()) == await Invitation.count().where(Invitation.state == "spent")


async def test_two_processes_share_one_sqlite_file(embedded_settings: Settings) -> None:
    first = dataclasses.replace(embedded_settings, port=free_port())
    second = dataclasses.replace(embedded_settings, port=free_port())
    async with opened_service(first) as service:
        tokens = await invite(service, [Errand()] * 300)
    with running_server(first), running_server(second):
        halves = (list(tokens), list(tokens))  # both get every link: each may be answered once in all
        results = await asyncio.gather(
            *(_counted(settings.port, half) for settings, half in zip((first, second), halves, strict=True))
        )
    assert sum(results, Counter()) == {200: 300, 409: 300}
    async with opened_service(first):
        assert await Response.count() == 300


async def _counted(port: int, tokens: list[str]) -> Counter[int]:
    statuses: Counter[int] = Counter()

    async def work() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        while tokens:
            status, _ = await sent(reader, writer, tokens.pop())
            statuses[status] += 1
        writer.close()

    await asyncio.gather(*(work() for _ in range(8)))
    return statuses
