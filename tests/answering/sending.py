"""Residents who send a whole form over HTTP."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Mapping, Sequence

import httpx

WHOLE = {
    "helped": "yes",
    "bemotande": "4",
    "enkelhet": "4",
    "tydlighet": "3",
    "overall": "5",
    "language": "yes",
    "district": "soderhagen",
}


async def answer_all(port: int, codes: Sequence[str], answers: Mapping[str, str] = WHOLE) -> Counter[int]:
    """Answer each link; returns how often each status came back."""
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as client:
        replies = [
            await client.post(f"/s/{code}", data={**answers, "form": secrets.token_urlsafe(12)})
            for code in codes
        ]
    return Counter(reply.status_code for reply in replies)
