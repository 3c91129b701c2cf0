"""`likvardig export responses` over a million responses, each format in a process of its own.

RESPONSES makes it smaller: `RESPONSES=100000 make bench BENCH=exporting`.
"""

from __future__ import annotations

import asyncio
import os
import random
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path

from feedback.closing import close_due
from feedback.exports.writing import WRITERS
from feedback.insight.closed import closed_quarters
from feedback.insight.desk import Desk
from feedback.service import opened_service
from feedback.settings import Settings
from tests import world
from tests.bench.processes import Used, measured
from tests.bench.rebuilding import _RESPONSE, _ids, _responses
from tests.serving import environment

RESPONSES = int(os.environ.get("RESPONSES", "1000000"))
CEILING_SECONDS, CEILING_MB = 60.0, 500.0
SCORED = {"bemotande": 5, "enkelhet": 5, "tydlighet": 5, "overall": 5}
AGREED = ("helped", "language")
WORDS = ("nej", "delvis", "ja")
WROTE = "Det gick bra och jag fick hjälp direkt, men jag fick vänta länge i telefon innan någon svarade."
_ANSWER = "INSERT INTO answer (id, response, question, score, choice, text) VALUES (?, ?, ?, ?, ?, ?)"
_COMMENTS = (
    "INSERT INTO comment (response, text, language, week) SELECT a.response, a.text, 'sv', r.week "
    "FROM answer a JOIN response r ON r.id = a.response WHERE a.text IS NOT NULL"
)


def filled(settings: Settings) -> None:
    """A million responses of two years in the layout storing gives them, every other one with a comment."""
    asyncio.run(_opened(settings))
    connection = sqlite3.connect(settings.sqlite_path)
    connection.execute("PRAGMA synchronous=OFF")
    ids = _ids(RESPONSES)
    connection.executemany(_RESPONSE.replace("'1'", "'2026-11'"), _responses(ids))
    connection.executemany(_ANSWER, _answers(ids))
    connection.execute(_COMMENTS)
    connection.commit()
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def _answers(ids: list[int]) -> Iterator[tuple[object, ...]]:
    drawn = random.Random(3)
    for identity in ids:
        place = 0
        for place, (question, points) in enumerate(SCORED.items(), 1):
            yield identity + place, identity, question, drawn.randint(1, points), None, None
        for question in AGREED:
            place += 1
            score = drawn.randint(1, 3)
            yield identity + place, identity, question, score, WORDS[score - 1], None
        if drawn.random() < 0.5:
            start = drawn.randrange(40)
            yield identity + 9, identity, "comment", None, None, WROTE[start:] + " " + WROTE[:start]


async def _opened(settings: Settings) -> None:
    async with opened_service(settings):
        pass


async def _closed(settings: Settings) -> tuple[str, ...]:
    """Every quarter closed, and decided what is hidden of each."""
    async with opened_service(settings, world.clock) as service:
        await close_due(service, service.today())
        desk = Desk(answer_seconds=3600)
        desk.start()
        try:
            await desk.warm_up(service)
        finally:
            await asyncio.to_thread(desk.stop)
        return tuple(each.code for each in await closed_quarters())


def exported(settings: Settings, format: str, quarters: tuple[str, ...], out: Path) -> Used:
    asked = [word for quarter in quarters for word in ("--quarter", quarter)]
    command = ["export", "responses", *asked, "--format", format, "--out", str(out)]
    return measured(["-m", "feedback.cli", *command], environment(settings))


def run() -> None:
    with tempfile.TemporaryDirectory(prefix="likvardig-bench-") as folder:
        settings = world.settings(f"sqlite:{Path(folder) / 'bench.sqlite'}", Path(folder))
        filled(settings)
        measured(["-m", "feedback.cli", "rebuild-cube"], environment(settings))
        quarters = asyncio.run(_closed(settings))
        for format in WRITERS:
            out = Path(folder) / f"out.{format}"
            seconds, megabytes = exported(settings, format, quarters, out)
            met = seconds <= CEILING_SECONDS and megabytes <= CEILING_MB
            print(
                f"{format}: {seconds:.1f} s of at most {CEILING_SECONDS:.0f}, {megabytes:.0f} MB of at most "
                f"{CEILING_MB:.0f}, file {out.stat().st_size / 1e6:.0f} MB {'ok' if met else 'MISSED'}"
            )
            out.unlink()
