"""A draft as it is stored: its documents and its figures, as compressed JSON that reads back as the same values."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, get_args, get_type_hints

import msgspec

from feedback.errors import LikvardigError
from feedback.insight.theme_figures import ThemesFigures
from feedback.quarterly.document import EASY, ENGLISH, FULL, SWEDISH, Block, Document

KEYS = tuple(f"{language}-{kind}" for language in (SWEDISH, ENGLISH) for kind in (FULL, EASY))
_KINDS: Mapping[str, type[Any]] = {kind.__name__: kind for kind in get_args(Block)}
_BLOCKS = ("blocks", "appendix")


class DamagedSummary(LikvardigError):
    """What is stored is not what was written."""

    status = 500


@dataclass(frozen=True, slots=True)
class Package:
    """Documents by language and kind (`sv-full`), the figures file they were made with, and the released quotes
    that went in, by theme and text: whoever approves must find them released still. `themes` are the figures of the
    comments, which a later edition repeats."""

    documents: Mapping[str, Document]
    figures: bytes
    quotes: tuple[tuple[int, str], ...] = ()
    themes: ThemesFigures | None = None


def packed(package: Package) -> bytes:
    """The same package gives the same bytes."""
    plain = {
        "documents": {key: _document(each) for key, each in package.documents.items()},
        "figures": package.figures.decode(),
        "quotes": package.quotes,
        "themes": msgspec.to_builtins(package.themes),
    }
    return zlib.compress(msgspec.json.encode(plain, order="deterministic"), 9)


def unpacked(stored: bytes) -> Package:
    """Raises DamagedSummary where the bytes are no package."""
    try:
        plain = msgspec.json.decode(zlib.decompress(stored))
        return Package(
            documents={key: _read(each) for key, each in plain["documents"].items()},
            figures=plain["figures"].encode(),
            quotes=tuple((theme, text) for theme, text in plain["quotes"]),
            themes=msgspec.convert(plain["themes"], ThemesFigures | None),
        )
    except (zlib.error, msgspec.MsgspecError, KeyError, TypeError, ValueError, AttributeError):
        raise DamagedSummary(
            "Sammanfattningen är skadad och kan inte läsas. Be driften läsa in en säkerhetskopia."
        ) from None


def _document(document: Document) -> dict[str, Any]:
    plain: dict[str, Any] = {
        field.name: msgspec.to_builtins(getattr(document, field.name))
        for field in fields(Document)
        if field.name not in _BLOCKS
    }
    for name in _BLOCKS:
        plain[name] = [_block(block) for block in getattr(document, name)]
    return plain


def _block(block: Block) -> dict[str, Any]:
    """What it holds, and what it is: a union of plain structures cannot be told apart by itself."""
    held: dict[str, Any] = msgspec.to_builtins(block)
    return {"block": type(block).__name__, **held}


def _read(plain: dict[str, Any]) -> Document:
    kinds = get_type_hints(Document)
    given: dict[str, Any] = {
        field.name: tuple(_read_block(each) for each in plain[field.name])
        if field.name in _BLOCKS
        else msgspec.convert(plain[field.name], kinds[field.name])
        for field in fields(Document)
    }
    return Document(**given)


def _read_block(plain: dict[str, Any]) -> Block:
    kind = _KINDS[plain.pop("block")]
    block: Block = msgspec.convert(plain, kind)
    return block
