"""Counts by packed key as bytes: what a closed quarter keeps.

A header (`LKVQ`, version, bytes per count, number of keys), then all keys in ascending order, then their
counts, little-endian, the whole compressed. Only the standard library is needed to write and to read it.
"""

from __future__ import annotations

import hashlib
import struct
import sys
import zlib
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from feedback.errors import LikvardigError

if TYPE_CHECKING:
    import numpy as np

MAGIC = b"LKVQ"
VERSION = 1
LEVEL = 6
_HEADER = struct.Struct("<4sBBxxI")
_COUNTS = {4: "I", 8: "Q"}
_SMALL = 1 << 32


class DamagedSnapshot(LikvardigError):
    """The stored bytes of a closed quarter are not what was written."""


@dataclass(frozen=True)
class Snapshot:
    """Keys in ascending order and how many each has; every count is above 0."""

    keys: array[int]
    counts: array[int]

    def items(self) -> Iterator[tuple[int, int]]:
        return zip(self.keys, self.counts, strict=True)

    def __len__(self) -> int:
        return len(self.keys)


def snapshot_of(counts: Iterator[tuple[int, int]]) -> Snapshot:
    """The snapshot of (key, count) pairs that come in ascending order; raises ValueError when they do not."""
    found = Snapshot(array("q"), array("Q"))
    last = -1
    for key, n in counts:
        if key <= last or n <= 0:
            raise ValueError("keys must ascend from 0 and counts be above 0")
        found.keys.append(key)
        found.counts.append(n)
        last = key
    return found


def plain_bytes(snapshot: Snapshot) -> bytes:
    """The bytes before compression, which the content hash is of."""
    size = 8 if any(n >= _SMALL for n in snapshot.counts) else 4
    counts = array(_COUNTS[size], snapshot.counts)
    header = _HEADER.pack(MAGIC, VERSION, size, len(snapshot))
    return header + _little_endian(snapshot.keys).tobytes() + _little_endian(counts).tobytes()


def compressed(plain: bytes) -> bytes:
    return zlib.compress(plain, LEVEL)


def content_hash(*plain: bytes) -> str:
    """SHA-256 over the uncompressed parts: another version of the compressor changes nothing."""
    digest = hashlib.sha256()
    for part in plain:
        digest.update(part)
    return digest.hexdigest()


def expanded(stored: bytes) -> bytes:
    """What `compressed` was given; raises DamagedSnapshot."""
    try:
        return zlib.decompress(stored)
    except zlib.error:
        raise DamagedSnapshot("The counts of a closed quarter cannot be unpacked.") from None


def read_snapshot(plain: bytes) -> Snapshot:
    """The snapshot these bytes hold; raises DamagedSnapshot when they hold none."""
    size, number = _checked_header(plain)
    middle = _HEADER.size + 8 * number
    keys, counts = array("q"), array(_COUNTS[size])
    keys.frombytes(plain[_HEADER.size : middle])
    counts.frombytes(plain[middle:])
    return Snapshot(_little_endian(keys), _little_endian(counts))


def as_arrays(plain: bytes) -> tuple[np.ndarray, np.ndarray]:
    """The same as two int64 arrays, keys and counts. Never call it in the web process: it loads numpy."""
    import numpy as np

    size, number = _checked_header(plain)
    keys = np.frombuffer(plain, "<i8", number, _HEADER.size)
    counts = np.frombuffer(plain, f"<u{size}", number, _HEADER.size + 8 * number)
    return keys.astype(np.int64), counts.astype(np.int64)


def _checked_header(plain: bytes) -> tuple[int, int]:
    """Bytes per count, and the number of keys."""
    if len(plain) < _HEADER.size:
        raise DamagedSnapshot("The counts of a closed quarter are cut short.")
    magic, version, size, number = _HEADER.unpack_from(plain)
    if magic != MAGIC or version != VERSION or size not in _COUNTS:
        raise DamagedSnapshot("The counts of a closed quarter are of a kind this version cannot read.")
    if len(plain) != _HEADER.size + (8 + size) * number:
        raise DamagedSnapshot("The counts of a closed quarter are cut short.")
    return size, number


def _little_endian(numbers: array[int]) -> array[int]:
    """As they are on nearly every machine; turned round on the others."""
    if sys.byteorder == "little":
        return numbers
    turned = array(numbers.typecode, numbers)
    turned.byteswap()
    return turned
