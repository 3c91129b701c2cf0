"""Somebody who has read everything the desk tells of a theme and works out what is hidden."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from scipy.optimize import linprog

from tests.insight.commented import LETTERS, STAFF, WAIT, Small


class Outsider:
    """Everything told of one theme over all scopes, as equations over quarter × district × channel × service,
    once for the comments that carry the theme and once for those that do not."""

    def __init__(self, small: Small) -> None:
        self.small = small
        self.quarters = [each.code for each in small.known]
        self.districts: list[str | None] = ["norrbyn", "soderhagen", "oholm", None]
        self.channels = ["office_visit", "phone", "e_mail", "e_service"]
        self.services: list[str | None] = ["housing", "waste", None]
        self.languages = ["sv", "fi"]
        self.rows: list[np.ndarray] = []
        self.values: list[int] = []
        self.hidden: list[tuple[str, np.ndarray]] = []

    def mask(self, quarters: tuple[str, ...], **where: str | None) -> np.ndarray:
        axes = (
            [each in quarters for each in self.quarters],
            [where.get("district") in (None, each) for each in self.districts],
            [where.get("channel") in (None, each) for each in self.channels],
            [where.get("service") in (None, each) for each in self.services],
            [where.get("language") in (None, each) for each in self.languages],
        )
        return np.einsum("q,d,c,s,l->qdcsl", *(np.array(each, dtype=float) for each in axes)).ravel()

    def take(
        self, name: str, mask: np.ndarray, n: int | None, comments: int | None, must_hide: bool = True
    ) -> None:
        nothing = np.zeros_like(mask)
        if comments is not None:
            self.rows.append(np.concatenate([mask, mask]))
            self.values.append(comments)
        if n is not None:
            self.rows.append(np.concatenate([mask, nothing]))
            self.values.append(n)
        elif must_hide:
            self.hidden.append((name, np.concatenate([mask, nothing])))

    def width(self, wanted: np.ndarray) -> float:
        ends = []
        for sign in (1, -1):
            solved = linprog(
                sign * wanted,
                A_eq=np.array(self.rows),
                b_eq=np.array(self.values, dtype=float),
                bounds=(0, None),
                method="highs",
            )
            assert solved.status in (0, 3), solved.message
            ends.append(np.inf if solved.status == 3 else sign * solved.fun)
        return float(ends[1] - ends[0])


async def everything_told(small: Small, theme: int) -> Outsider:
    outsider = Outsider(small)
    for scope in small.scopes():
        every = await small.all(scope)
        own = next(line for line in every.lines if line.theme == theme)
        outsider.take(f"{scope.period} {scope.last}", outsider.mask(scope.quarters), own.n, every.comments)
        for point in own.trend.points:
            if point.n is not None and point.share is not None:
                outsider.take("", outsider.mask((point.quarter,)), round(point.n * point.share), point.n)
        for other in (WAIT, STAFF, LETTERS):
            one = await small.one(scope, other)
            for each in (*one.districts, *one.channels, *one.cells, *one.services, *one.languages):
                where: Mapping[str, str | None] = {
                    name: getattr(each, name) for name in ("district", "channel", "service", "language")
                }
                is_own = other == theme
                outsider.take(
                    str(where),
                    outsider.mask(scope.quarters, **where),
                    each.n if is_own else None,
                    each.comments,
                    must_hide=is_own,
                )
    return outsider
