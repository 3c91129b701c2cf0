"""Answers that hold several themes: the best-matching theme of each human label, ours against LSA + KMeans.

`make bench BENCH=multi_themes BENCH_TEXTS=folder`: nhs_fft_phase1_label_en.csv with the columns text and label,
a row for each label of an answer. The second part needs no folder: the example's comments, whose themes are known.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from statistics import median

import numpy as np

from analysis.themes.codebook import Codebook, read_codebook
from analysis.themes.discovery import discover
from survey_defs.municipality import builtin_municipality, load_municipality
from tests.bench.themes import SEEDS, lsa, read
from tests.example.conftest import sample_of

SET = "nhs_fft_phase1_label_en.csv"
ABOVE = 0.05  # asked: at least so much above LSA + KMeans


def run() -> None:
    folder = os.environ.get("BENCH_TEXTS")
    if not folder or not (Path(folder) / SET).exists():
        print(f"  {SET} IS NOT HERE: give the folder that holds it, make bench BENCH_TEXTS=folder")
    else:
        _survey_answers(Path(folder) / SET)
    _example()


def _survey_answers(path: Path) -> None:
    texts, truth = _labelled(path)
    number = truth.shape[1]
    usual = median(macro_f1(truth, _one_each(lsa(texts, number, seed), number)).mean() for seed in SEEDS)
    print(f"  {path.stem}, {len(texts)} answers, {number} labels: macro-F1, median of {len(SEEDS)} seeds")
    print(f"  LSA + KMeans                     {usual:.3f}")
    for name, codebook in (("ours", None), ("ours with the codebook", _codebook())):
        each = [_found(texts, "en", number, codebook, seed) for seed in SEEDS]
        ours = median(macro_f1(truth, found).mean() for found in each)
        told = "ok" if ours >= usual + ABOVE else "MISSED"
        carried = median(found.sum() / len(texts) for found in each)
        print(
            f"  {name:32} {ours:.3f} ({ours - usual:+.3f}, asked +{ABOVE}: {told}), {carried:.2f} themes an answer"
        )


def _example() -> None:
    """Two years of the example's comments: how well each planted theme is met, known or unexpected."""
    comments = sample_of(load_municipality(builtin_municipality("huddinge"))).comments
    texts = [each.text for each in comments]
    labels = sorted({theme for each in comments for theme in each.themes})
    truth = np.array([[label in each.themes for label in labels] for each in comments])
    found = discover(texts, codebook=_codebook())
    table = _table(found.assigned, len(found.themes))
    each_f1 = _f1(truth, table)
    print(
        f"  the example's {len(texts)} comments, {len(found.themes)} themes: macro-F1 {each_f1.max(axis=1).mean():.3f}"
    )
    for label, scores in zip(labels, each_f1, strict=True):
        print(f"    {label:18} F1 {scores.max():.2f}  {found.themes[int(scores.argmax())].label['sv']}")


def _codebook() -> Codebook:
    return read_codebook(files("survey_defs").joinpath("codebook.toml").read_text(encoding="utf-8"))


def _labelled(path: Path) -> tuple[list[str], np.ndarray]:
    """Each different answer once, with all labels any of its rows has."""
    of: dict[str, set[str]] = defaultdict(set)
    for text, label in zip(*read(path), strict=True):
        of[text].add(label)
    labels = sorted(set().union(*of.values()))
    return list(of), np.array([[label in each for label in labels] for each in of.values()])


def _found(texts: list[str], language: str, number: int, codebook: Codebook | None, seed: int) -> np.ndarray:
    found = discover(texts, language=language, themes=number, codebook=codebook, seed=seed)
    return _table(found.assigned, len(found.themes))


def _table(assigned: Sequence[Sequence[int]], themes: int) -> np.ndarray:
    table = np.zeros((len(assigned), themes))
    for row, each in enumerate(assigned):
        table[row, list(each)] = 1
    return table


def _one_each(labels: np.ndarray, number: int) -> np.ndarray:
    return np.eye(number)[labels]


def macro_f1(truth: np.ndarray, found: np.ndarray) -> np.ndarray:
    """For each human label the F1 of the theme that matches it best."""
    return _f1(truth, found).max(axis=1)


def _f1(truth: np.ndarray, found: np.ndarray) -> np.ndarray:
    both = truth.T.astype(float) @ found
    return 2 * both / np.maximum(truth.sum(axis=0)[:, None] + found.sum(axis=0)[None], 1)
