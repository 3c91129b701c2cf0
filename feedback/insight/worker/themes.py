"""What the pages of themes show: each theme's size, satisfaction, course over time, and where it is heard."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from analysis.themes.ratio import ratio_limits
from analysis.themes.spread import BAND, together
from analysis.trend import Place, p_chart
from analysis.uncertainty import wilson
from feedback.insight.figures import HIGHER, LEVEL, LOWER, TWELVE_MONTHS, UNCLEAR, Measure, Scope, Trend
from feedback.insight.theme_figures import (
    Related,
    ThemeFigures,
    ThemeLine,
    ThemeRequest,
    ThemesFigures,
    ThemesRequest,
)
from feedback.insight.worker.comments import Comments
from feedback.insight.worker.holdings import Holdings
from feedback.insight.worker.patterns import table_hidden
from feedback.insight.worker.slots import CONFIDENCE, SATISFIED_FROM, SMALLEST, measure
from feedback.insight.worker.theme_hidden import Groups, groups, is_spread_over, over_time
from feedback.insight.worker.theme_spread import (
    CELL,
    CHANNEL,
    DISTRICT,
    LANGUAGE,
    SERVICE,
    ThemeSpread,
    hidden_spreads,
    nothing_spread,
    theme_spreads,
)
from feedback.insight.worker.trends import FEWEST_QUARTERS, trend

NEW = "new"
QUARTERS_OF_A_YEAR, HISTORY = 4, 12  # as pages ask for them
MOST_RELATED = 5
NO_TREND = Trend(None, ())


class UnknownTheme(LookupError):
    """There is no such theme among the comments held."""


def prepare(holdings: Holdings) -> None:
    """Decide what is hidden, and judge every link, before anybody asks: it takes seconds, the figures none."""
    codes = tuple(sorted(holdings.snapshots))
    if holdings.comments is not None and codes:
        scope = Scope(codes[-QUARTERS_OF_A_YEAR:], TWELVE_MONTHS, None, 0.0, codes[-HISTORY:])
        themes_figures(holdings, ThemesRequest(scope, holdings.comments.version))


def themes_figures(holdings: Holdings, request: ThemesRequest) -> ThemesFigures:
    """Every theme, in the order they are held."""
    scope, comments = request.scope, holdings.comments_held(request.version)
    told = _Period(holdings, comments, scope)
    return ThemesFigures(
        scope=scope,
        responses=told.responses,
        comments=told.comments,
        other=told.other,
        lines=tuple(told.line(theme) for theme in range(len(comments.themes))),
    )


def theme_figures(holdings: Holdings, request: ThemeRequest) -> ThemeFigures:
    """One theme. Raises UnknownTheme."""
    scope, comments = request.scope, holdings.comments_held(request.version)
    if request.theme not in comments.themes:
        raise UnknownTheme(request.theme)
    theme = comments.themes.index(request.theme)
    told = _Period(holdings, comments, scope)
    line, spread = told.line(theme), told.spread(theme)
    return ThemeFigures(
        scope=scope,
        line=line,
        districts=spread.of[DISTRICT],
        channels=spread.of[CHANNEL],
        services=spread.of[SERVICE],
        languages=spread.of[LANGUAGE],
        cells=spread.of[CELL],
        related=told.related(theme) if line.n is not None else (),
    )


class _Period:
    """One scope: what may be told of each theme in it."""

    def __init__(self, holdings: Holdings, comments: Comments, scope: Scope) -> None:
        self.holdings, self.held, self.scope = holdings, comments, scope
        self.pattern = over_time(holdings, comments, scope)
        self.is_spread = is_spread_over(holdings, scope)
        self._service = None if scope.service is None else holdings.labels["service"].index(scope.service)
        scores, carrying = holdings.once(
            ("themes by score", comments.version, scope.quarters),
            lambda: (
                comments.counts(scope.quarters, "service", "score"),
                comments.carrying(scope.quarters, "service", "score"),
            ),
        )
        self._scores, self._carrying = self._of(scores), self._of(carrying)

    def _of(self, counts: np.ndarray) -> np.ndarray:
        """By score alone: of the scope's service, or of all."""
        place = self._service
        return counts.sum(axis=-2) if place is None else np.asarray(counts[..., place, :])

    @property
    def responses(self) -> int | None:
        if table_hidden(self.holdings, self.scope).total:
            return None
        where = {} if self.scope.service is None else {"service": self.scope.service}
        return int(self.holdings.answered(self.scope.quarters, **where).sum())

    @property
    def comments(self) -> int | None:
        return None if self._are_comments_hidden else int(self._scores.sum())

    @property
    def other(self) -> int | None:
        if self._service is not None or self.pattern.is_hidden(self.pattern.other, self.scope):
            return None
        key = ("no theme", self.held.version, self.scope.quarters)
        return self.holdings.once(key, lambda: int(self.held.without_theme(self.scope.quarters).sum()))

    @property
    def _are_comments_hidden(self) -> bool:
        if self._service is None:
            return self.pattern.is_hidden(self.pattern.comments, self.scope)
        return not self.is_spread or bool(self._groups.comments_of[SERVICE][self._service])

    @property
    def _groups(self) -> Groups:
        return groups(self.holdings, self.held, replace(self.scope, service=None))

    def is_hidden(self, theme: int) -> bool:
        """Whether the theme's number of comments is."""
        if self._are_comments_hidden:
            return True
        if self._service is None:
            return self.pattern.is_hidden(self.pattern.themes[theme], self.scope)
        return bool(self._groups.rows[SERVICE][theme, self._service])

    def line(self, theme: int) -> ThemeLine:
        found = self._carrying[theme]
        n, of = int(found.sum()), int(self._scores.sum())
        course, change = self._course(theme)
        is_hidden = self.is_hidden(theme)
        return ThemeLine(
            theme=self.held.themes[theme],
            n=None if is_hidden else n,
            share=None if is_hidden else measure(wilson(n, of, CONFIDENCE)),
            satisfied=None if is_hidden else satisfied(found),
            trend=course,
            change=change,
            over=() if is_hidden else self.spread(theme).over,
        )

    def spread(self, theme: int) -> ThemeSpread:
        """By group, where groups are told apart; all of it hidden where the theme itself is."""
        if not self.is_spread or self._service is not None:
            return nothing_spread()
        found = theme_spreads(self.holdings, self.held, self.scope)[theme]
        if self.is_hidden(theme):
            return ThemeSpread({kind: hidden_spreads(each) for kind, each in found.of.items()})
        return found

    def related(self, theme: int) -> tuple[Related, ...]:
        """Themes surely named together with this one more often than by chance, the most so first."""
        if not self.is_spread or self._service is not None:
            return ()
        key = ("themes together", self.held.version, self.scope.quarters)
        both = self.holdings.once(key, lambda: self.held.together(self.scope.quarters))
        of = int(self._scores.sum())
        found = []
        for other in range(len(both)):
            if other != theme and not self.is_hidden(other):
                lift = _told_together(
                    int(both[theme, other]), int(both[theme, theme]), int(both[other, other]), of
                )
                if lift is not None and lift.low > 1:
                    found.append(Related(self.held.themes[other], int(both[theme, other]), lift))
        return tuple(sorted(found, key=lambda each: -each.lift.low)[:MOST_RELATED])

    def _course(self, theme: int) -> tuple[Trend, str]:
        """Its share of all comments per quarter, and how the last stands to those before."""
        if self._service is not None:
            return NO_TREND, UNCLEAR
        codes = self.scope.history or self.scope.quarters
        carrying, comments = _quarterly(self.holdings, self.held, codes)
        hidden = self.pattern.quarters(self.pattern.themes[theme], codes)
        own = carrying[theme].tolist()
        return trend(codes, own, comments, hidden), change_word(own, comments, hidden)


def satisfied(scores: np.ndarray) -> Measure | None:
    """The share of satisfied among those with a score (no score first, then 1 to 5). None where fewer than ten
    have one, or one to nine have none."""
    without, scored = int(scores[0]), int(scores[1:].sum())
    if scored < SMALLEST or 0 < without < SMALLEST:
        return None
    return measure(wilson(int(scores[SATISFIED_FROM:].sum()), scored, CONFIDENCE))


def change_word(own: Sequence[int], comments: Sequence[int], hidden: Sequence[bool]) -> str:
    """How common the theme was in the last quarter beside all quarters before: `new` where it was never named
    before, higher or lower beyond the 99.8 % limits, level where surely about as common, else unclear."""
    shown = [n for n, is_hidden in enumerate(hidden) if not is_hidden and comments[n] > 0]
    if not shown or shown[-1] != len(own) - 1 or len(shown) < FEWEST_QUARTERS:
        return UNCLEAR
    x, n = [own[each] for each in shown], [comments[each] for each in shown]
    if x[-1] and not sum(own[:-1]) and not any(hidden):
        return NEW
    place = p_chart(x, n, baseline_until=len(x) - 1)[-1].place
    if place in (Place.FAR_ABOVE, Place.FAR_BELOW):
        return HIGHER if place is Place.FAR_ABOVE else LOWER
    low, high = (float(each) for each in ratio_limits(x[-1], n[-1], sum(x[:-1]), sum(n[:-1]), CONFIDENCE))
    return LEVEL if low >= BAND[0] and high <= BAND[1] else UNCLEAR


def _told_together(both: int, first: int, second: int, comments: int) -> Measure | None:
    """None where any part of the two by two table is of one to nine, or nobody names both."""
    parts = both, first - both, second - both, comments - first - second + both
    if both < SMALLEST or any(0 < each < SMALLEST for each in parts):
        return None
    lift = together(both, first, second, comments, CONFIDENCE)
    return None if lift is None else measure(lift)


def _quarterly(holdings: Holdings, held: Comments, codes: Sequence[str]) -> tuple[np.ndarray, list[int]]:
    """Themes × quarters, and all comments per quarter."""

    def counted() -> tuple[np.ndarray, list[int]]:
        carrying = np.stack([held.carrying([code]) for code in codes], axis=1)
        return carrying, [int(held.counts([code]).sum()) for code in codes]

    return holdings.once(("themes by quarter", held.version, tuple(codes)), counted)
