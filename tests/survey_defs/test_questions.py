"""What counts as an answer to each kind of question, and what it scores."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey_defs.free_text import cleaned
from survey_defs.questions import KINDS, Problem, Question, decode_answer, score_of
from survey_defs.values import Value

DISTRICTS = ("norr", "soder")
SCALE = Question("overall", "scale", required=False, texts={}, points=5)
TEN = Question("ten", "scale", required=True, texts={}, points=10)
CHOICE = Question("reason", "single_choice", required=False, texts={}, values=("time", "answer"))
SEVERAL = Question("ways", "multiple_choice", required=False, texts={}, values=("phone", "chat", "mail"))
AGREEMENT = Question("helped", "yes_partly_no", required=True, texts={}, values=("yes", "partly", "no"))
DISTRICT = Question("district", "district", required=False, texts={}, extra=("outside",))
TEXT = Question("comment", "free_text", required=False, texts={}, max_length=10)
QUESTIONS = (SCALE, TEN, CHOICE, SEVERAL, AGREEMENT, DISTRICT, TEXT)


@pytest.mark.parametrize(
    ("question", "raw", "decoded"),
    [
        (SCALE, [], None),
        (SCALE, [""], None),
        (SCALE, ["1"], 1),
        (SCALE, ["", "5"], 5),
        (SCALE, ["6"], Problem.UNKNOWN_OPTION),
        (SCALE, ["0"], Problem.UNKNOWN_OPTION),
        (SCALE, ["-1"], Problem.UNKNOWN_OPTION),
        (SCALE, ["01"], Problem.UNKNOWN_OPTION),
        (SCALE, ["1.0"], Problem.UNKNOWN_OPTION),
        (SCALE, [" 1"], Problem.UNKNOWN_OPTION),
        (SCALE, ["٣"], Problem.UNKNOWN_OPTION),
        (SCALE, ["1", "2"], Problem.TOO_MANY),
        (TEN, ["10"], 10),
        (TEN, [], Problem.MISSING),
        (TEN, ["  "], Problem.MISSING),
        (CHOICE, ["time"], "time"),
        (CHOICE, ["TIME"], Problem.UNKNOWN_OPTION),
        (CHOICE, ["time", "time"], Problem.TOO_MANY),
        (SEVERAL, [], None),
        (SEVERAL, ["mail", "phone"], ("phone", "mail")),
        (SEVERAL, ["mail", "mail"], ("mail",)),
        (SEVERAL, ["mail", "fax"], Problem.UNKNOWN_OPTION),
        (SEVERAL, ["mail,phone"], Problem.UNKNOWN_OPTION),
        (SEVERAL, ["mail"] * 4, Problem.TOO_MANY),
        (AGREEMENT, ["partly"], "partly"),
        (AGREEMENT, [""], Problem.MISSING),
        (AGREEMENT, ["maybe"], Problem.UNKNOWN_OPTION),
        (DISTRICT, ["soder"], "soder"),
        (DISTRICT, ["outside"], "outside"),
        (DISTRICT, ["vaster"], Problem.UNKNOWN_OPTION),
        (TEXT, [], None),
        (TEXT, [" \r\n\t "], None),
        (TEXT, ["\u200b\u200d"], None),
        (TEXT, ["  Tack!\r\n"], "Tack!"),
        (TEXT, ["a\r\nb\rc"], "a\nb\nc"),
        (TEXT, ["a\x00b\x07c"], "abc"),
        (TEXT, ["a\tb"], "a b"),
        (TEXT, ["ra\u030a"], "rå"),
        (TEXT, ["\u202e1234\u202c"], "1234"),
        (TEXT, ["x\ud800y"], "xy"),
        (TEXT, ["می\u200cخواهم"], "می\u200cخواهم"),
        (TEXT, ["0123456789"], "0123456789"),
        (TEXT, ["01234567890"], Problem.TOO_LONG),
        (TEXT, ["  0123456789  "], "0123456789"),
        (TEXT, ["a", "b"], Problem.TOO_MANY),
        (TEXT, ["a", " "], "a"),
    ],
)
def test_a_form_entry_is_a_value_no_answer_or_a_problem(
    question: Question, raw: list[str], decoded: Value | Problem | None
) -> None:
    assert decode_answer(question, raw, DISTRICTS) == decoded


@pytest.mark.parametrize(
    ("question", "value", "score"),
    [
        (SCALE, 4, 4),
        (SCALE, 6, None),
        (SCALE, "4", None),
        (TEN, 10, 10),
        (CHOICE, "time", 1),
        (CHOICE, "answer", 2),
        (CHOICE, "else", None),
        (SEVERAL, ("chat",), None),
        (AGREEMENT, "yes", 3),
        (AGREEMENT, "partly", 2),
        (AGREEMENT, "no", 1),
        (AGREEMENT, "maybe", None),
        (DISTRICT, "norr", None),
        (TEXT, "Tack", None),
    ],
)
def test_a_value_has_its_score(question: Question, value: Value, score: int | None) -> None:
    assert score_of(question, value) == score


def test_every_kind_is_tried_here() -> None:
    assert {question.kind for question in QUESTIONS} == set(KINDS)


LIKELY = ["", " ", "1", "5", "10", "time", "yes", "no", "phone", "mail", "norr", "outside", "a\r\nb"]
TEXTS_WITH_SURROGATES = st.text(st.characters(exclude_categories=()), max_size=20)
ENTRIES = st.lists(st.one_of(st.sampled_from(LIKELY), TEXTS_WITH_SURROGATES), max_size=5)


@given(st.sampled_from(QUESTIONS), ENTRIES)
def test_decoding_is_total_and_gives_only_what_the_question_can_take(
    question: Question, raw: list[str]
) -> None:
    decoded = decode_answer(question, raw, DISTRICTS)
    if decoded is None:
        assert not question.required
    elif not isinstance(decoded, Problem):
        again = [str(decoded)] if isinstance(decoded, int | str) else list(decoded)
        assert decode_answer(question, again, DISTRICTS) == decoded
        score = score_of(question, decoded)
        assert score is None or 1 <= score <= 15


@given(TEXTS_WITH_SURROGATES)
def test_cleaned_text_can_be_stored_and_is_not_changed_again(text: str) -> None:
    clean = cleaned(text)
    assert cleaned(clean) == clean == clean.strip()
    clean.encode("utf-8")
    assert not any(unicodedata.category(sign) == "Cc" and sign != "\n" for sign in clean)


def test_options_pair_form_values_with_labels() -> None:
    scale = Question(
        "q", "scale", required=False, texts={}, points=5, labels={"sv": ("a", "b", "c", "d", "e")}
    )
    assert scale.options("fi", "sv")[0] == ("1", "a")
    district = Question(
        "d", "district", required=False, texts={}, extra=("outside",), extra_labels={"sv": ("Utanför",)}
    )
    assert district.options("sv", "sv") == (("outside", "Utanför"),)
    choice = Question(
        "c", "single_choice", required=False, texts={}, values=("x",), value_labels={"sv": ("X",)}
    )
    assert choice.options("sv", "sv") == (("x", "X"),)
