"""`likvardig report`: the archived edition or a draft, whole files or none, one sentence when it cannot be done."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from feedback.closing import close_due
from feedback.errors import InputError, NotFound
from feedback.quarterly import approving
from feedback.quarterly.archiving import Made, read_file
from feedback.quarterly.command import Wanted, asked_quarter, report_files, said, write_all
from feedback.quarterly.reading import summary_of
from feedback.quarters import Quarter
from feedback.service import Service, opened_service
from feedback.settings import Settings
from tests import world
from tests.insight.counted import LILLAKER, count
from tests.quarterly.drafts import archived, changes, drafted, staff
from tests.quarterly.stand_in import stand_in
from tests.serving import environment

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
WHEN = Quarter(2026, 3)


def quiet(share: float, stage: str) -> None:
    assert 0 <= share <= 1
    assert stage


@pytest.fixture
async def lillaker(embedded_settings: Settings) -> AsyncIterator[Service]:
    async with opened_service(embedded_settings, world.clock) as service:
        await count(service, LILLAKER)
        await close_due(service, service.today())
        yield service


def run(settings: Settings, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "feedback.cli", "report", *arguments]
    return subprocess.run(
        command, cwd=ROOT, env=environment(settings), capture_output=True, text=True, check=False
    )


async def test_two_runs_give_the_same_bytes(
    lillaker: Service, embedded_settings: Settings, tmp_path: Path
) -> None:
    """The service's own writing and setting, as an operator runs them."""
    folders = [tmp_path / "a", tmp_path / "b"]
    for folder in folders:
        ended = await asyncio.to_thread(run, embedded_settings, "--quarter", "2026q3", "--out", str(folder))
        assert ended.returncode == 0, ended.stderr
        assert ended.stdout.startswith("Utkast för 2026Q3, inte godkänt:")
    names = sorted(each.name for each in folders[0].iterdir())
    assert names == [
        "likvardig-2026Q3-siffror.csv",
        "likvardig-2026Q3-siffror.parquet",
        "likvardig-2026Q3-sv.docx",
        "likvardig-2026Q3-sv.html",
        "likvardig-2026Q3-sv.pdf",
    ]
    for name in names:
        assert (folders[0] / name).read_bytes() == (folders[1] / name).read_bytes(), name
    assert (folders[0] / "likvardig-2026Q3-sv.pdf").read_bytes().startswith(b"%PDF-")


async def test_the_easy_version_in_english(lillaker: Service) -> None:
    files, edition = await report_files(lillaker, Wanted(WHEN, "en", True), stand_in, quiet)
    assert edition is None
    assert [each.name for each in files] == [
        "likvardig-2026Q3-en-lattlast.pdf",
        "likvardig-2026Q3-en-lattlast.html",
        "likvardig-2026Q3-siffror.csv",
        "likvardig-2026Q3-siffror.parquet",
    ]
    assert "Draft, not approved." in files[0].content.decode()


async def test_the_archived_edition_is_taken_as_it_is(lillaker: Service, tmp_path: Path) -> None:
    people = await staff(lillaker)
    summary = await drafted(lillaker, people["anna"])
    await approving.review(lillaker, people["anna"], summary, 0)
    await approving.approve(lillaker, people["cia"], summary, "Cia", await changes(summary))
    await archived(lillaker)
    wanted = Wanted(WHEN, "sv", False)
    files, edition = await report_files(lillaker, wanted, stand_in, quiet)
    assert edition is not None
    assert sorted(each.name for each in files) == [
        "likvardig-2026Q3-1-siffror.csv",
        "likvardig-2026Q3-1-siffror.parquet",
        "likvardig-2026Q3-1-sv.docx",
        "likvardig-2026Q3-1-sv.html",
        "likvardig-2026Q3-1-sv.pdf",
    ]
    content_hash = (await summary_of(summary)).content_hash
    for each in files:
        assert each == await read_file(summary, content_hash, each.name)
    told = said(lillaker, wanted, files, edition, tmp_path)
    assert "Den arkiverade utgåvan 1 för 2026Q3, godkänd av Cia den 2026-11-18, oförändrad:" in told


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("2026Q4", "inga svar eller ärenden från kvartalet 2026Q4 ännu. Det stängs tidigast 2027-01-25."),
        ("2020Q1", "inga svar eller ärenden från kvartalet 2020Q1."),
    ],
)
async def test_a_quarter_that_is_not_closed_says_when_it_will_be(
    lillaker: Service, code: str, sentence: str
) -> None:
    with pytest.raises(NotFound, match=sentence.replace(".", r"\.")):
        await report_files(lillaker, Wanted(asked_quarter(code), "sv", False), stand_in, quiet)


@pytest.mark.parametrize("code", ["2026", "Q3", "2026Q5", "", "1999Q1", "２０２６Q3"])
def test_what_names_no_quarter_is_said(code: str) -> None:
    with pytest.raises(InputError, match=r"är inget kvartal\. Skriv till exempel 2026Q3"):
        asked_quarter(code)


def test_errors_are_one_sentence_and_status_2(embedded_settings: Settings) -> None:
    ended = run(embedded_settings, "--quarter", "2026Q9")
    assert (ended.returncode, ended.stderr.count("\n")) == (2, 1)
    assert "är inget kvartal" in ended.stderr
    ended = run(embedded_settings, "--quarter", "2026Q3")
    assert ended.returncode == 2
    assert "Traceback" not in ended.stderr


def test_nothing_half_written_is_left(tmp_path: Path) -> None:
    files = [Made("a.txt", "pdf", "sv", "text/plain", b"a"), Made("b/c.txt", "pdf", "sv", "text/plain", b"b")]
    with pytest.raises(InputError, match="kunde inte skrivas"):
        write_all(tmp_path, files)  # the second has no folder
    assert list(tmp_path.iterdir()) == []
    write_all(tmp_path / "new" / "folder", files[:1])
    write_all(tmp_path / "new" / "folder", files[:1])
    assert [each.name for each in (tmp_path / "new" / "folder").iterdir()] == ["a.txt"]
    (tmp_path / "file").write_text("x")
    with pytest.raises(InputError):
        write_all(tmp_path / "file", files[:1])
