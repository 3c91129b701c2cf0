"""A whole summary over a million answers: figures from the desk, text, PDF, HTML, DOCX, CSV and Parquet.

ANSWERS makes it smaller or larger. What is hidden of the quarters is decided before, once in their life, as in service.
"""

from __future__ import annotations

import asyncio
import dataclasses
import os
import resource
import tempfile
import time
from pathlib import Path

from feedback.insight.closed import closed_quarters as listed
from feedback.insight.desk import Desk
from feedback.process import Process
from feedback.quarterly import press
from feedback.quarterly.command import DESK_SECONDS
from feedback.quarterly.craft import usual_craft
from feedback.quarterly.document import Document
from feedback.quarterly.editions import Heads, draft_notice
from feedback.quarterly.making import draft_order, facts_of
from feedback.quarterly.published import figures_csv
from feedback.service import Service, opened_service
from feedback.settings import Settings
from tests import world
from tests.bench.counted_quarters import closed_quarters

ANSWERS = int(os.environ.get("ANSWERS", "1000000"))
CEILING_SECONDS = 20.0


def run() -> None:
    with tempfile.TemporaryDirectory() as folder:
        made = world.settings(f"sqlite:{folder}/bench.sqlite", Path(folder))
        asyncio.run(_measured(dataclasses.replace(made, municipality=Settings.municipality)))


async def _measured(settings: Settings) -> None:
    async with opened_service(settings) as service:
        responses = await closed_quarters(service, ANSWERS)
        print(f"{ANSWERS:,} answers of {responses:,} responses in eight closed quarters")
        desk = Desk(answer_seconds=DESK_SECONDS)
        desk.start()
        try:
            await _once_in_life(service, desk)
            await _whole(service, desk)
        finally:
            await asyncio.to_thread(desk.stop)


async def _once_in_life(service: Service, desk: Desk) -> None:
    began = time.perf_counter()
    await desk.warm_up(service)
    print(f"What is hidden decided in {time.perf_counter() - began:.1f} s, once")
    await asyncio.to_thread(desk.stop)
    desk.start()


async def _whole(service: Service, desk: Desk) -> None:
    """From a desk that has just been started to every file of the full Swedish document."""
    quarter, own = (await listed())[-1].quarter, time.process_time()
    began, worked = time.perf_counter(), _children_cpu()
    facts = await facts_of(service, desk, quarter, lambda asked: None)
    gathered = time.perf_counter() - began
    notices = {language: draft_notice(service, language) for language in press.LANGUAGES}
    order = draft_order(service, facts, Heads("", "Dag Exempel"), 1, service.today(), notices)
    process = Process()
    try:
        steps, memory = await process.done(600.0, _set, order)
    finally:
        await asyncio.to_thread(process.end)
    whole = time.perf_counter() - began
    await asyncio.to_thread(desk.stop)
    cpu = time.process_time() - own + _children_cpu() - worked
    print(f"  figures from the desk {gathered:6.2f} s")
    for name, seconds, size in steps:
        print(f"  {name:<21} {seconds:6.2f} s  {size / 1000:8.0f} kB")
    kept = "ok" if whole <= CEILING_SECONDS else "MISSED"
    print(
        f"  whole                 {whole:6.2f} s (at most {CEILING_SECONDS:.0f}) {kept}; {whole / gathered:.1f} times the "
        f"gathering alone; processor {cpu:.1f} s in all; the press used {memory:.0f} MB"
    )


def _children_cpu() -> float:
    """Processor seconds of the worker processes that have ended: what a busy machine does not change."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _set(order: press.DraftOrder) -> tuple[list[tuple[str, float, int]], float]:
    """In the press's process: how long each step takes and how large what it gives is."""
    steps: list[tuple[str, float, int]] = []

    def step(name: str, began: float, size: int) -> None:
        steps.append((name, time.perf_counter() - began, size))

    began = time.perf_counter()
    craft = usual_craft()
    step("loading", began, 0)
    began = time.perf_counter()
    figures = figures_csv(craft.figure_rows(order.facts, order.municipality))
    step("figures, CSV", began, len(figures))
    began = time.perf_counter()
    document: Document = press.document_of(craft, order, "sv-full")
    step("text", began, 0)
    for suffix in ("pdf", "html", "docx"):
        began = time.perf_counter()
        step(suffix.upper(), began, len(press.set_in(craft, document, suffix)))
    began = time.perf_counter()
    step("figures, Parquet", began, len(press.figure_files(figures, "x")[1].content))
    return steps, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
