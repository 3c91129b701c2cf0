"""`compare`: where equal service is lacking, in any CSV file."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import click
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

from analysis.faults import InputError

BAD_INPUT = 2
_PIPED_WIDTH = 200
_file = click.Path(path_type=Path, dir_okay=False)
_part = click.FloatRange(0, 1, min_open=True, max_open=True)


@click.command()
@click.argument("file", type=_file)
@click.option(
    "--group", "groups", multiple=True, required=True, metavar="COL", help="Whom to compare; once or twice."
)
@click.option("--score", required=True, metavar="COL", help="The scores: whole numbers, blank for no answer.")
@click.option("--scale", "scale_text", default="1-5", show_default=True, help="Worst and best score.")
@click.option(
    "--satisfied-from", type=int, help="Lowest score that counts as satisfied; the top two by default."
)
@click.option("--count", metavar="COL", help="How many responses each row stands for; one by default.")
@click.option("--mix", metavar="COL[,COL]", help="Compare like with like: within the same values of these.")
@click.option(
    "--reference", metavar="VALUE", help="A value of the first group to compare with; the others by default."
)
@click.option(
    "--invited", metavar="FILE.csv", type=_file, help="How many were asked, by the same group columns."
)
@click.option("--margin", type=_part, default=0.05, show_default=True, help="Gaps this small count as equal.")
@click.option(
    "--min-n", type=click.IntRange(2), default=10, show_default=True, help="Hide groups with fewer answers."
)
@click.option("--level", type=_part, default=0.95, show_default=True, help="Of the intervals and the tests.")
@click.option(
    "--language", type=click.Choice(["sv", "en"]), default="sv", show_default=True, help="Of the table."
)
@click.option("--json", "as_json", is_flag=True, help="For programs, instead of a table.")
def compare(
    file: Path,
    groups: tuple[str, ...],
    score: str,
    scale_text: str,
    satisfied_from: int | None,
    count: str | None,
    mix: str | None,
    reference: str | None,
    invited: Path | None,
    margin: float,
    min_n: int,
    level: float,
    language: str,
    as_json: bool,
) -> None:
    """Compare groups in any CSV file, with honest uncertainty.

    One row per response, or counts with --count. Each group is compared with all the others together. With two
    --group columns each is compared by itself, and every combination with the other values of the first column
    within the same value of the second: a district's visits with the other districts' visits. Too small groups
    are hidden, and so is what would let them be subtracted.
    """
    # Loaded here, so that --help costs no pandas.
    from analysis.comparing_groups import Rules, compare_groups
    from analysis.counted_answers import count_answers, with_invited
    from analysis.score_column import Scale

    mixed = tuple(name.strip() for name in (mix or "").split(",") if name.strip())
    try:
        with _bar(file) as told:
            answers = count_answers(
                file,
                groups=tuple(dict.fromkeys(groups)),
                score=score,
                scale=Scale.of(scale_text, satisfied_from),
                count=count,
                mix=mixed,
                told=told,
            )
        asked = None
        if invited:
            answers, asked = with_invited(invited, answers, count)
        rules = Rules(score, mixed, reference, margin, level, min_n)
        report = compare_groups(answers, rules, asked)
    except InputError as error:
        _refuse(error.faults)
    if as_json:
        click.echo(json.dumps(report.as_json(), ensure_ascii=False, indent=1, allow_nan=False))
    else:
        from analysis.report_table import ReportTable

        ReportTable(report, _console(), language).show()


def _console() -> Console:
    """Piped output is given room and no colours."""
    console = Console(highlight=False)
    return console if console.is_terminal else Console(highlight=False, width=_PIPED_WIDTH, color_system=None)


@contextmanager
def _bar(file: Path) -> Iterator[Callable[[int], None]]:
    """A bar of the bytes read, on a terminal only."""
    console = Console(stderr=True)
    parts = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Progress(*parts, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task(file.name, total=file.stat().st_size if file.exists() else None)
        yield lambda bytes_read: progress.update(task, completed=bytes_read)


def _refuse(faults: Sequence[str]) -> NoReturn:
    for fault in faults:
        click.echo(fault, err=True)
    sys.exit(BAD_INPUT)
