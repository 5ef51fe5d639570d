"""``csad demo …``: demonstration extracts at full size, to try an installation before the real files are there."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

demo = typer.Typer(no_args_is_help=True, help="Demonstration data: invented figures in the publishers' layouts.")


@demo.callback()
def _demo() -> None:
    """A group of its own even while it holds one command."""


@demo.command()
def budget(
    rows: Annotated[int, typer.Option(min=1, help="Rows below the header; a real year has 5 to 10 million.")],
    year: Annotated[int, typer.Option(min=2000, max=2100, help="Fiscal year (ANO_EJE).")],
    out: Annotated[Path, typer.Option(help="File to write: .csv, .csv.gz or .zip.")],
    seed: Annotated[int, typer.Option(min=0, help="Another seed, other figures; the same seed, the same bytes.")] = 0,
    restated: Annotated[
        bool, typer.Option("--restated", help="The same lines as published later, a third of them changed.")
    ] = False,
) -> None:
    """Write a budget file in the MEF layout, its sidecar and a truth file of totals."""
    from sources.demonstration.budget_file import write_budget

    if not out.parent.is_dir():
        raise typer.BadParameter(f"the folder does not exist: {out.parent}", param_hint="--out")
    try:
        written = write_budget(out, rows, year, seed, restated)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--out") from error
    kept = written.truth["programmes"]["0072"]["rows"]
    typer.echo(f"{written.file}: {rows:,} rows, {kept:,} of programme 0072 (seed {seed})")
    typer.echo(f"{written.sidecar.name} says DATOS DE DEMOSTRACIÓN; {written.truth_file.name} holds the totals")
    _warn_of_name(out)


def _warn_of_name(file: Path) -> None:
    """Say at once what the landing folder would refuse later."""
    from sources.breach import ContractBreach
    from sources.landing import LandingFile

    try:
        LandingFile(file, file.name, "pirdais", "budget_execution").identity()
    except ContractBreach as breach:
        typer.echo(f"As a delivery this file would be refused: {breach.reason_en}", err=True)
