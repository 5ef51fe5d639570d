"""What the terminal shows of a run: its progress, its outcome and what was compared.

Belongs here: words and tables on the terminal. Does not belong here: what a command takes and does (``cli.py``) and the line of
``--json`` (``orchestration.stages.summary``).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from orchestration.commands.command_options import FAULT, errors
from orchestration.settings import LIMA, Settings

# As in ``errors``: a file name is printed as text, never read as markup.
console = Console(markup=False, emoji=False, highlight=False)
STRONG = "bold"
# How many files or reasons the terminal shows; the report has them all.
_SHOWN = 10


class RichProgress:
    """One line that tells the stage and what is being read."""

    def __init__(self, line: Any) -> None:
        self._line = line
        self._stage = ""

    def stage(self, name: str) -> None:
        self._stage = name
        self._line.update(Text(name))

    def detail(self, text: str) -> None:
        self._line.update(Text(f"{self._stage}: {text}"))


@contextmanager
def progress_line(quiet: bool) -> Iterator[Any]:
    from orchestration.outcome import Silent

    if quiet:
        yield Silent()
        return
    with errors.status("starting") as line:
        yield RichProgress(line)


def print_busy(error: Exception) -> None:
    errors.print(Text.assemble((str(error), FAULT), "; wait until it ends."))


def print_as_of(settings: Settings) -> None:
    day = settings.as_of
    errors.print(
        f"ATENCIÓN: `current` de {settings.home} muestra ahora lo que se sabía al {day}. / "
        f"WARNING: `current` of {settings.home} now shows what was known on {day}.",
        style=FAULT,
        soft_wrap=True,
    )


def lima(moment: datetime) -> str:
    return f"{moment.replace(tzinfo=UTC).astimezone(LIMA):%Y-%m-%d %H:%M}"


def print_outcome(outcome: Any) -> None:
    from orchestration.outcome import rule_counts

    load, rows = outcome.load, outcome.rows
    console.print(f"Deliveries: {len(load.new)} new, {load.unchanged} unchanged, {len(load.refused)} refused")
    for file in load.refused[:_SHOWN]:
        console.print(f"  ✕ {file.file_name}\n    {file.reason_es}\n    {file.reason_en}", soft_wrap=True)
    if len(load.refused) > _SHOWN:
        console.print(f"    and {len(load.refused) - _SHOWN} more: see «Entregas» in the report")
    console.print(
        f"Rows: {rows['read']:,} read, {rows['accepted']:,} accepted, {rows['filtered']:,} of other programmes, "
        f"{rows['quarantined']:,} in quarantine"
    )
    table = Table("rules", "invariante", "bloqueante", "mayor", "menor")
    for state, counts in rule_counts(outcome.results).items():
        table.add_row(state, *map(str, counts.values()))
    console.print(table)
    console.print(" · ".join(f"{stage} {seconds:.1f} s" for stage, seconds in outcome.seconds.items()))
    if outcome.publication is None:
        console.print("Nothing was released; the current release stands.", style=FAULT)
        for refusal in outcome.refusals[:_SHOWN]:
            console.print(f"  ✕ {refusal.text_es}\n    {refusal.text_en}")
    elif outcome.publication.is_new:
        console.print(f"Released {outcome.publication.release_id}", style=STRONG)
    else:
        console.print(f"Nothing new: {outcome.publication.release_id} stands", style=STRONG)
    for notice in outcome.notices:
        console.print(f"{notice.text_es}\n{notice.text_en}", style=STRONG, soft_wrap=True)
    console.print(f"Report: {outcome.report}/es/index.html · {outcome.report}/en/index.html", soft_wrap=True)


def print_parity(found: Any) -> None:
    for engine, seconds in found.seconds.items():
        stages = " · ".join(f"{stage} {number:.1f} s" for stage, number in seconds.items())
        verdicts = ", ".join(f"{number} {verdict}" for verdict, number in found.verdicts[engine].items())
        console.print(f"{engine}: {found.outcomes[engine]} · {stages}\n  {verdicts}")
    console.print(
        f"{len(found.rows)} tables, {sum(found.rows.values()):,} rows: {len(found.differences)} different", style=STRONG
    )
    for difference in found.differences:
        console.print(f"  ✕ {difference.text}")
        for side, rows in (("duckdb", difference.only_left), ("spark", difference.only_right)):
            for row in rows:
                console.print(f"      only {side}: {row}", soft_wrap=True)
