"""Rows of features against a slow count by hand."""

from __future__ import annotations

import numpy as np
import pytest

from analysis.themes.features import GRAM_WEIGHT, learned
from analysis.themes.lexicon import Lexicon

TEXTS = [
    "lång kö i telefonen",
    "köerna är långa",
    "trevlig personal",
    "personalen var trevlig och trevlig",
    "",
]


def _matrix(texts: list[str]) -> tuple[np.ndarray, int]:
    lexicon = Lexicon()
    read = lexicon.read(texts, ["sv"] * len(texts))
    features = learned(lexicon, read)
    return features.matrix(lexicon, read).toarray(), features.words


def test_weights_are_those_of_tf_idf_by_hand() -> None:
    rows, words = _matrix(["kö kö telefon", "telefon"])
    rare, common = np.log(3 / 2) + 1, np.log(3 / 3) + 1
    pair = rare  # "kö kö" and "kö telefon", once each
    row = np.array([(1 + np.log(2)) * rare, common, pair, pair])
    assert np.sort(rows[0, :words][rows[0, :words] > 0]) == pytest.approx(np.sort(row / np.linalg.norm(row)))


def test_each_kind_has_its_length() -> None:
    rows, words = _matrix(TEXTS)
    assert np.linalg.norm(rows[:4, :words], axis=1) == pytest.approx(1)
    assert np.linalg.norm(rows[:4, words:], axis=1) == pytest.approx(GRAM_WEIGHT)
    assert not rows[4].any()


def test_forms_and_compounds_meet() -> None:
    rows, _ = _matrix([*TEXTS, "telefonkön"])
    near = rows @ rows.T
    assert near[0, 1] > near[0, 2] == pytest.approx(0, abs=0.01)
    assert near[5, 0] > near[5, 2]


def test_blocks_do_not_matter() -> None:
    lexicon = Lexicon()
    read = lexicon.read(TEXTS, ["sv"] * 5)
    features = learned(lexicon, read)
    whole = features.matrix(lexicon, read).toarray()
    for i, text in enumerate(TEXTS):
        fresh = Lexicon()
        alone = features.matrix(fresh, fresh.read([text], ["sv"])).toarray()
        assert alone[0] == pytest.approx(whole[i], abs=1e-6)
