"""The command ``csad``: exit codes, the one line of ``--json``, the environment, status, releases, rollback and trace."""

from __future__ import annotations

import fcntl
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from planted import BULLETIN
from scenario import EXTRACTS, Warehouse
from typer.testing import CliRunner, Result

from orchestration.commands.cli import app
from orchestration.settings import PROJECT_ROOT


def csad(*arguments: str, **environment: str) -> Result:
    """The command in this process."""
    return CliRunner().invoke(app, list(arguments), env=environment, catch_exceptions=False)


def csad_process(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """The command as a person starts it."""
    return subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-c", "from orchestration.commands.cli import main; main()", *arguments],
        env={**os.environ, **environment},
        cwd=PROJECT_ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("arguments", "environment", "said"),
    [
        (["run", "--no-such-option"], {}, "--no-such-option"),
        (["run", "surplus"], {}, "surplus"),
        (["no-such-command"], {}, "no-such-command"),
        (["run", "--as-of", "ayer"], {}, "--as-of"),
        (["run", "--as-of", "2015-02-30"], {}, "--as-of"),
        (["run", "--landing", "/no/such/folder"], {}, "the landing folder does not exist: /no/such/folder"),
        (["run"], {"CSAD_LANDING": "/no/such/folder"}, "the landing folder does not exist: /no/such/folder"),
        (["run", "--landing", "/no/[such]/[/folder]"], {}, "does not exist: /no/[such]/[/folder]"),
        (["run"], {"CSAD_AS_OF": "ayer"}, "as_of"),
        (["run"], {"CSAD_KEEP_RELEASES": "1"}, "keep_releases"),
        (["trace"], {}, "indicator"),
        (["rollback"], {}, "release_id"),
    ],
)
def test_wrong_usage_or_configuration_is_2(tmp_path: Path, arguments: list[str], environment: dict[str, str], said: str) -> None:
    result = csad(*arguments, CSAD_HOME=str(tmp_path / "home"), **environment)
    assert result.exit_code == 2
    assert said in " ".join(result.stderr.split()).replace(" │", "")
    assert result.stdout == ""
    assert not (tmp_path / "home").exists()


def test_a_run_while_another_holds_the_lock_is_1_and_says_so(base: Warehouse, tmp_path: Path) -> None:
    lock = tmp_path / "home" / "build" / "run.lock"
    lock.parent.mkdir(parents=True)
    with lock.open("w") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        process = csad_process("run", "--json", CSAD_HOME=str(tmp_path / "home"))
        assert (process.returncode, process.stdout) == (1, "")
        assert "another run is under way" in process.stderr
        assert "Traceback" not in process.stderr
        rollback = csad("rollback", "x", CSAD_HOME=str(tmp_path / "home"))
        assert rollback.exit_code == 1
    assert not (tmp_path / "home" / "build" / "csad_build.duckdb").exists()


def test_a_fault_of_the_disk_is_1_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    process = csad_process("run", "--json", CSAD_HOME=str(tmp_path / "file" / "home"))
    assert (process.returncode, process.stdout) == (1, "")
    assert "csad failed:" in process.stderr
    assert "Traceback" not in process.stderr


def test_status_tells_the_current_release_and_the_last_runs(planted: Warehouse) -> None:
    home = str(planted.settings.home)
    line = json.loads(csad("status", "--json", CSAD_HOME=home).stdout)
    assert line["current"] == planted.settings.current.readlink().name
    assert [(run["outcome"], run["deliveries_new"]) for run in line["runs"]] == [("released", 8), ("released", len(EXTRACTS))]
    text = csad("status", CSAD_HOME=home).stdout
    assert line["current"] in text


def test_status_and_releases_before_the_first_run(tmp_path: Path) -> None:
    assert "none yet" in csad("status", CSAD_HOME=str(tmp_path)).stdout
    assert json.loads(csad("status", "--json", CSAD_HOME=str(tmp_path)).stdout) == {"current": None, "runs": []}
    assert json.loads(csad("releases", "--json", CSAD_HOME=str(tmp_path)).stdout) == []
    assert csad("trace", "COCA-AREA", CSAD_HOME=str(tmp_path)).exit_code == 2


def test_releases_are_listed_newest_first_and_rollback_points_at_the_older(planted: Warehouse, base: Warehouse) -> None:
    home = str(planted.settings.home)
    kept = [manifest["release_id"] for manifest in json.loads(csad("releases", "--json", CSAD_HOME=home).stdout)]
    newest, older = kept
    assert newest == planted.settings.current.readlink().name
    assert older == base.settings.current.readlink().name
    table = csad("releases", CSAD_HOME=home, COLUMNS="200").stdout
    assert "← current" in next(line for line in table.splitlines() if newest in line)
    assert "← current" not in next(line for line in table.splitlines() if older in line)
    try:
        assert csad("rollback", older, CSAD_HOME=home).exit_code == 0
        assert planted.settings.current.readlink() == Path("releases") / older
        assert json.loads((planted.settings.home / "current.json").read_text()) == {
            "release_id": older,
            "folder": f"releases/{older}",
        }
        assert planted.release_hashes() == base.release_hashes()
        assert csad("trace", "ERAD-YTD", "--period", "2013-02-28", CSAD_HOME=home).exit_code == 2
    finally:
        assert csad("rollback", newest, CSAD_HOME=home).exit_code == 0
    assert csad("trace", "ERAD-YTD", "--period", "2013-02-28", CSAD_HOME=home).exit_code == 0


@pytest.mark.parametrize("unknown", ["20150101T000000Z-00000000", "..", "", ".building-x"])
def test_rollback_to_an_unknown_release_is_2_and_changes_nothing(planted: Warehouse, unknown: str) -> None:
    before = planted.settings.current.readlink()
    result = csad("rollback", unknown, CSAD_HOME=str(planted.settings.home))
    assert result.exit_code == 2
    assert "no such release" in result.stderr
    assert planted.settings.current.readlink() == before


def traced(base: Warehouse, *arguments: str) -> list[dict[str, object]]:
    result = csad("trace", *arguments, "--json", CSAD_HOME=str(base.settings.home))
    assert result.exit_code == 0, result.stderr
    values: list[dict[str, object]] = json.loads(result.stdout)
    return values


def sources(value: dict[str, object]) -> list[tuple[object, ...]]:
    found = value["sources"]
    assert isinstance(found, list)
    return [(s["role"], float(s["value"]), s["file"].split("/")[-1], s["row"], s["column"]) for s in found]


def test_an_area_traces_to_the_row_that_printed_it(base: Warehouse) -> None:
    (value,) = traced(base, "coca-area", "--period", "2014")
    assert (value["territory_name"], float(str(value["value"])), value["unit"], value["verdict"]) == (
        "Perú",
        42900,
        "ha",
        "EN REVISIÓN",
    )
    assert sources(value) == [("valor", 42900, "2015-07-15__unodc-2014.csv", 2, None)]
    (source,) = value["sources"]  # type: ignore[misc]
    assert "UNODC" in source["title"] or "Monitoreo" in source["title"]
    assert len(source["citation"]) > 10
    assert source["delivery_id"].startswith("unod-")


def test_a_reading_traces_to_both_areas(base: Warehouse) -> None:
    (value,) = traced(base, "RED-EFECTIVA", "--period", "ER-2011")
    assert float(str(value["value"])) == 31.36
    assert sources(value) == [
        ("área del año base", 62500, "2013-10-08__unodc-2012-base-2011.csv", 2, None),
        ("área del año final", 42900, "2015-07-15__unodc-2014.csv", 2, None),
    ]
    (ratio,) = traced(base, "RED-EFECTIVA", "--period", "ER-RATIO (2011-2014)")
    assert [source[:2] for source in sources(ratio) if source[0] == "erradicación del año"] == [
        ("erradicación del año", 14171),
        ("erradicación del año", 23785),
        ("erradicación del año", 31206),
    ]


def test_a_cutoff_traces_to_its_bulletin(base: Warehouse) -> None:
    (value,) = traced(base, "ERAD-YTD", "--period", "2015-11-02")
    assert sources(value) == [("valor", 31379, "2015-11-10__cicad-doc-2217-15.csv", 2, None)]


def test_what_has_no_zone_traces_to_the_country_and_the_zones_taken_off(base: Warehouse) -> None:
    (value,) = traced(base, "ERAD-YTD", "--territory", "sin zona asignada", "--period", "2015")
    found = sources(value)
    assert [source[1] for source in found if source[0] == "total nacional"] == [35868]
    assert sum(source[1] for source in found if source[0] == "parte restada") == 34964


def test_a_zone_that_is_a_sum_traces_to_its_districts(base: Warehouse) -> None:
    # There is a district of that name too.
    (value,) = traced(base, "COCA-AREA", "--territory", "zona:Contamana", "--period", "2014")
    found = sources(value)
    assert len(found) > 1
    assert {source[0] for source in found} == {"distrito sumado"}
    assert {source[4] for source in found} == {"2014"}
    assert sum(source[1] for source in found) == float(str(value["value"])) == 20


def test_a_value_from_a_workbook_traces_to_its_sheet(planted: Warehouse) -> None:
    (value,) = traced(planted, "ERAD-YTD", "--period", "2013-02-28")
    (source,) = value["sources"]  # type: ignore[misc]
    assert (source["file"], source["sheet"], source["row"]) == (BULLETIN, "Boletín", 4)
    text = csad("trace", "ERAD-YTD", "--period", "2013-02-28", CSAD_HOME=str(planted.settings.home), COLUMNS="300").stdout
    assert "sheet Boletín, row 4" in text
    assert "3,000.25 ha — PUBLICABLE CON NOTA" in text


def test_homonyms_are_told_apart(base: Warehouse) -> None:
    department = traced(base, "TITULOS-META", "--territory", "departamento:san martin")
    assert [(value["territory_code"], float(str(value["value"]))) for value in department] == [("22", 12200)]


def test_a_withheld_value_is_traced_without_its_number(base: Warehouse) -> None:
    (value,) = traced(base, "COMP-TITULOS")
    assert (value["value"], value["verdict"]) == (None, "NO PUBLICABLE")
    assert "withheld" in csad("trace", "COMP-TITULOS", CSAD_HOME=str(base.settings.home)).stdout


@pytest.mark.parametrize(
    ("arguments", "listed"),
    [
        (["NO-SUCH"], ["no indicator 'NO-SUCH'", "COCA-AREA", "RED-EFECTIVA", "TITULOS-META"]),
        (["COCA-AREA", "--territory", "Atlántida"], ["no such value", "territories: Aguaytía, ", "periods: 2001, 2002"]),
        (["COCA-AREA", "--period", "1900"], ["no such value", "2014"]),
    ],
)
def test_what_cannot_be_traced_is_2_with_a_list_of_what_can(base: Warehouse, arguments: list[str], listed: list[str]) -> None:
    result = csad("trace", *arguments, CSAD_HOME=str(base.settings.home))
    assert result.exit_code == 2
    assert all(text in " ".join(result.stderr.split()) for text in listed), result.stderr
