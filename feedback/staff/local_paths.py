"""Where to go after signing in: only ever within our own pages."""

from __future__ import annotations

from urllib.parse import urlsplit

START = "/insikt"
LONGEST = 500


def local_path(wanted: str, otherwise: str = START) -> str:
    """`wanted` when it is a plain path of ours, else `otherwise`.

    Browsers read `//host` and `/\\\\host` as another site and drop tabs and line breaks before they look, so
    none of these is let through.
    """
    if not wanted.startswith("/") or len(wanted) > LONGEST:
        return otherwise
    if (
        wanted.startswith("//")
        or "\\" in wanted
        or any(ord(sign) <= 32 or ord(sign) == 127 for sign in wanted)
    ):
        return otherwise
    parts = urlsplit(wanted)
    return otherwise if parts.scheme or parts.netloc else wanted
