"""Which comments speak for a theme: typical of it, readable, and not all saying the same thing."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.themes.wording.tokens import tokens

QUOTES = 8
CANDIDATES = 120
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
    order = sorted(range(len(texts)), key=lambda i: (not _reads_well(texts[i]), -strength[i], i))[:CANDIDATES]
    words = {i: {stem for _, stem in tokens(texts[i], languages[i])} for i in order}
    left = [i for i in order if words[i]]
    top = max((strength[i] for i in left), default=1.0) or 1.0
    chosen: list[int] = []
    while left and len(chosen) < most:
        near = {i: max((_shared(words[i], words[j]) for j in chosen), default=0.0) for i in left}
        left = [i for i in left if near[i] <= _ALIKE]
        if not left:
            break
        best = max(
            left, key=lambda i: (_reads_well(texts[i]), strength[i] / abs(top) - _LIKENESS * near[i], -i)
        )
        chosen.append(best)
        left.remove(best)
    return tuple(chosen)


def _reads_well(text: str) -> bool:
    return _SHORT <= len(text) <= _LONG


def _shared(first: set[str], second: set[str]) -> float:
    return len(first & second) / max(1, len(first | second))
