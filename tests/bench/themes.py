"""Themes against two usual ways in the same run, on labelled sets that stay outside the project, and the cost.

`make bench BENCH=themes BENCH_TEXTS=folder`: the folder has CSV files with the columns text and label.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median

import numpy as np
import pandas as pd
from scipy.optimize import linear_sum_assignment
from sklearn.cluster import KMeans
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import normalized_mutual_info_score
from sklearn.preprocessing import normalize

from analysis.themes.finder import ThemeFinder
from tests.bench import themes_cost

SEEDS = (0, 1, 2)
# File, and the least NMI and accuracy asked of us when told the number.
ASKED: dict[str, tuple[float, float]] = {
    "argsent_topic6_sv": (0.80, 0.90),
    "sib200_sv": (0.16, 0.0),
    "sib200_en": (0.33, 0.0),
    "banking77_en": (0.68, 0.0),
}
NUMBER_ASKED = ("argsent_topic6_sv", "themefinder_gambling_single_en", "nhs_fft_phase1_label_en")
SEVERAL_EACH = ("nhs_fft_phase1_label_en",)  # sets where one answer has several labels, a row each

Labels = np.ndarray
Way = Callable[[list[str], int, int], Labels]


def ours(texts: list[str], number: int, seed: int) -> Labels:
    return ThemeFinder(number, seed=seed).fit(texts).labels_


def lsa(texts: list[str], number: int, seed: int) -> Labels:
    counted = TfidfVectorizer(sublinear_tf=True, min_df=2).fit_transform(texts)
    broad = TruncatedSVD(min(100, counted.shape[1] - 1), random_state=seed).fit_transform(counted)
    return KMeans(number, n_init=5, random_state=seed).fit_predict(normalize(broad))


def raw(texts: list[str], number: int, seed: int) -> Labels:
    counted = TfidfVectorizer().fit_transform(texts)
    return KMeans(number, n_init=1, random_state=seed).fit_predict(counted)


WAYS: dict[str, Way] = {"ours": ours, "LSA + KMeans": lsa, "raw TF-IDF + KMeans": raw}


def accuracy(truth: np.ndarray, labels: np.ndarray) -> float:
    """The share labelled right when clusters and labels are paired as well as they can be."""
    true, found = np.unique(truth, return_inverse=True)[1], np.unique(labels, return_inverse=True)[1]
    table = np.zeros((true.max() + 1, found.max() + 1), dtype=int)
    np.add.at(table, (true, found), 1)
    return table[linear_sum_assignment(-table)].sum() / len(truth)


def read(path: Path) -> tuple[list[str], np.ndarray]:
    rows = pd.read_csv(path, dtype=str, keep_default_na=False)
    return rows["text"].tolist(), rows["label"].to_numpy()


def number_given(path: Path) -> None:
    texts, truth = read(path)
    number = len(set(truth))
    for name, way in WAYS.items():
        each = [way(texts, number, seed) for seed in SEEDS]
        nmi = median(float(normalized_mutual_info_score(truth, labels)) for labels in each)
        right = median(float(accuracy(truth, labels)) for labels in each)
        print(
            f"  {path.stem:32} {name:20} NMI {nmi:.3f}  accuracy {right:.3f}{_verdict(path, name, nmi, right)}"
        )


def _verdict(path: Path, name: str, nmi: float, right: float) -> str:
    if name != "ours" or path.stem not in ASKED:
        return ""
    least_nmi, least_right = ASKED[path.stem]
    met = nmi >= least_nmi and right >= least_right
    return (
        f"  asked {least_nmi:.2f}"
        + (f"/{least_right:.2f}" if least_right else "")
        + (" ok" if met else " MISSED")
    )


def number_automatic(path: Path) -> None:
    texts, truth = read(path)
    labelled = len(set(truth))
    found = ThemeFinder().fit(list(dict.fromkeys(texts)))
    told = f"{found.n_themes_} themes, labelled {labelled}, stability {found.stability_:.2f}"
    met = labelled / 2 <= found.n_themes_ <= labelled * 2
    print(f"  {path.stem:32} {told}" + (("  ok" if met else "  MISSED") if path.stem in NUMBER_ASKED else ""))


def several_themes_each(folder: Path) -> None:
    """Sets in which one answer carries several labels; each measure takes the folder and prints its lines."""
    for measure in SEVERAL_THEMES:
        measure(folder)


SEVERAL_THEMES: list[Callable[[Path], None]] = []


def run() -> None:
    folder = os.environ.get("BENCH_TEXTS", "")
    files = sorted(Path(folder).glob("*.csv")) if folder else []
    if not files:
        print(
            "!! NO LABELLED TEXTS: set BENCH_TEXTS to a folder of CSV files with text and label.",
            file=sys.stderr,
        )
        print("NOT MEASURED: themes against labels (no BENCH_TEXTS)")
    print("number of themes given, median of three seeds" if files else "")
    for path in files:
        if path.stem not in SEVERAL_EACH:
            number_given(path)
    print("number automatic" if files else "")
    for path in files:
        number_automatic(path)
    several_themes_each(Path(folder))
    themes_cost.run(files)
