"""What is said of use, of who answers, and of how a gap divides. Signs are told one by one and never added up."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.findings.sentence import Finding, Kind, Named, Sentence, Sentences, Texts, place, together, told
from analysis.findings.tongue import Tongue
from analysis.uncertainty import Estimate

# A ratio is called half or double only when its interval holds that value and lies wholly within these.
HALF, DOUBLE = (0.4, 0.5, 0.6), (1.7, 2.0, 2.3)
RATE: Texts = {
    "sv": "I {district} är det {rate} {what} per tusen invånare, mellan {low} och {high}.",
    "en": "In {district} there are {rate} {what} per thousand residents, between {low} and {high}.",
}
HALF_AS_MANY: Texts = {
    "sv": "Det är ungefär hälften så många per invånare som i övriga kommunen.",
    "en": "That is about half as many per resident as in the rest of the municipality.",
}
TWICE_AS_MANY: Texts = {
    "sv": "Det är ungefär dubbelt så många per invånare som i övriga kommunen.",
    "en": "That is about twice as many per resident as in the rest of the municipality.",
}
RATIO: Texts = {
    "sv": "Det är {ratio} gånger så många per invånare som i övriga kommunen, mellan {low} och {high}.",
    "en": "That is {ratio} times as many per resident as in the rest of the municipality, between {low} and "
    "{high}.",
}
UNSURE: Texts = {
    "sv": "Om det är fler eller färre än i övriga kommunen går inte att avgöra.",
    "en": "Whether that is more or fewer than in the rest of the municipality cannot be told.",
}
ANSWERED: Texts = {
    "sv": "{group}: {own} av 100 gav ett svar, mot {other} av 100 i övrigt.",
    "en": "{group}: {own} of 100 gave an answer, against {other} of 100 otherwise.",
}
SPLIT: Texts = {
    "sv": "Skillnaden är {gap}. Av den följer {mix} av att ärendena är av annat slag, och {rest} är kvar när "
    "ärendena är av samma slag. Talen är avrundade.",
    "en": "The difference is {gap}. Of that, {mix} follows from the errands being of other kinds, and {rest} "
    "remains when the errands are of the same kinds. The figures are rounded.",
}


@dataclass(frozen=True, slots=True)
class Use:
    """`rate` is per 1,000 residents; `ratio` against the rest of the municipality. `what` is as "visits"."""

    district: Named
    what: Named
    rate: Estimate
    ratio: Estimate


@dataclass(frozen=True, slots=True)
class Response:
    """Answers as a share of closed errands (0–1)."""

    group: Named
    share: float
    others: float


@dataclass(frozen=True, slots=True)
class GapSplit:
    """Kitagawa's parts of a gap (−1 to 1): `gap` = `mix` + `rest`."""

    district: Named
    channel: Named
    gap: float
    mix: float
    rest: float


def use_finding(use: Use) -> Finding:
    """The rate with its limits, and the ratio only as far as its interval goes."""

    def values(tongue: Tongue) -> dict[str, str | Sentence]:
        named: dict[str, str | Sentence] = {
            "district": place(use.district, tongue),
            "what": use.what.texts[tongue.language],
        }
        rate = {"rate": use.rate.value, "low": use.rate.low, "high": use.rate.high}
        numbers: dict[str, str | Sentence] = {name: tongue.whole(number) for name, number in rate.items()}
        return {**named, **numbers}

    said = together(told(RATE, values), _ratio(use.ratio))
    return Finding(Kind.USE, None, said, use.district.id, None, (use.rate, use.ratio))


def response_finding(response: Response) -> Finding:
    """How many per hundred gave an answer, beside the others."""
    said = told(
        ANSWERED,
        lambda tongue: {
            "group": response.group.texts[tongue.language],
            "own": tongue.whole(100 * response.share),
            "other": tongue.whole(100 * response.others),
        },
    )
    return Finding(Kind.RESPONSE, None, said, None, None, (response.share, response.others))


def split_finding(split: GapSplit) -> Finding:
    """How to read a gap that is divided: arithmetic, not cause. Raises ValueError if the parts do not add up."""
    if abs(split.gap - split.mix - split.rest) > 1e-9:
        raise ValueError(f"{split.mix} and {split.rest} do not make {split.gap}")
    said = told(
        SPLIT,
        lambda tongue: {
            "gap": tongue.gap(split.gap),
            "mix": tongue.signed(100 * split.mix),
            "rest": tongue.signed(100 * split.rest),
        },
    )
    figures = (split.gap, split.mix, split.rest)
    return Finding(Kind.SPLIT, None, said, split.district.id, split.channel.id, figures)


def _ratio(ratio: Estimate) -> Sentences:
    if ratio.low <= 1 <= ratio.high:
        return told(UNSURE, lambda _: {})
    for (least, named, most), template in ((HALF, HALF_AS_MANY), (DOUBLE, TWICE_AS_MANY)):
        if least <= ratio.low <= named <= ratio.high <= most:
            return told(template, lambda _: {})
    numbers = {"ratio": ratio.value, "low": ratio.low, "high": ratio.high}
    return told(RATIO, lambda tongue: {name: tongue.decimal(each, 2) for name, each in numbers.items()})
