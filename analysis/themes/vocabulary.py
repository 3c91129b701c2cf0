"""Words looked up once for all processes: what one would work out of them, the next would work out again."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import chain

from analysis.themes.blocks import Blocks
from analysis.themes.matching import Matcher, Reading
from analysis.themes.wording.spelling import one_spelling, words
from analysis.themes.wording.stems import keep_at_hand
from analysis.themes.wording.tokens import token

READ = 20_000  # comments whose words are looked up: what comes later are mostly the same words
FEWEST = 300  # comments in a language; fewer are no work

_LookedUp = tuple[dict[str, str], dict[str, Reading]]


def look_up(blocks: Blocks, texts: Sequence[str], languages: Sequence[str], matcher: Matcher | None) -> None:
    """Keep at hand the stems of these comments' words, and what the codebook says of them, language by language.

    Changes no result: only how often the same is worked out. Does nothing where there are no other processes.
    """
    if not blocks.copies:
        return
    step = max(1, len(texts) // READ)
    spoken: dict[str, list[str]] = {}
    for text, language in zip(texts[::step], languages[::step], strict=True):
        if language:
            spoken.setdefault(language, []).append(text)
    told = sorted(
        (each for each in spoken if len(spoken[each]) >= FEWEST), key=lambda each: -len(spoken[each])
    )
    pieces = [partial(_looked_up, spoken[language], language, matcher) for language in told]
    for language, (stems, readings) in zip(told, blocks.done(pieces), strict=True):
        keep_at_hand(language, stems)
        if matcher is not None:
            matcher.keep_at_hand(readings, language)


def _looked_up(texts: Sequence[str], language: str, matcher: Matcher | None) -> _LookedUp:
    said = sorted(set(chain.from_iterable(map(words, texts))))
    stems = {one_spelling(word): stem for word in said if (stem := token(word, language)[1])}
    return stems, matcher.readings(said, language) if matcher is not None else {}
