"""Taking personal names, street addresses and registration numbers out of what staff and the public may read.

Done with lists, cues and rules, without a model, so some names stay: a person reads each quote before it is
released. `docs/redaction.md` says how well it does on sentences that were not used for making the rules.
"""

from __future__ import annotations

import re
from unicodedata import is_normalized, normalize

from analysis.themes.identities.addresses import without_addresses
from analysis.themes.identities.name_rules import names_in
from analysis.themes.identities.registrations import without_registrations
from analysis.themes.identities.words import NAME_MARK, words_of

# Signs nobody sees, which would split a name. The joiners that Persian and emoji need are kept.
_UNSEEN = re.compile("[\u00ad\u200b\u200e\u200f\u2060\ufeff]")


def without_names(text: str, language: str = "") -> str:
    """The text with personal names as [name], street addresses as [address], registration numbers of vehicles
    as [registration].

    `text` is one comment, `language` its ISO 639-1 code or "" where unknown: it settles only words that are a
    name in one language and an ordinary word in another. Other marks in square brackets stay. Doing it twice
    changes nothing more. The result is in Unicode's composed form, without invisible signs; an empty text
    stays empty. Raises nothing. Names frequent in Sweden: Statistics Sweden (SCB), Namnstatistik.
    """
    if not is_normalized("NFC", text):
        text = normalize("NFC", text)
    text = _UNSEEN.sub("", text)
    # What stood beside a find may now be found itself. Each round takes out at least one word, so it ends.
    while (after := _without_names_once(without_registrations(without_addresses(text)), language)) != text:
        text = after
    return text


def _without_names_once(text: str, language: str) -> str:
    words = words_of(text)
    is_name = names_in(words, language)
    if True not in is_name:
        return text
    pieces, end = [], 0
    for first, last in _runs(is_name, [k > 0 and words.follows_closely(k) for k in range(len(words))]):
        pieces += [text[end : words.starts[first]], NAME_MARK]
        end = words.ends[last]
    return "".join((*pieces, text[end:]))


def _runs(is_name: list[bool], follows: list[bool]) -> list[tuple[int, int]]:
    """First and last word of each name."""
    runs: list[tuple[int, int]] = []
    for k, one in enumerate(is_name):
        if not one:
            continue
        if runs and runs[-1][1] == k - 1 and follows[k]:
            runs[-1] = (runs[-1][0], k)
        else:
            runs.append((k, k))
    return runs
