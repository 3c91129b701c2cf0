"""Whether a condition can come true, worked out by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from survey_defs.branching import parse
from survey_defs.check import check_survey
from survey_defs.reachability import possible_outcomes
from survey_defs.survey import load_survey
from tests.survey_defs.samples import SURVEY, spoiled, written

BOTH = {True, False}


@pytest.mark.parametrize(
    ("condition", "outcomes"),
    [
        ('helped == "no"', BOTH),
        ("helped is answered", {True}),
        ("overall is missing", BOTH),
        ("overall >= 1", BOTH),
        ("overall >= 1 or overall is missing", {True}),
        ("overall < 1", {False}),
        ("overall < 3 and not overall <= 2", {False}),
        ('helped in ["yes", "partly", "no"]', {True}),
        ('channel == "phone" or channel == "office_visit"', {True}),
        ("errand.district is missing", BOTH),
        ('errand.office == "torget" and errand.office != "torget"', {False}),
        ('errand.office == "torget" and errand.service == "housing"', BOTH),
        ('district == "norr" and district == "soder"', {False}),
        ('district not in ["norr", "soder"]', BOTH),
        ('comment == "x" or comment != "x"', BOTH),
        # the reason is asked only where helped is no
        ('reason == "time" and helped == "yes"', {False}),
        ('reason == "time" and helped == "no"', BOTH),
        ('reason is missing or helped == "no"', {True}),
        # several options can be chosen at once
        ('ways == "phone" and ways == "chat"', BOTH),
        ('ways == "phone" and ways not in ["phone", "chat"]', {False}),
        # too many combinations to try: taken to be sound
        (" and ".join(f'ways == "w{n}"' for n in range(13)) + " and overall < 1 and overall > 5", BOTH),
    ],
)
def test_the_outcomes_a_condition_can_have(tmp_path: Path, condition: str, outcomes: set[bool]) -> None:
    options = ["phone", "chat", *(f"w{number}" for number in range(13))]
    listed = ", ".join(f'"{option}"' for option in options)
    ways = f"""
[[question]]
id = "ways"
kind = "multiple_choice"
values = [{listed}]
text.sv = "Hur?"
text.ar = "كيف؟"
value_labels.sv = [{listed}]
value_labels.ar = [{listed}]

[follow_up.callback]"""
    survey = load_survey(written(tmp_path, spoiled(SURVEY, "[follow_up.callback]", ways)))
    assert possible_outcomes(survey, parse(condition)) == outcomes


def test_a_question_with_too_many_options_is_not_tried_out(tmp_path: Path) -> None:
    listed = ", ".join(f'"w{number}"' for number in range(60))
    text = spoiled(SURVEY, 'kind = "single_choice"', 'kind = "multiple_choice"')
    text = spoiled(text, 'values = ["time", "answer"]', f"values = [{listed}]")
    text = spoiled(text, "max_length = 200", f"max_length = 200\nshow_if = 'reason in [{listed}]'")
    faults = check_survey(written(tmp_path, text))
    assert {fault.place for fault in faults} == {
        "question reason, values",
        "question reason, value_labels.sv",
        "question reason, value_labels.ar",
    }
