"""A table of others' values: however a spreadsheet wrote it, and every fault by its row."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.errors import InputError
from feedback.quarterly.references.table_file import COLUMNS, values_in
from tests.quarterly.references.given import ALLOWED, HEADINGS, table, value

SKR = "SKR;servicemätning;2024;bemotande;phone;;index;83,8;"
THEIRS = "Botkyrka kommun;Egen enkät;2025;satisfied_share;;Fittja;share;0,710;1 412"


def faults(content: bytes) -> list[str]:
    with pytest.raises(InputError) as caught:
        values_in(content, ALLOWED)
    return [str(each) for each in caught.value.faults] or [caught.value.message]


def test_values_are_kept_as_they_were_given() -> None:
    first, second = values_in(table(SKR, THEIRS), ALLOWED)
    assert first == value()
    assert second == value(
        organisation="Botkyrka kommun",
        source="Egen enkät",
        year=2025,
        measure="satisfied_share",
        channel="",
        district="Fittja",
        unit="share",
        value="0.710",
        n=1412,
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_any_encoding_and_delimiter(encoding: str, delimiter: str) -> None:
    content = table(SKR, THEIRS).decode().replace(";", delimiter).encode(encoding)
    assert values_in(content, ALLOWED) == values_in(table(SKR, THEIRS), ALLOWED)


def test_commas_and_points_and_the_line_excel_writes() -> None:
    plain = table(SKR, THEIRS).decode().replace(",", ".").replace(";", ",")
    assert values_in(plain.encode(), ALLOWED) == values_in(table(SKR, THEIRS), ALLOWED)
    assert values_in(b"sep=;\r\n" + table(SKR), ALLOWED) == (value(),)


def test_columns_may_come_in_any_order_and_some_be_left_out() -> None:
    content = table(
        "83.8;2024;INDEX;Bemotande;SKR;servicemätning", headings="value;Year;unit;measure;organisation;source"
    )
    assert values_in(content, ALLOWED) == (value(channel=""),)


@pytest.mark.parametrize("written", ["phone", "Telefon", " telefon ", "Phone"])
def test_a_channel_is_known_by_its_names(written: str) -> None:
    assert values_in(table(SKR.replace("phone", written)), ALLOWED) == (value(),)


def test_every_fault_is_told_by_its_row() -> None:
    told = faults(
        table(
            SKR,
            ";servicemätning;2031;bemotande;fax;;index;841;4",
            "",
            "Botkyrka;Egen;2025;nojd;phone;;share;sju;xx",
            "Botkyrka;Egen;tjugo;satisfied_share;phone;;index;0,7;100",
            SKR + ";;för mycket",
            SKR.replace("83,8", "80,0"),
        )
    )
    assert [each.split(":")[0] for each in told] == ["rad 3"] * 5 + ["rad 5"] * 3 + ["rad 6"] * 2 + [
        "rad 7",
        "rad 8",
    ]
    assert "organisation saknas" in told[0]
    assert "2031" in told[1]
    assert "'fax'" in told[2]
    assert "från 0 till 100" in told[3]
    assert "färre än 10 svar" in told[4]
    assert "'tjugo' är inget årtal" in told[8]
    assert "som på rad 2" in told[-1]


def test_a_share_in_per_cent_is_told_how_to_be_written() -> None:
    [told] = faults(table("Botkyrka;Egen;2025;satisfied_share;;;share;71;100"))
    assert "0,84" in told


def test_missing_and_unknown_columns_are_told_at_once() -> None:
    told = faults(table("1;2;3", headings="organisation;value;färg;value"))
    assert told == [
        *(f"{name}: kolumnen saknas" for name in ("source", "year", "measure", "unit")),
        "färg: en sådan kolumn finns inte",
        "value: kolumnen står två gånger",
    ]


@pytest.mark.parametrize("content", [b"", b"\r\n\r\n", HEADINGS.encode()])
def test_a_file_without_values_says_so(content: bytes) -> None:
    assert faults(content)


@given(st.binary(max_size=400))
def test_nothing_crashes_it(content: bytes) -> None:
    for given_bytes in (content, HEADINGS.encode() + b"\n" + content):
        try:
            assert values_in(given_bytes, ALLOWED)
        except InputError:
            continue


@given(
    st.lists(st.text(st.characters(codec="utf-8"), max_size=12), min_size=len(COLUMNS), max_size=len(COLUMNS))
)
def test_what_is_taken_in_is_always_comparable(cells: list[str]) -> None:
    try:
        [found] = values_in(table(";".join(f'"{each.replace(chr(34), "")}"' for each in cells)), ALLOWED)
    except InputError:
        return
    assert found.channel in ("", *ALLOWED.channels)
    assert found.n is None or found.n >= 10
