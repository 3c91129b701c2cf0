"""The whole municipality in a few numbers: weighted, along the districts' order, and how many places say what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from feedback.insight.figures import EMPTY, HIDDEN, LOWER, Matrix, OverviewFigures, Slot
from feedback.insight.wording import BETTER, CANNOT_TELL, EQUAL, LACKING, Wording
from feedback.quarterly.published import EVERYTHING, OTHER, SHOWN, Figure
from feedback.quarterly.writing.rows import precision
from feedback.quarterly.writing.rows.sheet import Axes, Sheet
from feedback.quarterly.writing.tables import WHOLE

# In the order of their rows, after the row of the two shares and the one of the slope.
PLACES = {
    "places": "",
    "places_lacking": LACKING,
    "places_equal": EQUAL,
    "places_better": BETTER,
    "places_cannot_tell": CANNOT_TELL,
    "places_hidden": HIDDEN,
    "places_empty": EMPTY,
}
WEIGHTED_ROW, SLOPE_ROW, FIRST_PLACES_ROW = 1, 2, 3
DISTRICTS_ROW = FIRST_PLACES_ROW + len(PLACES)
LANGUAGES_ROW = DISTRICTS_ROW + 1


def whole_rows(axes: Axes, period: str, figures: OverviewFigures, voices: Sequence[Figure]) -> Sheet:
    """`voices` are the rows of how many answer, by language."""
    sheet = Sheet(WHOLE, period)
    wording = Wording(axes.municipality, "sv")
    weighted = sheet.numbered(WEIGHTED_ROW)
    if figures.weighted is None:
        weighted.hide("weighted_share")
    else:
        found = precision.share(figures.weighted.weighted, precision.POINT_PLACES)
        weighted.measured("weighted_share", found, figures.weighted.n)
    slope = precision.points(figures.slope, wording, figures.scope.margin)
    sheet.numbered(SLOPE_ROW).measured("slope", slope)
    counted = tally(figures.matrix)
    for number, (measure, mark) in enumerate(PLACES.items(), start=FIRST_PLACES_ROW):
        n = counted[mark] if mark else counted.total() - counted[EMPTY]
        sheet.numbered(number).tell(measure, n)
    lacking = {district for district, _, slot in named_cells(figures.matrix) if slot.mark == LACKING}
    sheet.numbered(DISTRICTS_ROW).tell("districts_lacking", len(lacking))
    languages = sheet.numbered(LANGUAGES_ROW)
    if any(each.measure == "answered_share" and each.state == SHOWN for each in voices):
        languages.tell("languages_fewer", len(languages_fewer(voices)))
    else:
        languages.hide("languages_fewer")
    return sheet


def languages_fewer(voices: Sequence[Figure]) -> set[str]:
    """The languages whose errands are surely answered less often, in at least one district."""
    return {
        each.language for each in voices if each.word == LOWER and each.language not in (OTHER, EVERYTHING)
    }


def named_cells(matrix: Matrix) -> tuple[tuple[str, str, Slot], ...]:
    """Every district with a name in every channel, in the order of the vocabulary."""
    return tuple(
        (district, channel, matrix.slot(district, channel))
        for district in matrix.rows
        if district is not None
        for channel in matrix.columns
    )


def tally(matrix: Matrix) -> Counter[str]:
    """How many combinations of district and channel have each verdict, are hidden, or had no errand."""
    return Counter(slot.mark for _district, _channel, slot in named_cells(matrix))
