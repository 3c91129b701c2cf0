"""What the verdicts are worth: false alarms where nothing differs, gaps found where they do, and coverage.

`make bench BENCH=simulation`; `RUNS=100` makes it shorter.
"""

from __future__ import annotations

import os
from itertools import product

import numpy as np
from scipy import stats

from analysis.comparison import compare, judged
from analysis.differences import difference_limits
from analysis.uncertainty import wilson_limits
from analysis.verdict import Standing, Verdict

RUNS = int(os.environ.get("RUNS", "1000"))
SEED = 20261123
DISTRICTS, CHANNELS, SERVICES = 8, 7, 12
# Shares of a year's 50,800 answers: as uneven as the districts and channels of the example.
DISTRICT_SHARES = np.array([0.16, 0.26, 0.18, 0.08, 0.14, 0.08, 0.09, 0.01])
CHANNEL_SHARES = np.array([0.24, 0.29, 0.12, 0.28, 0.05, 0.01, 0.01])
CHANNEL_SATISFIED = np.array([0.87, 0.76, 0.72, 0.79, 0.77, 0.70, 0.70])
ANSWERS_A_YEAR = 50_800
ANSWERS, GAP = 200, 0.10  # per district, and planted in one of them
MOST_FALSE_ALARMS, LEAST_FOUND, LEAST_COVERAGE = 0.05, 0.80, 0.93


def equal_municipality(random: np.random.Generator) -> np.ndarray:
    """District × channel × service × (not satisfied, satisfied). Districts differ in their errands and nothing else:
    the chance to be satisfied is one per channel and service, and the mix of services is each district's own."""
    mix = random.dirichlet(np.full(SERVICES, 2.0), size=(DISTRICTS, CHANNELS))
    cells = DISTRICT_SHARES[:, None] * CHANNEL_SHARES[None, :]
    n = random.poisson(ANSWERS_A_YEAR * cells[..., None] * mix)
    share = np.clip(CHANNEL_SATISFIED[:, None] + random.normal(0, 0.06, (CHANNELS, SERVICES)), 0.05, 0.98)
    satisfied = random.binomial(n, np.broadcast_to(share, n.shape))
    return np.stack([n - satisfied, satisfied], axis=-1)


def standings(counts: np.ndarray) -> list[Standing]:
    """Every standing of the dashboard's matrix, judged together: cells, districts, channels."""
    families = [compare(counts[:, c], satisfied_from=2) for c in range(counts.shape[1])]
    families.append(compare(counts.reshape(counts.shape[0], -1, 2), satisfied_from=2))
    return [each for family in judged(families) for each in family if each is not None]


def false_alarms(random: np.random.Generator) -> tuple[int, int]:
    """Of RUNS equal municipalities: with any verdict *lacking*; with any that is *better*."""
    lacking = better = 0
    for _ in range(RUNS):
        verdicts = {each.verdict for each in standings(equal_municipality(random))}
        lacking += Verdict.LACKING in verdicts
        better += Verdict.BETTER in verdicts
    return lacking, better


def found_gaps(random: np.random.Generator, elsewhere: float) -> tuple[int, int]:
    """200 answers in each of eight districts, one of them ten points below the others: how often it is found,
    and how often another is called lacking."""
    shares = np.full(DISTRICTS, elsewhere)
    shares[3] -= GAP
    found = false = 0
    for _ in range(RUNS):
        satisfied = random.binomial(ANSWERS, shares)
        counts = np.stack([ANSWERS - satisfied, satisfied], axis=-1)[:, None, :]
        lacking = [
            place
            for place, each in enumerate(compare(counts, satisfied_from=2))
            if each is not None and each.verdict is Verdict.LACKING
        ]
        found += 3 in lacking
        false += bool(set(lacking) - {3})
    return found, false


def within_reach(elsewhere: float) -> float:
    """The chance that the best test can find it which calls no more than 5 % of equal municipalities lacking:
    one-sided, its 5 % spread evenly over the districts (Šidák), in the normal approximation."""
    others = (DISTRICTS - 1) * ANSWERS
    here = elsewhere - GAP
    error = np.sqrt(here * (1 - here) / ANSWERS + elsewhere * (1 - elsewhere) / others)
    common = (here + elsewhere * (DISTRICTS - 1)) / DISTRICTS
    under_none = np.sqrt(common * (1 - common) * (1 / ANSWERS + 1 / others))
    needed = stats.norm.ppf((1 - MOST_FALSE_ALARMS) ** (1 / DISTRICTS)) * under_none
    return float(stats.norm.sf((needed - GAP) / error))


def share_coverage(n: int, share: float) -> float:
    """Exact coverage of the share's interval: a sum over every outcome, nothing drawn."""
    outcomes = np.arange(n + 1)
    low, high = wilson_limits(outcomes, np.full(n + 1, n), 0.95)
    return float(stats.binom.pmf(outcomes, n, share)[(low <= share) & (share <= high)].sum())


def difference_coverage(n: int, m: int, share: float) -> float:
    """Exact coverage of the difference's interval where both groups have the same share."""
    one, other = np.meshgrid(np.arange(n + 1), np.arange(m + 1), indexing="ij")
    low, high = difference_limits(one / n, np.full(one.shape, n), other / m, np.full(one.shape, m), 0.95)
    chance = stats.binom.pmf(one, n, share) * stats.binom.pmf(other, m, share)
    return float(chance[(low <= 0) & (high >= 0)].sum())


def run() -> None:
    random = np.random.default_rng(SEED)
    lacking, better = false_alarms(random)
    _line(f"any 'lacking' in {RUNS} equal municipalities", lacking / RUNS, MOST_FALSE_ALARMS, at_most=True)
    print(f"   any 'better' in the same: {better / RUNS:.3f}")
    for elsewhere in (0.95, 0.90, 0.85, 0.80):
        found, false = found_gaps(random, elsewhere)
        _line(
            f"a 10-point gap below {elsewhere} found, {ANSWERS} answers per district",
            found / RUNS,
            LEAST_FOUND,
        )
        print(
            f"      within reach of any test with as few false alarms: {within_reach(elsewhere):.2f}; "
            f"another district called lacking: {false / RUNS:.3f}"
        )
    for n, share in product((5, 10, 30), (0.5, 0.8, 0.95)):
        _line(f"coverage of a share {share} at n = {n}, exact", share_coverage(n, share), LEAST_COVERAGE)
    for n, share in product((5, 10, 30), (0.5, 0.8, 0.95)):
        _line(
            f"coverage of a difference, {n} against 200, share {share}, exact",
            difference_coverage(n, 200, share),
            LEAST_COVERAGE,
        )


def _line(what: str, value: float, limit: float, *, at_most: bool = False) -> None:
    holds = value <= limit if at_most else value >= limit
    asked = f"at {'most' if at_most else 'least'} {limit}"
    print(f"   {what}: {value:.3f} (asked: {asked}) {'ok' if holds else 'MISSED'}")
