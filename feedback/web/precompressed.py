"""A page with one changing place in it, compressed beforehand around that place.

A gzip stream may be put together from blocks: the part before the place, ended on a byte border; the
filling as a block that is merely stored; the part behind. Nothing is compressed while somebody waits.
"""

from __future__ import annotations

import re
import struct
import zlib

_GZIP_HEADER = bytes.fromhex("1f8b08000000000002ff")
_LEVEL = 9
_RAW = -zlib.MAX_WBITS


class Precompressed:
    """`page` holds `slot` exactly once; it is replaced by each filling."""

    def __init__(self, page: str, slot: str) -> None:
        before, found, behind = page.partition(slot)
        if not found or slot in behind:
            raise ValueError("the slot must stand in the page exactly once")
        self._before = _deflated(before.encode(), zlib.Z_FULL_FLUSH)
        self._before_sum = zlib.crc32(before.encode())
        self._behind = behind.encode()
        self._behind_deflated = _deflated(self._behind, zlib.Z_FINISH)
        self._length = len(before.encode()) + len(self._behind)

    def gzip(self, filling: str) -> bytes:
        """The page as a gzip stream; the filling is at most 65,535 bytes."""
        raw = filling.encode()
        stored = struct.pack("<BHH", 0, len(raw), len(raw) ^ 0xFFFF) + raw
        checksum = zlib.crc32(self._behind, zlib.crc32(raw, self._before_sum))
        trailer = struct.pack("<II", checksum, (self._length + len(raw)) & 0xFFFFFFFF)
        return b"".join((_GZIP_HEADER, self._before, stored, self._behind_deflated, trailer))

    def plain(self, filling: str) -> bytes:
        """The page as text bytes, for whoever takes no gzip."""
        return zlib.decompressobj(_RAW).decompress(self._before) + filling.encode() + self._behind


def _deflated(part: bytes, ending: int) -> bytes:
    compressor = zlib.compressobj(_LEVEL, zlib.DEFLATED, _RAW)
    return compressor.compress(part) + compressor.flush(ending)


_REFUSED = re.compile(r"\bq=0(\.0*)?$")


def takes_gzip(accept_encoding: str) -> bool:
    """Whether an Accept-Encoding header allows gzip."""
    for offer in accept_encoding.lower().split(","):
        coding, _, quality = offer.partition(";")
        if coding.strip() in ("gzip", "*"):
            return _REFUSED.search(quality.strip()) is None
    return False
