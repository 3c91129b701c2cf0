"""Street addresses: a street with a number, and what belongs to it (flat, entrance, postcode and town)."""

from __future__ import annotations

import re

MARK = "[address]"

_NUMBER = r"\d{1,3}(?!\d)(?:[ \t]?[A-Za-z](?!\w))?(?:\s?[/-]\s?\d{1,4}(?!\d))?"
# "hela vägen 2 timmar" is no address.
_NO_MEASURE = (
    r"(?![ \t]*(?:min|tim|gång|dag|veck|år|mån|km|m\b|meter|kr|%|:\d\d|\.\d\d|person|st\b|platser|barn|times|minutes|hours"
    r"|days|weeks|years|minuut|tunti|päivä|kertaa|dakika|saat|gün))"
)
_ENDING = (
    r"(?:vägen|väg|gatan|gata|stigen|stig|gränden|gränd|torget|torg|backen|backe|allén|allé|svängen|slingan|stråket|kajen"
    r"|liden|esplanaden|gården|tunet|katu|tie|kuja|polku|raitti|kaari|rinne)"
)
_CAPITAL_ENDING = r"(?:ringen|plan|leden|höjden|parken|bron|brinken|bryggan|promenaden|terrassen|hagen|ängen)"
_BEFORE = r"(?:[^\W\d_a-zåäöé][\w'’-]{0,30}[ \t]){0,2}"
_FLAT = (
    r"(?:[ \t]*,?[ \t]*(?:(?:lgh|lägenhet(?:snr|snummer)?|lght|port|uppgång|apt|flat|daire|no|nr|m|asunto|as)\b[.:]?[ \t]*"
    r"(?:nr[.]?[ \t]*)?\d{1,4}[A-Za-z]?(?!\w)|\d{1,2}[ \t]?tr\b\.?))*"
)
_POSTCODE = r"(?:[ \t]*[,\n]?[ \t]*(?:SE?[- ]?)?\d{3}[ \t]?\d{2}(?!\d)(?:[ \t]+[^\W\d_a-zåäö][\w-]+(?:[ \t][^\W\d_a-zåäö][\w-]+)?)?)?"
_AFTER = _FLAT + _POSTCODE
_CAPITALS = r"[^\W\d_a-zåäöéíóúñüçşğıłśżź][\w'’-]*"
_PATTERNS = (
    # Swedish and Finnish, in any language's sentence: Sjövägen 5, Norra Skogsgatan 12 B, lgh 1102; Opintie 3:ssa.
    rf"(?<!\w){_BEFORE}[^\W\d_][\w'’-]{{1,30}}{_ENDING}[ \t]+(?:nr\.?[ \t]*)?{_NUMBER}{_NO_MEASURE}{_AFTER}",
    rf"(?<!\w)(?:{_CAPITALS}[ \t]){{1,2}}(?:väg|gata|gränd|torg|allé|stig|backe|plan|tie|katu)[ \t]+{_NUMBER}{_NO_MEASURE}{_AFTER}",
    rf"(?<!\w){_CAPITALS}{_CAPITAL_ENDING}[ \t]+{_NUMBER}{_NO_MEASURE}{_AFTER}",
    # 12 High Street
    rf"(?<!\w)\d{{1,4}}[A-Za-z]?[ \t]+(?:{_CAPITALS}[ \t]){{1,3}}"
    rf"(?:Street|St\.|Road|Rd|Avenue|Ave|Lane|Drive|Close|Way|Terrace|Court|Crescent)\b{_FLAT}",
    # Calle Mayor 5; ul. Polna 3/12; Wadada Jamhuuriya 4; شارع النصر ٥; خیابان آزادی پلاک ۱۲
    rf"(?<!\w)(?:[Cc]alle|[Aa]venida|[Aa]vda\.|[Pp]laza|C/|[Uu]l\.|[Uu]lic[aąęy]|[Aa]l\.|[Oo]s\.|[Ww]adada)[ \t]*"
    rf"(?:[\w'’-]+[ \t]){{0,3}}[\w'’-]+,?[ \t]+(?:[Nn][ºoOr]\.?[ \t]*)?{_NUMBER}{_NO_MEASURE}{_AFTER}",
    rf"(?<!\w){_CAPITALS}(?:[ \t]{_CAPITALS}){{0,2}}[ \t](?:[Ss]okak|[Ss]okağı|[Cc]addesi|[Mm]ahallesi|[Ss]k\.|[Cc]ad\.)"
    rf",?[ \t]*(?:[Nn]o:?[ \t]*)?{_NUMBER}{_AFTER}",
    rf"(?<!\w)(?:شارع|خیابان|کوچه)[ \t]+(?:[\w]+[ \t،,]+){{1,3}}(?:(?:رقم|پلاک|بناء)[ \t]*)?{_NUMBER}",
    # A flat's four digits, or a postcode with its town, alone.
    r"(?<!\w)(?:[Ll]gh|LGH|[Ll]ägenhet|[Ll]ägenhetsnummer)[.:]?[ \t]*(?:nr[.]?[ \t]*)?\d{4}(?!\d)",
    r"(?<![\w-])(?:SE?-)?[1-9]\d{2}[ \t]\d{2}[ \t]+(?-i:[A-ZÅÄÖ])[\w-]{2,}",
)
_WITH_NUMBER = re.compile("|".join(f"(?:{pattern})" for pattern in _PATTERNS))
# Without a number, only where somebody says to live there.
_LIVING = re.compile(
    r"\b(?i:bor (?:på|i|vid)|bosatt på|adress(?:en)? är|adress:|live (?:on|in|at)|my address is|asun|osoitteeni on"
    r"|vivo en|mieszkam (?:przy|na)|degan nahay|أسكن في|أعيش في)[ \t]+"
    rf"({_BEFORE}[^\W\d_a-zåäö][\w'’-]{{1,30}}(?:vägen|gatan|stigen|gränden|gränd|backen|svängen|slingan|liden|stråket))(?!\w)"
)


def without_addresses(text: str) -> str:
    """The text with every street address replaced by its mark."""
    if any(map(str.isdigit, text)):
        text = _WITH_NUMBER.sub(MARK, text)
    return _LIVING.sub(lambda found: found.group().replace(found.group(1), MARK), text)
