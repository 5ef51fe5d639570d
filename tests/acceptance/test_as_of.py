"""``csad run --as-of 2015-11-10`` knows nothing published later; through the command, in a home of its own."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from report_golden import GOLDEN, on_record
from scenario import EXTRACTS, PUBLISHED, Warehouse

from orchestration.settings import PROJECT_ROOT, Settings

DAY = date(2015, 11, 10)
# The modules are blocked, so an import of them anywhere would fail.
WITHOUT_DAGSTER = """
__file__ = "csad"  # without it DuckDB takes the process for a person at a prompt, and shows the progress of a slow query
import sys
for name in ("dagster", "dagster_dbt", "dagster_webserver", "dagster_shared"):
    sys.modules[name] = None
from orchestration.commands.cli import main
main()
"""


@dataclass
class AsOfRun:
    """What the command printed and the home it wrote."""

    process: subprocess.CompletedProcess[str]
    warehouse: Warehouse

    @property
    def summary(self) -> dict[str, Any]:
        line: dict[str, Any] = json.loads(self.process.stdout)
        return line


@pytest.fixture(scope="module")
def deck_day(tmp_path_factory: pytest.TempPathFactory) -> AsOfRun:
    home = tmp_path_factory.mktemp("as_of") / "home"
    process = subprocess.run(  # noqa: S603 - our own command
        [
            sys.executable,
            "-c",
            WITHOUT_DAGSTER,
            "run",
            "--as-of",
            DAY.isoformat(),
            "--json",
        ],
        env={**os.environ, "CSAD_HOME": str(home), "CSAD_LANDING": str(PUBLISHED)},
        cwd=PROJECT_ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return AsOfRun(process, Warehouse(Settings(home=home, as_of=DAY)))


def test_the_command_releases_and_prints_one_line(deck_day: AsOfRun) -> None:
    assert deck_day.process.returncode == 0, deck_day.process.stderr
    assert "ModuleNotFoundError" not in deck_day.process.stderr
    assert deck_day.process.stdout.count("\n") == 1
    assert deck_day.summary["released"] is True
    assert deck_day.summary["release_id"] == deck_day.warehouse.settings.current.readlink().name


def test_2015_shows_31379_and_not_35868(deck_day: AsOfRun) -> None:
    assert deck_day.warehouse.released(
        "select cutoff_date, ytd_ha, is_final, is_latest_cutoff from marts.mart_eradication_ytd where year = 2015"
    ) == [(date(2015, 11, 2), 31379, False, True)]
    assert deck_day.warehouse.released(
        "select count(*) from marts.mart_eradication_ytd_vintages where year > 2015 or ytd_ha = 35868"
    ) == [(0,)]


# They list our own reference files too.
_LISTS_OF_FILES = ("core.dim_vintage", "control.ctl_delivery", "marts.mart_dq_delivery")


def test_no_vintage_published_later_stands_in_any_released_table(deck_day: AsOfRun) -> None:
    later = {
        row[0]
        for row in deck_day.warehouse.released(
            "select vintage_id from core.dim_vintage where published_on_date > ? and publisher <> 'registry'", DAY
        )
    }
    assert later == set()
    columns = deck_day.warehouse.released(
        """select schema_name || '.' || table_name, column_name from duckdb_columns()
           where schema_name in ('core', 'marts', 'control') and column_name in ('published_on', 'vintage_id')"""
    )
    assert len(columns) >= 14
    found = []
    for table, column in columns:
        for (text,) in deck_day.warehouse.released(f"select distinct {column} from {table} where {column} is not null"):
            for part in str(text).split(" · "):
                published_on = part.split("@")[-1].split("__")[0]
                # Our own reference sheets (names, zones, indicators) have no day: they are the same whatever day is asked for.
                if published_on > DAY.isoformat() and not part.startswith("registry/"):
                    found.append((table, part))
    own_reference = {part for table, part in found if table in _LISTS_OF_FILES}
    assert [item for item in found if item[0] not in _LISTS_OF_FILES] == []
    assert own_reference <= {"2026-11-23", "2025-01"}
    assert deck_day.warehouse.released(
        "select count(*) from control.ctl_delivery where published_on > ? and publisher <> 'registry'", DAY.isoformat()
    ) == [(0,)]


def test_a_file_dated_to_a_year_counts_from_its_last_day(deck_day: AsOfRun) -> None:
    known = {
        row[0]
        for row in deck_day.warehouse.released("select edition from core.dim_vintage where publisher in ('corah', 'pirdais')")
    }
    assert "cicad-doc-2217-15" in known  # 2015-11-10
    assert "rpp-2015-06" in known  # 2015-06
    assert "inforegion-balance-2014" not in known  # 2015: some day of that year, perhaps after 10 November


def test_the_coca_series_ends_in_2014(deck_day: AsOfRun) -> None:
    assert deck_day.warehouse.released("select max(year) from marts.mart_coca_area_series") == [(2014,)]
    assert deck_day.warehouse.released("select max(year) from marts.mart_coca_area_series_vintages") == [(2014,)]
    assert deck_day.warehouse.released(
        "select area_ha from marts.mart_coca_area_series where territory_level = 'pais' and year = 2014"
    ) == [(42900,)]


@pytest.mark.parametrize(("figure", "value"), [("F01", 69162), ("F09", 26000), ("F16", 19412383), ("F23", 31379)])
def test_the_figures_of_the_deck_are_reproduced_on_its_day(deck_day: AsOfRun, figure: str, value: int) -> None:
    assert deck_day.warehouse.released(
        "select recomputed_value, status from control.ctl_published_figure where figure_id = ?", figure
    ) == [(value, "reproducido")]


def test_figures_published_later_are_not_asked_about(deck_day: AsOfRun) -> None:
    assert deck_day.warehouse.released("select count(*) from control.ctl_published_figure where figure_id like 'P%'") == [(0,)]


def test_the_report_says_the_as_of_day(deck_day: AsOfRun) -> None:
    report = deck_day.warehouse.settings.current / "report"
    assert json.loads((report / "report.json").read_text(encoding="utf-8"))["run"]["as_of"] == "2015-11-10"
    assert "<b>10-nov-2015</b>" in (report / "es" / "index.html").read_text(encoding="utf-8")
    assert "<b>10 Nov 2015</b>" in (report / "en" / "index.html").read_text(encoding="utf-8")
    assert json.loads((deck_day.warehouse.settings.current / "release.json").read_text())["as_of"] == "2015-11-10"


def test_the_report_names_no_file_published_later(deck_day: AsOfRun) -> None:
    payload = json.loads((deck_day.warehouse.settings.current / "report.json").read_text(encoding="utf-8"))
    late = [
        entry["file"]
        for entry in payload["deliveries"]
        if str(entry["published_on"]) > DAY.isoformat() and entry["publisher"] != "registry"
    ]
    assert late == []


def test_the_report_of_the_deck_day_is_the_one_on_record(deck_day: AsOfRun) -> None:
    """A change of the payload is a change of the file on record: python -m tests.acceptance.report_golden."""
    payload = json.loads((deck_day.warehouse.settings.current / "report.json").read_text(encoding="utf-8"))
    assert on_record(payload) == GOLDEN.read_text(encoding="utf-8").splitlines()


def said_of_current(stderr: str, home: Path) -> bool:
    """Whether the one line about ``current`` names the home and the day, in both languages."""
    (line,) = [line for line in stderr.splitlines() if "current" in line]
    es, en = (
        f"`current` de {home} muestra ahora lo que se sabía al {DAY}",
        f"`current` of {home} now shows what was known on {DAY}",
    )
    return es in line and en in line


def test_a_run_of_another_day_says_that_current_is_of_that_day(deck_day: AsOfRun) -> None:
    assert said_of_current(deck_day.process.stderr, deck_day.warehouse.settings.home)


def test_the_same_day_asked_by_the_environment_gives_the_same_release(deck_day: AsOfRun, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CSAD_AS_OF", DAY.isoformat())
    again = Warehouse(Settings(home=deck_day.warehouse.settings.home))
    assert again.settings.as_of == DAY
    told = again.command("run")
    assert told.exit_code == 0
    assert again.outcome is not None
    assert again.outcome.word == "unchanged"
    assert said_of_current(told.stderr, again.settings.home)


def test_back_to_today_from_nothing_gives_the_tables_of_the_base(deck_day: AsOfRun, base: Warehouse) -> None:
    """The last test of this home: its build database is deleted, and the release of the base is brought into it."""
    home = Warehouse(Settings(home=deck_day.warehouse.settings.home))
    name = base.settings.current.readlink().name
    shutil.copytree(base.settings.releases / name, home.settings.releases / name)
    assert home.command("rollback", name).exit_code == 0
    home.settings.build_database.unlink()
    told = home.command("run")
    assert told.exit_code == 0
    assert "current" not in told.stderr
    assert home.outcome is not None
    assert len(home.outcome.load.new) == len(EXTRACTS)
    hashes = home.release_hashes()
    assert len(hashes) >= 30
    assert hashes == base.release_hashes()
    # The content is the same, so the release that stood goes on standing.
    assert home.outcome.word == "unchanged"
    assert home.settings.current.readlink() == base.settings.current.readlink()
