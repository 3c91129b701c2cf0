"""E-mail addresses and phone numbers: what counts as one, and the one way each is written."""

from __future__ import annotations

import re
from typing import Literal

ContactKind = Literal["e_mail", "sms"]
HOME_COUNTRY = "+46"

_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_LOCAL = re.compile(rf"{_ATOM}(?:\.{_ATOM})*")
_DOMAIN = re.compile(rf"{_LABEL}(?:\.{_LABEL})+")
_LOCAL_LENGTH, _DOMAIN_LENGTH = 64, 189  # 254 in all is what a mail server must take (RFC 5321)

_BETWEEN_DIGITS = re.compile(r"[\s\u00a0().\-\u2010-\u2015/]")
_INTERNATIONAL = re.compile(r"\+[1-9]\d{7,14}")
_SWEDISH = re.compile(
    r"\+46(?:7\d{8}|[1-689]\d{6,8})"
)  # a mobile number has nine digits, others seven to nine


def kind_of(contact: str) -> ContactKind:
    """What a contact of unsaid kind must be meant as."""
    return "e_mail" if "@" in contact else "sms"


def normal_contact(kind: str, contact: str) -> str | None:
    """The contact in its one written form, or None when it cannot be one of that kind."""
    return normal_e_mail(contact) if kind == "e_mail" else normal_phone(contact)


def normal_e_mail(text: str) -> str | None:
    """The address with its domain in small ASCII letters; the part before @ is left as it is."""
    local, at, domain = text.strip().rpartition("@")
    domain = _ascii_domain(domain)
    fits = len(local) <= _LOCAL_LENGTH and len(domain) <= _DOMAIN_LENGTH
    if not (at and fits and _LOCAL.fullmatch(local) and _DOMAIN.fullmatch(domain)):
        return None
    return f"{local}@{domain}"


def _ascii_domain(domain: str) -> str:
    """`exämpel.se` as mail servers know it; empty when it cannot be written so."""
    try:
        return domain.lower().encode("idna").decode()
    except UnicodeError:
        return ""


def normal_phone(text: str) -> str | None:
    """The number as E.164; one that starts with a single 0 is Swedish."""
    digits = _with_country(text.strip())
    if not _INTERNATIONAL.fullmatch(digits):
        return None
    return digits if not digits.startswith(HOME_COUNTRY) or _SWEDISH.fullmatch(digits) else None


def _with_country(text: str) -> str:
    if text.startswith(("+", "00")):
        text = text.replace("(0)", "", 1)  # +46 (0)70: the zero is dialled at home only
    number = _BETWEEN_DIGITS.sub("", text)
    if number.startswith("00"):
        return "+" + number[2:]
    return HOME_COUNTRY + number[1:] if number.startswith("0") else number
