"""ThemeFinder: scikit-learn's conventions, planted themes found, and odd answers met with sense."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.base import clone
from sklearn.exceptions import NotFittedError
from sklearn.metrics import adjusted_rand_score

from analysis.faults import InputError
from analysis.themes.finder import ThemeFinder

PHRASES = {
    "sv": {
        "waiting": ("väntade", "telefonkö", "länge", "svarade", "timmar", "kön"),
        "staff": ("personalen", "vänlig", "bemötande", "trevlig", "lyssnade", "hjälpsam"),
        "letter": ("brevet", "svårt", "förstå", "språk", "krångligt", "formulering"),
        "online": ("inloggning", "bankid", "hemsidan", "sidan", "laddade", "e-tjänsten"),
    },
    "ar": {
        "waiting": ("انتظرت", "طويلا", "الهاتف", "ساعات", "الانتظار", "دور"),
        "staff": ("الموظف", "لطيف", "معاملة", "محترم", "ساعدني", "ابتسامة"),
    },
    "fi": {
        "waiting": ("jonotin", "puhelimessa", "kauan", "odotin", "tunteja", "jonossa"),
        "staff": ("henkilökunta", "ystävällinen", "palvelu", "kuunteli", "auttoi", "mukava"),
    },
}


def planted(language: str, each: int = 40) -> tuple[list[str], np.ndarray]:
    """Answers of three to five words out of one theme's."""
    chance = np.random.default_rng(7)
    texts, truth = [], []
    for number, words in enumerate(PHRASES[language].values()):
        for _ in range(each):
            texts.append(" ".join(chance.choice(words, chance.integers(3, 6), replace=False)))
            truth.append(number)
    return texts, np.array(truth)


@pytest.mark.parametrize("language", PHRASES)
def test_planted_themes_are_found(language: str) -> None:
    texts, truth = planted(language)
    labels = ThemeFinder(len(PHRASES[language])).fit_predict(texts)
    assert adjusted_rand_score(truth, labels) > 0.9


def test_it_is_an_estimator() -> None:
    finder = ThemeFinder(4, seed=3, sample=100)
    assert clone(finder).get_params() == {"n_themes": 4, "seed": 3, "embedding": None, "sample": 100}
    assert finder.set_params(n_themes=2).n_themes == 2
    assert finder.fit(["kö", "personal"], None) is finder
    with pytest.raises(NotFittedError):
        ThemeFinder().predict(["kö"])


def test_what_a_fit_leaves() -> None:
    texts, _ = planted("sv")
    finder = ThemeFinder(4).fit(texts)
    assert finder.labels_.shape == (160,)
    assert finder.n_themes_ == 4
    assert 0.8 < finder.stability_ <= 1
    assert finder.decision(texts).shape == (160, 4)
    assert finder.languages_.count("sv") > 150
    first, second, nearness = finder.merges_.T
    assert len(finder.merges_) == 6
    assert (first < second).all()
    assert (np.diff(nearness) <= 0).all()


def test_equal_seeds_give_equal_themes() -> None:
    texts, _ = planted("sv")
    first, again = (ThemeFinder(seed=5).fit(texts) for _ in range(2))
    assert (first.labels_ == again.labels_).all()
    assert first.stability_ == again.stability_
    assert first.as_bytes() == again.as_bytes()


def test_labels_are_what_predict_says() -> None:
    texts, _ = planted("sv")
    finder = ThemeFinder(4).fit(texts)
    assert (finder.predict(texts, finder.languages_) == finder.labels_).all()
    margins = finder.decision(texts, finder.languages_)
    kept = finder.labels_ >= 0
    assert (margins.argmax(axis=1)[kept] == finder.labels_[kept]).all()


def test_an_answer_has_the_same_theme_alone_and_in_company() -> None:
    texts, _ = planted("sv")
    finder = ThemeFinder(4).fit(texts)
    alone = np.array([finder.predict([text], ["sv"])[0] for text in texts[:40]])
    assert (alone == finder.predict(texts[:40], ["sv"] * 40)).all()


@pytest.mark.parametrize(
    "noise", ["", "nej", "Tack!", "hej hej", "😀😀", "...", "12", "[phone]", "xqzwk", "شكرا"]
)
def test_what_says_nothing_is_other(noise: str) -> None:
    texts, _ = planted("sv")
    finder = ThemeFinder(4).fit([*texts, noise])
    assert finder.labels_[-1] == -1
    assert finder.predict([noise]).tolist() == [-1]


def test_most_answers_are_not_other() -> None:
    texts, _ = planted("sv")
    assert (ThemeFinder(4).fit(texts).labels_ < 0).mean() < 0.05


def test_groups_stay_together() -> None:
    texts, truth = planted("sv")
    groups = np.full(len(texts), -1)
    groups[[0, 50, 90]] = 7  # from three themes, put together by hand
    groups[[120, 121]] = 8
    labels = ThemeFinder(4).fit(texts, groups=groups).labels_
    assert len(set(labels[groups == 7])) == 1
    assert len(set(labels[groups == 8])) == 1
    assert adjusted_rand_score(truth[groups < 0], labels[groups < 0]) > 0.8


def test_groups_draw_themes_together() -> None:
    texts, truth = planted("sv")
    groups = np.where((truth < 2) & (np.arange(len(texts)) % 2 == 0), 0, -1)
    labels = ThemeFinder(3).fit(texts, groups=groups).labels_
    assert adjusted_rand_score(np.maximum(truth, 1), labels) > 0.9


def test_what_is_saved_predicts_the_same() -> None:
    texts, _ = planted("sv")
    finder = ThemeFinder(4).fit(texts)
    again = ThemeFinder.from_bytes(finder.as_bytes())
    assert again.n_themes_ == 4
    assert (again.predict(texts) == finder.predict(texts)).all()
    assert again.decision(texts) == pytest.approx(finder.decision(texts))


@pytest.mark.parametrize("held", [b"", b"junk", b"PK\x03\x04 broken"])
def test_other_bytes_are_refused(held: bytes) -> None:
    with pytest.raises(InputError, match="hold no themes"):
        ThemeFinder.from_bytes(held)


def test_nothing_to_learn_from() -> None:
    for texts in ([], [""], ["😀", "🎉"] * 20, ["nej", "tack"]):
        finder = ThemeFinder().fit(texts)
        assert finder.n_themes_ == 0
        assert finder.labels_.tolist() == [-1] * len(texts)
        assert finder.predict(["lång kö"]).tolist() == [-1]
        assert ThemeFinder.from_bytes(finder.as_bytes()).predict(["kö"]).tolist() == [-1]


@pytest.mark.parametrize("texts", [["lång väntan"], ["lång väntan"] * 50])
def test_one_opinion_is_one_theme(texts: list[str]) -> None:
    finder = ThemeFinder().fit(texts)
    assert finder.n_themes_ == 1
    assert set(finder.labels_) == {0}


def test_fewer_answers_than_themes() -> None:
    finder = ThemeFinder(10).fit(["lång väntan", "vänlig personal", "svårt brev", "trasig hiss"])
    assert 1 <= finder.n_themes_ <= 4
    assert finder.labels_.max() < finder.n_themes_


def test_very_long_answers() -> None:
    texts, _ = planted("sv")
    long = ["personalen " * 10_000, "x" * 100_000, "å" * 100_000, "\x00\xff\ufffd" * 30_000]
    finder = ThemeFinder(4).fit([*texts, *long])
    assert finder.labels_[len(texts)] == finder.predict(["personalen"])[0]
    assert finder.labels_[-1] == -1


def test_languages_mixed() -> None:
    texts = [text for language in PHRASES for text in planted(language)[0]]
    finder = ThemeFinder().fit(texts)
    assert set(finder.languages_) >= {"sv", "ar", "fi"}
    assert 2 <= finder.n_themes_ <= 15
    assert (finder.labels_ >= 0).mean() > 0.9


def test_automatic_number_is_near_what_is_planted() -> None:
    texts, _ = planted("sv")
    assert 2 <= ThemeFinder().fit(texts).n_themes_ <= 8


def test_only_a_sample_is_learned_from() -> None:
    texts, truth = planted("sv")
    labels = ThemeFinder(4, sample=60).fit(texts).labels_
    assert adjusted_rand_score(truth, labels) > 0.8


def test_faults_are_told_together() -> None:
    with pytest.raises(InputError) as told:
        ThemeFinder(0).fit(["a", "b"], languages=["sv"], groups=[1, 2, 3])
    assert len(told.value.faults) == 3


class Meaning:
    """Two numbers for each text: whether it is about waiting, and whether about staff, in any language."""

    def encode(self, texts: list[str]) -> np.ndarray:
        of = [
            {word for language in PHRASES.values() for word in language[theme]}
            for theme in ("waiting", "staff")
        ]
        return np.array([[len(words & set(text.split())) for words in of] for text in texts], dtype=float)


def test_an_embedding_joins_languages() -> None:
    texts, truth = [], []
    for language in ("ar", "fi"):
        some, numbers = planted(language)
        texts += some
        truth += numbers.tolist()
    finder = ThemeFinder(2, embedding=Meaning()).fit(texts)
    assert adjusted_rand_score(truth, finder.labels_) > 0.9
    again = ThemeFinder.from_bytes(finder.as_bytes(), embedding=Meaning())
    assert (again.predict(texts) == finder.labels_).all()
