"""How well names and addresses are taken out: recall and precision per kind and language, and what it costs.

The sentences (`redaction_sentences.txt`) were written before any rule was tried, and are not used to change
the rules. They were made up by those who wrote the rules: letters from real residents will differ.
"""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from analysis.themes.redaction import without_names

KINDS = {"n": "name", "a": "address", "r": "registration"}
_MARKED = re.compile(r"\{([nar]):([^}]*)\}")
_WORD = re.compile(r"\[\w+\]|\w+")


@dataclass(frozen=True)
class Sentence:
    """`spans` are the parts to be taken out: start, end, kind."""

    language: str
    text: str
    spans: tuple[tuple[int, int, str], ...]


@dataclass(frozen=True)
class Outcome:
    """`left` are the marked parts of which a word is still to be read; `lost` words that should have stayed."""

    found: tuple[str, ...]
    left: tuple[str, ...]
    lost: tuple[tuple[str, str], ...]


def sentences(path: Path) -> Iterator[Sentence]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            language, marked = line.split("\t")
            yield _sentence(language, marked)


def _sentence(language: str, marked: str) -> Sentence:
    plain, spans, end = "", [], 0
    for part in _MARKED.finditer(marked):
        plain += marked[end : part.start()]
        spans.append((len(plain), len(plain) + len(part[2]), KINDS[part[1]]))
        plain += part[2]
        end = part.end()
    return Sentence(language, plain + marked[end:], tuple(spans))


def outcome(sentence: Sentence, language: str) -> Outcome:
    """Compared word by word: a part counts as found where none of its words is left."""
    after = without_names(sentence.text, language)
    kept = Counter(_WORD.findall(after))
    outside = Counter(_WORD.findall(_outside(sentence)))
    left, found = [], []
    for start, stop, kind in sentence.spans:
        own = _WORD.findall(sentence.text[start:stop])
        (left if any(kept[word] > outside[word] for word in own) else found).append(kind)
    lost = [(after, word) for word, n in (outside - kept).items() for _ in range(n)]
    return Outcome(tuple(found), tuple(left), tuple(_kinds_of(after, word) for after, word in lost))


def _kinds_of(after: str, word: str) -> tuple[str, str]:
    return ("address" if "[address]" in after and "[name]" not in after else "name", word)


def _outside(sentence: Sentence) -> str:
    pieces, end = [], 0
    for start, stop, _ in sentence.spans:
        pieces.append(sentence.text[end:start])
        end = stop
    return " ".join((*pieces, sentence.text[end:]))


def table(chosen: list[Sentence], *, told: bool) -> list[str]:
    """One line per language and kind; precision is found parts among found parts and words lost."""
    lines = [f"{'':4}{'kind':14}{'marked':>7}{'found':>7}{'recall':>8}{'words lost':>12}{'precision':>11}"]
    languages = list(dict.fromkeys(one.language for one in chosen))
    results = [(one.language, outcome(one, one.language if told else "")) for one in chosen]
    for language in [*languages, "all"]:
        mine = [result for own, result in results if language in {own, "all"}]
        for kind in KINDS.values():
            found = sum(result.found.count(kind) for result in mine)
            marked = found + sum(result.left.count(kind) for result in mine)
            lost = sum(kind == own for result in mine for own, _ in result.lost)
            if marked or lost:
                lines.append(_line(language, kind, marked, found, lost))
    return lines


def _line(language: str, kind: str, marked: int, found: int, lost: int) -> str:
    recall = f"{found / marked:.2f}" if marked else "–"
    precision = f"{found / (found + lost):.2f}" if found + lost else "–"
    return f"{language:4}{kind:14}{marked:7}{found:7}{recall:>8}{lost:12}{precision:>11}"


def cost(chosen: list[Sentence]) -> str:
    rounds = 20
    began = time.perf_counter()
    for _ in range(rounds):
        for one in chosen:
            without_names(one.text, one.language)
    each = (time.perf_counter() - began) / rounds / len(chosen)
    long = " ".join(one.text for one in chosen)
    long *= 100_000 // len(long)
    began = time.perf_counter()
    without_names(long)
    whole = time.perf_counter() - began
    return f"{each * 1e6:.0f} µs a sentence; {whole * 1000:.0f} ms for a text of {len(long):,} letters"


def run() -> None:
    chosen = list(sentences(Path(__file__).parent / "redaction_sentences.txt"))
    empty = sum(not one.spans for one in chosen)
    print(f"{len(chosen)} sentences, {empty} of them with nothing to take out")
    for told in (True, False):
        print(f"\nlanguage {'told' if told else 'not told'}")
        print("\n".join(table(chosen, told=told)))
    print(f"\n{cost(chosen)}")
