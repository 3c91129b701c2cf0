"""Archived summaries of Lillåker, put in by hand: two quarters, the older in two editions, and what is not published."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime

from feedback.keys import random_id
from feedback.quarterly.parquet import parquet_of
from feedback.quarterly.published import EMPTY, HIDDEN, OTHER, SHOWN, Figure, figures_csv
from feedback.tables import Summary, SummaryFile

FIRST_APPROVED = datetime(2026, 8, 20, 9, 30, 15, tzinfo=UTC)
SECOND_APPROVED = datetime(2026, 10, 1, 12, 0, 0, tzinfo=UTC)
NEWEST_APPROVED = datetime(2026, 11, 10, 8, 0, 5, tzinfo=UTC)


def figures_of(quarter: str, more: int = 0) -> tuple[Figure, ...]:
    """A few rows of every state, with a name of a theme and somebody else's value."""
    period = f"12m-{quarter}"
    return (
        Figure("T1:1", "T1", period, "answers", SHOWN, value=812 + more, n=812 + more),
        Figure(
            "T1:1", "T1", period, "satisfied_share", SHOWN, value=0.77, low=0.741, high=0.797, n=812 + more
        ),
        Figure("T1:2", "T1", period, "answers", SHOWN, district="norrbyn", value=402, n=402),
        Figure(
            "T1:2",
            "T1",
            period,
            "gap",
            SHOWN,
            district="norrbyn",
            value=0.05,
            low=-0.01,
            high=0.11,
            n=402,
            word="",
        ),
        Figure("T1:2", "T1", period, "verdict", SHOWN, district="norrbyn", word="cannot_tell", n=402),
        Figure("T1:3", "T1", period, "answers", HIDDEN, district="oholm"),
        Figure("T1:4", "T1", period, "answers", HIDDEN, district=OTHER),
        Figure("T1:5", "T1", period, "answers", EMPTY, district="oholm", channel="e_service"),
        Figure("T2:7", "T2", period, "answers", SHOWN, channel="phone", office="centrum", value=60, n=60),
        Figure("T3:11", "T3", period, "theme_name", SHOWN, theme="4711", word="Väntan i telefon"),
        Figure("T3:11", "T3", period, "theme_name_en", SHOWN, theme="4711", word="Waiting on the phone"),
        Figure("T3:11", "T3", period, "answers", SHOWN, theme="4711", value=31, n=31),
        Figure("T3:12", "T3", period, "answers", HIDDEN, theme="4712"),
        Figure(
            "T4:1",
            "T4",
            "",
            "index",
            SHOWN,
            channel="phone",
            value=83.8,
            organisation="Sveriges Kommuner, Regioner",
            source='Mätning "2024"',
        ),
    )


async def archive(
    quarter: str,
    edition: int,
    approved_at: datetime,
    figures: Sequence[Figure],
    state: str = "archived",
    with_parquet: bool = True,
) -> None:
    """One edition as the workflow leaves it: rows of both files, and one of a document that open data never reads."""
    summary = random_id()
    await Summary.insert(
        Summary(
            id=summary,
            quarter=quarter,
            edition=edition,
            state=state,
            data_version=f"data-{quarter}-{edition}",
            program_version="0.1.0",
            drafted_at=approved_at,
            approved_at=approved_at if state == "archived" else None,
            approved_name="Anna Andersson",
        )
    )
    files = [
        ("figures", "csv", "text/csv", figures_csv(figures)),
        ("pdf", "pdf", "application/pdf", b"%PDF-1.7 a secret draft"),
    ]
    if with_parquet:
        files.append(("parquet", "parquet", "application/vnd.apache.parquet", parquet_of(figures)))
    for kind, suffix, media_type, content in files:
        await SummaryFile.insert(
            SummaryFile(
                summary=summary,
                name=f"likvardig-{quarter}-{edition}.{suffix}",
                kind=kind,
                media_type=media_type,
                content=content,
                content_hash=hashlib.sha256(content).hexdigest(),
            )
        )


async def archive_all() -> None:
    """2026Q2 in two editions, 2026Q3 in one, and a draft of 2026Q4 that nobody has approved."""
    await archive("2026Q2", 1, FIRST_APPROVED, figures_of("2026Q2"))
    await archive("2026Q2", 2, SECOND_APPROVED, figures_of("2026Q2", more=5))
    await archive("2026Q3", 1, NEWEST_APPROVED, figures_of("2026Q3"))
    await archive("2026Q4", 1, NEWEST_APPROVED, figures_of("2026Q4"), state="reviewed")
