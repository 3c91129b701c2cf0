"""How the quarterly summary is headed: what the file says, what is usual, and every fault."""

from __future__ import annotations

from pathlib import Path

import pytest

from survey_defs.faults import DefinitionError
from survey_defs.municipality import SummaryRules, builtin_municipality, load_municipality
from tests.survey_defs.samples import MUNICIPALITY, written

PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><path d="M0 0h10v10z"/></svg>'


def _summary(folder: Path, table: str) -> SummaryRules:
    spoken = MUNICIPALITY.replace("[[language]]", f"[summary]\n{table}\n\n[[language]]", 1)
    return load_municipality(written(folder, spoken)).summary


def _faults(folder: Path, table: str) -> list[str]:
    with pytest.raises(DefinitionError) as caught:
        _summary(folder, table)
    return [f"{fault.place}: {fault.message}" for fault in caught.value.faults]


def test_without_a_table_everything_is_as_usual(tmp_path: Path) -> None:
    rules = load_municipality(written(tmp_path, MUNICIPALITY)).summary
    assert rules == SummaryRules()
    assert rules.recipient["sv"] == "Demokratiberedningen"
    assert rules.mail_to == ("committee", "manager")


def test_the_file_says_how_it_is_headed(tmp_path: Path) -> None:
    (tmp_path / "logo.svg").write_text(PICTURE)
    rules = _summary(
        tmp_path,
        'administration.sv = "Kansliet"\nofficer = "Dag"\ncase_number = "LB-{year}/{number}"\n'
        'logo = "logo.svg"\nmail_to = ["committee", "committee"]',
    )
    assert rules.administration == {"sv": "Kansliet"}
    assert (rules.officer, rules.logo, rules.mail_to) == ("Dag", PICTURE, ("committee",))


@pytest.mark.parametrize(
    ("given", "number"),
    [("12", "LB-2026/12"), (" 12 ", "LB-2026/12"), ("KS 2026-7", "KS 2026-7"), ("", ""), ("١٢", "١٢")],
)
def test_a_bare_number_is_filled_into_the_scheme(given: str, number: str) -> None:
    assert SummaryRules(case_number="LB-{year}/{number}").case_number_of(given, 2026) == number


@pytest.mark.parametrize(
    ("table", "fault"),
    [
        ('case_number = "HS-{year}"', "must have {number} once"),
        ('case_number = "{day}/{number}"', "only {year} and {number} can be filled in"),
        ('case_number = "{number"', "only {year} and {number} can be filled in"),
        ('mail_to = ["king"]', '"king" is not known here'),
        ('logo = "none.svg"', "cannot be read"),
        ('officr = "Dag"', 'did you mean "officer"'),
        ('administration.de = "Amt"', '"de" is not among the languages'),
        ("officer = 3", "must be a text in quotes"),
    ],
)
def test_every_fault_is_told(tmp_path: Path, table: str, fault: str) -> None:
    [told] = _faults(tmp_path, table)
    assert fault in told


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"\x89PNG", "is not an SVG picture"),
        (b"<svg><script>1</script></svg>", "holds a script"),
        (b'<svg onload="x()"/>', "holds a script"),
        (b'<svg><image href="http://example.com/x.png"/></svg>', "points to another file"),
        (b"<svg>" + b" " * 300_000 + b"</svg>", "is larger than 200 kB"),
        (b"<svg><g></svg>", "is not whole"),
    ],
)
def test_a_logo_may_only_draw(tmp_path: Path, content: bytes, fault: str) -> None:
    (tmp_path / "logo.svg").write_bytes(content)
    [told] = _faults(tmp_path, 'logo = "logo.svg"')
    assert fault in told


def test_several_faults_come_at_once(tmp_path: Path) -> None:
    assert len(_faults(tmp_path, 'case_number = "x"\nlogo = "none.svg"\nmail_to = ["king"]')) == 3


def test_huddinge_has_a_scheme_of_its_own() -> None:
    rules = load_municipality(builtin_municipality("huddinge")).summary
    assert rules.case_number_of("7", 2026) == "HS-2026/7"
