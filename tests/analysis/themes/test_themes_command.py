"""`likvardig themes`: sensible answers to sensible files, one clear sentence for each fault of the others."""

from __future__ import annotations

import csv
import json
import random
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from analysis.themes.commented_answers import Comments
from analysis.themes.discovery import Found, discover
from analysis.themes.spread import Place
from analysis.themes.theme_groups import theme_groups
from feedback.cli import likvardig

HEARD = (
    "Lång kötid i telefon, ingen svarade",
    "Vänlig personal som lyssnade",
    "Blanketten var svår att förstå",
)


def run(*arguments: object) -> Result:
    return CliRunner().invoke(likvardig, ["themes", *map(str, arguments)], prog_name="likvardig")


def written(path: Path, texts: list[str], **columns: list[str]) -> Path:
    file = path / "answers.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out)
        rows.writerow(["comment", *columns])
        rows.writerows(zip(texts, *columns.values(), strict=True))
    return file


def refused(result: Result, *parts: str) -> None:
    """Exit status 2, a sentence per fault, nothing on the way out and no stack trace."""
    assert result.exit_code == 2, result.output
    assert "Traceback" not in result.output
    assert isinstance(result.exception, SystemExit)
    assert result.stdout == ""
    for part in parts:
        assert part in result.stderr


def answered(result: Result) -> dict:
    assert result.exit_code == 0, result.output
    assert result.stderr == ""  # no progress bar where nobody watches
    return json.loads(result.stdout)


def many(n: int = 90) -> list[str]:
    chance = random.Random(3)
    return [
        f"{HEARD[k % 3]} {chance.choice(['i dag', 'igen', 'på kontoret', 'förra veckan'])}" for k in range(n)
    ]


def test_json_has_exactly_what_was_agreed(tmp_path: Path) -> None:
    told = answered(run(written(tmp_path, many()), "--text", "comment", "--json"))
    assert set(told) == {"themes", "answers", "stability", "languages"}
    assert told["themes"]
    for theme in told["themes"]:
        assert set(theme) == {"id", "label", "keywords", "n", "share", "quotes"}
        assert 0 <= theme["share"] <= 1
        assert len(theme["quotes"]) <= 3
    ids = {theme["id"] for theme in told["themes"]}
    assert [answer["id"] for answer in told["answers"]] == [str(k) for k in range(1, 91)]
    assert all(set(answer["themes"]) <= ids for answer in told["answers"])
    for theme in told["themes"]:
        assert theme["n"] == sum(theme["id"] in answer["themes"] for answer in told["answers"])
    assert 0 <= told["stability"] <= 1
    assert sum(told["languages"].values()) == 90


def test_the_default_codebook_names_the_known_themes(tmp_path: Path) -> None:
    file = written(tmp_path, many())
    known = answered(run(file, "--text", "comment", "--json"))
    alone = answered(run(file, "--text", "comment", "--json", "--codebook", "none"))
    assert any(not theme["id"].startswith("t") or len(theme["id"]) > 3 for theme in known["themes"])
    assert all(theme["id"] == f"t{k}" for k, theme in enumerate(alone["themes"], start=1))


def test_groups_are_told_and_small_numbers_hidden(tmp_path: Path) -> None:
    texts = [HEARD[0]] * 60 + [HEARD[1]] * 60 + [HEARD[0]] * 3
    where = ["Norr"] * 50 + ["Söder"] * 70 + ["Öster"] * 3
    file = written(tmp_path, texts, area=where)
    told = answered(run(file, "--text", "comment", "--group", "area", "--json"))
    groups = {group["group"]: group for group in told["groups"]}
    assert set(groups) == {"Norr", "Söder", "Öster"}
    assert groups["Öster"]["comments"] is None
    for group in groups.values():
        for theme in group["themes"]:
            assert theme["hidden"] == (theme["n"] is None)
            assert theme["n"] is None or theme["n"] >= 10
    assert all(theme["hidden"] for theme in groups["Öster"]["themes"])
    table = run(file, "--text", "comment", "--group", "area")
    assert table.exit_code == 0
    assert "Gånger så vanligt" in table.stdout
    assert "dolt" in table.stdout


def test_a_theme_of_one_group_stands_out() -> None:
    texts = ("x y",) * 160 + (" ",) * 9  # blank ones count nowhere
    found = discover(texts, themes=1)
    carrying = [(0,)] * 60 + [()] * 20 + [(0,)] * 20 + [()] * 60 + [()] * 9
    held = replace(found, themes=found.themes[:1] or (Found(None, {}, (), 80, 1.0, ()),), assigned=carrying)
    areas = ("Norr",) * 80 + ("Söder",) * 80 + ("Norr",) * 9
    told = theme_groups(held, Comments(texts, tuple(map(str, range(169))), areas))
    assert told.names == ("Norr", "Söder")
    assert told.comments == (80, 80)
    ((north, south),) = told.links
    assert north is not None
    assert south is not None
    assert north.lift is not None
    assert (north.n, north.lift.value, north.place) == (60, pytest.approx(3.0), Place.HIGHER)
    assert (south.n, south.place) == (20, Place.LOWER)
    assert north.p_adjusted < 0.001


def test_too_many_groups(tmp_path: Path) -> None:
    file = written(tmp_path, many(120), area=[f"a{k}" for k in range(120)])
    refused(run(file, "--text", "comment", "--group", "area"), "120 olika värden")


def test_a_missing_file() -> None:
    refused(run("nowhere.csv", "--text", "comment"), "nowhere.csv")


def test_a_missing_column_is_told_with_those_near(tmp_path: Path) -> None:
    file = written(tmp_path, many(9), area=["a"] * 9)
    refused(run(file, "--text", "coment"), "coment", "comment")
    refused(run(file, "--text", "comment", "--group", "areas"), "areas", "area")


def test_ids_twice_and_blank(tmp_path: Path) -> None:
    file = written(tmp_path, many(4), key=["a", "b", "b", ""])
    refused(run(file, "--text", "comment", "--id", "key"), "1 rader saknar värde", 'bland dem "b"')


@pytest.mark.parametrize("held", [b"", b"comment\n", b"\x00\x01\xff\xfe\x00PNG\x89" * 400, b'comment\n"a\n'])
def test_files_without_answers(tmp_path: Path, held: bytes) -> None:
    file = tmp_path / "bad.csv"
    file.write_bytes(held)
    refused(run(file, "--text", "comment"))


@pytest.mark.parametrize("number", ["0", "-3", "abc", "10", "2.5", "²", "9" * 40, ""])
def test_numbers_of_themes_that_cannot_be(tmp_path: Path, number: str) -> None:
    refused(run(written(tmp_path, many(9)), "--text", "comment", "--themes", number), "--themes")


@pytest.mark.parametrize("language", ["svenska", "s", "1", ""])
def test_languages_that_are_no_code(tmp_path: Path, language: str) -> None:
    refused(run(written(tmp_path, many(9)), "--text", "comment", "--language", language), "språkkod")


def test_a_broken_codebook_is_told_with_every_fault(tmp_path: Path) -> None:
    file, book = written(tmp_path, many(9)), tmp_path / "book.toml"
    book.write_text('[[theme]]\nid = 3\n[[theme]]\nid = "x"\nnames = "y"\n', encoding="utf-8")
    result = run(file, "--text", "comment", "--codebook", book)
    refused(result)
    assert len(result.stderr.splitlines()) >= 2
    book.write_text("= = =", encoding="utf-8")
    refused(run(file, "--text", "comment", "--codebook", book))
    book.write_bytes(b"\xff\xff")
    refused(run(file, "--text", "comment", "--codebook", book), "UTF-8")
    refused(run(file, "--text", "comment", "--codebook", tmp_path), "kan inte läsas")


@pytest.mark.parametrize(
    "texts",
    [
        ["Lång kötid"],
        [""],
        ["😀"],
        ["Lång kötid i telefon"] * 50,
        ["😀", "👍🏽👍🏽", "🇸🇪", "👨‍👩‍👧"] * 10,
        ["Lång kötid", "I waited too long", "Jono oli pitkä", "انتظرت طويلا", "Waxaan sugay", "", "😀"] * 5,
        ["kötid " * 17_000, "Vänlig personal"],
    ],
    ids=["one", "blank", "one emoji", "identical", "emoji", "languages", "100 kB"],
)
def test_odd_files_have_sensible_answers(tmp_path: Path, texts: list[str]) -> None:
    file = written(tmp_path, texts, key=[str(k) for k in range(len(texts))])
    told = answered(run(file, "--text", "comment", "--id", "key", "--json"))
    assert len(told["answers"]) == len(texts)
    assert all(len(quote) <= 302 for theme in told["themes"] for quote in theme["quotes"])
    alike: dict[str, list[str]] = {}
    for text, answer in zip(texts, told["answers"], strict=True):
        assert alike.setdefault(text, answer["themes"]) == answer["themes"]
        assert not (answer["themes"] and not any(map(str.isalpha, text)))
    assert run(file, "--text", "comment").exit_code == 0


def test_names_are_not_quoted(tmp_path: Path) -> None:
    texts = ["Anna Svensson på Storgatan 5 svarade inte i telefon"] * 20 + many(30)
    told = run(written(tmp_path, texts), "--text", "comment", "--json", "--quotes", "5").stdout
    assert "Svensson" not in json.dumps([theme["quotes"] for theme in json.loads(told)["themes"]])
    assert "Storgatan" not in json.dumps([theme["quotes"] for theme in json.loads(told)["themes"]])


def test_the_same_file_and_seed_give_the_same(tmp_path: Path) -> None:
    file = written(tmp_path, many())
    assert run(file, "--text", "comment", "--json").stdout == run(file, "--text", "comment", "--json").stdout
