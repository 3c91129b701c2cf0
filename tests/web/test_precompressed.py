"""A page put together from compressed parts is, to any reader, the page itself."""

import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.web.precompressed import Precompressed, takes_gzip

SLOT = "§slot§"
texts = st.text(st.characters(exclude_characters="§<>", exclude_categories=("Cs",)))


@given(texts, texts.filter(lambda text: len(text) < 10_000), texts)
def test_any_reader_gets_the_identical_page(before: str, filling: str, behind: str) -> None:
    made = Precompressed(before + SLOT + behind, SLOT)
    page = (before + filling + behind).encode()
    assert gzip.decompress(made.gzip(filling)) == page
    assert made.plain(filling) == page


@given(st.lists(st.tuples(texts, texts), max_size=4), texts)
def test_a_page_may_have_several_changing_places(pairs: list[tuple[str, str]], end: str) -> None:
    slots = [f"§<{number}>§" for number in range(len(pairs))]
    page = "".join(before + slot for (before, _), slot in zip(pairs, slots, strict=True)) + end
    fillings = [filling for _, filling in pairs]
    wanted = "".join(before + filling for before, filling in pairs) + end
    made = Precompressed(page, *slots)
    assert gzip.decompress(made.gzip(*fillings)).decode() == wanted
    assert made.plain(*fillings).decode() == wanted


def test_every_place_needs_its_filling() -> None:
    made = Precompressed("a§1§b§2§c", "§1§", "§2§")
    with pytest.raises(ValueError, match="zip"):
        made.gzip("x")


def test_a_strict_reader_consumes_the_whole_stream() -> None:
    made = Precompressed("<p>å" * 5000 + SLOT + "</p>" * 500, SLOT)
    reader = zlib.decompressobj(31)  # 31: gzip only, header and checksum required, as browsers read it
    page = reader.decompress(made.gzip("x" * 16))
    assert reader.eof
    assert reader.unused_data == b""
    assert page == ("<p>å" * 5000 + "x" * 16 + "</p>" * 500).encode()


@pytest.mark.parametrize("page", ["no slot at all", f"twice {SLOT} and {SLOT}"])
def test_a_page_needs_its_slot_once(page: str) -> None:
    with pytest.raises(ValueError, match="exactly once"):
        Precompressed(page, SLOT)


@pytest.mark.parametrize(
    ("header", "taken"),
    [
        ("gzip, deflate, br, zstd", True),
        ("br;q=1.0, gzip;q=0.8", True),
        ("*", True),
        ("GZIP", True),
        ("gzip;q=0", False),
        ("gzip; q=0.000", False),
        ("identity", False),
        ("br", False),
        ("", False),
    ],
)
def test_what_a_browser_takes(header: str, taken: bool) -> None:
    assert takes_gzip(header) is taken
