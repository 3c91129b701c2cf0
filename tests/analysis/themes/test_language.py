"""Languages told from a few words, the rest of the pile, or not at all."""

from __future__ import annotations

import pytest

from analysis.themes.wording.language import identified

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
