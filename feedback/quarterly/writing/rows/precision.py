"""How precisely a figure is published: enough to say what the document says, and no more than can be checked.

What follows from published counts alone (shares, their intervals, raw gaps, rates) is published as it is. What rests
on finer counts than are published (like with like, index, ratios between themes) is rounded, since many decimals of
it could be solved for those counts. Rounding never changes what is written. See docs/decisions/0018.
"""

from __future__ import annotations

from collections.abc import Callable

from feedback.insight.figures import Measure
from feedback.insight.wording import Wording
from feedback.web.numbers import Numbers

Texts = Callable[[float], tuple[str, ...]]
INDEX_PLACES, POINT_PLACES, SIGN_PLACES, RATIO_PLACES, P_PLACES = 1, 3, 2, 2, 3
_NUMBERS = Numbers("sv")


def rounded(value: float, places: int, texts: Texts) -> float:
    """The value at so many decimals that is written the same; the value itself in the rare case of none."""
    step = 10.0**-places
    nearest = round(value, places)
    for candidate in (nearest, round(nearest - step, places), round(nearest + step, places)):
        if texts(candidate) == texts(value):
            return candidate
    return value


def rounded_measure(found: Measure | None, places: int, texts: Texts) -> Measure | None:
    if found is None:
        return None
    return Measure(*(rounded(each, places, texts) for each in (found.value, found.low, found.high)))


def index(found: Measure) -> Measure | None:
    return rounded_measure(found, INDEX_PLACES, lambda value: (_NUMBERS.whole(value),))


def share(found: Measure | None, places: int = SIGN_PLACES) -> Measure | None:
    return rounded_measure(found, places, lambda value: (_NUMBERS.percent(value),))


def whole_percent(value: float) -> float:
    """A share or a difference as whole as it is written."""
    return rounded(value, SIGN_PLACES, lambda each: (_NUMBERS.percent(each),))


def ratio(found: Measure | None) -> Measure | None:
    return rounded_measure(found, RATIO_PLACES, lambda value: (_NUMBERS.decimal(value),))


def points(found: Measure | None, wording: Wording, margin: float) -> Measure | None:
    """Written as a difference and as a limit, which has a decimal more near 0 and near the margin."""
    return rounded_measure(
        found, POINT_PLACES, lambda value: (wording.signed(value), wording.limit(value, margin))
    )
