"""Open data and the read API may be read by pages of any other site: nothing there depends on who is signed in."""

from __future__ import annotations

from litestar.enums import ScopeType
from litestar.types import Message, Scope

from feedback.open_data.addresses import API_ROOT, ROOT

API_VERSION = b"1"
_READING = frozenset({"GET", "HEAD", "OPTIONS"})
_SHARED = [
    (b"access-control-allow-origin", b"*"),
    (
        b"access-control-expose-headers",
        b"api-version, content-range, etag, likvardig-edition, link, retry-after",
    ),
]
_ASKED_FIRST = [
    (b"access-control-allow-methods", b"GET, HEAD"),
    (b"access-control-allow-headers", b"authorization, if-none-match, range"),
    (b"access-control-max-age", b"86400"),
]


async def open_to_other_sites(message: Message, scope: Scope) -> None:
    """Adds the headers to every response below the two roots, errors too; whatever changes something has none."""
    if message["type"] != "http.response.start" or scope["type"] != ScopeType.HTTP:
        return
    path, method = scope["path"], scope["method"]
    is_api = _is_below(path, API_ROOT)
    if method not in _READING or not (is_api or _is_below(path, ROOT)):
        return
    added = [*_SHARED, *(_ASKED_FIRST if method == "OPTIONS" else [])]
    if is_api:
        added.append((b"api-version", API_VERSION))
    message["headers"] = [*message["headers"], *added]


def _is_below(path: str, root: str) -> bool:
    return path == root or path.startswith(root + "/")
