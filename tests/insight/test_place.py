"""What the pages of districts and channels say: titles, readings, facts, sections, languages."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from feedback.funnel import Stage
from feedback.insight.charts import Mark
from feedback.insight.district_facts import born_abroad, district_facts
from feedback.insight.figures import (
    HIDDEN,
    LOWER,
    SHOWN,
    UNCLEAR,
    Judged,
    Measure,
    Slot,
    Split,
    Trend,
    TrendPoint,
    Voice,
)
from feedback.insight.lines import Line, level_line, line
from feedback.insight.place_body import Given, TrendLink, body, is_small
from feedback.insight.place_charts import parts_figure
from feedback.insight.place_parts import split_row, trend_text
from feedback.insight.place_sections import funnel_section, splits_section, trend_section, voices_section
from feedback.insight.place_titles import pairs_title, parts_title, trend_title
from feedback.insight.quarter_chart import trend_figure
from feedback.insight.response_funnel import response_funnel
from feedback.insight.saying import kept
from feedback.insight.split_reading import split_reading
from feedback.insight.spoken import spoken
from feedback.insight.voices import voice_rows, voices_lead
from feedback.insight.wording import Wording
from survey_defs.municipality import load_municipality
from tests.world import MUNICIPALITY

MARGIN = 0.05
CAUSAL = re.compile(r"\b(beror|orsak\w*|därför|eftersom|leder till|ingen skillnad)\b")


@pytest.fixture(scope="module")
def swedish() -> Wording:
    return Wording(load_municipality(MUNICIPALITY), "sv")


def slot(verdict: str, raw: tuple[float, float, float], like: tuple[float, float, float]) -> Slot:
    judged = Judged(
        n=400, satisfied=260, share=Measure(0.65, 0.6, 0.7), index=Measure(66, 63, 69), reference_n=4000,
        reference=Measure(0.78, 0.77, 0.79), gap=Measure(*raw), like_gap=Measure(*like), verdict=verdict,
        needed=120 if verdict == "cannot_tell" else None,
    )  # fmt: skip
    return Slot(SHOWN, judged)


LACKING = slot("lacking", (-0.14, -0.17, -0.11), (-0.13, -0.16, -0.1))
BETTER = slot("better", (0.11, 0.08, 0.14), (0.11, 0.08, 0.14))
EQUAL = slot("equal", (-0.01, -0.03, 0.01), (-0.01, -0.03, 0.01))
SHRUNK = slot("equal", (-0.07, -0.09, -0.04), (-0.01, -0.03, 0.01))
UNTOLD = slot("cannot_tell", (-0.03, -0.08, 0.02), (-0.03, -0.08, 0.02))
CONCEALED = Slot(HIDDEN)


def lines(wording: Wording, **slots: Slot) -> list[Line]:
    return [line(name.capitalize(), each, wording, MARGIN) for name, each in slots.items()]


@pytest.mark.parametrize(
    ("slots", "title"),
    [
        ({"besök": BETTER, "telefon": LACKING, "chatt": LACKING},
         "Telefon och chatt ligger säkert under övriga kommunen, besök säkert över"),
        ({"telefon": LACKING, "brev": CONCEALED}, "Telefon ligger säkert under övriga kommunen"),
        ({"besök": BETTER, "brev": UNTOLD}, "Besök ligger säkert över övriga kommunen"),
        ({"besök": EQUAL, "brev": UNTOLD}, "Besök ligger säkert inom marginalen"),
        ({"besök": UNTOLD, "brev": CONCEALED}, "Svaren räcker inte för någon slutsats"),
    ],
)  # fmt: skip
def test_the_title_is_the_finding_of_the_verdicts(
    swedish: Wording, slots: dict[str, Slot], title: str
) -> None:
    assert parts_title(lines(swedish, **slots), str.lower, "övriga kommunen", swedish) == title


@pytest.mark.parametrize(
    ("slots", "title"),
    [
        ({"telefon": LACKING, "chatt": SHRUNK},
         "Telefon: skillnaden finns kvar när ärendena är av samma slag. "
         "Chatt: skillnaden ryms inom marginalen när ärendena är av samma slag"),
        ({"chatt": EQUAL}, "Chatt: inom marginalen också med samma slags ärenden"),
        ({"chatt": UNTOLD}, "Svaren räcker inte för en slutsats om samma slags ärenden"),
    ],
)  # fmt: skip
def test_what_remains_with_errands_of_the_same_kinds(
    swedish: Wording, slots: dict[str, Slot], title: str
) -> None:
    said = pairs_title(lines(swedish, **slots), str.lower, swedish, MARGIN)
    assert said == title
    assert not CAUSAL.search(said.lower())


def test_a_gap_is_read_in_words_whose_numbers_are_the_split(swedish: Wording) -> None:
    found = lines(swedish, besök=EQUAL, telefon=LACKING)
    splits = [
        split_row("Besök", Split(-0.01, 0, 0, 0, 0, -0.01), swedish),
        split_row("Telefon", Split(-0.14, -0.03, 0.0, 0.01, 0.0, -0.12), swedish),
    ]
    reading = split_reading(found, splits, str.lower, swedish)
    assert reading is not None
    assert reading.title == "Så här läser du telefon:"
    assert reading.text == (
        "Skillnaden är −14 procentenheter. Av den ligger −3 i andra slags ärenden än i övriga kommunen, "
        "+1 i andra sätt att svara och −12 i det som är kvar när allt det är lika. "
        "Delarna säger var skillnaden finns, inte varför. Talen är avrundade."
    )
    assert split_reading(found, [], str.lower, swedish) is None


QUARTERS = tuple(
    TrendPoint(f"2026Q{number}", 200, share, 0.6, 0.72, share < 0.6)
    for number, share in ((1, 0.66), (2, 0.57), (3, 0.65))
)


def test_quarters_outside_normal_variation_are_named(swedish: Wording) -> None:
    trend = trend_text("Telefon", Trend(0.66, QUARTERS), swedish)
    assert trend_title(trend, swedish) == "Utanför normal variation: kvartal 2 2026"
    calm = trend_text("Telefon", Trend(0.66, QUARTERS[:1]), swedish)
    assert trend_title(calm, swedish) == "Alla kvartal som kan visas ligger inom normal variation"
    figure = trend_figure(trend, swedish)
    assert figure is not None
    assert "57 %" in figure.chart.replace("\u00a0", " ")
    [section] = trend_section(trend, swedish)
    assert list(section.rows[1]) == ["Telefon", "kvartal 2 2026", "200", "57", "60", "72", "66", "utanför"]


def test_where_no_quarter_may_be_shown_there_is_no_chart(swedish: Wording) -> None:
    concealed = tuple(TrendPoint(f"2026Q{number}", None, None, None, None) for number in (1, 2))
    trend = trend_text("Telefon", Trend(None, concealed), swedish)
    links = (TrendLink("Alla kanaler", "/alla", False), TrendLink("Telefon", "/telefon", True))
    made = body(Given("Kanal", str.lower, (), (), (), trend, links, None), swedish, MARGIN)
    assert made.trend is None
    assert [action.href for action in made.no_trend.actions] == ["/alla"]
    assert made.funnel is None


def test_where_nothing_can_be_concluded_there_is_a_list_instead_of_a_chart(swedish: Wording) -> None:
    found = lines(swedish, besök=UNTOLD, brev=CONCEALED)
    assert is_small(found)
    assert parts_figure(found, (), "Kanal", str.lower, swedish, MARGIN) is None
    assert [each.needed_n for each in found] == ["120", ""]


def test_a_hidden_part_shows_nothing_in_the_chart(swedish: Wording) -> None:
    figure = parts_figure(
        lines(swedish, telefon=LACKING, brev=CONCEALED), (), "Kanal", str.lower, swedish, MARGIN
    )
    assert figure is not None
    assert figure.table.rows[1] == ("Brev", "Dolt", "–", "–", "–", "–", "–")


def test_a_level_is_held_beside_nothing(swedish: Wording) -> None:
    level = level_line("Hela kommunen", LACKING, swedish)
    assert (level.mark, level.word, level.gap, level.reference) == (None, "", "", "")
    assert level.share == "65\u00a0% (60–70)"


def test_languages_are_named_as_the_reader_does_with_their_own_name_beside(swedish: Wording) -> None:
    codes = [each.code for each in swedish.municipality.languages]
    assert "sv" in codes
    assert spoken("sv", swedish).own == ""
    assert spoken("sv", Wording(swedish.municipality, "en")).name == "Swedish"
    finnish = spoken("fi", swedish)
    assert (finnish.name, finnish.own) == ("finska", "Suomi")
    assert spoken(None, swedish).name == "Annat eller okänt"


def test_voices_that_are_surely_fewer_are_named(swedish: Wording) -> None:
    voices = [
        Voice("sv", 900, 200, Measure(0.22, 0.2, 0.25), UNCLEAR),
        Voice("fi", 500, 40, Measure(0.08, 0.06, 0.11), LOWER),
        Voice(None, None, None, None, HIDDEN),
    ]
    rows = voice_rows(voices, swedish)
    assert [row.mark for row in rows] == [Mark.UNCLEAR, Mark.LACKING, Mark.HIDDEN]
    assert voices_lead(rows, swedish) == "Ärenden på finska får säkert svar mer sällan än andra ärenden."
    [section] = voices_section(rows, swedish)
    assert list(section.rows[1]) == ["finska", "500", "40", "8% (6–11)", "Klart färre"]
    assert list(section.rows[2])[1:] == ["Dolt"] * 4
    assert "Det betyder inte" in voices_lead(rows[:1], swedish)


def test_facts_stand_beside_the_municipality(swedish: Wording) -> None:
    municipality = swedish.municipality
    first, *others = municipality.districts
    given = tuple(
        replace(each, population=1000, born_abroad=0.1 * number)
        for number, each in enumerate(municipality.districts, 1)
    )
    everywhere = born_abroad(replace(municipality, districts=given))
    assert everywhere == pytest.approx(sum(0.1 * number for number in range(1, len(given) + 1)) / len(given))
    unknown = (replace(first, born_abroad=None), *others)
    assert born_abroad(replace(municipality, districts=unknown)) is None
    total, whole = lines(swedish, alla=LACKING)[0], level_line("Hela kommunen", EQUAL, swedish)
    facts = district_facts(first, total, whole, None, swedish)
    assert [fact.mark for fact in facts][-1] is Mark.LACKING
    assert facts[-1].detail.startswith("skillnad −13")
    hidden = district_facts(first, line("Alla", CONCEALED, swedish, MARGIN), whole, None, swedish)
    assert [fact.value for fact in hidden][-1] == "Dolt"


def test_the_file_has_the_funnel_and_the_splits_of_the_page(swedish: Wording) -> None:
    counts = {
        Stage.CLOSED: 400,
        Stage.INVITED: 300,
        Stage.DELIVERED: 290,
        Stage.STARTED: 90,
        Stage.ANSWERED: 80,
    }
    [funnel] = funnel_section(response_funnel(counts), swedish)
    assert funnel.title == "Vilka har svarat?"
    assert list(funnel.rows[-1]) == ["Svarade", "80", "89%"]
    rows = [split_row("Telefon", Split(-0.14, -0.03, 0.0, 0.01, 0.0, -0.12), swedish)]
    [splits] = splits_section(rows, "Kanal", swedish)
    assert list(splits.rows[0]) == ["Telefon", "-14", "-3", "0", "1", "0", "-12"]
    assert funnel_section(None, swedish) == []


def test_no_line_ends_within_a_word_of_e() -> None:
    assert kept("E-post och e-tjänster, inte e - post") == "E\u2011post och e\u2011tjänster, inte e - post"
