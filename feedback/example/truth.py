"""The truth file: what was planted, where, how large, and what an honest analysis should say about it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from feedback.example.expected import (
    Expected,
    Gaps,
    district_channel_gaps,
    district_gaps,
    expected_in,
    expected_themes,
)
from feedback.example.grid import Floats
from feedback.example.plan import Planted, ThemeLink
from feedback.example.sample import Sample
from feedback.example.scores import asked_modes
from feedback.example.themes import chances_of

FORMAT = 1
WORTH_TELLING_POINTS = 3  # a smaller true gap is not one that anybody planted
DEFINITIONS = {
    "satisfied": "a score of 4 or 5 of 5 on the overall question",
    "raw_gap": "percentage points against the other districts in the same channel",
    "like_with_like_gap": "the same after indirect standardisation: with the other districts' shares per service and answering mode",
    "with_language_gap": "the same, standardised for the errand's language as well",
    "truly_worse": f"places with a like-with-like gap of {WORTH_TELLING_POINTS} points or more; no other may be called lacking",
    "period": "the last 52 weeks, unless another is named",
    "lift": "share of comments touching on the theme, divided by the share in the other districts",
}


def truth_of(sample: Sample, seed: int, comment_ids: Mapping[int, int]) -> dict[str, Any]:
    """The truth as plain values. `comment_ids`: position among the comments → the id of its row."""
    weeks = sample.weeks
    year = expected_in(sample.grid, sample.plan, weeks, weeks.is_recent)
    gaps = district_channel_gaps(year)
    cells, districts = list(_cells(sample, year, gaps)), list(_districts(sample, year))
    return {
        "format": FORMAT,
        "municipality": sample.municipality.id,
        "seed": seed,
        "first_week": weeks.mondays[0].isoformat(),
        "last_week": weeks.mondays[-1].isoformat(),
        "definitions": DEFINITIONS,
        "planted": [_planted(sample, planted, gaps) for planted in sample.plan.planted],
        "truly_worse": [_place(each) for each in (*cells, *districts) if _is_worse(each)],
        "cells": cells,
        "districts": districts,
        "themes": list(_themes(sample, year)),
        "theme_links": [_link(link) for link in sample.plan.theme_link],
        "comments": [
            {"answer": str(comment_ids[place]), "themes": list(each.themes)}
            for place, each in enumerate(sample.comments)
        ],
    }


def write_truth(path: Path, truth: Mapping[str, Any]) -> None:
    """The truth as JSON, whole or not at all. Ids are text: they do not fit other programs' numbers."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(path.name + ".part")
    unfinished.write_text(json.dumps(truth, ensure_ascii=False, indent=1), encoding="utf-8")
    unfinished.replace(path)


def _is_worse(place: Mapping[str, Any]) -> bool:
    return bool(place["like_with_like_gap_points"] <= -WORTH_TELLING_POINTS)


def _place(place: Mapping[str, Any]) -> dict[str, str | None]:
    return {"district": place["district"], "channel": place.get("channel")}


def _points(share: float) -> float:
    return round(100 * float(share), 2)


def _planted(sample: Sample, planted: Planted, gaps: Gaps) -> dict[str, Any]:
    row: dict[str, Any] = {
        "id": planted.id,
        "kind": planted.kind,
        "where": {"district": planted.district, "channel": planted.channel},
        "what": planted.sentence,
        "expected_verdict": planted.expected,
        "effects": [msgspec.to_builtins(each) for each in planted.effect],
    }
    if planted.channel in sample.grid.axes.channels:
        at = sample.grid.axes.district(planted.district), sample.grid.axes.channel(planted.channel or "")
        row |= _sizes(gaps, at)
    return row | (_change(sample, at) if planted.kind == "change" else {})


def _sizes(gaps: Gaps, at: tuple[int, ...]) -> dict[str, float]:
    return {
        "satisfied_share": round(float(gaps.share[at]), 4),
        "raw_gap_points": _points(gaps.raw[at]),
        "like_with_like_gap_points": _points(gaps.alike[at]),
        "with_language_gap_points": _points(gaps.alike_in_language_too[at]),
    }


def _change(sample: Sample, at: tuple[int, ...]) -> dict[str, Any]:
    """The quarter that differs, and the share in it and in all the other weeks."""
    weeks = sample.weeks
    dip, other = (
        expected_in(sample.grid, sample.plan, weeks, each) for each in (weeks.in_dip, ~weeks.in_dip)
    )
    mondays = [monday for monday, inside in zip(weeks.mondays, weeks.in_dip, strict=True) if inside]
    return {
        "quarter": f"{mondays[-1].year}Q{(mondays[-1].month + 2) // 3}",
        "quarter_weeks": [mondays[0].isoformat(), (mondays[-1] + timedelta(days=6)).isoformat()],
        "satisfied_share_in_quarter": round(float(dip.share()[at]), 4),
        "satisfied_share_otherwise": round(float(other.share()[at]), 4),
        "answers_expected_in_quarter": round(float(dip.answers.sum(axis=(2, 3, 4))[at]), 1),
    }


def _cells(sample: Sample, year: Expected, gaps: Gaps) -> Iterator[dict[str, Any]]:
    axes = sample.grid.axes
    n = year.answers.sum(axis=(2, 3, 4))
    for at in np.ndindex(n.shape):
        names = {"district": axes.districts[at[0]], "channel": axes.channels[at[1]]}
        yield {**names, "answers_expected": round(float(n[at]), 1), **_sizes(gaps, at)}


def _districts(sample: Sample, year: Expected) -> Iterator[dict[str, Any]]:
    gaps = district_gaps(year)
    n = year.answers.sum(axis=(1, 2, 3, 4))
    for at, word in enumerate(sample.grid.axes.districts):
        yield {"district": word, "answers_expected": round(float(n[at]), 1), **_sizes(gaps, (at,))}


def _themes(sample: Sample, year: Expected) -> Iterator[dict[str, Any]]:
    """Every theme with its true spread over the districts, planted or not: a mix of errands also makes a spread."""
    chances = chances_of(sample.plan, sample.municipality, sample.grid.axes)
    asked = asked_modes(sample.grid, sample.survey_of)
    counts = expected_themes(sample.grid, sample.plan, year, chances, asked).sum(axis=1)
    for place, word in enumerate(chances.themes):
        yield {
            "id": word,
            "label": sample.plan.theme[word].label,
            "share_of_comments": round(float(counts[:, place].sum() / counts[:, -1].sum()), 4),
            "districts": [_spread(sample, counts, at, place, word) for at in range(len(counts))],
        }


def _spread(sample: Sample, counts: Floats, at: int, theme: int, name: str) -> dict[str, Any]:
    touched, comments = counts[:, theme], counts[:, -1]
    others = comments.sum() - comments[at]
    rest = (touched.sum() - touched[at]) / others if others else 0.0
    share = touched[at] / comments[at]
    word = sample.grid.axes.districts[at]
    planted = any((link.theme, link.district) == (name, word) for link in sample.plan.theme_link)
    return {
        "district": word,
        "share_of_comments": round(float(share), 4),
        "lift": round(float(share / rest), 3) if rest else None,
        "planted": planted,
    }


def _link(link: ThemeLink) -> dict[str, Any]:
    return {
        "theme": link.theme,
        "district": link.district,
        "channel": link.channel,
        "times_among_unhappy": link.times,
        "what": link.sentence,
    }
