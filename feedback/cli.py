"""The command `likvardig`, put together: one of the two files that know every part."""

from __future__ import annotations

import asyncio
import secrets
import sys
from importlib import import_module
from importlib.resources import files

import click

from feedback.errors import LikvardigError

# Group or command → where it lives. Looked up when called, so that `likvardig serve` loads no pandas.
COMMANDS = {
    "compare": "analysis.cli:compare",
    "demo": "feedback.example.command:demo",
    "errands": "feedback.errands.commands:errands",
    "export": "feedback.export_command:export",
    "jobs": "feedback.jobs_command:jobs",
    "keys": "feedback.staff.key_commands:keys",
    "migrate": "feedback.serving:migrate",
    "quarters": "feedback.closing_command:quarters",
    "rebuild-cube": "feedback.rebuilding:rebuild_cube",
    "references": "feedback.quarterly.references.commands:references",
    "report": "feedback.quarterly.command:report",
    "secret": "feedback.cli:secret",
    "serve": "feedback.serving:serve",
    "staff": "feedback.staff.commands:staff",
    "surveys": "survey_defs.cli:surveys",
    "themes": "analysis.themes.command:themes",
}


class _Lazy(click.Group):
    """Finds each command when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].partition(":")
        command: click.Command = getattr(import_module(module), name)
        return command


# `analysis` knows nothing of survey_defs, so the known themes are given to the command from here.
_DEFAULTS = {"themes": {"codebook": str(files("survey_defs") / "codebook.toml")}}


@click.group(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"], "default_map": _DEFAULTS})
@click.version_option(package_name="likvardig")
def likvardig() -> None:
    """Likvärdig: ask after every errand, and see where equal service is lacking."""


@click.command()
def secret() -> None:
    """Print a new secret for LIKVARDIG_SECRET."""
    click.echo(secrets.token_urlsafe(48))


def main() -> None:
    """Run the command; an expected error is one sentence on stderr and exit status 2."""
    try:
        likvardig(standalone_mode=True)
    except LikvardigError as error:
        click.echo(str(error), err=True)
        sys.exit(2)
    except (KeyboardInterrupt, asyncio.CancelledError):
        sys.exit(130)


if __name__ == "__main__":
    main()
