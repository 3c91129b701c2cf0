"""The statistics of a whole overview: 96 cells, their districts and channels, like with like, judged together.

Counts only, as the desk's process holds them: no database, no pages.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from functools import partial

import numpy as np

from feedback.insight.worker.matrix import compared_together
from tests.bench.simulation import CHANNEL_SATISFIED

DISTRICTS, CHANNELS, SERVICES, MODES, POINTS = 12, 8, 12, 3, 5
CEILING_MS = 50.0
MARGIN = 0.05
ROUNDS = 15
# A year's answers in a municipality of a hundred thousand, and in the largest the service is meant for.
ANSWERS = (50_000, 1_250_000)


def counts(answers: int) -> np.ndarray:
    """District × channel × service × mode × score, as uneven as answers are: the last row the unknown district,
    the last service and mode the unknown ones, a few modes per channel, and some services in few channels."""
    random = np.random.default_rng(20261124)
    districts = random.dirichlet(np.full(DISTRICTS + 1, 2.0))
    channels = random.dirichlet(np.full(CHANNELS, 1.5))
    services = random.dirichlet(np.full(SERVICES + 1, 0.8), size=(DISTRICTS + 1, CHANNELS))
    modes = random.dirichlet(np.full(MODES + 1, 0.6), size=CHANNELS)
    expected = (
        answers
        * districts[:, None, None, None]
        * channels[:, None, None]
        * services[..., None]
        * modes[:, None, :]
    )
    n = random.poisson(expected)
    satisfied = np.resize(CHANNEL_SATISFIED, CHANNELS)[:, None, None]
    chances = np.stack(np.broadcast_arrays(*(satisfied * part for part in (0.45, 0.55))), axis=-1)
    below = np.stack([(1 - satisfied) * part for part in (0.3, 0.3, 0.4)], axis=-1)
    share = np.broadcast_to(np.concatenate([below, chances], axis=-1), (*n.shape, POINTS))
    return random.multinomial(n, share)


def middle_ms(work: Callable[[], object]) -> float:
    """The middle of several rounds, in milliseconds."""
    work()
    spent = []
    for _ in range(ROUNDS):
        gc.collect()
        began = time.perf_counter()
        work()
        spent.append(time.perf_counter() - began)
    return 1000 * sorted(spent)[ROUNDS // 2]


def run() -> None:
    for answers in ANSWERS:
        table = counts(answers)
        nothing = np.zeros(table.shape[:2], dtype=bool)
        ours = middle_ms(partial(compared_together, table, nothing, nothing[:, 0], nothing[0], MARGIN))
        plain = middle_ms(partial(table.sum, axis=(2, 3)))
        print(
            f"{DISTRICTS * CHANNELS} cells of {int(table.sum())} answers, {SERVICES} services, {MODES} modes: "
            f"{ours:.1f} ms (at most {CEILING_MS:.0f}), middle of {ROUNDS} rounds"
        )
        print(f"  a plain sum over the same table {plain:.3f} ms: ratio {ours / plain:.0f}")
