"""Closed-loop clients in processes of their own: each sends its next request when the last is answered."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

CLIENT_PROCESSES = 1


@dataclass(frozen=True)
class Request:
    """One request, ready to be sent; `expect` is the only status that counts as right."""

    raw: bytes
    expect: int = 200


def get(path: str) -> Request:
    return Request(f"GET {path} HTTP/1.1\r\nHost: bench\r\nAccept-Encoding: gzip\r\n\r\n".encode())


def post(path: str, body: bytes) -> Request:
    head = (
        f"POST {path} HTTP/1.1\r\nHost: bench\r\nAccept-Encoding: gzip\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return Request(head.encode() + body)


@dataclass
class Measured:
    """What one burst showed; latencies in seconds."""

    seconds: float = 0.0
    latencies: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    wrong: int = 0
    server_cpu_seconds: float = 0.0

    @property
    def per_second(self) -> float:
        return len(self.latencies) / self.seconds

    def percentile_ms(self, share: float) -> float:
        ordered = sorted(self.latencies)
        return 1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))]

    @property
    def cpu_ms(self) -> float:
        """Server CPU per request."""
        return 1000 * self.server_cpu_seconds / len(self.latencies)

    def line(self, name: str) -> str:
        statuses = " ".join(f"{status}:{count}" for status, count in sorted(self.statuses.items()))
        return (
            f"{name:<44} {self.per_second:8.0f}/s  p50 {self.percentile_ms(0.5):6.1f} ms  "
            f"p95 {self.percentile_ms(0.95):6.1f} ms  server CPU {self.cpu_ms:5.2f} ms  {statuses}"
        )


def burst(port: int, requests: Sequence[Request], clients: int, server_pid: int) -> Measured:
    """Send all requests over `clients` kept-open connections; every request exactly once."""
    context = multiprocessing.get_context("fork")
    queue: multiprocessing.Queue[Measured] = context.Queue()
    before = cpu_seconds(server_pid)
    parts = [requests[start::CLIENT_PROCESSES] for start in range(CLIENT_PROCESSES)]
    workers = [
        context.Process(target=_work, args=(port, part, clients // CLIENT_PROCESSES, queue)) for part in parts
    ]
    began = time.perf_counter()
    for worker in workers:
        worker.start()
    total = Measured()
    for _ in workers:
        one = queue.get(timeout=120)
        total.latencies += one.latencies
        total.statuses.update(one.statuses)
        total.wrong += one.wrong
        total.seconds = max(total.seconds, one.seconds)
    for worker in workers:
        worker.join()
    total.server_cpu_seconds = cpu_seconds(server_pid) - before
    assert time.perf_counter() - began >= total.seconds
    return total


def _work(
    port: int, requests: Sequence[Request], clients: int, queue: multiprocessing.Queue[Measured]
) -> None:
    import uvloop

    queue.put(uvloop.run(_clients(port, requests, clients)))


async def _clients(port: int, requests: Sequence[Request], clients: int) -> Measured:
    measured = Measured()
    waiting = iter(requests)
    connections = [await asyncio.open_connection("127.0.0.1", port) for _ in range(clients)]
    began = time.perf_counter()
    await asyncio.gather(*(_client(reader, writer, waiting, measured) for reader, writer in connections))
    measured.seconds = time.perf_counter() - began
    for _, writer in connections:
        writer.close()
    return measured


async def _client(reader, writer, waiting, measured: Measured) -> None:  # type: ignore[no-untyped-def]
    for request in waiting:
        began = time.perf_counter()
        writer.write(request.raw)
        status, _ = await read_response(reader)
        measured.latencies.append(time.perf_counter() - began)
        measured.statuses[status] += 1
        measured.wrong += status != request.expect


async def read_response(reader: asyncio.StreamReader) -> tuple[int, bytes]:
    head = await reader.readuntil(b"\r\n\r\n")
    status = int(head[9:12])
    lower = head.lower()
    place = lower.find(b"content-length:")
    length = int(lower[place + 15 : lower.index(b"\r\n", place)])
    return status, await reader.readexactly(length)


def cpu_seconds(pid: int) -> float:
    """User and system time of one process and its threads (not its children)."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def pss_mib(pid: int) -> float:
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    raise RuntimeError("no Pss in smaps_rollup")
