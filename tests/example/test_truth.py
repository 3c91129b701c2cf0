"""The truth file: it says what the plan planted, and the drawn answers and comments bear it out."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from feedback.example.sample import Sample
from feedback.example.scores import SATISFIED_FROM
from feedback.example.truth import write_truth

Truth = dict[str, Any]


def planted(truth: Truth, id: str) -> dict[str, Any]:
    return next(each for each in truth["planted"] if each["id"] == id)


def test_every_planting_is_in_the_file(full: Sample, truth: Truth) -> None:
    assert [each["id"] for each in truth["planted"]] == [each.id for each in full.plan.planted]
    assert all(each["expected_verdict"] and each["what"] for each in truth["planted"])


@pytest.mark.parametrize(
    ("id", "points"),
    [
        ("varby-phone", -12),
        ("flemingsberg-e-mail", -12),
        ("varby-e-service", -8),
        ("skogas-office-visit", 4),
        ("flemingsberg-phone", -2),
        ("glado-lissma-chat", -6),
    ],
)
def test_sizes_with_the_same_errands(truth: Truth, id: str, points: float) -> None:
    assert planted(truth, id)["like_with_like_gap_points"] == pytest.approx(points, abs=0.8)


def test_a_gap_that_is_only_the_errands(truth: Truth) -> None:
    assert planted(truth, "flemingsberg-phone")["raw_gap_points"] == pytest.approx(-7, abs=0.8)


def test_part_of_a_gap_is_language(truth: Truth) -> None:
    gap = planted(truth, "varby-e-service")
    assert gap["with_language_gap_points"] > gap["like_with_like_gap_points"] + 1


def test_nothing_else_is_far_from_equal(truth: Truth) -> None:
    known = {(each["where"]["district"], each["where"]["channel"]) for each in truth["planted"]}
    others = [each for each in truth["cells"] if (each["district"], each["channel"]) not in known]
    assert max(abs(each["like_with_like_gap_points"]) for each in others) < 2.6


def test_the_places_that_are_truly_worse(truth: Truth) -> None:
    """The planted gaps, the one too small to be told, and the district two of them make worse as a whole."""
    assert {(each["district"], each["channel"]) for each in truth["truly_worse"]} == {
        ("flemingsberg", "e_mail"),
        ("glado-lissma", "chat"),
        ("varby", "e_service"),
        ("varby", "phone"),
        ("varby", None),
    }


def test_there_is_a_row_for_every_cell_and_district(full: Sample, truth: Truth) -> None:
    assert len(truth["cells"]) == 8 * 7
    assert len(truth["districts"]) == 8
    expected = sum(each["answers_expected"] for each in truth["cells"])
    recent = full.weeks.is_recent[full.answers.errands.week].sum()
    assert expected == pytest.approx(recent, rel=0.02)


def test_expected_shares_are_those_drawn(full: Sample, truth: Truth) -> None:
    errands, axes = full.answers.errands, full.grid.axes
    recent = full.weeks.is_recent[errands.week]
    happy = full.answers.overall >= SATISFIED_FROM
    for cell in truth["cells"]:
        here = recent & (errands.district == axes.district(cell["district"]))
        here &= errands.channel == axes.channel(cell["channel"])
        share = cell["satisfied_share"]
        error = np.sqrt(share * (1 - share) / max(here.sum(), 1))
        assert here.sum() == 0 or abs(happy[here].mean() - share) <= 4 * error, cell


def test_the_change_is_named_with_its_quarter(truth: Truth) -> None:
    change = planted(truth, "segeltorp-e-service-dip")
    assert change["quarter"] == "2026Q3"
    assert change["satisfied_share_in_quarter"] == pytest.approx(
        change["satisfied_share_otherwise"] - 0.12, abs=0.01
    )


def test_planted_themes_are_over_represented(truth: Truth) -> None:
    lifts = {
        (theme["id"], each["district"]): each["lift"]
        for theme in truth["themes"]
        for each in theme["districts"]
        if each["planted"]
    }
    assert len(lifts) == len(truth["theme_links"])
    assert min(lifts.values()) > 1.25


def test_true_lifts_are_those_drawn(full: Sample, truth: Truth) -> None:
    district = full.answers.errands.district[[each.row for each in full.comments]]
    recent = full.weeks.is_recent[full.answers.errands.week[[each.row for each in full.comments]]]
    for theme in truth["themes"]:
        touched = np.array([theme["id"] in each.themes for each in full.comments])
        for place, each in enumerate(theme["districts"]):
            here = recent & (district == place)
            share = each["share_of_comments"]
            error = np.sqrt(max(share * (1 - share), 1e-4) / here.sum())
            assert abs(touched[here].mean() - share) <= 4.5 * error, (theme["id"], each["district"])


def test_every_comment_has_its_true_themes(full: Sample, truth: Truth) -> None:
    assert len(truth["comments"]) == len(full.comments)
    assert truth["comments"][0] == {"answer": "1000", "themes": list(full.comments[0].themes)}
    counted = Counter(theme for each in truth["comments"] for theme in each["themes"])
    assert set(counted) == {theme["id"] for theme in truth["themes"]}


def test_the_file_is_written_whole(tmp_path: Path, truth: Truth) -> None:
    path = tmp_path / "deep" / "truth.json"
    write_truth(path, truth)
    assert json.loads(path.read_text(encoding="utf-8")) == json.loads(json.dumps(truth))
    assert [each.name for each in path.parent.iterdir()] == ["truth.json"]
