"""Which theme belongs to which group: how many times as common it is there as elsewhere, and how sure that is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from analysis.drawing import Drawn, share_p_values
from analysis.multiplicity import benjamini_hochberg, holm
from analysis.themes.ratio import ratio_limits
from analysis.uncertainty import LEVEL, Estimate

BAND = (0.8, 1.25)
"""As common: between four fifths and five quarters, each other's inverse. Said only where the interval is inside."""


class Place(StrEnum):
    HIGHER = "higher"  # surely more common
    LOWER = "lower"
    LEVEL = "level"  # surely about as common
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Link:
    """One theme in one group. `lift` is the plain one: the share of the group's comments that carry the theme ÷
    the share of the others'; None where none of the others carries it. `like_lift` is the same with alike
    comments on both sides. `p_adjusted` and `place` stand until `judged` has seen all."""

    n: int
    comments: int
    others_n: int
    others_comments: int
    lift: Estimate | None
    like_lift: Estimate | None
    p_value: float
    p_adjusted: float
    place: Place


def links(carrying: np.ndarray, comments: np.ndarray, level: float = LEVEL) -> tuple[Link, ...]:
    """Each group beside all the others together, for one theme.

    `carrying` and `comments` are groups × strata, whole numbers: responses with a comment that carry the theme,
    and all responses with a comment, those without any theme included. Comments of one stratum are alike; one
    stratum means that nothing is held alike. The plain lift has Koopman's limits over all strata added up. The
    like-with-like lift is O ÷ E: O the group's comments with the theme, in strata that the others have, E those
    it would have at the others' share in each of its strata; its limits are Koopman's with E/n at the size
    1 / Σ(w²/m), w the group's part and m the others' comments in a stratum. The p value is the exact two-sided
    test by lot within strata. A group without comments, or with nothing to be compared with, has p = 1 and no
    lift. Raises ValueError when the tables have another form or a theme has more comments than there are.

    Source: indirect standardisation, N. E. Breslow and N. E. Day, Statistical Methods in Cancer Research II
    (1987), chapter 2; `ratio_limits`; `share_p_values`.
    """
    x, n = _checked(carrying, comments)
    y, m = x.sum(axis=0) - x, n.sum(axis=0) - n
    plain = _lifts(x.sum(1), n.sum(1), y.sum(1), m.sum(1), level)
    alike = _alike(x, n, y, m, level)
    common = (n > 0) & (m > 0)
    p = share_p_values((x * common).sum(axis=1), Drawn(n * common, (n + m) * common, (x + y) * common))
    return tuple(
        Link(
            n=int(x[g].sum()),
            comments=int(n[g].sum()),
            others_n=int(y[g].sum()),
            others_comments=int(m[g].sum()),
            lift=_estimate(plain[:, g]),
            like_lift=_estimate(alike[:, g]),
            p_value=float(p[g]),
            p_adjusted=1.0,
            place=Place.UNCLEAR,
        )
        for g in range(len(n))
    )


def judged(
    families: Sequence[Sequence[Link | None]], level: float = LEVEL, doubtful: Sequence[bool] = ()
) -> tuple[tuple[Link | None, ...], ...]:
    """The same links with p values adjusted over every theme and group at once, and what may be said of each.

    Benjamini-Hochberg over all that are not None: leave out what is not shown. Of families that are `doubtful`
    (themes nobody has vouched for, which may be no one matter) Holm, over them alone: that much is sure about
    known themes must not let a weak finding about such a one through. Such a theme is told only where both
    intervals lie beyond BAND: what several matters make together differs truly, and little. Tried in order: *level* where
    the like-with-like interval is inside BAND; *higher* where it is above 1, the plain interval is too, and the
    adjusted p is under 1 − level, and the like-with-like lift is outside BAND: a theme a tenth more common is no link a
    manager can act on, and comments sorted slightly wrong would make one; *lower* likewise; else *unclear*.
    Both intervals must agree since the plain lift is what is printed, and a mix of other errands may not make a
    link. Source: `benjamini_hochberg`, `holm`.
    """
    doubts = list(doubtful) or [False] * len(families)
    adjusted = {
        doubt: iter(
            adjust(_p_values([f for f, d in zip(families, doubts, strict=True) if d == doubt])).tolist()
        )
        for doubt, adjust in ((False, benjamini_hochberg), (True, holm))
    }
    return tuple(
        tuple(None if one is None else _judged(one, next(adjusted[doubt]), level, doubt) for one in family)
        for family, doubt in zip(families, doubts, strict=True)
    )


def _p_values(families: Sequence[Sequence[Link | None]]) -> list[float]:
    return [one.p_value for family in families for one in family if one is not None]


def judged_within(
    wholes: Sequence[Link | None],
    parts: Sequence[Sequence[Link | None]],
    level: float = LEVEL,
    doubtful: Sequence[bool] = (),
) -> tuple[tuple[Link | None, ...], ...]:
    """The parts of each whole (a district's channels), judged where something is told of the whole itself.

    `wholes` have been `judged`: m of them, of which R are higher or lower. The parts of such a one are adjusted
    by Benjamini-Hochberg among themselves and multiplied by m/R, which holds the average share of false findings
    over the wholes that were chosen. The parts of the others are adjusted by Holm over every part there is, so
    that what is so in one part alone is told only where even one false finding in all is improbable; so are those
    of wholes that are `doubtful`, which do not count among the m and R. Raises ValueError when there is not one
    family of parts per whole.

    Source: Y. Benjamini and M. Bogomolov, JRSS B 76 (2014) 297–318; `holm`.
    """
    doubts = list(doubtful) or [False] * len(wholes)
    tried = [one for one, doubt in zip(wholes, doubts, strict=True) if one is not None and not doubt]
    told = sum(_is_told(one) for one in tried)
    alone = iter(holm(_p_values(parts)).tolist())
    strict = [[1.0 if one is None else next(alone) for one in family] for family in parts]
    return tuple(
        _parts(family, p, len(tried) / told, level)
        if whole is not None and _is_told(whole) and not doubt
        else tuple(
            None if one is None else _judged(one, q, level, doubt) for one, q in zip(family, p, strict=True)
        )
        for whole, family, p, doubt in zip(wholes, parts, strict, doubts, strict=True)
    )


def _parts(
    family: Sequence[Link | None], strict: Sequence[float], dearer: float, level: float
) -> tuple[Link | None, ...]:
    """The parts of a whole that is told of: the milder of both adjustments."""
    among = iter(benjamini_hochberg([one.p_value for one in family if one is not None]).tolist())
    return tuple(
        None if one is None else _judged(one, min(next(among) * dearer, p), level)
        for one, p in zip(family, strict, strict=True)
    )


def _is_told(one: Link) -> bool:
    return one.place in (Place.HIGHER, Place.LOWER)


def _judged(one: Link, p: float, level: float, is_doubtful: bool = False) -> Link:
    return replace(one, p_adjusted=p, place=_place(one.lift, one.like_lift, p < 1 - level, is_doubtful))


def together(both: int, first: int, second: int, comments: int, level: float = LEVEL) -> Estimate | None:
    """How many times as common one theme is among comments that carry another as among those that do not.

    `both`, `first` and `second` of `comments` responses carry both, the one and the other. The share of the
    second among those with the first ÷ its share among the rest, with Koopman's limits. None where either share
    is of nothing, or the rest never carries the second. Raises ValueError when the numbers do not fit.
    Source: `ratio_limits`.
    """
    if not 0 <= both <= min(first, second) or first + second - both > comments:
        raise ValueError(f"{both} of {first} and {second} among {comments} do not fit")
    rest = comments - first
    x, n, y, m = (np.array([each]) for each in (both, first, second - both, rest))
    return _estimate(_lifts(x, n, y, m, level)[:, 0])


def _checked(carrying: np.ndarray, comments: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    x, n = np.asarray(carrying), np.asarray(comments)
    if x.ndim != 2 or x.shape != n.shape or (x < 0).any() or (x > n).any():
        raise ValueError("carrying must lie within 0 and comments, groups × strata both")
    return x.astype(np.int64), n.astype(np.int64)


def _lifts(x: np.ndarray, n: np.ndarray, y: np.ndarray, m: np.ndarray, level: float) -> np.ndarray:
    """3 × groups: value, low, high; NaN where there is no value."""
    with np.errstate(divide="ignore", invalid="ignore"):
        value = (x / n) / (y / m)
    limits = ratio_limits(x, n, y, m, level)
    return np.where(np.isfinite(value), np.stack([value, *limits]), np.nan)


def _alike(x: np.ndarray, n: np.ndarray, y: np.ndarray, m: np.ndarray, level: float) -> np.ndarray:
    common = (n > 0) & (m > 0)
    own, found, beside = (n * common).sum(1), (x * common).sum(1), np.maximum(m, 1)
    part = n * common / np.maximum(own, 1)[:, None]
    expected = (part * y / beside).sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        size = 1 / (part**2 / beside).sum(axis=1)
        size = np.where(np.isfinite(size), size, 0.0)
        return _lifts(found, own, expected * size, size, level)


def _place(plain: Estimate | None, alike: Estimate | None, is_sure: bool, is_doubtful: bool) -> Place:
    if plain is None or alike is None:
        return Place.UNCLEAR
    if BAND[0] <= alike.low and alike.high <= BAND[1]:
        return Place.LEVEL
    below, above = BAND if is_doubtful else (1.0, 1.0)
    if is_sure and min(plain.low, alike.low) > above and alike.value >= BAND[1]:
        return Place.HIGHER
    if is_sure and max(plain.high, alike.high) < below and alike.value <= BAND[0]:
        return Place.LOWER
    return Place.UNCLEAR


def _estimate(three: np.ndarray) -> Estimate | None:
    value, low, high = (float(each) for each in three)
    return Estimate(value, low, high) if np.isfinite(value) else None
