"""`themes`: what the comments in any CSV file are about."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click
from rich.console import Console
from rich.progress import BarColumn, TaskProgressColumn, TextColumn
from rich.progress import Progress as Bar

from analysis.faults import InputError

if TYPE_CHECKING:
    from analysis.themes.codebook import Codebook

BAD_INPUT = 2
NO_CODEBOOK = "none"
_MOST_PROCESSES = 4
_MOST_FAULTS = 20  # shown: a codebook in the wrong form has hundreds
_PIPED_WIDTH = 200


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--text", "text", required=True, metavar="COL", help="The comments.")
@click.option("--id", "id_column", metavar="COL", help="What to call each answer; its row number by default.")
@click.option("--group", metavar="COL", help="Also tell how often each theme is heard in each group.")
@click.option("--language", default="auto", show_default=True, help="Of the comments: sv, fi, en … or auto.")
@click.option("--themes", "wanted", default="auto", show_default=True, help="How many, or auto.")
@click.option("--codebook", metavar="FILE", help="Known themes (TOML); none to go without.")
@click.option("--quotes", type=click.IntRange(0, 50), default=3, show_default=True, help="For each theme.")
@click.option("--seed", type=click.IntRange(0, 2**31 - 1), default=0, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="For programs, instead of a table.")
@click.option(
    "--table", "tongue", type=click.Choice(["sv", "en"]), default="sv", help="Language of the table."
)
def themes(
    file: Path,
    text: str,
    id_column: str | None,
    group: str | None,
    language: str,
    wanted: str,
    codebook: str | None,
    quotes: int,
    seed: int,
    as_json: bool,
    tongue: str,
) -> None:
    """Find the themes in the comments of any CSV file.

    One row per answer. Names and street addresses are taken out of quotes as far as can be done without a
    model; read each quote before it is published.
    """
    # Loaded here, so that --help costs no pandas.
    from analysis.themes.commented_answers import read_comments
    from analysis.themes.discovery import discover
    from analysis.themes.theme_groups import theme_groups
    from analysis.themes.theme_report import ThemeReport

    try:
        number, book = _number(wanted), _codebook(codebook)
        if not (language == "auto" or (language.isalpha() and 2 <= len(language) <= 3)):
            raise InputError([f'språket "{language}" är ingen språkkod; skriv sv, fi, en … eller auto'])
        comments = read_comments(file, text=text, id_column=id_column, group=group)
        if number and number > len(comments.texts):
            raise InputError([f"--themes {number} är fler än de {len(comments.texts)} svaren; välj färre"])
        with _bar() as progress:
            found = discover(
                comments.texts,
                language=language,
                themes=number,
                codebook=book,
                seed=seed,
                progress=progress,
                processes=min(_MOST_PROCESSES, os.cpu_count() or 1),
            )
        groups = theme_groups(found, comments) if group else None
        report = ThemeReport(found, comments, quotes, tongue, groups)
    except InputError as error:
        _refuse(error)
    if as_json:
        click.echo(json.dumps(report.as_json(), ensure_ascii=False, indent=1, allow_nan=False))
    else:
        report.show(_console())


def _number(wanted: str) -> int | None:
    if wanted == "auto":
        return None
    if not wanted.isascii() or not wanted.isdigit() or int(wanted) < 1:
        raise InputError([f'--themes "{wanted}" är inget antal; skriv ett heltal från 1, eller auto'])
    return int(wanted)


def _codebook(name: str | None) -> Codebook | None:
    from analysis.themes.codebook import read_codebook

    if name is None or name == NO_CODEBOOK:
        return None
    try:
        return read_codebook(Path(name).read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError([f"kodboken {name} kan inte läsas: {error.strerror}"]) from None
    except UnicodeDecodeError:
        raise InputError([f"kodboken {name} är inte UTF-8; spara den som UTF-8"]) from None


def _console() -> Console:
    """Piped output is given room and no colours."""
    console = Console(highlight=False)
    return console if console.is_terminal else Console(highlight=False, width=_PIPED_WIDTH, color_system=None)


@contextmanager
def _bar() -> Iterator[Callable[[str, float], None]]:
    """How much of the work is done, on a terminal only."""
    console = Console(stderr=True)
    parts = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn())
    # Drawn only when there is something new: a bar that draws itself does so in a thread, and where threads run
    # the work is not shared between processes.
    with Bar(
        *parts, console=console, transient=True, disable=not console.is_terminal, auto_refresh=False
    ) as bar:
        task = bar.add_task("", total=1.0)
        yield lambda stage, done: bar.update(task, description=stage, completed=done, refresh=True)


def _refuse(error: InputError) -> NoReturn:
    for fault in error.faults[:_MOST_FAULTS]:
        click.echo(fault, err=True)
    if len(error.faults) > _MOST_FAULTS:
        click.echo(f"… och {len(error.faults) - _MOST_FAULTS} fel till", err=True)
    sys.exit(BAD_INPUT)
