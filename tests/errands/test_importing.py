"""A whole file: good rows stored once, the others in a file of their own, and nothing half-done."""

from __future__ import annotations

import asyncio
import csv
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from feedback.errands.commands import errands
from feedback.errands.importing import Order, import_file
from feedback.errands.intake import Intake
from feedback.errands.row_reading import Unknown
from feedback.errands.tally import MOST_UNKNOWN, OTHERS, Tally
from feedback.errors import InputError
from feedback.service import Service, opened_service
from feedback.settings import Settings
from feedback.tables import Errand
from tests import world
from tests.errands.counting import closed_by, closed_in_funnel, stored_errands
from tests.serving import ROOT, environment

MAPPING = """
[file]
source = "lex"

[columns]
external_id = "Ärende"
closed = { column = "Avslutat", formats = "swedish" }
opened = { column = "Öppnat", formats = "swedish" }
channel = "Kanal"
district = "Kommundel"
contact = "E-post"

[values.district]
otherwise = "missing"
"""
HEADER = "Ärende;Öppnat;Avslutat;Kanal;Kommundel;E-post;Anteckning\r\n"
ROWS = [
    'A1;2026-11-01;2026-11-16;Telefon;Söderhagen;anna@exempel.se;"två\r\nrader"\r\n',
    "A2;2026-11-01;16/11/2026;Besök;Öholm;;\r\n",
    "A3;2026-11-01;2026-11-17;Rök;Öholm;;=1+1\r\n",
    "A1;2026-11-01;2026-11-17;Besök;Norrbyn;;\r\n",
    "A4;2026-11-17;2026-11-16;Besök;Norrbyn;;\r\n",
    "A5;2026-11-01;2026-11-17;Besök\r\n",
    "A6;2026-11-01;2026-11-17;E-post;Stockholm;björn.se;\r\n",
    "A7;2026-11-01;2026-11-17;E-post;Stockholm;;\r\n",
]


@pytest.fixture
def order(tmp_path: Path) -> Order:
    (tmp_path / "map.toml").write_text(MAPPING, encoding="utf-8")
    (tmp_path / "errands.csv").write_bytes((HEADER + "".join(ROWS)).encode("cp1252"))
    return Order(tmp_path / "errands.csv", tmp_path / "map.toml")


def rejected(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file, delimiter=";"))


async def test_good_rows_are_stored_and_bad_ones_told(service: Service, order: Order) -> None:
    outcome = await import_file(service, order)
    tally = outcome.tally
    assert (tally.read, tally.intake, tally.rejected) == (8, Intake(3, 0), 5)
    assert tally.rejected_for == {
        "unknown channel": 1,
        "repeats the case number of an earlier row": 1,
        "closed before it was opened": 1,
        "too few fields for 7 columns": 1,
        "contact is not a phone number such as 070-123 45 67 or +46701234567": 1,
    }
    assert tally.unknown == {Unknown("channel", "Rök"): 1, Unknown("district", "Stockholm"): 2}
    assert await closed_by(service, "district") == {"soderhagen": 1, "oholm": 1, None: 1}


async def test_the_rejects_file_has_line_reason_and_row(service: Service, order: Order) -> None:
    outcome = await import_file(service, order)
    path = order.file.with_name("errands.rejects.csv")
    assert outcome.rejects == path
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    assert path.stat().st_mode & 0o077 == 0
    header, *rows = rejected(path)
    assert header == ["rejected_line", "rejected_because", *HEADER.strip().split(";")]
    assert [row[:3] for row in rows] == [
        ["5", "unknown channel: Rök", "A3"],
        ["6", "repeats the case number of an earlier row: line 2", "A1"],
        ["7", "closed before it was opened", "A4"],
        ["8", "too few fields for 7 columns: 4", "A5"],
        ["9", "contact is not a phone number such as 070-123 45 67 or +46701234567", "A6"],
    ]
    assert rows[0][-1] == "=1+1"
    assert sorted(file.name for file in path.parent.iterdir() if "rejects" in file.name) == [path.name]


async def test_the_same_file_again_changes_nothing(service: Service, order: Order) -> None:
    await import_file(service, order)
    before = await Errand.select().order_by(Errand.id)
    again = (await import_file(service, order)).tally
    assert (again.intake, again.rejected) == (Intake(0, 3), 5)
    assert await Errand.select().order_by(Errand.id) == before
    assert await closed_in_funnel() == 3


async def test_a_corrected_rejects_file_can_be_imported(service: Service, order: Order) -> None:
    path = (await import_file(service, order)).rejects
    assert path
    text = path.read_text(encoding="utf-8-sig").replace("Rök", "Telefon")
    path.write_text(text, encoding="utf-8-sig")
    tally = (await import_file(service, replace(order, file=path))).tally
    assert (tally.intake, await stored_errands()) == (Intake(1, 1), 4)  # A1 was stored by its first row


async def test_a_dry_run_changes_nothing(service: Service, order: Order) -> None:
    dry = replace(order, is_dry_run=True)
    assert (await import_file(service, dry)).tally.intake == Intake(3, 0)
    assert (await stored_errands(), await closed_in_funnel()) == (0, 0)
    assert not order.file.with_name("errands.rejects.csv").exists()
    await import_file(service, order)
    assert (await import_file(service, dry)).tally.intake == Intake(0, 3)


async def test_a_dry_run_writes_rejects_where_told_to(service: Service, order: Order, tmp_path: Path) -> None:
    dry = replace(order, is_dry_run=True, rejects=tmp_path / "bad.csv")
    assert (await import_file(service, dry)).rejects == tmp_path / "bad.csv"
    assert len(rejected(tmp_path / "bad.csv")) == 6


async def test_without_rejected_rows_there_is_no_rejects_file(service: Service, order: Order) -> None:
    await import_file(service, order)
    order.file.write_bytes((HEADER + ROWS[0]).encode())
    outcome = await import_file(service, order)
    assert (outcome.rejects, outcome.tally.rejected) == (None, 0)
    assert not order.file.with_name("errands.rejects.csv").exists()


async def test_a_file_of_several_chunks_with_progress(service: Service, order: Order) -> None:
    rows = "".join(f"B{number};;2026-11-16;Telefon;;;\n" for number in range(2500))
    order.file.write_text(HEADER + rows, encoding="utf-8")
    seen: list[int] = []
    tally = (await import_file(service, order, seen.append)).tally
    assert (tally.intake, await closed_in_funnel()) == (Intake(2500, 0), 2500)
    assert (len(seen), seen[-1]) == (4, order.file.stat().st_size)
    assert seen == sorted(seen)


async def test_two_imports_of_one_file_at_once(settings: Settings, order: Order, tmp_path: Path) -> None:
    rows = "".join(f"B{number};;2026-11-16;Telefon;;;\n" for number in range(1500))
    order.file.write_text(HEADER + rows, encoding="utf-8")
    async with opened_service(settings, world.clock) as one, opened_service(settings, world.clock) as other:
        outcomes = await asyncio.gather(import_file(one, order), import_file(other, order))
        assert sum(outcome.tally.intake.stored for outcome in outcomes) == 1500
        assert (await stored_errands(), await closed_in_funnel()) == (1500, 1500)


async def refused(service: Service, order: Order) -> InputError:
    with pytest.raises(InputError) as caught:
        await import_file(service, order)
    assert await stored_errands() == 0
    return caught.value


async def test_orders_that_cannot_be_carried_out(service: Service, order: Order, tmp_path: Path) -> None:
    empty = tmp_path / "empty.csv"
    empty.touch()
    nowhere = tmp_path / "nowhere" / "bad.csv"
    assert "There is no file" in str(await refused(service, replace(order, file=tmp_path / "no.csv")))
    assert "is empty" in str(await refused(service, replace(order, file=empty)))
    assert "cannot be read" in str(await refused(service, replace(order, mapping=tmp_path / "no.toml")))
    assert "--rejects" in str(await refused(service, replace(order, rejects=nowhere)))
    assert "file of their own" in str(await refused(service, replace(order, rejects=order.file)))


async def test_a_file_that_does_not_fit_the_mapping(service: Service, order: Order) -> None:
    order.file.write_text("Ärende;Kanal\nA1;Telefon\n", encoding="utf-8")
    error = await refused(service, order)
    assert len(error.faults) == 4
    assert sorted(file.name for file in order.file.parent.iterdir() if "rejects" in file.name) == []


def test_unknown_values_are_remembered_up_to_a_limit() -> None:
    tally = Tally()
    tally.meet(Unknown("service", str(number)) for number in range(MOST_UNKNOWN + 5))
    assert (len(tally.unknown), tally.unknown[Unknown("service", OTHERS)]) == (MOST_UNKNOWN + 1, 5)


def run(settings: Settings, order: Order, *options: str) -> Result:
    arguments = ["import", str(order.file), "--mapping", str(order.mapping), *options]
    return CliRunner().invoke(errands, arguments, env=environment(settings), catch_exceptions=True)


def test_the_command_sums_up(embedded_settings: Settings, order: Order) -> None:
    dry = run(embedded_settings, order, "--dry-run")
    assert dry.exit_code == 0, dry.output
    assert "would be stored          3" in dry.output
    assert "Nothing was stored" in dry.output
    real = run(embedded_settings, order)
    lines = real.output.splitlines()
    assert lines[0] == f"{order.file}: Windows-1252, fields separated by ;"
    assert lines[1:5] == [
        "  rows read                8",
        "  stored                   3",
        "  already known            0",
        "  rejected                 5",
    ]
    assert "                           2  district 'Stockholm'" in lines
    assert lines[-1].endswith("errands.rejects.csv")
    assert "already known            3" in run(embedded_settings, order).output


def test_the_command_tells_a_mistake_in_one_sentence(embedded_settings: Settings, order: Order) -> None:
    """As an operator runs it: exit status 2, no traceback, the reason on stderr."""
    order.file.unlink()
    command = [sys.executable, "-m", "feedback.cli", "errands", "import", str(order.file)]
    done = subprocess.run(
        [*command, "--mapping", str(order.mapping)],
        env=environment(embedded_settings),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"There is no file {order.file}.\n"


def test_nothing_of_a_contact_is_printed(embedded_settings: Settings, order: Order) -> None:
    assert "anna" not in run(embedded_settings, order).output
