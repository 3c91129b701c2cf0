"""The cube and the funnel read for one quarter: grouped in the database, on packed keys."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from feedback.cells import CELLS
from feedback.funnel import FUNNEL, Stage
from feedback.insight.figures import Scores
from feedback.packing import Packing, week_start
from feedback.quarters import Quarter
from feedback.service import Service
from feedback.tables import Cell, Funnel
from feedback.vocabulary import question_word

OVERALL = "overall"
POINTS = 5
Group = tuple[str | None, str | None]
"""A district or office, and a channel; None where it is not known."""


@dataclass(frozen=True)
class Extent:
    """What to read: one quarter, one kind of row, and one service or all of them."""

    quarter: Quarter
    rows: str  # "district" or "office"
    service: str | None = None


async def weeks_with_data(service: Service) -> tuple[date, date] | None:
    """The Mondays of the first and the last week with errands or answers; None before the first."""
    found: list[date] = []
    for table, packing in ((Cell, CELLS), (Funnel, FUNNEL)):
        for extreme in ("MIN", "MAX"):
            [row] = await table.raw(f"SELECT {extreme}(key) AS key FROM {table._meta.tablename}")
            if row["key"] is not None:
                found.append(week_start(packing.field("week", row["key"])))
    return (min(found), max(found)) if found else None


async def read_scores(service: Service, extent: Extent) -> dict[Group, Scores]:
    """How many gave each score overall, by row and channel."""
    questions = overall_codes(service)
    if not questions:
        return {}
    where = f"{CELLS.sql('question')} IN ({', '.join(str(code) for code in questions)})"
    rows = await Cell.raw(_grouped(CELLS, "cell", "score", extent, where), *_given(CELLS, service, extent))
    found: dict[Group, list[int]] = {}
    for row in rows:
        scores = found.setdefault(_group(service, extent, row), [0] * POINTS)
        scores[row["counted"] - 1] += row["n"]
    return {group: tuple(scores) for group, scores in found.items()}


async def read_funnel(service: Service, extent: Extent) -> dict[Group, Mapping[Stage, int]]:
    """How many errands reached each stage, by row and channel."""
    rows = await Funnel.raw(
        _grouped(FUNNEL, "funnel", "stage", extent, "n > 0"), *_given(FUNNEL, service, extent)
    )
    found: dict[Group, dict[Stage, int]] = {}
    for row in rows:
        stages = found.setdefault(_group(service, extent, row), {})
        stages[Stage(row["counted"])] = row["n"]
    return dict(found)


def overall_codes(service: Service) -> list[int]:
    """The codes of the question that measures satisfaction on five points, in every survey that asks it."""
    words = {
        question_word(survey, question.id)
        for survey in service.catalogue.surveys
        for question in survey.questions
        if question.id == OVERALL and question.points == POINTS
    }
    return sorted(service.vocabulary.code("question", word) for word in words)


def _grouped(packing: Packing, table: str, counted: str, extent: Extent, where: str) -> str:
    """Sums by row, channel and score or stage. `{}` are the key range and, where asked for, the service."""
    service = f" AND {packing.sql('service')} = {{}}" if extent.service else ""
    return (
        f"SELECT {packing.sql(extent.rows)} AS row_code, {packing.sql('channel')} AS channel_code, "
        f"{packing.sql(counted)} AS counted, CAST(SUM(n) AS BIGINT) AS n FROM {table} "
        f"WHERE key BETWEEN {{}} AND {{}} AND {where}{service} "
        f"GROUP BY {packing.sql(extent.rows)}, {packing.sql('channel')}, {packing.sql(counted)} "
        "HAVING SUM(n) > 0"
    )


def _given(packing: Packing, service: Service, extent: Extent) -> list[int]:
    low, high = packing.week_range(extent.quarter.first_monday, extent.quarter.last_monday)
    wanted = [service.vocabulary.code("service", extent.service)] if extent.service else []
    return [low, high, *wanted]


def _group(service: Service, extent: Extent, row: Mapping[str, Any]) -> Group:
    words = service.vocabulary
    return words.value(extent.rows, row["row_code"]), words.value("channel", row["channel_code"])
