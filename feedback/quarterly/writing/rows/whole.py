"""The whole municipality in a few numbers: weighted, along the districts' order, and how many places say what."""

from __future__ import annotations

from collections import Counter

from feedback.insight.figures import EMPTY, HIDDEN, Matrix, OverviewFigures, Slot
from feedback.insight.wording import BETTER, CANNOT_TELL, EQUAL, LACKING, Wording
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


def whole_rows(axes: Axes, period: str, figures: OverviewFigures) -> Sheet:
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
    return sheet


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
