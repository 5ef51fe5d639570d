"""What every command of ``csad`` takes: the folder of the installation, and the settings that come of what was given."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, NoReturn

import typer
from pydantic import ValidationError
from rich.console import Console

from orchestration.settings import Settings

EXIT_USAGE = 2
FAULT = "bold red"
# What files and folders are called is text, never markup: a heading «[/b]» must not end a command.
errors = Console(stderr=True, markup=False, emoji=False, highlight=False)

Home = Annotated[Path | None, typer.Option(help="Folder of the build, the releases and the reports (CSAD_HOME).")]


def settings_of(**given: object) -> Settings:
    """Settings with what was given on the command line; ends the command when they are wrong."""
    try:
        return Settings(**{name: value for name, value in given.items() if value is not None})  # type: ignore[arg-type]
    except ValidationError as error:
        first = error.errors()[0]
        usage_error(f"{'.'.join(map(str, first['loc']))}: {first['msg']}")


def usage_error(message: str) -> NoReturn:
    """Say what was wrong with how the command was called, and end it."""
    errors.print(message, style=FAULT)
    raise typer.Exit(EXIT_USAGE)
