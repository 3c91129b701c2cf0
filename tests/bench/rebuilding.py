"""`likvardig rebuild-cube` over ten million stored answers on SQLite, beside a plain scan of the same table.

ANSWERS makes it smaller: `ANSWERS=1000000 make bench BENCH=rebuilding`.
"""

from __future__ import annotations

import asyncio
import os
import random
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from feedback.service import opened_service
from feedback.settings import Settings
from tests import world
from tests.bench.processes import Used, measured
from tests.serving import environment

ANSWERS = int(os.environ.get("ANSWERS", "10000000"))
CEILING_SECONDS = 15.0
CEILING_MB = 1000
ROUNDS = 3
SCORED = ("helped", "bemotande", "enkelhet", "tydlighet", "overall", "language")
MODES_OF = {
    "office_visit": ("kiosk", "sms_link"),
    "phone": ("sms_link",),
    "e_mail": ("e_mail_link",),
    "e_service": ("embedded", "e_mail_link"),
}
MONDAYS = [date(2024, 11, 4) + timedelta(weeks=week) for week in range(104)]
_RESPONSE = (
    "INSERT INTO response (id, survey, version, channel, office, service, district, language, mode, layout, week, "
    "receipt_hash) VALUES (?, 'core', '1', ?, ?, ?, ?, ?, ?, 'one_page', ?, ?)"
)
_ANSWER = "INSERT INTO answer (id, response, question, score, choice, text) VALUES (?, ?, ?, ?, NULL, ?)"


def filled(settings: Settings) -> int:
    """The answers, written past the service; gives how many responses they belong to."""
    asyncio.run(_made(settings))
    connection = sqlite3.connect(settings.sqlite_path)
    connection.execute("PRAGMA synchronous=OFF")
    ids = _ids(ANSWERS * 4 // 27)  # 6.75 answers each: six scores, and a comment from three in four
    connection.executemany(_RESPONSE, _responses(ids))
    connection.executemany(_ANSWER, _answers(ids))
    connection.commit()
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    return len(ids)


async def _made(settings: Settings) -> None:
    async with opened_service(settings):
        pass


def _ids(number: int) -> list[int]:
    """In order, so that filling is quick; the last byte is left to the answers, as storing does."""
    drawn = random.Random(1)
    return sorted({drawn.getrandbits(62) & ~0xFF | 0x100 for _ in range(number)})


def _responses(ids: list[int]) -> Iterator[tuple[object, ...]]:
    drawn = random.Random(2)
    for number, identity in enumerate(ids):
        channel = drawn.choice(tuple(MODES_OF))
        office = drawn.choice(("centrum", "soder")) if channel == "office_visit" else None
        yield (
            identity,
            channel,
            office,
            drawn.choice(("housing", "waste", None)),
            drawn.choice(("norrbyn", "soderhagen", "oholm", "unsaid", None)),
            drawn.choice(("sv", "sv", "sv", "fi", "en", "ar")),
            drawn.choice(MODES_OF[channel]),
            drawn.choice(MONDAYS).isoformat(),
            f"{number:032x}",
        )


def _answers(ids: list[int]) -> Iterator[tuple[object, ...]]:
    drawn = random.Random(3)
    for identity in ids:
        scores = drawn.getrandbits(24)
        for place, question in enumerate(SCORED):
            points = 3 if question in {"helped", "language"} else 5
            yield identity + place + 1, identity, question, 1 + (scores >> 4 * place & 15) % points, None
        if scores & 3:
            yield identity + 9, identity, "comment", None, "Det gick bra och jag fick hjälp direkt."


def baseline(settings: Settings) -> float:
    """Seconds to add up the scores of the same table, and nothing else."""
    connection = sqlite3.connect(settings.sqlite_path)
    began = time.perf_counter()
    connection.execute("SELECT COUNT(*), SUM(score), SUM(response & 1) FROM answer").fetchone()
    seconds = time.perf_counter() - began
    connection.close()
    return seconds


def rebuilt(settings: Settings) -> Used:
    return measured(["-m", "feedback.cli", "rebuild-cube"], environment(settings))


def run() -> None:
    with tempfile.TemporaryDirectory() as folder:
        settings = world.settings(f"sqlite:{folder}/bench.sqlite", Path(folder))
        began = time.perf_counter()
        responses = filled(settings)
        size = settings.sqlite_path.stat().st_size / 1e6
        print(
            f"{ANSWERS} answers of {responses} responses ({size:.0f} MB) written in {time.perf_counter() - began:.0f} s"
        )
        rounds = [(baseline(settings), *rebuilt(settings)) for _ in range(ROUNDS)]
        cells = sqlite3.connect(settings.sqlite_path).execute("SELECT COUNT(*) FROM cell").fetchone()[0]
    scan, seconds, mb = sorted(rounds, key=lambda each: each[1])[ROUNDS // 2]
    print(f"rebuild-cube to {cells} cells {seconds:.1f} s (at most {CEILING_SECONDS:.0f} for ten million), slowest of {ROUNDS} "
          f"{max(each[1] for each in rounds):.1f} s; peak memory {mb:.0f} MB (at most {CEILING_MB})")  # fmt: skip
    print(f"  a plain scan of the same table {scan:.2f} s: ratio {seconds / scan:.1f}")
