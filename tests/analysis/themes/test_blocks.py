"""Work shared between processes: the same results in the same order for any number of them, and faults told."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import threading
from functools import partial
from importlib.resources import files

import pytest

from analysis.themes.blocks import SIZE, Blocks
from analysis.themes.codebook import Codebook, read_codebook
from analysis.themes.discovery import discover

PIDS = """
import os, time
from functools import partial
from analysis.themes.blocks import Blocks
print(os.getpid(), *Blocks(2).done([partial(lambda: (time.sleep(0.2), os.getpid())[1])] * 2))
"""

# What went before in the process must not matter: neither the threads it left behind nor how many it may have.
AFTER_THREADS = """
import hashlib, sys
import numpy as np
from sklearn.cluster import KMeans
from analysis.themes.discovery import discover
from tests.analysis.themes.test_blocks import builtin, partly_expected
KMeans(8, n_init=1, random_state=0).fit(np.random.default_rng(0).random((20_000, 8)))
found = discover(partly_expected(), language="sv", codebook=builtin(), processes=int(sys.argv[1]))
print(hashlib.sha256(found.model.as_bytes() + repr(found.assigned).encode()).hexdigest())
"""


def builtin() -> Codebook:
    return read_codebook(files("survey_defs").joinpath("codebook.toml").read_text(encoding="utf-8"))


def total(factor: int, numbers: list[int]) -> int:
    return factor * sum(numbers)


def failing(number: int) -> int:
    if number == 3:
        raise ValueError(f"{number} cannot be done")
    return number


@pytest.mark.parametrize("processes", [1, 2, 3])
def test_blocks_come_in_order_whatever_the_number_of_processes(processes: int) -> None:
    numbers = list(range(7 * SIZE + 1))
    found = list(Blocks(processes).each(total, (2,), numbers))
    expected = [2 * sum(numbers[start : start + SIZE]) for start in range(0, len(numbers), SIZE)]
    assert found == expected


def test_nothing_to_do_gives_nothing() -> None:
    assert list(Blocks(2).each(total, (2,), [])) == []


@pytest.mark.parametrize("processes", [1, 2])
def test_a_fault_comes_after_what_was_done_before_it(processes: int) -> None:
    results = Blocks(processes).done([partial(failing, number) for number in range(5)])
    assert [next(results) for _ in range(3)] == [0, 1, 2]
    with pytest.raises(ValueError, match="3 cannot be done"):
        next(results)


def test_results_that_nobody_waits_for_are_given_up() -> None:
    results = Blocks(2).done([partial(failing, number) for number in (0, 1, 2, 4, 5, 6)])
    assert next(results) == 0
    results.close()  # type: ignore[attr-defined]
    assert list(results) == []


def test_other_processes_do_the_work() -> None:
    told = subprocess.run([sys.executable, "-c", PIDS], capture_output=True, text=True, check=True).stdout
    own, first, second = told.split()
    if sys.platform == "linux":
        assert len({own, first, second}) == 3
    else:
        assert first == second


def test_a_process_with_threads_does_its_work_itself() -> None:
    over = threading.Event()
    thread = threading.Thread(target=over.wait)
    thread.start()
    try:
        assert not Blocks(2).copies
        assert list(Blocks(2).each(total, (1,), list(range(2 * SIZE)))) == list(
            Blocks(1).each(total, (1,), list(range(2 * SIZE)))
        )
    finally:
        over.set()
        thread.join()


def after_threads(threads: int, processes: int) -> str:
    command = [sys.executable, "-c", AFTER_THREADS, str(processes)]
    env = os.environ | {"OMP_NUM_THREADS": str(threads), "OPENBLAS_NUM_THREADS": str(threads)}
    # A copy that waits for threads it does not have waits for ever.
    return subprocess.run(command, env=env, capture_output=True, text=True, check=True, timeout=600).stdout


def test_themes_are_the_same_for_any_number_of_threads() -> None:
    assert after_threads(1, 1) == after_threads(3, 2)


def test_themes_are_the_same_in_one_process_and_in_three() -> None:
    texts = spread_out()
    alone, shared = (discover(texts, codebook=builtin(), processes=number) for number in (1, 3))
    assert {"sv", "en"} <= set(alone.languages)
    assert (alone.themes, alone.assigned, alone.languages, alone.merges, alone.stability) == (
        shared.themes, shared.assigned, shared.languages, shared.merges, shared.stability,
    )  # fmt: skip
    assert alone.model.as_bytes() == shared.model.as_bytes()


def partly_expected() -> list[str]:
    """Comments of which half name a known theme, and half are about nothing anybody knows."""
    known = (
        "vänta länge i telefonen",
        "personalen var vänlig",
        "brevet var svårt att förstå",
        "kontoret var stängt",
    )
    rare = [
        f"{a}{b}{c}"
        for a in ("bro", "kli", "spa", "tru")
        for b in "dfgk"
        for c in ("lor", "nart", "sken", "vim")
    ]
    lot = random.Random(1)
    named = [f"{lot.choice(known)} {lot.choice(rare)} {lot.choice(rare)}" for _ in range(700)]
    return named + [" ".join(lot.sample(rare, 5)) for _ in range(700)]


def spread_out() -> list[str]:
    """Comments in two languages, each often enough to be clustered by itself."""
    swedish = [
        "Jag fick vänta länge i telefonen",
        "Personalen var vänlig och hjälpsam",
        "Brevet var svårt att förstå",
    ]
    english = [
        "I had to wait long on the phone",
        "The staff were kind and helpful",
        "The letter was hard to read",
    ]
    texts = [f"{each} vid besök {chr(97 + i % 26)}{chr(97 + i % 7)}" for i in range(150) for each in swedish]
    texts += [
        f"{each} when visiting {chr(97 + i % 26)}{chr(97 + i % 7)}" for i in range(110) for each in english
    ]
    return texts
