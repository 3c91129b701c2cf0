"""What finding themes costs: whole processes, from reading the answers to a theme for each."""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from importlib.resources import files as files_of
from pathlib import Path

import numpy as np

from analysis.themes.codebook import Codebook, read_codebook
from analysis.themes.discovery import discover, model_from_bytes
from tests.bench.processes import measured

SECONDS_ASKED = {10_000: 15, 100_000: 30, 1_000_000: 120}
MEGABYTES_ASKED = 1000
NEW_ANSWER_MS = 5.0
_OPINIONS = (
    "Jag fick vänta länge i telefonen", "Personalen var vänlig", "Brevet gick inte att förstå",
    "Ingen ringde tillbaka", "Det gick fort och smidigt", "E-tjänsten krånglade hela kvällen",
    "Kontoret var stängt när jag kom", "Tolken kom inte", "Hissen var trasig", "Beslutet dröjde i månader",
)  # fmt: skip


def mixed(files: Sequence[Path], count: int) -> list[str]:
    """Different answers: one or two of the sets' texts each, and a word that few others have."""
    import pandas as pd  # not for the process that is measured

    chance = np.random.default_rng(count)
    texts = [text for path in files for text in pd.read_csv(path, dtype=str, keep_default_na=False)["text"]]
    texts = [text[:150] for text in texts] or list(_OPINIONS)
    first, second = chance.integers(0, len(texts), (2, count))
    rare = chance.integers(0, 50_000, count)
    return [f"{texts[i]} {_word(r)} {texts[j][:60]}" for i, j, r in zip(first, second, rare, strict=True)]


def _word(number: int) -> str:
    return "".join(
        "bdfgklmnprstv"[number // 13**place % 13] + "aeio"[number // 4**place % 4] for place in range(4)
    )


def run(files: Sequence[Path]) -> None:
    print("cost: fitted and labelled, each size a process of its own")
    with tempfile.TemporaryDirectory() as folder:
        for count, asked in SECONDS_ASKED.items():
            held = Path(folder) / f"{count}.json"
            held.write_text(json.dumps(mixed(files, count)))
            seconds, megabytes = measured(["-m", "tests.bench.themes_cost", str(held)])
            met = seconds <= asked and megabytes <= MEGABYTES_ASKED
            print(
                f"  {count:>9,} answers: {seconds:.1f} s (asked {asked}), {megabytes:.0f} MB {_word_for(met)}"
            )
    one_new(mixed(files, 2000))


def one_new(texts: list[str]) -> None:
    model = model_from_bytes(discover(texts, codebook=_codebook()).model.as_bytes())
    model.assign(texts[:1])
    began = time.perf_counter()
    for text in texts[:200]:
        model.assign([text])
    took = (time.perf_counter() - began) / 200 * 1000
    print(f"  one new answer: {took:.2f} ms (asked {NEW_ANSWER_MS:.0f}) {_word_for(took <= NEW_ANSWER_MS)}")


def _codebook() -> Codebook:
    return read_codebook(files_of("survey_defs").joinpath("codebook.toml").read_text(encoding="utf-8"))


def _word_for(met: bool) -> str:
    return "ok" if met else "MISSED"


if __name__ == "__main__":
    discover(
        json.loads(Path(sys.argv[1]).read_text()), codebook=_codebook(), processes=min(4, os.cpu_count() or 1)
    )
