"""Languages told from a few words, the rest of the pile, or not at all."""

from __future__ import annotations

import numpy as np
import pytest
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from analysis.themes.wording.language import LANGUAGES, identified
from analysis.themes.wording.spelling import words
from analysis.themes.wording.word_scores import scores

SENTENCES = {
    "sv": "Jag fick vänta länge i telefonen innan någon svarade",
    "en": "I had to wait a long time before anybody answered the phone",
    "fi": "Jouduin odottamaan puhelimessa pitkään ennen kuin kukaan vastasi",
    "ar": "انتظرت طويلا على الهاتف قبل أن يرد أحد",
    "so": "Waxaan muddo dheer sugayay telefoonka ka hor inta aan la iga jawaabin",
    "tr": "Telefonda birisi cevap verene kadar çok uzun süre bekledim",
    "fa": "مدت زیادی پشت تلفن منتظر ماندم تا کسی جواب بدهد",
    "es": "Tuve que esperar mucho tiempo al teléfono antes de que alguien contestara",
    "pl": "Musiałem długo czekać przy telefonie zanim ktoś odebrał",
}


@pytest.mark.parametrize("language", SENTENCES)
def test_a_sentence_alone_is_enough(language: str) -> None:
    assert identified([SENTENCES[language]]) == [language]


def test_each_text_of_a_mixed_pile_has_its_own() -> None:
    assert identified(list(SENTENCES.values())) == list(SENTENCES)


@pytest.mark.parametrize("text", ["", "   ", "😀😀", "1234 !!", "[phone]", "https://example.com/sv/hej"])
def test_without_words_it_cannot_be_told(text: str) -> None:
    assert identified([text, *SENTENCES.values()])[0] == ""


def test_a_short_text_leans_on_the_others() -> None:
    assert identified(["Bra personal"] + [SENTENCES["sv"]] * 20)[0] == "sv"
    assert identified(["Helt fantastisk service"] + [SENTENCES["sv"]] * 20)[0] == "sv"


def test_nothing_gives_nothing() -> None:
    assert identified([]) == []


def test_words_taken_together_score_as_the_library_scores_them_one_by_one() -> None:
    said = sorted(
        {word for sentence in SENTENCES.values() for word in words(sentence)} | {"x", "çok", "zzzz"}
    )
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(LANGUAGES)
    for word, found in zip(said, scores(said, LANGUAGES), strict=True):
        ranked = dict(identifier.rank(f" {word} "))
        expected = np.array([ranked[language] for language in LANGUAGES])
        if expected.min() < -1e30:  # the library's way of saying that it has nothing to go by
            assert not found.any()
        else:
            np.testing.assert_allclose(found, expected, rtol=1e-4)


def test_no_words_have_no_scores() -> None:
    assert scores([], LANGUAGES).shape == (0, len(LANGUAGES))
