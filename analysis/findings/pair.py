"""What is said of two groups a reader chose to hold beside each other."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.findings.sentence import Finding, Kind, Named, Sentence, Sentences, Texts, place, together, told
from analysis.findings.tongue import Tongue
from analysis.verdict import Standing, Verdict

SHARES: Texts = {
    "sv": "{first}: {own} av 100 är nöjda. {second}: {other} av 100.",
    "en": "{first}: {own} of 100 are satisfied. {second}: {other} of 100.",
}
GAP: Texts = {
    "sv": "Skillnaden är {gap}, mellan {low} och {high}.",
    "en": "The difference is {gap}, between {low} and {high}.",
}
LIKE: Texts = {
    "sv": "Med samma slags ärenden är skillnaden {gap}, mellan {low} och {high}.",
    "en": "Among the same kinds of errands the gap is {gap}, between {low} and {high}.",
}
ENDS: dict[Verdict, Texts] = {
    Verdict.LACKING: {
        "sv": "Den första gruppen är säkert mindre nöjd än den andra.",
        "en": "The first group is certainly less satisfied than the second.",
    },
    Verdict.BETTER: {
        "sv": "Den första gruppen är säkert mer nöjd än den andra.",
        "en": "The first group is certainly more satisfied than the second.",
    },
    Verdict.EQUAL: {
        "sv": "Det är likvärdigt inom {margin} procentenheter.",
        "en": "That is equal within {margin} percentage points.",
    },
    Verdict.CANNOT_TELL: {
        "sv": "Om grupperna skiljer sig går inte att avgöra ännu. Det betyder inte att de är lika.",
        "en": "Whether the groups differ cannot be told yet. That does not mean that they are the same.",
    },
}
NEEDED: Texts = {
    "sv": "Ungefär {needed} svar till behövs i den första gruppen.",
    "en": "About {needed} more answers are needed in the first group.",
}
# Where the mean score is tried beside the share: chance is told as plainly as the p value allows.
CHANCE = (
    (
        0.001,
        {
            "sv": "En så stor skillnad i medelbetyg ger slumpen ensam mindre än en gång på tusen.",
            "en": "Chance alone gives such a difference in mean score less than once in a thousand times.",
        },
    ),
    (
        0.01,
        {
            "sv": "En så stor skillnad i medelbetyg ger slumpen ensam mindre än en gång på hundra.",
            "en": "Chance alone gives such a difference in mean score less than once in a hundred times.",
        },
    ),
    (
        0.05,
        {
            "sv": "En så stor skillnad i medelbetyg ger slumpen ensam mindre än en gång på tjugo.",
            "en": "Chance alone gives such a difference in mean score less than once in twenty times.",
        },
    ),
)
BY_CHANCE: Texts = {
    "sv": "Skillnaden i medelbetyg är inte större än vad slumpen ofta ger.",
    "en": "The difference in mean score is no larger than chance often gives.",
}


@dataclass(frozen=True, slots=True)
class Pair:
    """The first group beside the second, which is the standing's reference."""

    first: Named
    second: Named
    standing: Standing


def pair_finding(pair: Pair, *, margin: float = 0.05) -> Finding:
    """Both shares, the difference judged with its interval, what can be told, and the mean score's test in
    words. Raises ValueError where the standing has no reference."""
    standing = pair.standing
    judged, other = standing.judged_gap, standing.reference_share
    if judged is None or other is None:
        raise ValueError("a pair needs a standing with a reference")

    def shares(tongue: Tongue) -> dict[str, str | Sentence]:
        own, theirs = (tongue.whole(100 * each) for each in (standing.share.value, other.value))
        return {
            "first": place(pair.first, tongue),
            "second": place(pair.second, tongue),
            "own": own,
            "other": theirs,
        }

    gap = told(
        LIKE if standing.adjusted_gap is not None else GAP,
        lambda tongue: {"gap": tongue.gap(judged.value), **tongue.limits(judged)},
        margin,
    )
    end = told(ENDS[standing.verdict], lambda tongue: {"margin": tongue.margin_text()}, margin)
    said = together(told(SHARES, shares), gap, end, _needed(standing), _chance(standing))
    return Finding(Kind.PAIR, standing.verdict, said, None, None, (standing, margin))


def chance_in_words(p_value: float) -> Texts:
    """A p value of the mean score's permutation test as how often chance alone gives as large a difference.
    Raises ValueError outside 0–1."""
    if not 0 <= p_value <= 1:
        raise ValueError(f"a p value from 0 to 1, not {p_value}")
    return next((texts for limit, texts in CHANCE if p_value < limit), BY_CHANCE)


def _needed(standing: Standing) -> Sentences | None:
    needed = standing.answers_needed
    if standing.verdict is not Verdict.CANNOT_TELL or not needed:
        return None
    return told(NEEDED, lambda tongue: {"needed": tongue.whole(needed)})


def _chance(standing: Standing) -> Sentences | None:
    if standing.score_p_value is None:
        return None
    return told(chance_in_words(standing.score_p_value), lambda _: {})
