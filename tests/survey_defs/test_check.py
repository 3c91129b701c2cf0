"""Every fault a survey file can have: found, with its line and its place, and never only the first."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from survey_defs.check import check_files, check_survey
from survey_defs.faults import DefinitionError, Fault
from survey_defs.survey import load_survey
from tests.survey_defs.samples import SURVEY, marked_line, spoiled, written

OVERALL_LABELS = 'labels.sv = ["Mycket missnöjd", "Missnöjd", "Mittemellan", "Nöjd", "Mycket nöjd"]'
REASON_VALUES = 'values = ["time", "answer"]'
REASON_IF = "show_if = 'helped == \"no\"'"

Spoiling = tuple[str, str, str, str]
"""What is replaced, by what (the faulty line marked), the fault's place, and words of its message."""

TOP: list[Spoiling] = [
    ("format = 1", "format = 2 # <-", "format", "must be 1, and is 2"),
    ("format = 1\n", "", "", '"format" is missing'),
    ('id = "small"', 'id = "Small Survey" # <-', "id", "must be small letters"),
    ('id = "small"', "id = 3 # <-", "id", "must be a text in quotes"),
    ('id = "small"', 'id = " " # <-', "id", "must not be empty"),
    ('version = "1"', 'version = "v 1" # <-', "version", "must be small letters, digits"),
    ('version = "1"\n', "", "", '"version" is missing'),
    ('source = "sv"', 'source = "fi" # <-', "source", 'the source language "fi" has no table [languages.fi]'),
    (
        "minimum_answers",
        "minimum_answer = 1 # <-\nminimum_answers",
        "minimum_answer",
        'did you mean "minimum_answers"?',
    ),
    ("valid_from = 2026-01-01", 'valid_from = "2026-01-01" # <-', "valid_from", "must be a date"),
    ("valid_from = 2026-01-01", "valid_from = 2026-01-01T10:00:00 # <-", "valid_from", "must be a date"),
    ('["phone", "office_visit"]', "[] # <-", "channels", "at least one channel"),
    ('["phone", "office_visit"]', '["phone", "phone"] # <-', "channels", 'the channel "phone" occurs twice'),
    ('["phone", "office_visit"]', '["phone", "Office visit"] # <-', "channels", "must be small letters"),
    ('["phone", "office_visit"]', '"phone" # <-', "channels", "must be a list of texts"),
    ("minimum_answers = 1", "minimum_answers = 6 # <-", "minimum_answers", "is 6, and there are 5 questions"),
    ("minimum_answers = 1", "minimum_answers = -1 # <-", "minimum_answers", "must be between 0 and 100"),
    ("minimum_answers = 1", 'layout = "onepage" # <-', "layout", 'did you mean "one_page"?'),
]

LANGUAGES: list[Spoiling] = [
    ("[languages.ar]", "[languages.Arabic] # <-", "languages.Arabic", "is not a language code"),
    (
        'dir = "rtl"',
        'dir = "right" # <-',
        "languages.ar, dir",
        '"right" is not known here; choose from: ltr, rtl',
    ),
    ('dir = "rtl"', 'dir = "ltr" # <-', "languages.ar, dir", "is written from right to left"),
    ('origin = "machine"', 'origin = "robot" # <-', "languages.ar, origin", "choose from: author, machine"),
    (
        'dir = "rtl"',
        'dir = "rtl"\nreviewer = "A" # <-',
        "languages.ar, reviewer",
        'did you mean "reviewed_by"?',
    ),
    ('ar = "كيف كانت تجربتك؟"\n', "", "title.ar", 'the translation to "ar" is missing'),
    ('ar = "كيف كانت تجربتك؟"', 'ar = " " # <-', "title.ar", "not empty"),
    (
        'text.ar = "هل حصلت على المساعدة؟"',
        "",
        "question helped, text.ar",
        'the translation to "ar" is missing',
    ),
    (
        'text.ar = "هل حصلت على المساعدة؟"',
        'text.ar = "x"\ntext.fi = "Saitko apua?" # <-',
        "question helped, text.fi",
        '"fi" is not among the languages of this file',
    ),
    (
        'text.ar = "ما الذي يمكن تحسينه؟"',
        'text.ar = "x"\nhint.sv = "Skriv inte namn." # <-',
        "question comment, hint.ar",
        'the translation to "ar" is missing',
    ),
    ('text.ar = "هل نتصل بك؟"\n', "", "follow_up.callback, text.ar", 'the translation to "ar" is missing'),
]

QUESTIONS: list[Spoiling] = [
    ('id = "overall"', 'id = "Overall" # <-', "question Overall, id", "must be small letters"),
    ('id = "overall"', 'id = "channel" # <-', "question channel, id", "is a word of conditions"),
    ('id = "reason"', 'id = "helped" # <-', "question helped, id", "is taken by the question on line 28"),
    ('kind = "scale"', 'kind = "skale" # <-', "question overall, kind", 'did you mean "scale"?'),
    ('kind = "scale"\n', "", "question overall", '"kind" is missing'),
    ('id = "overall"\n', "", "question 2", '"id" is missing'),
    ("required = true", 'required = "yes" # <-', "question helped, required", "must be true or false"),
    ("points = 5", "points = 7 # <-", "question overall, points", "must be 5 or 10, and is 7"),
    ("points = 5\n", "", "question overall", '"points" is missing'),
    ("points = 5", "points = 1000000000 # <-", "question overall, points", "must be 5 or 10"),
    (
        "points = 5",
        "points = 5\nmax_length = 5 # <-",
        "question overall, max_length",
        'kind "scale" has no "max_length"',
    ),
    ("points = 5", "point = 5 # <-\npoints = 5", "question overall, point", 'did you mean "points"?'),
    (OVERALL_LABELS, 'labels.sv = ["Bad", "Good"] # <-', "question overall, labels.sv", "the scale needs 5"),
    (
        OVERALL_LABELS,
        'labels.sv = ["", "b", "c", "d", "e"] # <-',
        "question overall, labels.sv",
        "both ends of the scale",
    ),
    (
        OVERALL_LABELS,
        'labels.sv = ["a", "", "c", "d", "e"] # <-',
        "question overall, labels.sv",
        "every point of a five-",
    ),
    (
        OVERALL_LABELS,
        'labels.sv = ["a", "a", "c", "d", "e"] # <-',
        "question overall, labels.sv",
        'same label "a"',
    ),
    (OVERALL_LABELS, "labels.sv = 5 # <-", "question overall, labels.sv", "must be a list of texts"),
    ("points = 5", "points = 10 # <-\n", "question overall, labels.sv", "needs 10, or 2 for its ends"),
    (
        "points = 5",
        "points = 5\nvisible_labels = [1, 6] # <-",
        "question overall, visible_labels",
        "point 6 has no label",
    ),
    (
        "points = 5",
        "points = 5\nvisible_labels = [1, 3] # <-",
        "question overall, visible_labels",
        "both ends",
    ),
    (
        "points = 5",
        "points = 5\nvisible_labels = [5, 1] # <-",
        "question overall, visible_labels",
        "must rise",
    ),
    (REASON_VALUES + "\n", "", "question reason", '"values" is missing'),
    (REASON_VALUES, "values = [] # <-", "question reason, values", "at least two options"),
    (REASON_VALUES, 'values = ["time"] # <-', "question reason, values", "at least two options"),
    (
        REASON_VALUES,
        'values = ["time", "time"] # <-',
        "question reason, values",
        'the value "time" occurs twice',
    ),
    (
        REASON_VALUES,
        'values = ["time", "An answer"] # <-',
        "question reason, values",
        'the value "An answer" must be',
    ),
    (
        REASON_VALUES,
        "values = [" + ", ".join(f'"v{number}"' for number in range(16)) + "] # <-",
        "question reason, values",
        "has 16 options; at most 15",
    ),
    (
        'value_labels.sv = ["Det tog för lång tid", "Jag fick inget svar"]',
        'value_labels.sv = ["Det tog för lång tid"] # <-',
        "question reason, value_labels.sv",
        "has 1 labels for 2 options",
    ),
    (
        'value_labels.sv = ["Det tog för lång tid", "Jag fick inget svar"]',
        'value_labels.sv = ["Tid", "Tid"] # <-',
        "question reason, value_labels.sv",
        'two options have the same label "Tid"',
    ),
    (
        'labels.sv = ["Ja", "Delvis", "Nej"]',
        'labels.sv = ["Ja", " ", "Nej"] # <-',
        "choices.agreement, labels.sv",
        "blank",
    ),
    (
        'values = ["yes", "partly", "no"]',
        'values = ["no", "partly", "yes"]',
        "question helped, choices",
        "in this order",
    ),
    (
        'choices = "agreement"',
        'choices = "agreemnt" # <-',
        "question helped, choices",
        'did you mean "agreement"?',
    ),
    ('choices = "agreement"\n', "", "question helped, value_labels", "is missing"),
    (REASON_VALUES, REASON_VALUES + ' # <-\nchoices = "agreement"', "question reason, values", "not both"),
    (
        'extra = ["outside"]',
        'extra = ["outside", "outside"] # <-',
        "question district, extra",
        "occurs twice",
    ),
    ('extra = ["outside"]\n', "", "question district", '"extra" is missing'),
    ("max_length = 200\n", "", "question comment", '"max_length" is missing'),
    (
        "max_length = 200",
        "max_length = 0 # <-",
        "question comment, max_length",
        "must be between 1 and 10000",
    ),
    ("max_length = 200", "max_length = true # <-", "question comment, max_length", "must be a whole number"),
    ('redact = ["phone"]', 'redact = ["name"] # <-', "question comment, redact", '"name" cannot be removed'),
    (
        "max_length = 200",
        'max_length = 200\nmeasures = "How?" # <-',
        "question comment, measures",
        "must be small letters",
    ),
    (
        'kind = "free_text"\nmax_length = 200\nredact = ["phone"]',
        'kind = "district" # <-',
        "question comment, kind",
        "second",
    ),
    ('id = "overall"', 'id = "form" # <-', "question form, id", "a form carries a field of that name"),
]

CONDITIONS: list[Spoiling] = [
    (
        REASON_IF,
        "show_if = 'helped = 1' # <-",
        "question reason, show_if",
        "cannot be read: cannot read '= 1'",
    ),
    (REASON_IF, "show_if = '' # <-", "question reason, show_if", "must not be empty"),
    (REASON_IF, "show_if = 'helpd == \"no\"' # <-", "question reason, show_if", 'did you mean "helped"?'),
    (
        REASON_IF,
        "show_if = 'chanel == \"phone\"' # <-",
        "question reason, show_if",
        'did you mean "channel"?',
    ),
    (
        REASON_IF,
        "show_if = 'comment is missing' # <-",
        "question reason, show_if",
        'looks at "comment", which is asked later',
    ),
    (REASON_IF, "show_if = 'reason is missing' # <-", "question reason, show_if", 'looks at "reason" itself'),
    (
        REASON_IF,
        "show_if = 'errand.ofice is missing' # <-",
        "question reason, show_if",
        'did you mean "office"?',
    ),
    (REASON_IF, "show_if = 'errand.office == 3' # <-", "question reason, show_if", "errand.office is a text"),
    (REASON_IF, "show_if = 'channel < \"x\"' # <-", "question reason, show_if", "channel is a text"),
    (
        REASON_IF,
        "show_if = 'channel in [\"phne\"]' # <-",
        "question reason, show_if",
        'did you mean "phone"?',
    ),
    (
        REASON_IF,
        "show_if = 'helped == \"partl\"' # <-",
        "question reason, show_if",
        'is never "partl"; did you mean "partly"?',
    ),
    (REASON_IF, "show_if = 'helped == 1' # <-", "question reason, show_if", "is never a number"),
    (
        REASON_IF,
        "show_if = 'helped < 3' # <-",
        "question reason, show_if",
        "only a scale can be compared with <",
    ),
    (
        REASON_IF,
        "show_if = 'overall == 6' # <-",
        "question reason, show_if",
        "is a number from 1 to 5, never 6",
    ),
    (REASON_IF, "show_if = 'overall == \"5\"' # <-", "question reason, show_if", 'never "5"'),
    (REASON_IF, "show_if = 'overall > 5' # <-", "question reason, show_if", "can never hold"),
    (
        REASON_IF,
        "show_if = 'overall <= 2 and overall >= 4' # <-",
        "question reason, show_if",
        "can never hold",
    ),
    (
        REASON_IF,
        'show_if = \'channel == "phone" and channel == "office_visit"\' # <-',
        "question reason, show_if",
        "nobody ever sees this question",
    ),
    # a required question always has an answer
    (REASON_IF, "show_if = 'helped is missing' # <-", "question reason, show_if", "can never hold"),
    (
        REASON_IF,
        "show_if = 'helped is answered' # <-",
        "question reason, show_if",
        "always holds, so it hides nothing",
    ),
    (
        REASON_IF,
        'show_if = \'channel in ["phone", "office_visit"]\' # <-',
        "question reason, show_if",
        "hides nothing",
    ),
    # the reason is asked only of those who were not helped
    (
        "max_length = 200",
        'max_length = 200\nshow_if = \'reason == "time" and helped == "yes"\' # <-',
        "question comment, show_if",
        "can never hold",
    ),
    (
        "show_if = 'overall <= 2'",
        "show_if = 'overal <= 2' # <-",
        "follow_up.callback, show_if",
        'did you mean "overall"?',
    ),
    (
        "show_if = 'overall <= 2'",
        "show_if = 'overall < 1' # <-",
        "follow_up.callback, show_if",
        "nobody ever sees this offer",
    ),
]


@pytest.mark.parametrize(("old", "new", "place", "message"), [*TOP, *LANGUAGES, *QUESTIONS, *CONDITIONS])
def test_a_fault_is_found_with_its_place_and_line(
    tmp_path: Path, old: str, new: str, place: str, message: str
) -> None:
    text = spoiled(SURVEY, old, new)
    path = written(tmp_path, text)
    about = [fault for fault in check_survey(path) if fault.place == place and message in fault.message]
    assert len(about) == 1, [str(fault) for fault in check_survey(path)]
    assert about[0].file == str(path)
    if "# <-" in new and not message.startswith(("the translation", "needs 10")):
        assert about[0].line == marked_line(text)


def test_the_sample_is_sound(tmp_path: Path) -> None:
    assert check_survey(written(tmp_path, SURVEY)) == []


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ('id = "x"\nversion = \n', 2, "not valid TOML: Invalid value"),
        ('id = "x"\nid = "y"\n', 2, "not valid TOML: Cannot overwrite a value"),
        ('id = "x"\n\nlist = [1,\n\n', 3, "not valid TOML"),
        ("day = 2026-13-01\n", 1, "not valid TOML"),
        ("deep = " + "[" * 5000, None, "values are nested too deeply"),
    ],
)
def test_broken_toml_is_one_fault_with_its_line(
    tmp_path: Path, text: str, line: int | None, message: str
) -> None:
    (fault,) = check_survey(written(tmp_path, text))
    assert fault.line == line
    assert fault.message.startswith(message)


def test_a_file_that_is_no_utf8_says_so(tmp_path: Path) -> None:
    path = tmp_path / "latin.toml"
    path.write_bytes('id = "x"\ntitle = "Hälsa"\n'.encode("latin-1"))
    assert check_survey(path) == [Fault(str(path), "", "the file is not UTF-8; save it as UTF-8", 2)]


def test_a_missing_file_is_a_fault(tmp_path: Path) -> None:
    (fault,) = check_survey(tmp_path / "nowhere.toml")
    assert fault.file == str(tmp_path / "nowhere.toml")
    assert "cannot be read (No such file" in fault.message


def test_a_byte_order_mark_and_windows_line_ends_are_read(tmp_path: Path) -> None:
    path = tmp_path / "windows.toml"
    path.write_bytes(b"\xef\xbb\xbf" + SURVEY.replace("\n", "\r\n").encode())
    assert check_survey(path) == []


def test_an_empty_file_lists_everything_it_lacks(tmp_path: Path) -> None:
    messages = " ".join(fault.message for fault in check_survey(written(tmp_path, "")))
    for key in ("format", "id", "version", "source", "channels", "valid_from"):
        assert f'"{key}" is missing' in messages
    assert "add a [[question]]" in messages
    assert "no language" in messages


def test_an_empty_form_must_not_count_as_an_answer(tmp_path: Path) -> None:
    text = spoiled(SURVEY, "required = true\n", "")
    text = spoiled(text, "minimum_answers = 1", "minimum_answers = 0 # <-")
    (fault,) = check_survey(written(tmp_path, text))
    assert (fault.place, fault.line) == ("minimum_answers", marked_line(text))
    assert "an empty form would count as an answer" in fault.message


def test_too_many_questions_are_refused(tmp_path: Path) -> None:
    more = "".join(
        f'[[question]]\nid = "q{number}"\nkind = "free_text"\nmax_length = 9\ntext.sv = "x"\ntext.ar = "x"\n'
        for number in range(100)
    )
    (fault,) = check_survey(written(tmp_path, SURVEY + more))
    assert "has 105 questions; at most 100" in fault.message
    assert fault.line == SURVEY[: SURVEY.index("[[question]]")].count("\n") + 1


def test_ten_points_labelled_at_the_ends_are_sound(tmp_path: Path) -> None:
    text = spoiled(SURVEY, "points = 5", "points = 10")
    text = spoiled(text, OVERALL_LABELS, 'labels.sv = ["Sämst", "Bäst"]')
    path = written(tmp_path, spoiled(text, '["1", "2", "3", "4", "5"]', '["أ", "ب"]'))
    question = load_survey(path).question("overall")
    assert question.labels["sv"] == ("Sämst", "", "", "", "", "", "", "", "", "Bäst")
    assert question.visible_labels == (1, 10)


def test_ends_in_one_language_and_every_point_in_another_are_two_scales(tmp_path: Path) -> None:
    text = spoiled(SURVEY, "points = 5", "points = 10")
    text = spoiled(text, OVERALL_LABELS, 'labels.sv = ["Sämst", "Bäst"]')
    every = ", ".join(f'"{point}"' for point in range(1, 11))
    text = spoiled(text, 'labels.ar = ["1", "2", "3", "4", "5"]', f"labels.ar = [{every}] # <-")
    (fault,) = check_survey(written(tmp_path, text))
    assert (fault.place, fault.line) == ("question overall, labels.ar", marked_line(text))
    assert 'has 10 labels, and "sv" has 2' in fault.message


def test_all_faults_come_at_once_in_the_order_of_the_file(tmp_path: Path) -> None:
    text = SURVEY
    for old, new, _, _ in (TOP[2], LANGUAGES[1], QUESTIONS[7], CONDITIONS[2]):
        text = spoiled(text, old, new)
    path = written(tmp_path, text)
    faults = check_survey(path)
    assert [fault.place for fault in faults] == [
        "id",
        "languages.ar, dir",
        "question overall, points",
        "question reason, show_if",
    ]
    with pytest.raises(DefinitionError) as caught:
        load_survey(path)
    assert list(caught.value.faults) == faults
    assert str(caught.value).splitlines() == [str(fault) for fault in faults]
    assert str(faults[0]).startswith(f"{path}:2: id: ")


def test_two_files_of_one_version_are_a_fault_of_the_second(tmp_path: Path) -> None:
    first, second = written(tmp_path, SURVEY, "a.toml"), written(tmp_path, SURVEY, "b.toml")
    (fault,) = check_files([first, second])
    assert (fault.file, fault.place) == (str(second), "version")
    assert f"is already in {first}" in fault.message


LINES = SURVEY.splitlines()


@settings(max_examples=60)
@given(
    st.lists(st.integers(0, len(LINES) - 1), max_size=6),
    st.sampled_from(
        ["", "x = 1", "id = 3", "show_if = 'a'", "[[question]]", "question = 3", "text = 4", "labels = []"]
    ),
)
def test_no_file_makes_the_check_fail(
    tmp_path_factory: pytest.TempPathFactory, gone: list[int], instead: str
) -> None:
    text = "\n".join(instead if number in gone else line for number, line in enumerate(LINES))
    path = written(tmp_path_factory.mktemp("spoiled"), text)
    assert all(fault.file == str(path) and fault.message for fault in check_survey(path))
