"""The language of show-if conditions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey_defs.branching import KEYWORDS, Condition, ConditionError, evaluate, parse
from survey_defs.conditions import AllOf, AnyOf, Comparison, Literal, NotTrue, Presence, Subject
from survey_defs.values import Answers, Errand

ANSWERS: Answers = {"helped": "no", "overall": 2, "ways": ("phone", "chat"), "comment": "Tack"}
ERRAND: Errand = {"channel": "phone", "office": None, "district": "", "service": "housing"}


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ('helped == "no"', True),
        ('helped != "no"', False),
        ('helped == "yes" or overall <= 2', True),
        ('helped == "no" and overall > 2', False),
        ("overall < 2", False),
        ("overall >= 2", True),
        ("overall in [1, 2]", True),
        ("overall not in [1, 2]", False),
        ('not helped == "no"', False),
        ('not (helped == "yes" and overall == 2)', True),
        # `and` binds closer than `or`
        ('helped == "no" or overall == 5 and overall == 4', True),
        ('(helped == "no" or overall == 5) and overall == 4', False),
        # several chosen options
        ('ways == "chat"', True),
        ('ways in ["letter", "chat"]', True),
        ('ways not in ["letter"]', True),
        ('ways != "phone"', False),
        ("ways < 3", False),
        # the errand
        ('channel == "phone"', True),
        ('errand.channel not in ["e_service"]', True),
        ("errand.office is missing", True),
        ("errand.district is missing", True),
        ("errand.language is missing", True),
        ("errand.service is answered", True),
        # a missing answer makes every comparison false
        ("unknown is missing", True),
        ("unknown is answered", False),
        ("unknown == 1", False),
        ("unknown != 1", False),
        ("unknown not in [1]", False),
        ("unknown < 1", False),
        ("not unknown < 1", True),
        ('errand.office != "x"', False),
        # a text has no order, and is no number
        ("helped < 3", False),
        ('overall == "2"', False),
        ('overall <= "2"', False),
        ('comment == "Tack"', True),
    ],
)
def test_a_condition_holds_or_not(text: str, holds: bool) -> None:
    assert evaluate(parse(text), ANSWERS, ERRAND) is holds


@pytest.mark.parametrize(
    ("text", "position", "message"),
    [
        ("", 0, "expected a question id"),
        ("   ", 0, "the condition ends"),
        ("helped", 6, "expected a comparison"),
        ("helped ==", 9, "expected a text in quotes or a whole number"),
        ("helped = 1", 7, "cannot read '= 1'"),
        ("helped == no", 10, "found no"),
        ("helped in 1", 10, 'expected "["'),
        ("helped in []", 11, "expected a text"),
        ("helped in [1", 12, 'expected "]"'),
        ("helped not == 1", 11, 'expected "in"'),
        ("helped is gone", 10, '"missing" or "answered"'),
        ("(a == 1", 7, 'expected ")"'),
        ("a == 1)", 6, 'expected "and", "or" or the end'),
        ("a == 1 b == 2", 7, "found b"),
        ("and == 1", 0, "found and"),
        ("errand == 1", 7, 'expected "."'),
        ("errand.in == 1", 7, "a field of the errand"),
        ('a == "open', 5, "cannot read"),
        ("a == 1.5", 6, "found ."),
        ("a == 12x", 5, "cannot read"),
        ("__import__('os')", 11, "cannot read"),
        ("(" * 31 + "a == 1" + ")" * 31, 31, "parentheses or nots within each other"),
        ("not " * 5000, 2000, "longer than 2000"),
    ],
)
def test_an_unreadable_condition_says_where(text: str, position: int, message: str) -> None:
    with pytest.raises(ConditionError) as caught:
        parse(text)
    assert message in str(caught.value)
    assert caught.value.position == position
    assert f"at character {position + 1}" in str(caught.value)


def test_references_name_questions_and_fields_of_the_errand() -> None:
    condition = parse('channel == "phone" and (a == 1 or not b is missing) and errand.district is missing')
    assert condition.references() == {"a", "b"}
    assert condition.errand_references() == {"channel", "district"}


NAMES = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True).filter(lambda name: name not in KEYWORDS)
SUBJECTS = st.one_of(st.builds(Subject, NAMES, st.booleans()), st.just(Subject("channel", of_errand=True)))
LITERALS: st.SearchStrategy[Literal] = st.one_of(st.integers(-999, 999), st.text(max_size=8))
TESTS: st.SearchStrategy[Condition] = st.one_of(
    st.builds(Presence, SUBJECTS, st.booleans()),
    st.builds(
        Comparison,
        SUBJECTS,
        st.sampled_from(["==", "!=", "<", "<=", ">", ">="]),
        st.tuples(LITERALS),
    ),
    st.builds(
        Comparison,
        SUBJECTS,
        st.sampled_from(["in", "not in"]),
        st.lists(LITERALS, min_size=1, max_size=4).map(tuple),
    ),
)


def _joined(parts: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    several = st.lists(parts, min_size=2, max_size=3).map(tuple)
    return st.one_of(st.builds(NotTrue, parts), st.builds(AllOf, several), st.builds(AnyOf, several))


CONDITIONS = st.recursive(TESTS, _joined, max_leaves=6)
VALUES = st.one_of(st.integers(), st.text(), st.lists(st.text()).map(tuple))


@given(CONDITIONS)
def test_the_text_of_a_condition_parses_back_to_it(condition: Condition) -> None:
    assert parse(str(condition)) == condition


@given(
    CONDITIONS,
    st.dictionaries(NAMES, VALUES, max_size=5),
    st.dictionaries(NAMES, st.none() | st.text(), max_size=5),
)
def test_every_condition_has_an_outcome(condition: Condition, answers: Answers, errand: Errand) -> None:
    assert evaluate(condition, answers, errand) in (True, False)
    assert evaluate(NotTrue(condition), answers, errand) is not evaluate(condition, answers, errand)


WORDS = st.sampled_from(
    [
        *sorted(KEYWORDS),
        "a",
        "b",
        "==",
        "!=",
        "<",
        ">=",
        "(",
        ")",
        "[",
        "]",
        ",",
        ".",
        '"x"',
        "1",
        "-3",
        "=",
        "'",
    ]
)


@given(st.one_of(st.text(), st.lists(WORDS, max_size=20).map(" ".join)))
def test_any_text_is_read_or_refused(text: str) -> None:
    outcome = _outcome(text)
    if isinstance(outcome, ConditionError):
        assert 0 <= outcome.position <= len(text)
    else:
        assert parse(str(outcome)) == outcome


def _outcome(text: str) -> Condition | ConditionError:
    try:
        return parse(text)
    except ConditionError as error:
        return error
