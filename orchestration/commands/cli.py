"""The command ``csad``. Exit codes of ``run``: 0 released, 3 the gate refused, 2 wrong usage or configuration, 1 a fault."""

from __future__ import annotations

import json
import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, Literal

import typer
from rich.table import Column, Table
from rich.text import Text

from orchestration.commands.command_options import FAULT, Home, errors, settings_of, usage_error
from orchestration.commands.decision_command import restore_decisions, sign, waive, withdraw
from orchestration.commands.demo_command import demo
from orchestration.commands.printed import (
    STRONG,
    console,
    lima,
    print_as_of,
    print_busy,
    print_outcome,
    print_parity,
    progress_line,
)
from orchestration.commands.spark_command import spark

EXIT_RELEASED, EXIT_FAULT, EXIT_REFUSED = 0, 1, 3

app = typer.Typer(no_args_is_help=True, add_completion=False, help="csad-warehouse: may I publish this indicator today?")
app.add_typer(demo, name="demo")
app.add_typer(spark, name="spark")
app.command()(sign)
app.command()(waive)
app.command()(withdraw)
app.command()(restore_decisions)

Landing = Annotated[Path | None, typer.Option(help="Folder with the publishers' files (CSAD_LANDING).")]
AsOf = Annotated[
    datetime | None,
    typer.Option(formats=["%Y-%m-%d"], help="See only what was published on or before this day (CSAD_AS_OF)."),
]
Engine = Annotated[
    Literal["duckdb", "spark"] | None, typer.Option(help="Who shapes and checks the rows: duckdb unless said (CSAD_ENGINE).")
]
EndRollback = Annotated[
    bool | None,
    typer.Option("--end-rollback", help="Release although somebody went back and nothing is new."),
]
Json = Annotated[bool, typer.Option("--json", help="Print one line of JSON and nothing else.")]


@app.command()
def run(
    landing: Landing = None,
    home: Home = None,
    as_of: AsOf = None,
    engine: Engine = None,
    end_rollback: EndRollback = None,
    as_json: Json = False,
) -> None:
    """Load what is new, build, check, and release what may be released."""
    day = as_of.date() if as_of else None
    settings = settings_of(landing=landing, home=home, as_of=day, engine=engine, end_rollback=end_rollback)
    if not settings.landing.is_dir():
        usage_error(f"the landing folder does not exist: {settings.landing}")
    from orchestration.loading.load import has_nothing_to_load

    if has_nothing_to_load(settings):
        usage_error(f"there is no data file in {settings.landing} and nothing was ever loaded: check the landing folder")
    from orchestration.outcome import AnotherRun
    from orchestration.stages.run import run as run_once

    try:
        with progress_line(as_json) as progress:
            outcome = run_once(settings, progress)
    except AnotherRun as error:
        print_busy(error)
        raise typer.Exit(EXIT_FAULT) from error
    if as_json:
        from orchestration.stages.summary import summary_line

        typer.echo(summary_line(outcome))
    else:
        print_outcome(outcome)
    if outcome.released and settings.as_of:
        print_as_of(settings)
    raise typer.Exit(EXIT_RELEASED if outcome.released else EXIT_REFUSED)


@app.command()
def status(home: Home = None, engine: Engine = None, as_json: Json = False) -> None:
    """The current release and how the last runs ended, of one engine; also while a run is under way."""
    settings = settings_of(home=home, engine=engine)
    from orchestration.releasing.rollback import standing_rollback
    from orchestration.releasing.shelf import current_release_id
    from orchestration.stages.status import last_runs

    runs = last_runs(settings)
    current = current_release_id(settings)
    if as_json:
        typer.echo(json.dumps({"current": current, "runs": runs}, ensure_ascii=False, default=str))
        return
    console.print(Text.assemble("Current release: ", (current or "none yet", STRONG), f" ({settings.current})"), soft_wrap=True)
    if rollback := standing_rollback(settings):
        console.print(f"{rollback.stands.text_es}\n{rollback.stands.text_en}", soft_wrap=True)
    table = Table("run (Lima)", "as of", "outcome", Column("release", no_wrap=True), "new", "refused")
    for entry in runs:
        started = lima(entry["started_at"])
        cells = (entry["as_of_date"], entry["outcome"], entry["release_id"], entry["deliveries_new"], entry["deliveries_refused"])
        table.add_row(started, *("—" if cell is None else str(cell) for cell in cells))
    console.print(table)
    if runs and runs[0]["fault"]:
        console.print(runs[0]["fault"], style=FAULT, soft_wrap=True)


@app.command()
def releases(home: Home = None, as_json: Json = False) -> None:
    """The releases kept, newest first."""
    settings = settings_of(home=home)
    from orchestration.releasing.shelf import current_release_id
    from orchestration.releasing.shelf import releases as kept_releases

    kept = kept_releases(settings)
    if as_json:
        typer.echo(json.dumps(kept, ensure_ascii=False))
        return
    current = current_release_id(settings)
    table = Table(Column("release", no_wrap=True), "as of", "PUBLICABLE", "CON NOTA", "NO PUBLICABLE", "EN REVISIÓN", "")
    for manifest in kept:
        verdicts: Any = manifest["verdicts"]
        counts = [str(verdicts[word]) for word in ("PUBLICABLE", "PUBLICABLE CON NOTA", "NO PUBLICABLE", "EN REVISIÓN")]
        mark = "← current" if manifest["release_id"] == current else ""
        table.add_row(str(manifest["release_id"]), str(manifest["as_of"] or "—"), *counts, mark)
    console.print(table)


@app.command()
def rollback(release_id: Annotated[str, typer.Argument(help="A release of `csad releases`.")], home: Home = None) -> None:
    """Point `current` back at a release that is still kept; it stands until something is new."""
    settings = settings_of(home=home)
    from orchestration.outcome import AnotherRun
    from orchestration.releasing.rollback import roll_back
    from orchestration.stages.run_lock import only_run

    try:
        with only_run(settings):
            roll_back(settings, release_id)
    except FileNotFoundError as error:
        usage_error(f"{error}; see `csad releases`")
    except AnotherRun as error:
        print_busy(error)
        raise typer.Exit(EXIT_FAULT) from error
    console.print(f"current → {release_id}")


@app.command()
def trace(
    indicator: Annotated[str, typer.Argument(help="Code of the indicator, such as COCA-AREA.")],
    territory: Annotated[str | None, typer.Option(help="Name or code; the country when not given.")] = None,
    period: Annotated[str | None, typer.Option(help="Year, reading (ER-2011) or cut-off (2015-11-02).")] = None,
    home: Home = None,
    as_json: Json = False,
) -> None:
    """From a released value to delivery, file, sheet, row and citation."""
    settings = settings_of(home=home)
    from orchestration.releasing.trace import trace as trace_values

    try:
        values = trace_values(settings, indicator, territory, period)
    except LookupError as error:
        usage_error(str(error.args[0]))
    if as_json:
        from dataclasses import asdict

        typer.echo(json.dumps([asdict(value) for value in values], ensure_ascii=False, default=str))
        return
    for value in values:
        number = "withheld" if value.value is None else f"{value.value:,.2f} {value.unit}"
        place = f" · {value.territory_name} · {value.period} (cut-off {value.cutoff_date})"
        console.print(Text.assemble("\n", (value.indicator_code, STRONG), place))
        console.print(Text.assemble(f"  {number} — ", (value.verdict, STRONG), f" {value.note_es}"))
        for source in value.sources:
            place = f"{source.file}" + (f", sheet {source.sheet}" if source.sheet else "") + f", row {source.row}"
            place += f", column {source.column}" if source.column else ""
            console.print(f"  ← {source.role}: {source.value} {source.unit} [{source.evidence}]")
            console.print(f"    {place} (delivery {source.delivery_id})", soft_wrap=True)
            console.print(f"    {source.title}: {source.citation}")


@app.command()
def parity(
    landing: Landing = None,
    budget_lines: Annotated[
        int, typer.Option(min=0, help="Lines of the demonstration budget that is added; 0 adds none.")
    ] = 1_000_000,
    as_json: Json = False,
) -> None:
    """Build the same files on DuckDB and on Spark and compare every table. Exit code 0: all the same; 1: not."""
    settings = settings_of(landing=landing)
    from tempfile import TemporaryDirectory

    from orchestration.upkeep.parity import build_both, landing_with_budget

    with TemporaryDirectory(prefix="csad-parity-") as name, progress_line(as_json) as progress:
        folder = Path(name)
        if budget_lines:
            progress.stage("demonstration budget")
            mixed = landing_with_budget(settings.landing, budget_lines, folder)
            settings = settings.model_copy(update={"landing": mixed})
        found = build_both(settings, folder, progress)
    if as_json:
        from dataclasses import asdict

        typer.echo(json.dumps({"equal": found.is_equal, **asdict(found)}, ensure_ascii=False, default=str))
    else:
        print_parity(found)
    raise typer.Exit(EXIT_RELEASED if found.is_equal else EXIT_FAULT)


def main() -> None:
    """Entry point: a fault ends with exit code 1 and one sentence, not with a stack of frames."""
    from duckdb import Error as DatabaseError

    try:
        app()
    except (OSError, RuntimeError, ValueError, DatabaseError) as error:
        errors.print(Text.assemble(("csad failed:", FAULT), f" {error}"))
        sys.exit(EXIT_FAULT)
