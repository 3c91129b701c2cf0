"""Themes' figures over a million comments, as the desk's process holds them: no database, no pages."""

from __future__ import annotations

import time
from array import array
from dataclasses import replace
from datetime import date

import numpy as np

from feedback.insight.figures import QUARTER, TWELVE_MONTHS, Scope
from feedback.insight.theme_figures import ThemeRequest, ThemesRequest
from feedback.insight.worker.comments import comments_of
from feedback.insight.worker.themes import prepare, theme_figures, themes_figures
from survey_defs.municipality import builtin_municipality, load_municipality
from tests.example.conftest import SEED, sample_of
from tests.insight.planted import hide, holdings_of
from tests.insight.planted_comments import true_counts

COMMENTS = 1_000_000
CEILING_MS = 200.0
TODAY = date(2026, 11, 18)
VERSION = "bench"


def run() -> None:
    """Prints what is spent when comments are handed over, and by each page after that."""
    huddinge = load_municipality(builtin_municipality("huddinge"))
    sample = sample_of(huddinge, TODAY, SEED)
    holdings = holdings_of(huddinge, sample, TODAY)
    hide(holdings)
    few = true_counts(sample, set(holdings.snapshots))
    random = np.random.default_rng(SEED)
    drawn = random.choice(len(few.n), COMMENTS, p=np.array(few.n) / sum(few.n))
    # Places and themes are drawn apart, so that there are more kinds of comment than any municipality has.
    place, carried = np.array(few.place)[drawn], np.array(few.set)[random.permutation(drawn)]
    kinds, n = np.unique(place * len(few.sets) + carried, return_counts=True)
    many = replace(
        few,
        place=array("q", (kinds // len(few.sets)).tolist()),
        set=array("q", (kinds % len(few.sets)).tolist()),
        n=array("q", n.tolist()),
    )
    print(f"{COMMENTS:,} comments of {len(kinds):,} kinds, {len(few.themes)} themes")
    codes = tuple(sorted(holdings.snapshots))
    scope = Scope(codes[-4:], TWELVE_MONTHS, None, 0.05, codes)
    began = time.perf_counter()
    holdings.comments = comments_of(VERSION, many, holdings.labels)
    print(f"held after {1000 * (time.perf_counter() - began):.0f} ms")
    began = time.perf_counter()
    prepare(holdings)
    print(f"what is hidden decided and links judged after {1000 * (time.perf_counter() - began):.0f} ms")
    quarter = Scope(codes[-1:], QUARTER, None, 0.05, codes)
    for name, work in (
        ("all themes, another period", lambda: themes_figures(holdings, ThemesRequest(quarter, VERSION))),
        ("all themes", lambda: themes_figures(holdings, ThemesRequest(scope, VERSION))),
        ("one theme", lambda: theme_figures(holdings, ThemeRequest(scope, VERSION, 0))),
    ):
        began = time.perf_counter()
        work()
        print(f"{name}: {1000 * (time.perf_counter() - began):.0f} ms, at most {CEILING_MS:.0f}")
