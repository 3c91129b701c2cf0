"""Which words of a text are personal names: each rule is one reason to think so."""

from __future__ import annotations

from analysis.themes.identities.cues import (
    AFTER,
    AND,
    BEFORE,
    CALLED,
    HONORIFICS,
    NEEDS_BEFORE,
    NOT_AFTER_CALLED,
    NOT_AFTER_HONORIFICS,
    PARTICLES,
    ROLES,
    SIGN_OFFS,
    TITLES,
    TURKISH_TITLES,
)
from analysis.themes.identities.first_names import ALSO_WORDS, FIRST_NAMES, SURE_FIRST_NAMES
from analysis.themes.identities.inflection import is_form_of
from analysis.themes.identities.not_names import is_no_name
from analysis.themes.identities.surnames import SURE_ENDINGS, SURNAME_ENDINGS, SURNAMES
from analysis.themes.identities.words import NAME_MARK, Words

# Ordinary words in one language, names in the others.
WORDS_OF: dict[str, frozenset[str]] = {"fi": frozenset({"anna", "sanna", "oma"}), "pl": frozenset({"ala"})}
_CUE_WORDS = frozenset(CALLED) | TITLES | BEFORE | AND | HONORIFICS | ROLES | frozenset(NEEDS_BEFORE)
_SHORTEST_LOWER = 4


def names_in(words: Words, language: str) -> list[bool]:
    """For each word whether it is (a part of) a personal name."""
    is_name: list[bool] = []
    not_here = WORDS_OF.get(language, frozenset())
    for k, lower in enumerate(words.lower):
        if lower[0] == "[":
            is_name.append(lower == NAME_MARK)
        elif not words.is_capital(k):
            is_name.append(_is_small_name(words, k, is_name, not_here))
        else:
            is_name.append(_is_capital_name(words, k, is_name, not_here))
    return is_name


def _is_small_name(words: Words, k: int, is_name: list[bool], not_here: frozenset[str]) -> bool:
    """A name without a capital letter: in small letters, in capitals alone, or in a script that has none."""
    lower = words.lower[k]
    if is_known(lower) and lower not in not_here and (len(lower) >= _SHORTEST_LOWER or not lower.isascii()):
        return True
    if k and is_name[-1] and words.follows_closely(k):
        return _continues_small(words, k)
    if lower.endswith(SURE_ENDINGS) and len(lower) > 6 and lower.endswith("sson"):
        return True
    return _is_told(words, k) or _is_arabic_name(words, k)


def _continues_small(words: Words, k: int) -> bool:
    """A surname after a first name, or "von" before one."""
    lower = words.lower[k]
    if lower in PARTICLES and k + 1 < len(words):
        return words.is_capital(k + 1) and words.follows_closely(k + 1) and not is_no_name(words.lower[k + 1])
    if not lower.isascii() and lower.startswith("ال") and words.lower[k - 1] != NAME_MARK:
        return words.before(k, 2) in CALLED  # "اسمي محمد العلي", but not "سارة المحترمة"
    sure = len(lower) > 4 and (lower.endswith(SURE_ENDINGS) or lower in FIRST_NAMES - ALSO_WORDS)
    return sure or (words.texts[k].isupper() and len(lower) > 2 and lower in SURNAMES)


def is_known(lower: str) -> bool:
    """Whether a folded word is a first name and nothing else, also with a genitive or a hyphen."""
    if lower in SURE_FIRST_NAMES:
        return True
    if "-" in lower:
        parts = lower.split("-")
        return len(parts) == 2 and all(part in FIRST_NAMES for part in parts)
    return False


def _is_capital_name(words: Words, k: int, is_name: list[bool], not_here: frozenset[str]) -> bool:
    lower = words.lower[k]
    starts = words.starts_sentence(k)
    if is_known(lower) and lower not in not_here:
        return True
    if lower in not_here and starts:
        return False
    if k and is_name[-1] and words.follows_closely(k) and _continues(words, k):
        return True
    if _is_told(words, k):
        return True
    if words.capitals_mean_nothing or is_no_name(lower):
        return _is_double_meaning(words, k) if not words.capitals_mean_nothing else False
    return (
        is_form_of(lower, SURE_FIRST_NAMES)
        or _is_double_meaning(words, k)
        or _is_surname(lower, starts)
        or _is_pointed_at(words, k, is_name)
        or _is_signature(words, k)
        or _leads(words, k, starts)
    )


def _continues(words: Words, k: int) -> bool:
    """What comes after a first name: a surname or an initial, no known place or ordinary word."""
    lower = words.lower[k]
    if lower in SURNAMES or lower in FIRST_NAMES or lower.endswith(SURNAME_ENDINGS):
        return True
    return not words.capitals_mean_nothing and not is_no_name(lower) and words.texts[k] != "I"


def _is_told(words: Words, k: int) -> bool:
    """ "jag heter X", "her name is X"."""
    needed = CALLED.get(words.before(k))
    if needed is None or (needed and words.before(k, 2) not in needed):
        return False
    lower = words.lower[k]
    if words.is_capital(k) and not words.capitals_mean_nothing:
        return lower not in NOT_AFTER_CALLED
    return lower not in NOT_AFTER_CALLED and not is_no_name(lower) and len(lower) > 1


def _is_double_meaning(words: Words, k: int) -> bool:
    """ "Bo Ek", "med Hans": a name that is also a word, where a capital letter means something."""
    lower = words.lower[k]
    if lower not in ALSO_WORDS and not (lower.endswith("s") and lower[:-1] in ALSO_WORDS):
        return False
    if k + 1 < len(words) and words.follows_closely(k + 1) and words.is_capital(k + 1):
        following = words.lower[k + 1]
        if following in SURNAMES or following.endswith(SURNAME_ENDINGS) or not is_no_name(following):
            return True
    if k + 1 < len(words) and words.lower[k + 1] in AFTER:
        return True
    return not words.starts_sentence(k) and not is_no_name(lower)


def _is_surname(lower: str, starts: bool) -> bool:
    if lower.endswith(SURE_ENDINGS) and len(lower) > 5:
        return True
    return not starts and (
        (lower in SURNAMES and len(lower) > 4) or (len(lower) > 6 and lower.endswith(SURNAME_ENDINGS))
    )


def _is_pointed_at(words: Words, k: int, is_name: list[bool]) -> bool:
    """A capital letter after a title, a preposition before people, thanks, or another name and "and"."""
    last = words.before(k)
    if last not in _CUE_WORDS or (len(words.texts[k]) == 1 and not _is_initial(words, k)):
        return False
    if last in TITLES:
        return True
    if last in AND:
        return k > 1 and is_name[k - 2] and words.before(k, 2) != ""
    needed = NEEDS_BEFORE.get(last)
    if needed is not None:
        return words.before(k, 2) in needed
    return last in BEFORE


def _is_initial(words: Words, k: int) -> bool:
    """ "A. Bergman"."""
    return k + 1 < len(words) and words.is_capital(k + 1) and words.gap(k + 1) in {". ", ".", " "}


def _is_signature(words: Words, k: int) -> bool:
    """ "Mvh Zlatka", "Hälsningar,\\nZlatka", and "/Zlatka" at the end."""
    gap = words.gap(k)
    if gap.endswith("/") and (gap != "/" or k == 0) and len(words) - k <= 3:
        return True
    if not k or words.lower[k - 1] not in SIGN_OFFS:
        return False
    return gap.strip(" ,.!\r\n\t-–") == "" and len(words) - k <= 4


def _leads(words: Words, k: int, starts: bool) -> bool:
    """What follows tells: "Zlatka hjälpte mig", "Zlatka Petrova" inside a sentence."""
    if k + 1 >= len(words) or not words.follows_closely(k + 1) or len(words.texts[k]) < 3:
        return False
    following = words.lower[k + 1]
    if following in AFTER:
        return words.is_capital(k) and (following not in TURKISH_TITLES or not is_no_name(words.lower[k]))
    if not words.is_capital(k + 1) or is_no_name(following):
        return False
    looks = following in SURNAMES or following.endswith(SURNAME_ENDINGS)
    return looks or (not starts and words.before(k) not in _PLACE_PREPOSITIONS)


_PLACE_PREPOSITIONS = frozenset(
    [
        "i",
        "på",
        "vid",
        "från",
        "mot",
        "in",
        "at",
        "on",
        "near",
        "en",
        "pri",
        "w",
        "na",
        "przy",
        "em",
        "på",
        "till",
        "to",
        "kring",
        "genom",
        "the",
        "den",
        "det",
    ]
)


def _is_arabic_name(words: Words, k: int) -> bool:
    """Scripts without capital letters: the lists, and the word after "Mrs"."""
    lower = words.lower[k]
    if lower.isascii() or not "\u0600" <= lower[0] <= "\u06ff":
        return False
    last = words.before(k)
    if last in HONORIFICS:
        return lower not in NOT_AFTER_HONORIFICS and len(lower) > 2
    if last in ROLES and lower in FIRST_NAMES:
        return True
    bare = lower[1:] if lower[0] in "وفبلك" else lower
    return len(bare) > 3 and bare in SURE_FIRST_NAMES
