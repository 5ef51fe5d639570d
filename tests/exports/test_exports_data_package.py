"""``datapackage.json`` and the files it describes, judged by Frictionless, the reference validator of Data Packages.

It reads every CSV and every workbook against the declared types. Parquet it reads only with a second Parquet library, which is
not worth its weight here: DuckDB reads those files, and their columns, types and number of rows are compared with the package.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from frictionless import Package

READ_BY_FRICTIONLESS = {"csv", "xlsx"}
DUCKDB_TYPES = {
    "BIGINT": "integer", "INTEGER": "integer", "DOUBLE": "number", "VARCHAR": "string", "DATE": "date", "TIMESTAMP": "datetime",
    "BOOLEAN": "boolean", "DECIMAL": "number",
}  # fmt: skip


def errors(folder: Path) -> list[tuple[str, str, str]]:
    """File, kind and text of each error; the metadata of all resources, the rows of CSV and XLSX."""
    package = Package(str(folder / "datapackage.json"))
    package.resources = [resource for resource in package.resources if resource.format in READ_BY_FRICTIONLESS]
    assert len(package.resources) >= 2
    report = package.validate()
    found = [("datapackage.json", error.type, error.message) for error in report.errors]
    return found + [(str(task.place), error.type, error.message) for task in report.tasks for error in task.errors]


def test_frictionless_finds_no_error(release: Path) -> None:
    assert Package.validate_descriptor(str(release / "datapackage.json")).valid
    assert errors(release) == []


def test_every_file_of_the_release_is_described_once(release: Path) -> None:
    paths = [str(resource.path) for resource in Package(str(release / "datapackage.json")).resources]
    there = [path.relative_to(release).as_posix() for kind in ("csv", "parquet", "xlsx") for path in (release / kind).iterdir()]
    assert sorted(paths) == sorted(there)


@pytest.mark.parametrize(
    ("name", "old", "new", "kind"),
    [
        ("csv/mart_coca_area_series.csv", ",2014,", ",2014,2014,", "extra-cell"),
        ("csv/mart_coca_area_series.csv", "indicator_code", "codigo", "incorrect-label"),
        ("csv/mart_coca_area_series.csv", ",2014,", ",dos mil,", "type-error"),
        ("datapackage.json", '"profile": "tabular-data-resource"', '"profile": 7', "resource-error"),
        ("datapackage.json", '"path": "csv/mart_commitments.csv"', '"path": "csv/nothing.csv"', "scheme-error"),
    ],
)
def test_a_fault_is_found(broken: Callable[[str, str, str], Path], name: str, old: str, new: str, kind: str) -> None:
    folder = broken(name, old, new)
    try:
        found = {error for _, error, _ in errors(folder)}
    except Exception as error:  # Frictionless refuses some packages outright.
        found = {getattr(getattr(error, "error", None), "type", ""), *(each.type for each in getattr(error, "reasons", []))}
    assert kind in found


def differences(folder: Path) -> list[tuple[str, object, object]]:
    """Parquet files whose columns, types or rows are not those that the package declares."""
    found: list[tuple[str, object, object]] = []
    rows = json.loads((folder / "release.json").read_text(encoding="utf-8"))["tables"]
    for resource in json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))["resources"]:
        if resource["format"] != "parquet":
            continue
        relation = duckdb.read_parquet(str(folder / resource["path"]))
        declared = [(field["name"], field["type"]) for field in resource["schema"]["fields"]]
        actual = [
            (name, DUCKDB_TYPES[str(kind).split("(")[0]]) for name, kind in zip(relation.columns, relation.types, strict=True)
        ]
        if declared != actual:
            found.append((resource["path"], declared, actual))
        name = Path(resource["path"]).stem
        if len(relation) != rows[name]:
            found.append((resource["path"], rows[name], len(relation)))
    return found


def test_parquet_holds_what_is_declared(release: Path) -> None:
    assert differences(release) == []


def test_a_wrong_type_of_parquet_is_found(broken: Callable[[str, str, str], Path]) -> None:
    ((path, _, _),) = differences(broken("datapackage.json", '"type": "integer"', '"type": "string"'))
    assert path.startswith("parquet/")
