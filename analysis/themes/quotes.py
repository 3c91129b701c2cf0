"""Which comments speak for a theme: typical of it, readable, and not all saying the same thing."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.themes.wording.tokens import tokens

QUOTES = 100  # so many that some are left of any district, channel and year
_SHORT, _LONG = 30, 280  # characters that read well as a quote
_ALIKE = 0.5  # share of words two quotes may have in common
_LIKENESS = 0.6  # how much being unlike the others counts beside being typical


def representative(
    texts: Sequence[str], languages: Sequence[str], strength: Sequence[float], most: int = QUOTES
) -> tuple[int, ...]:
    """Positions of up to `most` texts, the best first: the strongest that are unlike those chosen before
    (maximal marginal relevance, Carbonell and Goldstein 1998, on shared words). `strength`: how clearly each
    text belongs to the theme. Near repetitions are left out; lengths that read well come first.
    """
    words = {i: {stem for _, stem in tokens(texts[i], languages[i])} for i in range(len(texts))}
    left = [i for i in words if words[i]]
    near = dict.fromkeys(left, 0.0)  # to the nearest of those chosen
    top = max((strength[i] for i in left), default=1.0) or 1.0
    chosen: list[int] = []
    while left and len(chosen) < most:
        best = max(
            left, key=lambda i: (_reads_well(texts[i]), strength[i] / abs(top) - _LIKENESS * near[i], -i)
        )
        chosen.append(best)
        for i in left:
            near[i] = max(near[i], _shared(words[i], words[best]))
        left = [i for i in left if near[i] <= _ALIKE]  # nor itself again, which is like itself
    return tuple(chosen)


def _reads_well(text: str) -> bool:
    return _SHORT <= len(text) <= _LONG


def _shared(first: set[str], second: set[str]) -> float:
    both = len(first & second)
    return both / max(1, len(first) + len(second) - both)
