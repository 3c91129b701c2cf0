"""A page with a few changing places in it, compressed beforehand around them.

A gzip stream may be put together from blocks: each fixed part compressed for itself and ended on a byte
border, each filling as a block that is merely stored. Nothing is compressed while somebody waits.
"""

from __future__ import annotations

import re
import struct
import zlib

_GZIP_HEADER = bytes.fromhex("1f8b08000000000002ff")
_LEVEL = 9
_RAW = -zlib.MAX_WBITS


class Precompressed:
    """`page` holds each slot exactly once, in this order; each is replaced by its filling."""

    def __init__(self, page: str, *slots: str) -> None:
        parts = [part.encode() for part in _parts(page, slots)]
        self._first_sum = zlib.crc32(parts[0])
        self._behind = parts[1:]
        self._length = sum(map(len, parts))
        endings = [zlib.Z_FULL_FLUSH] * len(slots) + [zlib.Z_FINISH]
        self._deflated = [_deflated(part, ending) for part, ending in zip(parts, endings, strict=True)]

    def gzip(self, *fillings: str) -> bytes:
        """The page as a gzip stream; a filling is at most 65,535 bytes."""
        checksum, length = self._first_sum, self._length
        blocks = [_GZIP_HEADER, self._deflated[0]]
        for filling, part, deflated in zip(fillings, self._behind, self._deflated[1:], strict=True):
            raw = filling.encode()
            blocks += (struct.pack("<BHH", 0, len(raw), len(raw) ^ 0xFFFF), raw, deflated)
            checksum = zlib.crc32(part, zlib.crc32(raw, checksum))
            length += len(raw)
        blocks.append(struct.pack("<II", checksum, length & 0xFFFFFFFF))
        return b"".join(blocks)

    def plain(self, *fillings: str) -> bytes:
        """The page as text bytes, for whoever takes no gzip."""
        first = zlib.decompressobj(_RAW).decompress(self._deflated[0])
        rest = [
            piece
            for filling, part in zip(fillings, self._behind, strict=True)
            for piece in (filling.encode(), part)
        ]
        return b"".join((first, *rest))


def _parts(page: str, slots: tuple[str, ...]) -> list[str]:
    parts = []
    for slot in slots:
        before, found, page = page.partition(slot)
        if not found or slot in page:
            raise ValueError("each slot must stand in the page exactly once, in the order given")
        parts.append(before)
    return [*parts, page]


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
