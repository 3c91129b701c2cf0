"""Counts as bytes and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.snapshots import (
    DamagedSnapshot,
    as_arrays,
    compressed,
    expanded,
    plain_bytes,
    read_snapshot,
    snapshot_of,
)

COUNTS = st.dictionaries(st.integers(0, 2**63 - 1), st.integers(1, 2**40), max_size=40)


@given(COUNTS)
def test_what_is_written_is_read_back_with_and_without_numpy(counts: dict[int, int]) -> None:
    plain = expanded(compressed(plain_bytes(snapshot_of(iter(sorted(counts.items()))))))
    assert dict(read_snapshot(plain).items()) == counts
    keys, numbers = as_arrays(plain)
    assert dict(zip(keys.tolist(), numbers.tolist(), strict=True)) == counts


def test_the_format_is_the_one_described() -> None:
    plain = plain_bytes(snapshot_of(iter([(1, 2), (258, 3)])))
    assert plain.hex() == ("4c4b56510104000002000000010000000000000002010000000000000200000003000000")


def test_only_ascending_keys_and_counts_above_nothing_are_taken() -> None:
    for pairs in ([(2, 1), (1, 1)], [(1, 1), (1, 1)], [(1, 0)]):
        with pytest.raises(ValueError, match="ascend"):
            snapshot_of(iter(pairs))


@pytest.mark.parametrize("cut", [0, 5, 20, 35])
def test_bytes_cut_short_are_refused(cut: int) -> None:
    plain = plain_bytes(snapshot_of(iter([(1, 2), (258, 3)])))
    with pytest.raises(DamagedSnapshot, match="cut short"):
        read_snapshot(plain[:cut])


def test_another_version_and_broken_compression_are_refused() -> None:
    plain = plain_bytes(snapshot_of(iter([(1, 2)])))
    with pytest.raises(DamagedSnapshot, match="cannot read"):
        read_snapshot(plain[:4] + b"\x09" + plain[5:])
    with pytest.raises(DamagedSnapshot, match="unpacked"):
        expanded(b"not compressed")
