"""What is hidden of all that is published, decided quarter by quarter as the quarters are closed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from analysis.disclosure import Hidden
from analysis.publication.breakdowns import breakdowns
from analysis.publication.closing import Closing, marked
from analysis.publication.history import History, Quarter, periods
from analysis.publication.over_time import LOOK_BACK, over_time
from analysis.publication.protection import SMALLEST, protect


@dataclass(frozen=True)
class Suppression:
    """The closings in order."""

    closings: tuple[Closing, ...]

    def of(self, quarter: Quarter) -> Closing:
        """The closing of one quarter. Raises KeyError when it is not closed."""
        for closing in self.closings:
            if closing.quarter == quarter:
                return closing
        raise KeyError(quarter)

    def table(self, period: str, quarter: Quarter, service: int | None = None) -> Hidden:
        """The table district × channel of the period that ends with a quarter; a service's only of the twelve
        months. Raises KeyError when nothing is published of it."""
        closing = self.of(quarter)
        if service is None:
            return closing.tables[period]
        if period != "twelve_months" or service >= len(closing.services):
            raise KeyError((period, quarter, service))
        return closing.services[service]


def suppression(history: History, look_back: int = LOOK_BACK, smallest: int = SMALLEST) -> Suppression:
    """Every closing in its turn, as it was or would have been decided when the quarter was closed."""
    closings: list[Closing] = []
    for count in range(1, len(history.quarters) + 1):
        closings.append(suppression_of_quarter(history.until(count), closings, look_back, smallest))
    return Suppression(tuple(closings))


def suppression_of_quarter(
    history: History, earlier: Sequence[Closing], look_back: int = LOOK_BACK, smallest: int = SMALLEST
) -> Closing:
    """What to hide of the tables that come with the history's last quarter.

    `earlier` are the closings of all quarters before it, in order: what they show stays shown, and what they
    hide stays hidden. Raises ValueError when they are not those of the quarters before.
    """
    if tuple(closing.quarter for closing in earlier) != history.quarters[:-1]:
        raise ValueError("the earlier closings must be those of all quarters before the last")
    told = over_time(history, earlier, look_back)
    found = protect(told.system, smallest, together=1)
    _, rows, columns = history.channels.answers.shape
    tables = {
        period: marked(found.hidden[told.figures(quarters)].reshape(rows + 1, columns + 1))
        for period, quarters in periods(history.quarters, len(history.quarters) - 1).items()
    }
    closing = Closing(quarter=history.quarters[-1], tables=tables, narrow=found.narrow)
    more = breakdowns(history, [*earlier, closing], look_back, smallest)
    return replace(
        closing,
        services=more.services,
        offices=more.offices,
        languages=more.languages,
        narrow=closing.narrow + more.narrow,
    )
