"""From the published file alone: what can be computed from counts is computed again, and every number in the text is a
number of the row it points at."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from math import sqrt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from feedback.quarterly.document import (
    EASY,
    FULL,
    Block,
    Bullets,
    Document,
    Grid,
    KeyFigures,
    Paragraph,
    Span,
)
from feedback.quarterly.published import SHOWN, Figure, figures_csv, read_figures
from feedback.quarterly.writing import figure_rows, written
from feedback.quarterly.writing.given import Given
from tests.quarterly import closed_quarters as quarters
from tests.quarterly.closed_quarters import Spoken
from tests.quarterly.test_figure_rows import OF_PEOPLE

WORLDS = ("town", "with_themes", "first_quarter", "silent_district", "all_hidden", "nothing_at_all")
LANGUAGES = ("sv", "en")
KINDS = (FULL, EASY)
Z = 1.959963984540054
PLACES = ("district", "channel")
NEAR = 2e-6


@cache
def published(world: str) -> tuple[Figure, ...]:
    """What anybody can download."""
    return read_figures(figures_csv(figure_rows(getattr(quarters, world)(), quarters.lillaker())))


@cache
def document(world: str, language: str, kind: str) -> Document:
    facts = getattr(quarters, world)()
    return written(
        facts,
        quarters.lillaker(),
        quarters.FRONT,
        quarters.VERSIONS,
        language,
        kind,  # type: ignore[arg-type]
    )


def shown(world: str, table: str, measure: str) -> dict[tuple[str, ...], Figure]:
    return {
        (each.district, each.channel, each.office, each.period): each
        for each in published(world)
        if (each.table, each.measure, each.state) == (table, measure, SHOWN)
    }


def wilson(successes: float, n: float) -> tuple[float, float]:
    p = successes / n
    middle = (p + Z * Z / (2 * n)) / (1 + Z * Z / n)
    half = Z / (1 + Z * Z / n) * sqrt(p * (1 - p) / n + Z * Z / (4 * n * n))
    return middle - half, middle + half


@pytest.mark.parametrize("table", ["T1", "T3", "T4", "T5"])
def test_shares_and_their_intervals(table: str) -> None:
    answers, satisfied = shown("town", table, "answers"), shown("town", table, "satisfied")
    shares = shown("town", table, "satisfied_share")
    assert len(shares) > 3 or table == "T5"
    for place, share in shares.items():
        n, x = answers[place].value, satisfied[place].value
        assert n
        assert x is not None
        low, high = wilson(x, n)
        assert share.n == n
        assert (share.value, share.low, share.high) == pytest.approx((x / n, low, high), abs=NEAR)


def test_raw_gaps_are_the_share_minus_that_of_the_rest_of_the_channel() -> None:
    answers, satisfied = shown("town", "T1", "answers"), shown("town", "T1", "satisfied")
    gaps = shown("town", "T1", "gap")
    cells = [place for place in gaps if place[0] and place[1]]
    assert len(cells) >= 6
    for district, channel, office, period in cells:
        own, whole = (district, channel, office, period), ("", channel, office, period)
        n, x = answers[own].value or 0, satisfied[own].value or 0
        rest_n, rest_x = (answers[whole].value or 0) - n, (satisfied[whole].value or 0) - x
        gap = gaps[own]
        assert gap.value == pytest.approx(x / n - rest_x / rest_n, abs=NEAR)
        (low, high), (rest_low, rest_high) = wilson(x, n), wilson(rest_x, rest_n)
        p, q = x / n, rest_x / rest_n
        assert gap.low == pytest.approx(p - q - sqrt((p - low) ** 2 + (rest_high - q) ** 2), abs=NEAR)
        assert gap.high == pytest.approx(p - q + sqrt((high - p) ** 2 + (q - rest_low) ** 2), abs=NEAR)
        assert shown("town", "T1", "reference_share")[own].value == pytest.approx(q, abs=NEAR)


def test_indices_of_the_channels_add_up_to_the_districts() -> None:
    """The index is a mean, so a district's is that of its channels weighed by their answers."""
    index, answers = shown("town", "T1", "index"), shown("town", "T1", "answers")
    period = next(iter(index))[3]
    for district in ("norrbyn", "soderhagen"):
        cells = [place for place in index if place[0] == district and place[1]]
        total = sum((index[place].value or 0) * (answers[place].value or 0) for place in cells)
        n = sum(answers[place].value or 0 for place in cells)
        assert index[district, "", "", period].value == pytest.approx(total / n, abs=0.1)


def test_verdicts_follow_from_the_intervals_and_p_values() -> None:
    verdicts = shown("town", "T1", "verdict")
    p_values, raw, alike = (shown("town", "T1", name) for name in ("p_adjusted", "gap", "like_gap"))
    for place, verdict in verdicts.items():
        gap = alike.get(place) or raw[place]
        assert gap.low is not None
        assert gap.high is not None
        p = p_values[place].value if place in p_values else 1.0
        assert p is not None
        assert verdict.word == judged(gap.low, gap.high, p)


def judged(low: float, high: float, p: float) -> str:
    if low > -0.05 and high < 0.05:
        return "equal"
    if p < 0.05 and high < 0:
        return "lacking"
    return "better" if p < 0.05 and low > 0 else "cannot_tell"


def test_the_counts_of_verdicts_are_those_of_the_table() -> None:
    cells = [
        each
        for each in published("town")
        if each.table == "T1" and each.measure == "verdict" and each.district and each.channel
    ]
    for measure, word in (
        ("places_lacking", "lacking"),
        ("places_equal", "equal"),
        ("places_better", "better"),
        ("places_cannot_tell", "cannot_tell"),
    ):
        [told] = [each.value for each in published("town") if each.measure == measure]
        assert told == sum(each.word == word for each in cells)
    [districts] = [each.value for each in published("town") if each.measure == "districts_lacking"]
    assert districts == len({each.district for each in cells if each.word == "lacking"})


def test_the_languages_that_answer_less_are_those_of_the_table() -> None:
    voices = [each for each in published("town") if each.table == "T13"]
    [told] = [each.value for each in published("town") if each.measure == "languages_fewer"]
    assert told == len({each.language for each in voices if each.word == "lower"} - {"other"})


def test_answering_use_and_the_year_before() -> None:
    world = "town"
    closed, answered = shown(world, "T8", "closed"), shown(world, "T8", "answered")
    for place, share in shown(world, "T8", "answered_share").items():
        n, x = closed[place].value or 0, answered[place].value or 0
        assert (share.value, *wilson(x, n)) == pytest.approx((x / n, share.low, share.high), abs=NEAR)
    people, errands = shown(world, "T14", "residents"), shown(world, "T14", "closed")
    for place, residents in people.items():
        rate = shown(world, "T14", "rate")[place]
        assert rate.value == pytest.approx(
            1000 * (errands[place].value or 0) / (residents.value or 1), abs=1e-3
        )
    now = {place[:2]: each for place, each in shown(world, "T3", "satisfied_share").items()}
    ago = {place[:2]: each for place, each in shown(world, "T4", "satisfied_share").items()}
    changes = shown(world, "T10", "year_change")
    assert changes
    for place, change in changes.items():
        difference = (now[place[:2]].value or 0) - (ago[place[:2]].value or 0)
        assert change.value == pytest.approx(difference, abs=NEAR)


NUMBER = re.compile(r"[+−±]?\d[\d\u00a0]*(?:[.,]\d+)*")
WORDS = {
    "sv": ["noll", "en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv"],
    "en": [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
    ],
}


def spans_of(blocks: tuple[Block, ...]) -> Iterator[Span]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield from block.spans
        elif isinstance(block, Bullets):
            for item in block.items:
                yield from item
        elif isinstance(block, KeyFigures):
            yield from (Span(each.value, ref=each.ref) for each in block.items)


def numbers(text: str, language: str) -> Iterator[tuple[float, int]]:
    """Every number written in a text with how many decimals it has; words up to twelve too."""
    for found in NUMBER.findall(text):
        bare = found.replace("\u00a0", "").replace("±", "").replace("−", "-")
        bare = bare.replace(",", ".") if language == "sv" else bare.replace(",", "")
        yield float(bare), len(bare.partition(".")[2])
    first = text.split(" ")[0].lower().replace("ett", "en")
    if first in WORDS[language]:
        yield WORDS[language].index(first), 0


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("world", WORLDS)
def test_every_number_of_the_text_stands_in_the_row_it_points_at(
    world: str, kind: str, language: str
) -> None:
    rows: dict[str, list[Figure]] = {}
    for each in published(world):
        rows.setdefault(each.ref, []).append(each)
    told = 0
    for span in spans_of(document(world, language, kind).blocks):
        if not span.ref:
            continue
        for written_, places in numbers(span.text, language):
            told += 1
            assert any(_is(written_, places, each) for each in rows[span.ref]), (span, rows[span.ref])
    assert told or world in ("all_hidden", "nothing_at_all")


def _is(number: float, places: int, figure: Figure) -> bool:
    half = 0.5 * 10**-places + 1e-4
    held = [each for each in (figure.value, figure.low, figure.high, figure.n) if each is not None]
    return any(abs(abs(number) - abs(scale * each)) <= half for each in held for scale in (1, 100))


SCORES = st.tuples(*[st.integers(0, 30)] * 5)
CELLS = [
    (channel, district)
    for channel in ("phone", "e_mail", "e_service")
    for district in ("norrbyn", "soderhagen", "oholm", None)
]


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(SCORES, min_size=len(CELLS), max_size=len(CELLS)), st.integers(0, 8), st.integers(1, 5))
def test_any_town_is_told_in_whole_sentences_from_its_rows(
    drawn: list[tuple[int, int, int, int, int]], silent: int, many: int
) -> None:
    """Towns of every size, with holes: the first cells have many answers, others few or none."""
    answers = [
        Spoken(channel, district, tuple(many * n for n in scores) if place < 3 else scores, silent=silent)  # type: ignore[arg-type]
        for place, ((channel, district), scores) in enumerate(zip(CELLS, drawn, strict=True))
        if sum(scores) > 20
    ]
    municipality = quarters.lillaker()
    facts = quarters.facts_of(quarters.held(municipality, answers, (quarters.WEEK,)), quarters.SUMMER)
    rows: dict[str, list[Figure]] = {}
    for each in read_figures(figures_csv(figure_rows(facts, municipality))):
        rows.setdefault(each.ref, []).append(each)
        assert each.measure not in OF_PEOPLE or not each.value or each.value >= 10, each
    for language in LANGUAGES:
        for kind in KINDS:
            made = written(facts, municipality, quarters.FRONT, quarters.VERSIONS, language, kind)  # type: ignore[arg-type]
            for span in spans_of(made.blocks):
                assert "None" not in span.text
                for number, places in numbers(span.text, language) if span.ref else ():
                    assert any(_is(number, places, each) for each in rows[span.ref]), (span, rows[span.ref])


# Numbers that are no figures: years and quarters, the scale, the margin, how certain, and the numbers of appendices.
ALLOWED = {"2025", "2026", "1", "2", "3", "4", "5", "10", "12", "95", "100", "1000", "1,000", "99,8", "99.8"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("world", WORLDS)
def test_no_number_of_the_text_is_without_a_row(world: str, kind: str, language: str) -> None:
    for span in spans_of(document(world, language, kind).blocks):
        if not span.ref:
            left = re.sub(r"T\d+(:\d+)?", "", span.text)
            found = {each.replace("\u00a0", "").lstrip("±") for each in NUMBER.findall(left)}
            found |= {each for each in re.findall(r"\d+", left) if len(each) == 4}
            bare = {each for each in found if each not in ALLOWED and each.rstrip(",.") not in ALLOWED}
            assert bare == set(), span


@pytest.mark.parametrize("world", WORLDS)
def test_every_row_shown_stands_in_the_appendix(world: str) -> None:
    """And no row of the appendix is another than published."""
    made = document(world, "sv", FULL)
    refs = [ref for block in made.appendix if isinstance(block, Grid) for ref in block.refs if ref]
    assert len(refs) == len(set(refs))
    told = {each.ref for each in published(world) if each.state != "empty"}
    hidden_themes = {each.ref for each in published(world) if each.theme and each.state == "hidden"}
    assert set(refs) <= told
    assert told - set(refs) <= hidden_themes


def test_the_same_facts_give_the_same_document() -> None:
    facts, municipality = quarters.town(), quarters.lillaker()
    others = (municipality, quarters.FRONT, quarters.VERSIONS, "sv", FULL)
    assert written(facts, *others) == written(facts, *others)  # type: ignore[arg-type]
    assert figures_csv(figure_rows(facts, municipality)) == figures_csv(figure_rows(facts, municipality))


def test_a_figure_is_found_by_its_places() -> None:
    facts, municipality = quarters.town(), quarters.lillaker()
    facts_given = Given(facts, municipality, "sv", quarters.FRONT, figure_rows(facts, municipality))
    figure = facts_given.figure("T1", "verdict", district="soderhagen", channel="phone")
    assert figure is not None
    assert figure.word == "lacking"
    assert facts_given.figure("T1", "verdict", district="nowhere") is None
