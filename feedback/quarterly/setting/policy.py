"""The content security policy a summary's page is served under: nothing but its own style block."""

from __future__ import annotations

import base64
import hashlib

_OPEN, _CLOSE = "<style>", "</style>"


def style_hash(html: str) -> str:
    """The source of the page's one style block, as a policy writes it: `'sha256-…'`."""
    style = html[html.index(_OPEN) + len(_OPEN) : html.index(_CLOSE)]
    return f"'sha256-{base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()}'"


def content_policy(html: str) -> str:
    """The whole header. Typefaces and the logo are data of the page itself."""
    return (
        f"default-src 'none'; style-src {style_hash(html)}; font-src data:; img-src data:; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
    )
