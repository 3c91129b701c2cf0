"""How far errands came: closed, invited, delivered, answered — counted for every errand, whatever its fate.

A stage is counted in the week the errand was closed, so that the stages of one week compare.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum
from functools import lru_cache

from feedback.cells import Dimensions
from feedback.packing import Packing
from feedback.vocabulary import Vocabulary

FUNNEL = Packing(week=12, district=9, channel=4, office=7, service=9, language=5, stage=5)


class Stage(IntEnum):
    """A step on the way, or the reason the way ended. Numbers are stored: only ever add."""

    CLOSED = 1
    NO_CONTACT = 2
    OPTED_OUT = 3
    SAMPLED_OUT = 4
    QUARANTINED = 5
    INVITED = 6
    DELIVERED = 7
    FAILED = 8
    REMINDED = 9
    STARTED = 10  # a form was sent in, whole or with something missing; looking at the page changes nothing
    ANSWERED = 11
    EXPIRED = 12
    TOO_OLD = 13
    WITHDRAWN = 14  # invited, then asked to be left in peace


@lru_cache(maxsize=8192)
def funnel_key(vocabulary: Vocabulary, dimensions: Dimensions, stage: Stage) -> int:
    codes = dimensions.codes(vocabulary)
    codes.pop("mode")
    return FUNNEL.pack(codes | {"stage": int(stage)})


def funnel_keys(vocabulary: Vocabulary, dimensions: Dimensions, stages: Iterable[Stage]) -> list[int]:
    return [funnel_key(vocabulary, dimensions, stage) for stage in stages]


UPSERT_FUNNEL = (
    "INSERT INTO funnel (key, n) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET n = funnel.n + excluded.n"
)
