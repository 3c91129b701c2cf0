"""A draft reads back as what was stored, and damage is noticed."""

from __future__ import annotations

import pytest

from feedback.quarterly.document import Front, Span, Versions
from feedback.quarterly.package import DamagedSummary, Package, packed, unpacked
from tests.quarterly.stand_in import document_of

FRONT = Front("Kansliet", "3 december 2026", "LS-2026/7", "Dag", "Beredningen", "Lillåker", "<svg/>")
VERSIONS = Versions("d" * 64, "0.1", 2, "2026-12-03")
WHOLE = Package(
    {
        key: document_of(Span("77\u00a0%", True, False, "T1:1"), "2026Q3", FRONT, VERSIONS, *key.split("-"), "Utkast", ["Bra!"])  # type: ignore[arg-type]
        for key in ("sv-full", "en-easy")
    },
    "ref,table\nT1:1,”åäö”\n".encode(),
    ((7, "Bra!"), (8, "Sämre")),
)  # fmt: skip


def test_every_kind_of_block_reads_back_as_it_was() -> None:
    assert unpacked(packed(WHOLE)) == WHOLE


def test_the_same_draft_gives_the_same_bytes() -> None:
    assert packed(unpacked(packed(WHOLE))) == packed(WHOLE)


@pytest.mark.parametrize(
    "spoiled", [b"", b"x", packed(WHOLE)[:-9], packed(WHOLE)[:40] + b"0" + packed(WHOLE)[41:]]
)
def test_what_is_damaged_is_said_to_be(spoiled: bytes) -> None:
    with pytest.raises(DamagedSummary):
        unpacked(spoiled)
