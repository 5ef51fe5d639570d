"""A stranger adds a subject by the checklist of CONTRIBUTING: a dataset, a fact, an indicator and a mart, in ten files.

The files of the toy subject lie in ``toy/``, laid out as in the project. No file of another subject is edited: what the
hubs gather is found from the files by ``make staging``.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest
from completeness import contracts, missing_pieces
from scenario import Warehouse

from orchestration.settings import PROJECT_ROOT
from orchestration.upkeep.staging_files import staging_files

TOY = Path(__file__).parent / "toy"
LANDING = TOY / "landing"
FILES = sorted(path.relative_to(TOY) for path in TOY.rglob("*") if path.is_file() and LANDING not in path.parents)
# What the sentence about a missing file names, where the name of the file is the stranger's to choose.
NAMED = {
    "fct_title_registration.sql": "dbt_project/models/core/fct_",
    "2026-11-27__titulos-inscritos.yml": "sources/reference/registry/indicators/<day>__titulos-inscritos.yml",
}
_IGNORED = shutil.ignore_patterns("target", "logs", "__pycache__", "published", ".user.yml")
_COMMAND = "from orchestration.commands.cli import main; main()"
_UNIT_TEST = """
import sys
from orchestration.building.dbt_build import run_dbt
from orchestration.settings import Settings
outcome = run_dbt(Settings(), "test", ("--select", "mart_title_registration,test_type:unit"))
sys.exit(outcome.error or [(node.unique_id, node.message) for node in outcome.nodes if node.status != "pass"] or not outcome.nodes)
"""


def make_staging(root: Path) -> None:
    """What ``make staging`` does, in a copy of the project."""
    for path, text in staging_files(root / "dbt_project", contracts(root)).items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project with the toy subject in it."""
    root = tmp_path_factory.mktemp("addition")
    for room in ("sources", "dbt_project", "expectations", "orchestration", "reports"):
        shutil.copytree(PROJECT_ROOT / room, root / room, ignore=_IGNORED)
    for file in FILES:
        assert not (root / file).exists(), f"{file} would edit a file of another subject"
        (root / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(TOY / file, root / file)
    make_staging(root)
    return root


def test_nothing_is_forgotten_in_the_project() -> None:
    assert missing_pieces(PROJECT_ROOT) == []


def test_a_subject_is_at_most_ten_files_and_350_lines() -> None:
    assert len(FILES) <= 10
    assert sum(len((TOY / file).read_text(encoding="utf-8").splitlines()) for file in FILES) <= 350


def test_nothing_is_missing_when_every_step_of_the_checklist_was_taken(project: Path) -> None:
    assert missing_pieces(project) == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_missing_step_is_said_with_the_file_to_write(project: Path, file: Path) -> None:
    forgotten = project / file
    text = forgotten.read_text(encoding="utf-8")
    forgotten.unlink()
    try:
        make_staging(project)
        said = missing_pieces(project)
    finally:
        forgotten.write_text(text, encoding="utf-8")
        make_staging(project)
    wanted = NAMED.get(file.name, file.as_posix())
    assert [sentence for sentence in said if wanted in sentence], said


def test_a_registry_that_nobody_wrote_anew_is_said(project: Path) -> None:
    registry = project / "dbt_project" / "macros" / "registry.sql"
    text = registry.read_text(encoding="utf-8")
    registry.write_text(text.replace("registration", "inscription"), encoding="utf-8")
    try:
        said = missing_pieces(project)
    finally:
        registry.write_text(text, encoding="utf-8")
    assert [sentence for sentence in said if "registry.sql" in sentence and "make staging" in sentence], said


@dataclass(frozen=True)
class Run:
    """What ``csad run`` printed and released in the copy of the project."""

    summary: dict[str, object]
    database: Path

    def released(self, query: str) -> list[tuple[object, ...]]:
        with duckdb.connect(str(self.database.resolve()), read_only=True) as connection:
            return connection.execute(query).fetchall()


@pytest.fixture(scope="module")
def run(project: Path) -> Run:
    """The release of the copy on the published extracts and 5,000 titles of an unknown region beside 8,000 of known ones."""
    shutil.copytree(PROJECT_ROOT / "sources" / "published", project / "sources" / "published")
    shutil.copytree(LANDING, project / "sources" / "published", dirs_exist_ok=True)
    done = in_project(project, _COMMAND, "run", "--json")
    assert done.returncode == 0, done.stdout + done.stderr
    return Run(json.loads(done.stdout), project / "var" / "home" / "current" / "csad_marts.duckdb")


def in_project(project: Path, code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("CSAD_")}
    return subprocess.run(  # noqa: S603  # our own interpreter
        [sys.executable, "-c", code, *arguments],
        cwd=project,
        env={**environment, "PYTHONPATH": str(project)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_refused_titles_withhold_the_total_that_they_would_change(run: Run) -> None:
    query = """select territory_level, titles_registered, verdict from marts.mart_title_registration
               where period = '2015' order by all"""
    withheld = (None, "NO PUBLICABLE")
    assert run.released(query) == [("departamento", *withheld), ("departamento", *withheld), ("pais", *withheld)]
    effect = """select total_published, impact_abs, rows_quarantined from control.ctl_quarantine_effect
                where indicator_code = 'TITULOS-INSCRITOS' and territory_level = 'pais'"""
    assert [tuple(map(int, row)) for row in run.released(effect)] == [(8000, 5000, 1)]  # type: ignore[call-overload]


def test_each_value_of_the_new_subject_is_traced_to_its_row(run: Run) -> None:
    query = """select source_value, _row from control.ctl_value_source
               where indicator_code = 'TITULOS-INSCRITOS' and territory_level = 'pais' order by all"""
    assert [(int(value), row) for value, row in run.released(query)] == [(3900, 3), (4100, 2)]  # type: ignore[call-overload]


def test_no_value_of_another_indicator_moves(run: Run, base: Warehouse) -> None:
    query = """select * from control.ctl_released_value where indicator_code <> 'TITULOS-INSCRITOS' order by all"""
    assert run.released(query) == base.released(query)


def test_the_unit_test_of_the_new_mart_passes(project: Path, run: Run) -> None:
    done = in_project(project, _UNIT_TEST)
    assert done.returncode == 0, done.stderr
