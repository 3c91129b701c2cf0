"""Each group beside the others: how far apart, how sure, like with like, and what may be said of it."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from analysis.differences import difference_limits
from analysis.drawing import Drawn, share_p_values
from analysis.equality import verdict_of
from analysis.multiplicity import benjamini_hochberg, holm
from analysis.permutation import score_p_values
from analysis.power import answers_needed, detectable_gap
from analysis.settling import answers_to_settle
from analysis.uncertainty import LEVEL, Estimate, index_of_counts, wilson, wilson_limits
from analysis.verdict import Standing, Verdict

__all__ = ["MARGIN", "SMALLEST", "benjamini_hochberg", "compare", "holm", "judged"]

MARGIN = 0.05
SMALLEST = 10

Standings = tuple[Standing | None, ...]


def compare(
    counts: np.ndarray,
    *,
    satisfied_from: int,
    margin: float = MARGIN,
    level: float = LEVEL,
    smallest: int = SMALLEST,
    reference: int | None = None,
    unlike: Sequence[Hashable] | None = None,
) -> Standings:
    """Where each group stands beside all the others together, or beside group number `reference`.

    `counts` is groups × strata × scores, whole numbers, worst score first; one stratum means no adjustment.
    "Satisfied" are the scores from `satisfied_from` (1 is the worst) and up. `unlike` has one mark per group:
    groups with the same mark are left out of what each other is compared with, as the cells of one district
    are when each is compared with other districts. One standing per group, None for a group with fewer than
    `smallest` answers; those still count among the others. The reference itself, and a group none of whose
    strata occurs elsewhere, has nothing to be compared with.

    The adjusted gap is (O − E)/n over the strata that occur in the reference: O the group's satisfied, E those
    it would have if the reference's share held in each of its strata. Limits join Wilson's for O/n with
    Wilson's for E/n at the size 1 / Σ(w²/m), w the group's part and m the reference's answers in a stratum;
    with one stratum they are Newcombe's. The p values are exact tests by lot within strata (`share_p_values`,
    `score_p_values`). Shares and gaps from 0 to 1. p_adjusted and the verdict are of this family alone and
    stand until `judged` has seen all. Missing answers are not in the counts.

    Raises ValueError when counts have another form or are negative, and IndexError for an unknown reference.
    Source: indirect standardisation, N. E. Breslow and N. E. Day, Statistical Methods in Cancer Research II
    (1987), chapter 2; limits as `difference_limits`.
    """
    table = _checked(counts, satisfied_from, unlike)
    sides = _sides(table, _others(table, reference, unlike), satisfied_from)
    findings = _findings(table, sides, margin, level)
    standings = [
        _standing(g, table, sides, findings, level) if sides.n[g] >= smallest else None
        for g in range(len(table))
    ]
    return judged([standings], margin=margin, level=level)[0]


def judged(
    families: Sequence[Sequence[Standing | None]], *, margin: float = MARGIN, level: float = LEVEL
) -> tuple[Standings, ...]:
    """The same standings with p values adjusted over all families at once, and the verdict that follows.

    Benjamini-Hochberg over every standing that has a p value; standings that are None or have none are passed
    on. Families keep their order. Source: `benjamini_hochberg`, `verdict_of`.
    """
    values = [
        one.p_value for family in families for one in family if one is not None and one.p_value is not None
    ]
    adjusted = iter(benjamini_hochberg(values).tolist())

    def judge(one: Standing | None) -> Standing | None:
        if one is None or one.p_value is None:
            return one
        p = next(adjusted)
        settled = replace(one, p_adjusted=p, verdict=verdict_of(one.judged_gap, p, margin, level))
        return _with_answers(settled, margin, level)

    return tuple(tuple(judge(one) for one in family) for family in families)


def _with_answers(one: Standing, margin: float, level: float) -> Standing:
    """Where a gap as large as the margin would have been found already and yet nothing can be told, the answers
    needed are those that would settle the gap there is."""
    gap = one.judged_gap
    if one.verdict is not Verdict.CANNOT_TELL or one.answers_needed != 0:
        return one
    if gap is None or one.p_value is None or one.p_adjusted is None:
        return one
    needed = answers_to_settle(one.n, gap, one.p_value, one.p_adjusted, margin, level)
    return replace(one, answers_needed=needed)


@dataclass(frozen=True)
class _Sides:
    """Answers and satisfied of each group and of what it is compared with, groups × strata, and in all.
    Strata that do not occur in the reference are empty on both sides in the first four."""

    own: np.ndarray  # groups × strata × scores, strata in common
    other: np.ndarray
    own_satisfied: np.ndarray  # groups × strata
    other_satisfied: np.ndarray
    n: np.ndarray  # groups, every stratum
    satisfied: np.ndarray
    reference_n: np.ndarray
    reference_satisfied: np.ndarray


@dataclass(frozen=True)
class _Findings:
    """One number per group in each; NaN where there is nothing to compare with."""

    gap: np.ndarray  # 3 × groups: value, low, high
    adjusted: np.ndarray | None
    reference: np.ndarray
    coverage: np.ndarray
    p: np.ndarray
    score_p: np.ndarray
    detectable: np.ndarray
    needed: np.ndarray


def _checked(counts: np.ndarray, satisfied_from: int, unlike: Sequence[Hashable] | None) -> np.ndarray:
    table = np.asarray(counts)
    if table.ndim != 3 or not np.issubdtype(table.dtype, np.integer) or (table < 0).any():
        raise ValueError("counts must be whole numbers, none negative: groups × strata × scores")
    if not 1 < satisfied_from <= table.shape[2]:
        raise ValueError(f"satisfied from {satisfied_from} leaves no choice among {table.shape[2]} scores")
    if unlike is not None and len(unlike) != len(table):
        raise ValueError("there must be one mark per group")
    return table.astype(np.int64)


def _others(table: np.ndarray, reference: int | None, unlike: Sequence[Hashable] | None) -> np.ndarray:
    """What each group is compared with, in the form of `table`."""
    if reference is not None:
        other = np.broadcast_to(table[reference], table.shape).copy()
        other[reference] = 0
        return other
    marks: dict[Hashable, int] = {}
    own = np.array(
        [marks.setdefault(mark, len(marks)) for mark in unlike or range(len(table))], dtype=np.int64
    )
    alike = np.zeros((len(marks), *table.shape[1:]), dtype=np.int64)
    np.add.at(alike, own, table)
    return table.sum(axis=0) - alike[own]


def _sides(table: np.ndarray, other: np.ndarray, satisfied_from: int) -> _Sides:
    common = ((other.sum(axis=2) > 0) & (table.sum(axis=2) > 0))[..., None]
    own_common, other_common = table * common, other * common
    top = slice(satisfied_from - 1, None)
    return _Sides(
        own=own_common,
        other=other_common,
        own_satisfied=own_common[..., top].sum(axis=2),
        other_satisfied=other_common[..., top].sum(axis=2),
        n=table.sum(axis=(1, 2)),
        satisfied=table[..., top].sum(axis=(1, 2)),
        reference_n=other.sum(axis=(1, 2)),
        reference_satisfied=other[..., top].sum(axis=(1, 2)),
    )


def _findings(table: np.ndarray, sides: _Sides, margin: float, level: float) -> _Findings:
    with np.errstate(divide="ignore", invalid="ignore"):
        own_share = sides.satisfied / sides.n
        other_share = np.where(sides.reference_n > 0, sides.reference_satisfied / sides.reference_n, np.nan)
        covered, expected, size = _expected(sides)
        adjusted = _gap(sides.own_satisfied.sum(axis=1) / covered, covered, expected, size, level)
    answers = sides.own.sum(axis=2)
    drawn = Drawn(answers, answers + sides.other.sum(axis=2), sides.own_satisfied + sides.other_satisfied)
    return _Findings(
        gap=_gap(own_share, sides.n, other_share, sides.reference_n, level),
        adjusted=adjusted if table.shape[1] > 1 else None,
        reference=np.stack(
            [other_share, *wilson_limits(sides.reference_satisfied, sides.reference_n, level)]
        ),
        coverage=covered / np.maximum(sides.n, 1),
        p=share_p_values(sides.own_satisfied.sum(axis=1), drawn),
        score_p=score_p_values(sides.own, sides.own + sides.other),
        detectable=detectable_gap(covered, size, expected, level),
        needed=answers_needed(sides.n, size, expected, margin, level),
    )


def _expected(sides: _Sides) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Per group: answers in strata that can be compared, the share expected there, and how many answers of
    one reference share would be as sure as that."""
    answers, others = sides.own.sum(axis=2), sides.other.sum(axis=2)
    covered = answers.sum(axis=1)
    part = answers / covered[:, None]
    beside = np.maximum(others, 1)
    return covered, (part * sides.other_satisfied / beside).sum(axis=1), 1 / (part**2 / beside).sum(axis=1)


def _gap(own: np.ndarray, n: np.ndarray, other: np.ndarray, m: np.ndarray, level: float) -> np.ndarray:
    return np.stack([own - other, *difference_limits(own, n, other, m, level)])


def _standing(g: int, table: np.ndarray, sides: _Sides, findings: _Findings, level: float) -> Standing:
    n, satisfied = int(sides.n[g]), int(sides.satisfied[g])
    comparable = bool(findings.coverage[g] > 0)
    needed = findings.needed[g]
    return Standing(
        n=n,
        satisfied=satisfied,
        share=wilson(satisfied, n, level),
        index=index_of_counts(table[g].sum(axis=0).tolist(), level),
        reference_n=int(sides.reference_n[g]),
        reference_share=_estimate(findings.reference[:, g]),
        gap=_estimate(findings.gap[:, g]) if comparable else None,
        adjusted_gap=None if findings.adjusted is None else _estimate(findings.adjusted[:, g]),
        coverage=float(findings.coverage[g]),
        p_value=float(findings.p[g]) if comparable else None,
        score_p_value=float(findings.score_p[g]) if comparable else None,
        p_adjusted=None,
        verdict=Verdict.CANNOT_TELL,
        detectable_gap=float(findings.detectable[g]) if np.isfinite(findings.detectable[g]) else None,
        answers_needed=int(needed) if np.isfinite(needed) else None,
    )


def _estimate(three: np.ndarray) -> Estimate | None:
    value, low, high = (float(x) for x in three)
    return Estimate(value, low, high) if np.isfinite(value) else None
