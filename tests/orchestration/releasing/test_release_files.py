"""A release: what its files hold, that they say the same, and that nothing in them can be run or changed."""

from __future__ import annotations

import csv
import json
import stat
from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest
from python_calamine import CalamineWorkbook
from scenario import Warehouse

from orchestration.building.descriptions import ColumnText, TableText, built_texts
from orchestration.loading.warehouse import DUCKDB_CONFIG
from orchestration.releasing.export import SMALL_MART_ROWS
from orchestration.releasing.spanish_views import UnlabelledMart, create_spanish_views

MARTS = (
    "mart_coca_area_series", "mart_coca_area_series_vintages", "mart_eradication_ytd", "mart_eradication_ytd_vintages",
    "mart_effective_reduction", "mart_titling_progress", "mart_commitments", "mart_budget_by_level",
    "mart_dq_indicator_status", "mart_dq_issue", "mart_dq_delivery", "mart_dq_reconciliation", "mart_dq_vintage_change",
    "mart_published_figures",
)  # fmt: skip
PORTABLE = {"BIGINT", "DOUBLE", "DECIMAL(18,2)", "DECIMAL(18,4)", "VARCHAR", "DATE", "TIMESTAMP", "BOOLEAN"}


def folder(base: Warehouse) -> Path:
    return base.settings.current.resolve()


def test_a_release_has_the_folders_of_the_architecture(base: Warehouse) -> None:
    assert {path.name for path in folder(base).iterdir()} >= {
        "csad_marts.duckdb", "parquet", "csv", "xlsx", "datapackage.json", "report", "report.json", "release.json",
        "dcat.jsonld", "indicators.sdmx.csv", "indicators.registry.csv", "iati-results.xml", "data_docs",
    }  # fmt: skip
    assert not list(base.settings.releases.glob(".*"))
    assert {path.stem for path in (folder(base) / "csv").iterdir()} == set(MARTS)
    assert {path.stem for path in (folder(base) / "xlsx").iterdir()} == set(MARTS)


def test_the_report_links_to_the_data_docs_of_the_same_release(base: Warehouse) -> None:
    for language in ("es", "en"):
        page = folder(base) / "report" / language / "index.html"
        assert 'href="../../data_docs/index.html"' in page.read_text(encoding="utf-8")
        assert (page.parent / "../../data_docs/index.html").resolve().exists()
    rules = {result.rule_id for result in base.outcome.results} if base.outcome else set()
    docs = "".join(path.read_text(encoding="utf-8") for path in (folder(base) / "data_docs").glob("**/*.html"))
    assert rules
    assert [rule for rule in sorted(rules) if rule not in docs] == []


def test_current_is_a_relative_symlink_and_says_the_same_in_json(base: Warehouse) -> None:
    target = base.settings.current.readlink()
    assert not target.is_absolute()
    assert json.loads((base.settings.home / "current.json").read_text()) == {
        "release_id": target.name,
        "folder": f"releases/{target.name}",
    }


def test_the_database_is_read_only_and_old_drivers_can_open_it(base: Warehouse) -> None:
    path = folder(base) / "csad_marts.duckdb"
    assert stat.S_IMODE(path.stat().st_mode) == 0o444
    with duckdb.connect() as connection:
        connection.execute(f"attach '{path}' as released (read_only)")
        assert connection.execute("select count(*) from released.marts.mart_commitments").fetchone() == (4,)
        with pytest.raises(duckdb.Error):
            connection.execute("delete from released.marts.mart_commitments")
        ((tags,),) = connection.execute("select tags from duckdb_databases() where database_name = 'released'").fetchall()
        assert dict(tags).get("storage_version", "v1.0.0+").startswith("v1.0.0")


def test_it_holds_core_marts_and_control_and_nothing_of_the_pipeline(base: Warehouse) -> None:
    schemas = {row[0] for row in base.released("select distinct schema_name from duckdb_tables()")}
    assert schemas == {"core", "marts", "control", "main"}
    assert base.released("select table_name from duckdb_tables() where schema_name = 'main'") == [("release",)]
    views = base.released("select schema_name, view_name from duckdb_views() where not internal")
    assert set(views) == {("es", mart) for mart in MARTS}
    tables = {row[0] for row in base.released("select table_name from duckdb_tables() where schema_name = 'marts'")}
    assert tables == set(MARTS)


def test_every_column_of_a_mart_has_a_comment(base: Warehouse) -> None:
    missing = base.released(
        """select table_name || '.' || column_name from duckdb_columns()
           where schema_name = 'marts' and coalesce(trim(comment), '') = '' order by 1"""
    )
    assert missing == []
    assert (
        base.released(
            "select table_name from duckdb_tables() where schema_name = 'marts' and coalesce(comment, '') not like 'One row per%'"
        )
        == []
    )


@pytest.mark.parametrize("mart", MARTS)
def test_the_spanish_view_of_a_mart_shows_its_rows_under_spanish_headings(base: Warehouse, mart: str) -> None:
    text = built_texts(base.settings)[mart]
    shown = base.released("select column_name, comment from duckdb_columns() where schema_name = 'es' and table_name = ?", mart)
    assert shown == [(column.label_es, column.description_es) for column in text.columns.values()]
    assert all(heading and said for heading, said in shown)
    assert base.released(f"select * from es.{mart}") == base.released(f"select * from marts.{mart}")
    comments = base.released("select comment from duckdb_views() where schema_name = 'es' and view_name = ?", mart)
    assert comments == [(text.description_es,)]


def test_the_spanish_view_can_be_read_from_another_database(base: Warehouse) -> None:
    with duckdb.connect() as connection:
        connection.execute("create schema marts; create view marts.mart_commitments as select 'not the release' as name_es")
        connection.execute(f"attach '{folder(base) / 'csad_marts.duckdb'}' as released (read_only)")
        query = 'select "Código del compromiso", "Veredicto" from released.es.mart_commitments order by 1 limit 1'
        assert connection.execute(query).fetchall() == [("COMP-HA-LICITAS", "NO PUBLICABLE")]


def test_a_mart_without_labels_of_its_own_has_no_spanish_view(tmp_path: Path) -> None:
    with duckdb.connect(str(tmp_path / "x.duckdb")) as connection:
        connection.execute("create schema marts; create table marts.mart_x as select 1 as a, 2 as b, 3 as c")
    same, none = ColumnText("Área", "Texto.", "Text.", ""), ColumnText("", "Texto.", "Text.", "")
    text = TableText("T", "T", "Una fila.", "One row.", {"a": same, "b": replace(same, label_es="área"), "c": none})
    with pytest.raises(UnlabelledMart, match=r"mart_x: .* in its YAML: a, b, c"):
        create_spanish_views(tmp_path / "x.duckdb", {"mart_x": text})


def test_every_column_of_core_and_marts_has_a_portable_type(base: Warehouse) -> None:
    found = base.released(
        """select table_name, column_name, data_type from information_schema.columns
           where table_schema in ('core', 'marts') order by all"""
    )
    assert len(found) > 200
    assert [row for row in found if row[2] not in PORTABLE] == []


def test_parquet_holds_the_same_rows_as_the_database(base: Warehouse) -> None:
    path = folder(base) / "csad_marts.duckdb"
    with duckdb.connect(str(path), read_only=True, config=DUCKDB_CONFIG) as connection:
        # The table «release» says which file it stands in, so it is of the file alone.
        tables = connection.execute(
            "select schema_name || '.' || table_name from duckdb_tables() where schema_name <> 'main'"
        ).fetchall()
        assert {f"{name}.parquet" for (name,) in tables} == {file.name for file in (folder(base) / "parquet").iterdir()}
        for (name,) in tables:
            parquet = f"'{folder(base) / 'parquet' / name}.parquet'"
            differing = connection.execute(
                f"select count(*) from ((from {name} except all from {parquet}) "
                f"union all (from {parquet} except all from {name}))"
            ).fetchone()
            assert differing == (0,), name
            types = [connection.execute(f"describe {source}").fetchall() for source in (f"from {name}", f"from {parquet}")]
            assert [row[:2] for row in types[0]] == [row[:2] for row in types[1]], name


def _plain(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (int, float, Decimal)):
        return (
            f"{Decimal(str(value)):f}".rstrip("0").rstrip(".")
            if "." in f"{Decimal(str(value)):f}"
            else f"{Decimal(str(value)):f}"
        )
    return str(value)


@pytest.mark.parametrize("mart", MARTS)
def test_csv_has_a_byte_order_mark_accents_and_the_values_of_the_mart(base: Warehouse, mart: str) -> None:
    path = folder(base) / "csv" / f"{mart}.csv"
    assert path.read_bytes()[:3] == b"\xef\xbb\xbf"
    with path.open(encoding="utf-8-sig", newline="") as stream:
        header, *rows = csv.reader(stream)
    expected = base.released(f"select * from marts.{mart}")
    assert header == [
        row[0]
        for row in base.released(
            "select column_name from duckdb_columns() where schema_name = 'marts' and table_name = ? order by column_index", mart
        )
    ]
    assert [[_plain(cell) for cell in row] for row in expected] == [
        [cell[1:] if cell[:2] in ("'=", "'+", "'-", "'@") else cell for cell in row] for row in rows
    ]
    # Accents survive wherever there is a row: no budget is published yet.
    assert any("ó" in cell or "ú" in cell or "í" in cell for row in rows for cell in row) is (mart != "mart_budget_by_level")


@pytest.mark.parametrize("mart", MARTS)
def test_xlsx_opens_and_equals_the_mart(base: Warehouse, mart: str) -> None:
    workbook = CalamineWorkbook.from_path(str(folder(base) / "xlsx" / f"{mart}.xlsx"))
    assert workbook.sheet_names == [mart[:31], "Diccionario"]
    header, *rows = workbook.get_sheet_by_index(0).to_python(skip_empty_area=False)
    expected = base.released(f"select * from marts.{mart}")
    columns = built_texts(base.settings)[mart].columns
    assert header == [column.label_es for column in columns.values()]
    assert workbook.get_sheet_by_name("Diccionario").to_python()[1:] == [
        [column.label_es, name, column.unit, column.description_es, column.description_en] for name, column in columns.items()
    ]
    assert len(rows) == len(expected)
    for shown, row in zip(rows, expected, strict=True):
        for name, cell, value in zip(header, shown, row, strict=True):
            if value is None:
                assert cell == "", name
            elif isinstance(value, (bool, date)):
                assert cell == value, name
            elif isinstance(value, int) and abs(value) >= 10**15:
                assert cell == str(value), name
            elif isinstance(value, (int, float, Decimal)):
                assert cell == pytest.approx(float(value), abs=1e-9), name
            else:
                assert cell == value, name


def test_the_data_package_lists_every_file_with_its_fields(base: Warehouse) -> None:
    package = json.loads((folder(base) / "datapackage.json").read_text(encoding="utf-8"))
    assert package["version"] == base.settings.current.readlink().name
    assert package["licenses"]
    listed = {resource["path"]: resource for resource in package["resources"]}
    on_disk = {
        path.relative_to(folder(base)).as_posix()
        for kind in ("parquet", "csv", "xlsx")
        for path in (folder(base) / kind).iterdir()
    }
    assert set(listed) == on_disk
    texts = built_texts(base.settings)
    names = [resource["name"] for resource in package["resources"]]
    assert len(names) == len(set(names))
    for path, resource in listed.items():
        table = Path(path).stem.split(".")[-1]
        columns = base.released(
            "select column_name from duckdb_columns() where schema_name <> 'es' and table_name = ? order by column_index", table
        )
        names = [name for (name,) in columns]
        headings = [texts[table].columns[name].label_es for name in names] if path.startswith("xlsx/") else names
        assert [field["name"] for field in resource["schema"]["fields"]] == headings, path
        assert {field["type"] for field in resource["schema"]["fields"]} <= {
            "integer",
            "number",
            "string",
            "date",
            "datetime",
            "boolean",
        }
    marts = [resource for path, resource in listed.items() if path.startswith("csv/")]
    for resource in marts:
        text = texts[Path(resource["path"]).stem]
        assert (resource["title"], resource["description"]) == (text.title_es, f"{text.description_es} / {text.description_en}")
        assert [(field["title"], field["description"]) for field in resource["schema"]["fields"]] == [
            (column.label_es, f"{column.description_es} / {column.description_en}") for column in text.columns.values()
        ]
    assert [field["name"] for resource in marts for field in resource["schema"]["fields"] if not field["description"]] == []


def test_the_manifest_counts_rows_and_verdicts(base: Warehouse) -> None:
    manifest = json.loads((folder(base) / "release.json").read_text(encoding="utf-8"))
    assert base.outcome is not None
    assert (manifest["release_id"], manifest["run_id"], manifest["as_of"]) == (folder(base).name, base.outcome.run_id, None)
    assert manifest["tables"] == {
        name: base.released(f"select count(*) from {name}")[0][0]
        for (name,) in base.released(
            "select schema_name || '.' || table_name from duckdb_tables() where schema_name <> 'main' order by 1"
        )
    }
    payload = json.loads((folder(base) / "report.json").read_text(encoding="utf-8"))
    assert manifest["verdicts"] == payload["summary"]["verdicts"]
    assert {word: n for word, n in manifest["verdicts"].items() if n} == Counter(
        entry["verdict"] for item in payload["indicators"] for entry in item["entries"]
    )
    assert set(manifest["verdicts"]) >= {
        word for (word,) in base.released("select distinct verdict from control.ctl_indicator_verdict")
    }
    assert SMALL_MART_ROWS == 100_000


def test_the_report_is_in_both_languages_and_asks_nobody_for_anything(base: Warehouse) -> None:
    for language, words in (("es", "Cifras publicadas"), ("en", "Published figures")):
        page = (folder(base) / "report" / language / "index.html").read_text(encoding="utf-8")
        assert f'<html lang="{language}' in page
        assert words in page
        assert "<svg" in page
        for request in ('src="http', "url(http", "<script src", '<link rel="stylesheet" href="http', "@import"):
            assert request not in page
    assert (folder(base) / "report.json").read_bytes() == (folder(base) / "report" / "report.json").read_bytes()
