"""What a reader holds already: entity tags and dates, by the rules of HTTP (RFC 9110, section 13)."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime

FOREVER = "public, max-age=31536000, immutable"
SHORT = "public, max-age=300"
REVALIDATED = "private, no-cache"


def tag(hash: str, coding: str = "") -> str:
    """The strong entity tag of a content; each coding has its own, since the bytes differ."""
    return f'"{hash}-{coding}"' if coding else f'"{hash}"'


def hash_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def http_date(moment: datetime) -> str:
    return format_datetime(moment.astimezone(UTC).replace(microsecond=0), usegmt=True)


def is_held(headers: Mapping[str, str], hash: str, modified: datetime | None) -> bool:
    """Whether a reader has this content already. Where tags are given the date is not looked at."""
    given = headers.get("if-none-match")
    if given is not None:
        tags = {each.strip().removeprefix("W/") for each in given.split(",")}
        return "*" in tags or not tags.isdisjoint((tag(hash), tag(hash, "gzip")))
    since = headers.get("if-modified-since")
    return since is not None and modified is not None and _is_unchanged(since, modified)


def is_same(condition: str | None, hash: str) -> bool:
    """Whether an If-Range condition lets a part be sent: none, or this very content."""
    return condition is None or condition.strip() == tag(hash)


def _is_unchanged(since: str, modified: datetime) -> bool:
    try:
        moment = parsedate_to_datetime(since)
    except (TypeError, ValueError):
        return False
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return modified.replace(microsecond=0) <= moment
