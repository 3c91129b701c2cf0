"""A text as words, with what the rules ask of each: its letters, its capital, what stands around it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from analysis.themes.identities.folding import folded

NAME_MARK = "[name]"
_WORD = re.compile(r"\[\w+\]|[^\W\d_](?:[\w'’-]*[^\W_])?")
_ENDS_SENTENCE = re.compile(r"[.!?…\n\r•؟;]|:\s*$")
_SHOUTING = 0.5


@dataclass(frozen=True)
class Words:
    """`texts` as written, `lower` to look up by; `starts` and `ends` are positions in `text`."""

    text: str
    texts: list[str]
    lower: list[str]
    starts: list[int]
    ends: list[int]
    capitals_mean_nothing: bool

    def __len__(self) -> int:
        return len(self.texts)

    def gap(self, k: int) -> str:
        """What stands between word k and the one before it."""
        return self.text[self.ends[k - 1] if k else 0 : self.starts[k]]

    def before(self, k: int, steps: int = 1) -> str:
        """The folded word that many steps before k in the same sentence, "" where there is none."""
        if k < steps:
            return ""
        if any(self.starts_sentence(at) for at in range(k, k - steps, -1)):
            return ""
        return self.lower[k - steps]

    def starts_sentence(self, k: int) -> bool:
        gap = self.gap(k)
        if k == 0:
            return True
        if gap == " ":
            return False
        if gap.startswith(". ") and gap.strip() == "." and self._is_shortened(k - 1):
            return False
        return bool(_ENDS_SENTENCE.search(gap))

    def _is_shortened(self, k: int) -> bool:
        return (len(self.texts[k]) == 1 and self.texts[k].isupper()) or self.lower[k] in _SHORT

    def is_capital(self, k: int) -> bool:
        """A capital and then a small letter, or a letter alone; "BUP" is none."""
        word = self.texts[k]
        return word[0].isupper() and (len(word) == 1 or not word.isupper())

    def follows_closely(self, k: int) -> bool:
        """Whether only spaces (or the dot of an initial) stand between word k and the one before."""
        gap = self.gap(k)
        return k > 0 and (gap.strip(" \t") == "" or (gap == ". " and self._is_shortened(k - 1)))


_SHORT = frozenset(["mr", "mrs", "ms", "dr", "sr", "sra", "st"])


def words_of(text: str) -> Words:
    """A mark such as [phone] is one word."""
    found = list(_WORD.finditer(text))
    texts = [word.group() for word in found]
    raised = sum(word[0].isupper() for word in texts)
    return Words(
        text,
        texts,
        [folded(word) for word in texts],
        [word.start() for word in found],
        [word.end() for word in found],
        len(texts) > 5 and raised > _SHOUTING * len(texts),
    )
