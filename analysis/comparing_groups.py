"""From counted answers to a report: every group beside the others, what may be shown, and the spread between."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy import special

from analysis.comparison import MARGIN, compare, judged
from analysis.counted_answers import CountedAnswers
from analysis.disclosure import SMALLEST
from analysis.faults import InputError
from analysis.group_disclosure import hidden_groups, hidden_table
from analysis.group_report import ComparisonReport, GroupReport, Heterogeneity, Outcome, Response
from analysis.labels import tidy
from analysis.pooling import pooled_shares
from analysis.uncertainty import LEVEL, index_of_counts, wilson
from analysis.verdict import Standing, Verdict


@dataclass(frozen=True)
class Rules:
    """What is asked of a comparison. `reference` is a value of the first group column."""

    column: str
    mix: tuple[str, ...] = ()
    reference: str | None = None
    margin: float = MARGIN
    level: float = LEVEL
    smallest: int = SMALLEST


@dataclass(frozen=True)
class _Family:
    """Groups compared with one another. One axis of groups in each array; `reference` is a place among them."""

    groups: tuple[dict[str, str], ...]
    counts: np.ndarray  # groups × strata × scores
    hidden: np.ndarray
    asked: np.ndarray
    response_hidden: np.ndarray
    reference: int | None


def compare_groups(
    answers: CountedAnswers, rules: Rules, invited: np.ndarray | None = None
) -> ComparisonReport:
    """Each group column by itself, and with two columns also their combinations, all judged at once.

    A group of one column is compared with all other groups of it. A combination is compared with the other
    values of the *first* column that have the same value of the second: a district's visits with the other
    districts' visits. With a reference, the first column and the combinations are compared with that value.
    `invited` (one axis per group column) says how many were asked; without it, all rows were.

    Raises InputError for a reference that does not occur or has too few answers to be shown, and for another
    number of columns than one or two.
    """
    columns = tuple(answers.groups)
    if not 1 <= len(columns) <= 2:
        raise InputError(["ange en eller två kolumner att gruppera efter"])
    if columns[0] in rules.mix:
        raise InputError([f'"{columns[0]}" grupperar redan; lika mot lika måste vara inom något annat'])
    families = list(_families(answers, rules, columns, invited))
    _refuse_reference(families[0], rules)
    stood = judged([_standings(f, answers, rules) for f in families], margin=rules.margin, level=rules.level)
    return ComparisonReport(
        outcome=_outcome(answers, rules, families[0]),
        groups=[
            one for f, standings in zip(families, stood, strict=True) for one in _reports(f, standings, rules)
        ],
        heterogeneity=[
            found
            for f in families[: len(columns)]
            if (found := _heterogeneity(next(iter(f.groups[0])), f, answers.scale.satisfied_step)) is not None
        ],
    )


def _families(
    answers: CountedAnswers, rules: Rules, columns: Sequence[str], invited: np.ndarray | None
) -> Iterator[_Family]:
    table = answers.table(columns)
    asked = table.sum(axis=(-2, -1)) + answers.unscored(columns) if invited is None else invited
    names = [answers.groups[column].names for column in columns]
    reference = _reference(names[0], rules.reference, columns[0])
    if len(columns) == 1:
        groups = tuple({columns[0]: name} for name in names[0])
        yield _one_way(groups, table, asked, reference, rules.smallest)
        return
    both, *each = _two_way_hidden(table, rules.smallest)
    both_response, *each_response = _two_way_hidden(
        (asked - table.sum(axis=(-2, -1)))[..., None, None], rules.smallest
    )
    for axis, column in enumerate(columns):
        groups = tuple({column: name} for name in names[axis])
        alone = _one_way(
            groups,
            table.sum(axis=1 - axis),
            asked.sum(axis=1 - axis),
            reference if axis == 0 else None,
            rules.smallest,
        )
        yield replace(
            alone,
            hidden=alone.hidden | each[axis],
            response_hidden=alone.response_hidden | each_response[axis],
        )
    for place, name in enumerate(names[1]):
        yield _Family(
            groups=tuple({columns[0]: first, columns[1]: name} for first in names[0]),
            counts=table[:, place],
            hidden=both[:, place],
            asked=asked[:, place],
            response_hidden=both_response[:, place],
            reference=reference,
        )


def _reference(names: Sequence[str], reference: str | None, column: str) -> int | None:
    if reference is None:
        return None
    wanted = tidy(reference).casefold()
    for place, name in enumerate(names):
        if name.casefold() == wanted:
            return place
    shown = ", ".join(names[:10]) + (" …" if len(names) > 10 else "")
    raise InputError([f'"{reference}" finns inte i kolumnen "{column}"; där finns {shown}'])


def _one_way(
    groups: tuple[dict[str, str], ...],
    counts: np.ndarray,
    asked: np.ndarray,
    reference: int | None,
    smallest: int,
) -> _Family:
    """Response is hidden where 1 to `smallest` − 1 did not answer, and where that could be subtracted."""
    n = counts.sum(axis=(1, 2))
    silent = asked - n
    hidden = hidden_groups(n, n < smallest, smallest)
    few = hidden | ((silent > 0) & (silent < smallest))
    return _Family(groups, counts, hidden, asked, hidden_groups(silent, few, smallest), reference)


def _two_way_hidden(table: np.ndarray, smallest: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    return hidden_table(table.sum(axis=(-2, -1)), smallest)


def _refuse_reference(first: _Family, rules: Rules) -> None:
    if first.reference is not None and first.hidden[first.reference]:
        raise InputError(
            [f'"{rules.reference}" har för få svar som får visas för att jämföra med; välj en annan']
        )


def _standings(family: _Family, answers: CountedAnswers, rules: Rules) -> list[Standing | None]:
    """Hidden groups still count among the others. What is compared with a hidden reference is not told."""
    stood = compare(
        family.counts,
        satisfied_from=answers.scale.satisfied_step,
        margin=rules.margin,
        level=rules.level,
        smallest=rules.smallest,
        reference=family.reference,
    )
    untold = family.reference is not None and bool(family.hidden[family.reference])
    kept = [None if hidden else one for one, hidden in zip(stood, family.hidden, strict=True)]
    return [
        _alone(one) if one is not None and (untold or one.reference_n < rules.smallest) else one
        for one in kept
    ]


def _alone(standing: Standing) -> Standing:
    """The same group with nothing to compare with."""
    return replace(
        standing,
        reference_n=0,
        reference_share=None,
        gap=None,
        adjusted_gap=None,
        p_value=None,
        score_p_value=None,
        p_adjusted=None,
        verdict=Verdict.CANNOT_TELL,
        detectable_gap=None,
        answers_needed=None,
    )


def _reports(family: _Family, standings: Sequence[Standing | None], rules: Rules) -> Iterator[GroupReport]:
    """Combinations that do not occur are told as hidden ones are: a known 0 helps to work out its neighbours."""
    for place, (group, standing) in enumerate(zip(family.groups, standings, strict=True)):
        shown = standing is not None and not family.response_hidden[place] and family.asked[place] > 0
        response = (
            _response(int(family.counts[place].sum()), int(family.asked[place]), rules) if shown else None
        )
        if standing is not None and not rules.mix:
            standing = replace(standing, adjusted_gap=None)
        yield GroupReport(group, standing, response)


def _response(answered: int, asked: int, rules: Rules) -> Response:
    return Response(asked, wilson(answered, asked, rules.level))


def _outcome(answers: CountedAnswers, rules: Rules, first: _Family) -> Outcome:
    scores = first.counts.sum(axis=(0, 1))
    n, asked = int(scores.sum()), int(first.asked.sum())
    satisfied = int(scores[answers.scale.satisfied_step - 1 :].sum())
    told = n >= rules.smallest
    response_told = told and not 0 < asked - n < rules.smallest
    return Outcome(
        column=rules.column,
        scale=answers.scale,
        n=n if told else None,
        share=wilson(satisfied, n, rules.level) if told else None,
        index=index_of_counts(scores.tolist(), rules.level) if told else None,
        response=_response(n, asked, rules) if response_told else None,
        joined={name: coded.joined for name, coded in answers.groups.items()},
        mix=rules.mix,
        reference=rules.reference,
        margin=rules.margin,
        level=rules.level,
        smallest=rules.smallest,
    )


def _heterogeneity(column: str, family: _Family, satisfied_step: int) -> Heterogeneity | None:
    """Of the shown groups. The chi-square approximation holds, as each has at least `smallest` answers."""
    shown = family.counts[~family.hidden].sum(axis=1)
    n, satisfied = shown.sum(axis=1), shown[:, satisfied_step - 1 :].sum(axis=1)
    if len(n) < 2:
        return None
    chi2, p_value = homogeneity(satisfied, n)
    pooled = pooled_shares(satisfied, n)
    between = float(pooled.likeness * pooled.mean * (1 - pooled.mean))
    return Heterogeneity(column, len(n), chi2, len(n) - 1, p_value, between)


def homogeneity(satisfied: np.ndarray, n: np.ndarray) -> tuple[float, float]:
    """(χ², p) of Pearson's test that groups have one share: Σ(s − nP)² / (nP(1 − P)) on groups − 1 degrees.

    P is the share of all together; where all or nobody is satisfied, χ² is 0 and p 1. `satisfied` and `n` are
    whole numbers per group, n ≥ 1. Source: K. Pearson, Philosophical Magazine 50 (1900) 157–175.
    """
    share = satisfied.sum() / n.sum()
    if share in (0, 1):
        return 0.0, 1.0
    chi2 = float(((satisfied - n * share) ** 2 / (n * share * (1 - share))).sum())
    return chi2, float(special.chdtrc(len(n) - 1, chi2))
