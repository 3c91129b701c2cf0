"""`likvardig compare` on small files: what is printed, what is hidden, what is refused."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from analysis.cli import compare
from analysis.uncertainty import wilson

HEADER = ("district", "channel", "service", "score")
Row = tuple[str, str, str, str]


def rows(district: str, channel: str, service: str, **scores: int) -> list[Row]:
    """`s4=3` is three rows with score 4; `blank=2` two without."""
    return [
        (district, channel, service, "" if name == "blank" else name[1:])
        for name, times in scores.items()
        for _ in range(times)
    ]


def written(
    path: Path, lines: Iterable[Sequence[str]], *, delimiter: str = ",", encoding: str = "utf-8"
) -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows([HEADER, *lines])
    return path


def run(file: Path, *options: str, groups: Sequence[str] = ("district",)) -> Result:
    chosen = [part for name in groups for part in ("--group", name)]
    return CliRunner().invoke(compare, [str(file), *chosen, "--score", "score", *options])


def told(result: Result) -> dict[str, Any]:
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def group(report: dict[str, Any], **wanted: str) -> dict[str, Any]:
    (found,) = [one for one in report["groups"] if one["group"] == wanted]
    return dict(found)


UNEQUAL = [
    *rows("Vårby", "visit", "permit", s1=60, s4=20, s5=20, blank=50),
    *rows("Huddinge", "visit", "permit", s1=20, s4=40, s5=140, blank=20),
    *rows("Trångsund", "phone", "care", s2=40, s5=160),
]


def test_the_figures_of_a_group_are_those_of_its_rows(tmp_path: Path) -> None:
    report = told(run(written(tmp_path / "a.csv", UNEQUAL), "--json"))
    varby = group(report, district="Vårby")
    expected = wilson(40, 100)
    assert varby["n"] == 100
    assert varby["satisfied_share"] == pytest.approx(0.4)
    assert varby["satisfied_interval"] == pytest.approx([expected.low, expected.high])
    assert varby["index"] == pytest.approx((20 * 75 + 20 * 100) / 100)
    assert varby["gap"] == pytest.approx(40 / 100 - 340 / 400)
    assert varby["verdict"] == "lacking"
    assert varby["answered_share"] == pytest.approx(100 / 150)
    assert report["outcome"]["rows"] == 570
    assert report["outcome"]["unscored"] == 70
    assert report["heterogeneity"]["p_value"] < 0.001


def test_counts_say_the_same_as_rows(tmp_path: Path) -> None:
    counted = tmp_path / "counted.csv"
    lines = [(*row, str(UNEQUAL.count(row))) for row in dict.fromkeys(UNEQUAL)]
    with counted.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([(*HEADER, "n"), *lines])
    by_row = told(run(written(tmp_path / "a.csv", UNEQUAL), "--json", "--mix", "service"))
    assert told(run(counted, "--json", "--mix", "service", "--count", "n")) == by_row


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_any_delimiter_and_encoding_reads_the_same(tmp_path: Path, delimiter: str, encoding: str) -> None:
    plain = told(run(written(tmp_path / "a.csv", UNEQUAL), "--json"))
    other = written(tmp_path / "b.csv", UNEQUAL, delimiter=delimiter, encoding=encoding)
    assert told(run(other, "--json")) == plain


def test_like_with_like_takes_away_a_gap_that_is_the_errands(tmp_path: Path) -> None:
    mixed = [
        *rows("A", "visit", "easy", s5=160, s1=40),
        *rows("A", "visit", "hard", s5=20, s1=30),
        *rows("B", "visit", "easy", s5=40, s1=10),
        *rows("B", "visit", "hard", s5=80, s1=120),
    ]
    found = group(told(run(written(tmp_path / "a.csv", mixed), "--json", "--mix", "service")), district="B")
    assert found["gap"] == pytest.approx(120 / 250 - 180 / 250)
    assert found["adjusted_gap"] == pytest.approx(0)
    assert found["coverage"] == 1


def test_a_combination_is_compared_within_the_second_column(tmp_path: Path) -> None:
    file = written(
        tmp_path / "a.csv",
        [
            *rows("A", "visit", "x", s5=30, s1=10),
            *rows("B", "visit", "x", s5=20, s1=20),
            *rows("A", "phone", "x", s5=10, s1=30),
            *rows("B", "phone", "x", s5=10, s1=10),
        ],
    )
    report = told(run(file, "--json", groups=("district", "channel")))
    assert len(report["groups"]) == 2 + 2 + 4
    assert group(report, district="A", channel="visit")["gap"] == pytest.approx(30 / 40 - 20 / 40)
    assert group(report, channel="visit")["gap"] == pytest.approx(50 / 80 - 20 / 60)
    assert [one["column"] for one in report["heterogeneity"]["others"]] == ["channel"]


def test_a_reference_is_what_the_first_column_is_compared_with(tmp_path: Path) -> None:
    report = told(run(written(tmp_path / "a.csv", UNEQUAL), "--json", "--reference", " trångsund "))
    assert group(report, district="Vårby")["gap"] == pytest.approx(0.4 - 0.8)
    assert group(report, district="Trångsund")["gap"] is None
    refused = run(written(tmp_path / "a.csv", UNEQUAL), "--reference", "Flemingsberg")
    assert refused.exit_code == 2
    assert "Flemingsberg" in refused.stderr


def test_a_small_group_is_hidden_together_with_one_that_would_give_it_away(tmp_path: Path) -> None:
    file = written(tmp_path / "a.csv", [*UNEQUAL, *rows("Liten", "visit", "permit", s1=7)])
    report = told(run(file, "--json"))
    hidden = [one for one in report["groups"] if not one["shown"]]
    assert [one["group"]["district"] for one in hidden] == ["Liten", "Vårby"]
    assert all(one == {"group": one["group"], "n": None, "shown": False} for one in hidden)
    assert "Dolt" in run(file).stdout


def test_few_who_did_not_answer_are_not_told(tmp_path: Path) -> None:
    lines = [
        *rows("A", "visit", "x", s5=50, blank=3),
        *rows("B", "visit", "x", s5=50, blank=40),
        *rows("C", "visit", "x", s5=50, blank=60),
    ]
    report = told(run(written(tmp_path / "a.csv", lines), "--json"))
    known = {one["group"]["district"]: one["answered_share"] for one in report["groups"]}
    assert known["A"] is None
    assert known["B"] is None  # else A's could be subtracted
    assert known["C"] == pytest.approx(50 / 110)


def test_without_ten_answers_in_all_nothing_is_told(tmp_path: Path) -> None:
    file = written(tmp_path / "a.csv", rows("A", "visit", "x", s5=5, s1=4))
    outcome = told(run(file, "--json"))["outcome"]
    assert outcome["n"] is None
    assert outcome["satisfied_share"] is None
    assert "ingenting visas" in run(file).stdout


def test_labels_read_as_one_are_told(tmp_path: Path) -> None:
    lines = [*UNEQUAL, *rows(" vårby ", "visit", "permit", s1=12), *rows("", "visit", "permit", s1=11)]
    file = written(tmp_path / "a.csv", lines)
    report = told(run(file, "--json"))
    assert group(report, district="Vårby")["n"] == 112
    assert group(report, district="(saknas)")["n"] == 11
    assert "' vårby ' → 'Vårby': 12 rader" in run(file).stdout


def test_every_fault_is_told_at_once_and_nothing_else(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("district,score,n\nA,9,1\n\nA,bra,x\nB,3.5,2\nB,9,-1\n", encoding="utf-8")
    refused = run(file, "--count", "n")
    assert refused.exit_code == 2
    assert refused.stdout == ""
    for part in (
        '2 rader har "9" (rad 2, 6)',
        '"bra" (rad 4)',
        '"3.5" (rad 5)',
        '"x" (rad 4)',
        '"-1" (rad 6)',
    ):
        assert part in refused.stderr


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("", "tom"),
        ("district,score\n", "inga rader"),
        ("kommundel;betyg\nA;1\n", '"district" finns inte'),
        ("district,score,score\nA,1,2\n", "flera gånger"),
        ("district,score\nA,1\nB,1,2\n", "(rad 3)"),
    ],
)
def test_a_file_that_cannot_be_used_is_one_sentence(tmp_path: Path, text: str, part: str) -> None:
    file = tmp_path / "a.csv"
    file.write_text(text, encoding="utf-8")
    refused = run(file)
    assert refused.exit_code == 2
    assert part in refused.stderr
    assert refused.stdout == ""


def test_a_missing_file_and_an_impossible_scale_are_refused(tmp_path: Path) -> None:
    assert "kan inte läsas" in run(tmp_path / "none.csv").stderr
    file = written(tmp_path / "a.csv", UNEQUAL)
    assert "skalan" in run(file, "--scale", "5").stderr
    assert "välj 2 till 5" in run(file, "--satisfied-from", "1").stderr


def test_too_many_groups_and_a_mix_that_is_the_group_are_refused(tmp_path: Path) -> None:
    file = written(tmp_path / "a.csv", UNEQUAL)
    assert "en eller två" in run(file, groups=("district", "channel", "service")).stderr
    assert "grupperar redan" in run(file, "--mix", "district").stderr


def test_nothing_shown_of_two_columns_gives_a_small_cell_away(tmp_path: Path) -> None:
    lines = [
        row
        for k, district in enumerate("ABCD")
        for c, channel in enumerate(("visit", "phone", "mail"))
        for row in rows(district, channel, "x", s5=4 + 9 * k + 7 * c, s1=3 * c + k)
    ]
    report = told(run(written(tmp_path / "a.csv", lines), "--json", groups=("district", "channel")))
    shown = {tuple(sorted(one["group"].items())): one["n"] for one in report["groups"] if one["shown"]}
    assert min(shown.values()) >= 10
    for column, values in (("district", "ABCD"), ("channel", ("visit", "phone", "mail"))):
        for value in values:
            cells = [
                one for one in report["groups"] if len(one["group"]) == 2 and one["group"][column] == value
            ]
            hidden = [one for one in cells if not one["shown"]]
            if hidden and ((column, value),) in shown:
                left = shown[((column, value),)] - sum(one["n"] for one in cells if one["shown"])
                assert len(hidden) > 1
                assert left >= 10


def test_decimals_that_are_nothing_and_other_scales_are_read(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("district;score\n" + "A;10,0\n" * 10 + "A;0\n" * 10 + "B;9.0\n" * 20, encoding="utf-8")
    report = told(run(file, "--json", "--scale", "0-10"))
    assert report["outcome"]["satisfied_from"] == 9
    assert group(report, district="A")["satisfied_share"] == pytest.approx(0.5)
    assert group(report, district="B")["index"] == pytest.approx(90)


def test_invitations_from_another_file_are_what_answers_are_shared_by(tmp_path: Path) -> None:
    file = written(tmp_path / "a.csv", UNEQUAL)
    invited = tmp_path / "invited.csv"
    invited.write_text("district;antal\nVårby;400\nHUDDINGE;400\nTrångsund;200\nTom;40\n", encoding="utf-8")
    report = told(run(file, "--json", "--invited", str(invited)))
    assert group(report, district="Huddinge")["answered_share"] == pytest.approx(0.5)
    assert group(report, district="Trångsund")["answered_share"] == pytest.approx(1)
    assert report["outcome"]["asked"] == 1040
    hidden = [one["group"]["district"] for one in report["groups"] if not one["shown"]]
    assert hidden == ["Tom", "Vårby"]  # nobody answered in Tom, and the total would tell so
    invited.write_text("district\n" + "Vårby\n" * 20, encoding="utf-8")
    refused = run(file, "--invited", str(invited))
    assert refused.exit_code == 2
    assert "Vårby: 100 svar men 20 inbjudna" in refused.stderr


def test_the_table_is_alphabetical_and_has_no_colours_when_piped(tmp_path: Path) -> None:
    shown = run(written(tmp_path / "a.csv", UNEQUAL)).stdout
    places = [shown.index(name) for name in ("\nHuddinge", "\nTrångsund", "\nVårby")]
    assert places == sorted(places)
    assert "\x1b" not in shown
    assert "Brister" in shown
    assert "Lacking" in run(written(tmp_path / "a.csv", UNEQUAL), "--language", "en").stdout


def test_a_narrow_terminal_gets_lines_instead_of_columns(tmp_path: Path) -> None:
    from io import StringIO

    from rich.console import Console

    from analysis.comparing_groups import Rules, compare_groups
    from analysis.counted_answers import count_answers
    from analysis.report_table import ReportTable
    from analysis.score_column import Scale

    file = written(tmp_path / "a.csv", UNEQUAL)
    answers = count_answers(file, groups=("district",), score="score", scale=Scale(1, 5, 4))
    out = StringIO()
    ReportTable(compare_groups(answers, Rules("score")), Console(file=out, width=50), "sv").show()
    assert "Vårby: Brister" in out.getvalue()
    assert "Nöjda 40 %" in " ".join(out.getvalue().split())
