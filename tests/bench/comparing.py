"""`likvardig compare` on a million rows: the whole process, beside pandas reading the same columns."""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np

from tests.bench.processes import measured

ROWS = 1_000_000
ROUNDS = 5
_PANDAS = """
import sys, pandas
columns = ["district", "channel", "service", "score"]
pandas.read_csv(sys.argv[1], usecols=columns, dtype=str, keep_default_na=False)
"""


def generated(path: Path) -> None:
    """Fourteen districts, four channels, twelve services, one row in six without a score, and a comment."""
    chance = np.random.default_rng(1)
    columns = (
        np.array([f"Kommundel {k}" for k in range(14)])[chance.integers(0, 14, ROWS)],
        np.array(["besök", "telefon", "e-tjänst", "e-post"])[chance.integers(0, 4, ROWS)],
        np.array([f"Ärende {k}" for k in range(12)])[chance.integers(0, 12, ROWS)],
        np.array(["1", "2", "3", "4", "5", ""])[chance.integers(0, 6, ROWS)],
    )
    with path.open("w", encoding="utf-8") as file:
        file.write("id,district,channel,service,score,comment\n")
        file.writelines(
            f"{k},{','.join(values)},Jag fick hjälp med ärende {k} till slut\n"
            for k, values in enumerate(zip(*columns, strict=True))
        )


def run() -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "answers.csv"
        generated(file)
        options = [
            "--group",
            "district",
            "--group",
            "channel",
            "--score",
            "score",
            "--mix",
            "service",
            "--json",
        ]
        compare = ["-m", "feedback.cli", "compare", str(file), *options]
        rounds = []
        for _ in range(ROUNDS):
            plain, ours = measured(["-c", _PANDAS, str(file)]), measured(compare)
            rounds.append((ours[0] / plain[0], ours, plain))
        ratio, (seconds, memory), (plain_seconds, plain_memory) = sorted(rounds)[ROUNDS // 2]
        print(
            f"{ROWS} rows, {file.stat().st_size / 1e6:.0f} MB; the middle of {ROUNDS} rounds, whole processes"
        )
        print(f"  likvardig compare {seconds:.2f} s (at most 5), {memory:.0f} MB (at most 1000)")
        print(f"  pandas.read_csv   {plain_seconds:.2f} s, {plain_memory:.0f} MB; ratio {ratio:.2f}")
