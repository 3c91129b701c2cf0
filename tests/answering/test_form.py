"""What a browser may send, and what it counts as. The core survey is the subject throughout."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.answering.form import (
    MAX_FIELDS,
    FormProblem,
    decode_form,
    encode_form,
    entries,
    form_nonce,
    read_pairs,
)
from survey_defs.catalogue import Catalogue
from survey_defs.questions import Problem, Value
from survey_defs.survey import Survey
from tests import world

DISTRICTS = ("norrbyn", "soderhagen", "oholm")
SURVEY: Survey = Catalogue.load(world.SURVEYS).for_channel("office_visit", world.TODAY)
VISIT = {"channel": "office_visit", "office": "soder", "district": "soderhagen", "language": "sv"}
NO_DISTRICT = VISIT | {"district": None}
E_SERVICE = VISIT | {"channel": "e_service", "office": None}
ERRANDS = (VISIT, NO_DISTRICT, E_SERVICE, E_SERVICE | {"district": None})
WHOLE = [("helped", "yes"), ("overall", "4")]


def test_a_sound_form_has_its_answers_and_no_problem() -> None:
    pairs = [*WHOLE, ("bemotande", "5"), ("comment", " Tack!\r\nVi ses "), ("form", "x"), ("utm", "y")]
    decoded = decode_form(SURVEY, pairs, VISIT, DISTRICTS)
    assert decoded.problems == ()
    assert decoded.values == {"helped": "yes", "overall": 4, "bemotande": 5, "comment": "Tack!\nVi ses"}


@pytest.mark.parametrize(
    ("pairs", "problems"),
    [
        ([], [("helped", Problem.MISSING), ("overall", Problem.MISSING)]),
        ([("helped", "yes")], [("overall", Problem.MISSING)]),
        ([("helped", ""), ("overall", "4")], [("helped", Problem.MISSING)]),
        ([("helped", "kanske"), ("overall", "4")], [("helped", Problem.UNKNOWN_OPTION)]),
        ([("helped", "yes"), ("overall", "6")], [("overall", Problem.UNKNOWN_OPTION)]),
        ([("helped", "yes"), ("overall", "٤")], [("overall", Problem.UNKNOWN_OPTION)]),
        ([*WHOLE, ("overall", "5")], [("overall", Problem.TOO_MANY)]),
        ([*WHOLE, ("comment", "x" * 2001)], [("comment", Problem.TOO_LONG)]),
    ],
)
def test_what_is_wrong_is_said_of_its_question(
    pairs: list[tuple[str, str]], problems: list[tuple[str, Problem]]
) -> None:
    decoded = decode_form(SURVEY, pairs, VISIT, DISTRICTS)
    assert decoded.problems == tuple(FormProblem(*each) for each in problems)


def test_a_question_that_is_not_shown_has_neither_answer_nor_problem() -> None:
    sent = [*WHOLE, ("bemotande", "5"), ("district", "oholm")]
    assert decode_form(SURVEY, sent, E_SERVICE, DISTRICTS).values == {"helped": "yes", "overall": 4}
    wrong = [*WHOLE, ("bemotande", "99"), ("district", "månen")]
    assert decode_form(SURVEY, wrong, E_SERVICE, DISTRICTS).problems == ()


@pytest.mark.parametrize("district", [*DISTRICTS, "outside", "unsaid"])
def test_a_resident_without_a_known_district_may_give_one(district: str) -> None:
    decoded = decode_form(SURVEY, [*WHOLE, ("district", district)], NO_DISTRICT, DISTRICTS)
    assert decoded.values["district"] == district


def without_requirements() -> Survey:
    questions = tuple(replace(question, required=False) for question in SURVEY.questions)
    return replace(SURVEY, questions=questions)


def test_an_empty_form_is_no_answer_even_where_nothing_is_required() -> None:
    survey = without_requirements()
    assert decode_form(survey, [], VISIT, DISTRICTS).problems == (FormProblem("helped", Problem.MISSING),)
    only_where_from = [("district", "oholm")]
    assert decode_form(survey, only_where_from, NO_DISTRICT, DISTRICTS).problems != ()
    assert decode_form(survey, [("comment", "Tack!")], VISIT, DISTRICTS).problems == ()


def sound_values(errand: dict[str, str | None]) -> st.SearchStrategy[dict[str, Value]]:
    """Accepted answers to the questions shown about an errand."""
    optional: dict[str, st.SearchStrategy[Value]] = {
        name: st.integers(1, 5) for name in ("enkelhet", "tydlighet")
    }
    optional["language"] = st.sampled_from(["yes", "partly", "no"])
    optional["comment"] = st.text("aåö 07@\u0639", min_size=1, max_size=50).map(str.strip).filter(bool)
    if errand["channel"] != "e_service":
        optional["bemotande"] = st.integers(1, 5)
    if errand["district"] is None:
        optional["district"] = st.sampled_from([*DISTRICTS, "outside", "unsaid"])
    required = {"helped": st.sampled_from(["yes", "partly", "no"]), "overall": st.integers(1, 5)}
    return st.fixed_dictionaries(required, optional=optional)


@given(st.data())
def test_what_is_encoded_decodes_to_itself(data: st.DataObject) -> None:
    errand = data.draw(st.sampled_from(ERRANDS))
    values = data.draw(sound_values(errand))
    decoded = decode_form(SURVEY, encode_form(values), errand, DISTRICTS)
    assert decoded.problems == ()
    assert decoded.values == values


names = st.sampled_from([*(question.id for question in SURVEY.questions), "form", "", "okänd"]) | st.text()
texts = st.text() | st.sampled_from(["yes", "1", "5", "oholm", "outside", "\x00", "\ud800", "9" * 5000])


@given(st.lists(st.tuples(names, texts), max_size=30), st.sampled_from(ERRANDS))
def test_no_form_is_too_strange(pairs: list[tuple[str, str]], errand: dict[str, str | None]) -> None:
    decoded = decode_form(SURVEY, pairs, errand, DISTRICTS)
    shown = {question.id for question in SURVEY.shown(errand, decoded.values)}
    assert {each.question_id for each in decoded.problems} <= shown
    assert set(decoded.values) <= shown
    assert not set(decoded.values) & {each.question_id for each in decoded.problems}
    assert decode_form(SURVEY, encode_form(decoded.values), errand, DISTRICTS).values == decoded.values


@given(st.binary(max_size=300))
def test_any_body_can_be_read(body: bytes) -> None:
    assert all(isinstance(name, str) and isinstance(value, str) for name, value in read_pairs(body))


@pytest.mark.parametrize(
    ("body", "pairs"),
    [
        (b"helped=yes&overall=4", [("helped", "yes"), ("overall", "4")]),
        (b"comment=Tack+s%C3%A5+mycket%21", [("comment", "Tack så mycket!")]),
        (b"comment=%FF%FEhej", [("comment", "\ufffd\ufffdhej")]),
        (b"comment=100%", [("comment", "100%")]),
        (b"helped&&=yes", [("helped", ""), ("", "yes")]),
        (b"a=b=c", [("a", "b=c")]),
        (b"", []),
    ],
)
def test_fields_of_a_body(body: bytes, pairs: list[tuple[str, str]]) -> None:
    assert read_pairs(body) == pairs


def test_limits_cut_off_what_is_beyond_them() -> None:
    assert len(read_pairs(b"a=b&" * 5000)) == MAX_FIELDS
    ((_, value),) = read_pairs(b"a=" + b"x" * 1_000_000)
    assert len(value) < 70_000


def test_what_was_sent_for_a_question_is_kept_in_order() -> None:
    sent = entries(SURVEY, [("helped", "no"), ("x", "y"), ("helped", "yes")])
    assert sent["helped"] == ["no", "yes"]
    assert sent["overall"] == []


def test_a_form_keeps_its_nonce_and_an_odd_one_is_replaced() -> None:
    assert form_nonce([("form", "abcdefghijklmno_")]) == "abcdefghijklmno_"
    for odd in ("", "short", "x" * 17, "abcdefghijklmno!", "abcdefghijklmno\n"):
        fresh = form_nonce([("form", odd)])
        assert len(fresh) == 16
        assert fresh != odd
    assert form_nonce(None) != form_nonce(None)
