"""`surveys`: check, list and preview survey definitions."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

import click

from survey_defs.catalogue import BUILTIN_SURVEYS, Catalogue, survey_files
from survey_defs.check import check_files
from survey_defs.faults import DefinitionError, Fault
from survey_defs.preview import draft_marks, preview
from survey_defs.survey_version import Survey

BAD_INPUT = 2

_folder = click.option(
    "--folder",
    type=click.Path(path_type=Path),
    default=BUILTIN_SURVEYS,
    help="Where the survey files are; the surveys that come with the product by default.",
)


@click.group()
def surveys() -> None:
    """Check, list and preview survey definitions."""


@surveys.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
def check(paths: Sequence[Path]) -> None:
    """List every fault of survey files (or folders of them); exit status 2 if there is one."""
    try:
        files = survey_files(paths or [BUILTIN_SURVEYS])
    except DefinitionError as error:
        _refuse(error.faults)
    if faults := check_files(files):
        _refuse(faults)
    click.echo(f"{len(files)} {'survey' if len(files) == 1 else 'surveys'}, no faults")


@surveys.command("list")
@_folder
def list_(folder: Path) -> None:
    """Every survey version with its channels, languages and content hash."""
    for survey in _load(folder).surveys:
        click.echo(f"{survey.id} {survey.version}  valid from {survey.valid_from}")
        click.echo(f"  channels   {', '.join(survey.channels)}")
        click.echo(f"  languages  {draft_marks(survey)}")
        click.echo(f"  hash       {survey.content_hash}")


@surveys.command("preview")
@click.argument("id")
@click.option("--version", help="The latest version by default.")
@click.option("--language", help="The language the survey was written in by default.")
@click.option("--channel", help="Only what can be asked on this channel.")
@_folder
def preview_(id: str, version: str | None, language: str | None, channel: str | None, folder: Path) -> None:
    """Print a survey as a resident would meet it, in plain text."""
    survey = _chosen(_load(folder), id, version)
    code = language or survey.source
    _require(code, list(survey.languages), f"{survey.id} {survey.version} has no language")
    if channel is not None:
        _require(channel, survey.channels, f"{survey.id} {survey.version} is not used on the channel")
    click.echo(preview(survey, code, channel), nl=False)


def _load(folder: Path) -> Catalogue:
    try:
        return Catalogue.load(folder)
    except DefinitionError as error:
        _refuse(error.faults)


def _chosen(catalogue: Catalogue, id: str, version: str | None) -> Survey:
    _require(id, list(dict.fromkeys(survey.id for survey in catalogue.surveys)), "there is no survey")
    versions = {survey.version: survey for survey in catalogue.surveys if survey.id == id}
    chosen = version or list(versions)[-1]
    _require(chosen, list(versions), f"{id} has no version")
    return versions[chosen]


def _require(word: str, known: Sequence[str], complaint: str) -> None:
    if word not in known:
        click.echo(f'{complaint} "{word}"; choose from: {", ".join(known)}', err=True)
        sys.exit(BAD_INPUT)


def _refuse(faults: Sequence[Fault]) -> NoReturn:
    for fault in faults:
        click.echo(str(fault), err=True)
    click.echo(f"{len(faults)} {'fault' if len(faults) == 1 else 'faults'}", err=True)
    sys.exit(BAD_INPUT)
