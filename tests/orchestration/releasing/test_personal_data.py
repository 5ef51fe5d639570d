"""Personal data: what a contract declares personal is loaded, and nothing that leaves the build database shows it."""

from __future__ import annotations

import csv
import shutil
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest
import yaml
from budget_lines import line, text
from scenario import Warehouse, cited, put, put_workbook

from expectations.rule import load_rules
from orchestration.building.dbt_build import DbtNode, DbtResult
from orchestration.building.descriptions import ColumnText, TableText
from orchestration.building.rules import project_rules
from orchestration.loading.load import load_landing
from orchestration.loading.warehouse import DUCKDB_CONFIG, create_raw_schema, open_warehouse
from orchestration.settings import PROJECT_ROOT
from orchestration.stages.gate import refusals_of_build, refusals_of_columns
from orchestration.upkeep import staging_files
from orchestration.work_lists.observed_lines import observed_lines
from sources import contract as contracts
from sources.breach import ContractBreach
from sources.contract import MASK, all_contracts
from sources.landing import LandingFile
from sources.readers import read_extract

PLAN = "pirdais/titling_plan/2014-11-10__personas.csv"
FIGURES = "pirdais/budget_figures/2014-11-10__personas.xlsx"
BUDGET = "pirdais/budget_execution/2025-11-10__personas.csv"
DNI = ("40918271", "40918272", "40918273", "40918274", "40918275")
BORN = ("31/02/1971", "04/05/1972", "1972-05-04")
PEOPLE = ("JUANA QUISPE", "ROSA HUAMÁN")
AMOUNTS = ("-77123490081", "3 familias x")
SECRETS = (*DNI, *BORN, *PEOPLE, *AMOUNTS, "77123490081", "firma del registrador")


def _personal(name: str, kind: str, **more: object) -> dict[str, Any]:
    """A property of a contract that holds personal data."""
    return {
        "name": name, "businessName": name, "description": name, "logicalType": kind, "physicalType": "varchar",
        "classification": "personal", "synonyms": [{"synonym": name, "locale": "es"}],
        "customProperties": [{"property": "labelEn", "value": name}], **more,
    }  # fmt: skip


def _declare(folder: Path) -> None:
    """The contracts as they stand, but for a plan with people in it, a measure and a name that are personal."""
    for path in (PROJECT_ROOT / "sources").glob("*/*.contract.yml"):
        target = folder / path.relative_to(PROJECT_ROOT / "sources")
        target.parent.mkdir(parents=True, exist_ok=True)
        document = yaml.safe_load(path.read_text(encoding="utf-8"))
        properties = document["schema"][0]["properties"]
        if document["id"] == "pirdais/titling_plan":
            properties += [_personal("dni", "string", primaryKey=True, primaryKeyPosition=2), _personal("nacimiento", "date")]
            layout = next(item for item in document["customProperties"] if item["property"] == "layout")
            layout["value"]["ignored_columns"] = ["apunte"]
        for item in properties:
            if (document["id"], item["name"]) in (
                ("pirdais/budget_figures", "amount"),
                ("pirdais/budget_execution", "meta_nombre"),
            ):
                item["classification"] = "personal"
        target.write_text(yaml.safe_dump(document, allow_unicode=True, sort_keys=False), encoding="utf-8")


def _plant(landing: Path) -> None:
    put(
        landing,
        PLAN,
        "Lo escribió la firma del registrador,,,,,\n"
        "Región,Presupuesto,Meta,dni,nacimiento,Apunte\n"
        f"Puno,10,5,{DNI[0]},{BORN[0]},firma del registrador\n"
        f"Cusco,20,muchos,{DNI[1]},{BORN[1]},{PEOPLE[0]}\n"
        f"Junín,30,6,{DNI[2]},{BORN[1]},\n"
        f"Huánuco,40,7,{MASK},{BORN[1]},\n"
        f"Pasco,50,8,{DNI[3]},{BORN[1]},\n"
        f"Pasco,50,8,{DNI[3]},{BORN[1]},\n",
        cited("personas", plan_year=2014),
    )
    header = ["año", "alcance", "nivel_gobierno", "ámbito", "producto_actividad", "etapa", "monto", "moneda"]
    row = [2014, "PP0072", "GL", "Puno", "cacao", "transferido"]
    figures = [header, [*row, int(AMOUNTS[0]), "PEN"], [*row[:-1], "ejecutado", AMOUNTS[1], "PEN"]]
    put_workbook(landing, FIGURES, {"Hoja 1": figures}, sidecar=cited("personas"))
    lines = [
        line(META_NOMBRE=PEOPLE[0]),
        line(META_NOMBRE=PEOPLE[1], MES_EJE="2", MONTO_DEVENGADO="doce"),
        line(META_NOMBRE=PEOPLE[1], MES_EJE="3"),
    ]
    broken = text(lines).splitlines()
    put(landing, BUDGET, "\r\n".join([*broken, f'"2025","{PEOPLE[1]}","{DNI[4]}"', ""]), cited("personas"))


@pytest.fixture(scope="module")
def people(scenario: Callable[..., Warehouse], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Warehouse]:
    """A project whose contracts declare personal data, after a run on files with refused rows of every kind."""
    project = tmp_path_factory.mktemp("project")
    shutil.copytree(PROJECT_ROOT / "dbt_project", project / "dbt", ignore=shutil.ignore_patterns("target", "logs"))
    _declare(project / "sources")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(contracts, "SOURCES_ROOT", project / "sources")
        all_contracts.cache_clear()
        try:
            staging_files.main(project / "dbt")
            warehouse = scenario("people", dbt_project=project / "dbt")
            _plant(warehouse.settings.landing)
            outcome = warehouse.run()
            assert outcome.released, outcome.refusals
            yield warehouse
        finally:
            all_contracts.cache_clear()


def everything_said(folder: Path) -> dict[str, str]:
    """All that a release says, by file: texts as they are, books and tables opened, since theirs are compressed."""
    said: dict[str, str] = {}
    for path in (path for path in folder.rglob("*") if path.is_file()):
        name = path.relative_to(folder).as_posix()
        if path.suffix == ".xlsx":
            with zipfile.ZipFile(path) as book:
                said[name] = "\n".join(book.read(member).decode("utf-8") for member in book.namelist())
        elif path.suffix == ".duckdb":
            with duckdb.connect(str(path), read_only=True, config=DUCKDB_CONFIG) as connection:
                tables = connection.execute("select schema_name || '.' || table_name from duckdb_tables()").fetchall()
                for (table,) in tables:
                    said[f"{name}:{table}"] = str(connection.execute(f"select * from {table}").fetchall())
        elif path.suffix == ".parquet":
            said[name] = str(duckdb.sql(f"select * from read_parquet('{path}')").fetchall())
        else:
            said[name] = path.read_text(encoding="utf-8")
    return said


def test_the_build_database_holds_what_came(people: Warehouse) -> None:
    rows = people.built("select _row, dni from raw.pirdais__titling_plan where _file = ? order by _row", PLAN)
    assert rows == [(3, DNI[0]), (4, DNI[1]), (5, DNI[2]), (6, MASK), (7, DNI[3]), (8, DNI[3])]


def test_nothing_of_a_release_says_a_personal_value(people: Warehouse) -> None:
    said = everything_said(people.settings.current.resolve())
    assert {"report.json", "report/es/index.html", "data_docs/index.html", "csad_marts.duckdb:control.ctl_issue"} <= said.keys()
    assert [(name, secret) for name, texts in said.items() for secret in SECRETS if secret in texts] == []


def test_the_row_and_the_reason_of_every_refused_row_are_told(people: Warehouse) -> None:
    rows = people.released(
        """select _row, received_value, reason_es, reason_en, measure_value, row_key
           from control.ctl_quarantine where _file = ? order by _row""",
        PLAN,
    )
    assert [row[:3] for row in rows] == [
        (3, MASK, f"«{MASK}» no es una fecha (columna «nacimiento»)."),
        (4, "muchos", "«muchos» no es un número (columna «Meta (títulos)»)."),
        (6, MASK, "El dato está tapado, como en la lista de correcciones: escriba el original (columna «dni»)."),
        (8, "Pasco", "La fila repite otra anterior del mismo archivo."),
    ]
    assert [wanted in row[3] for row, wanted in zip(rows, (MASK, "muchos", "The value is masked", "repeats"), strict=True)] == [
        True
    ] * 4
    # Whom a row is about is told by its number; what it counts is no secret here.
    assert [(float(row[4]) if row[4] is not None else None, row[5]) for row in rows] == [
        (5.0, "Puno|3"),
        (None, "Cusco|4"),
        (7.0, "Huánuco|6"),
        (8.0, "Pasco|8"),
    ]


def test_a_personal_measure_is_not_told_either(people: Warehouse) -> None:
    rows = people.released(
        "select _row, received_value, reason_es, measure_value from control.ctl_quarantine where _file = ? order by _row", FIGURES
    )
    assert rows == [
        (2, MASK, f"«{MASK}» es negativo y no puede serlo (columna «Monto»).", None),
        (3, MASK, f"«{MASK}» no es un número (columna «Monto»).", None),
    ]


def test_of_a_line_that_cannot_be_split_only_the_number_is_told(people: Warehouse) -> None:
    assert people.built("select line_text from raw.unreadable_line where _file = ?", BUDGET)[0][0].count(DNI[4]) == 1
    rows = people.released(
        "select _row, received_value from control.ctl_quarantine where _file = ? and column_label = 'Línea'", BUDGET
    )
    assert rows == [(5, MASK)]


def _listed(people: Warehouse, stem: str) -> tuple[Path, list[list[str]]]:
    (path,) = (people.settings.current.resolve() / "report").rglob(f"{stem}__solo-observadas.csv")
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return path, list(csv.reader(stream))


def test_the_work_list_names_the_rows_and_masks_what_is_personal_or_unknown(people: Warehouse) -> None:
    _, rows = _listed(people, "titling_plan/2014-11-10__personas")
    assert rows[0][:6] == ["Región", "Presupuesto", "Meta", "dni", "nacimiento", "Apunte"]
    assert [row[:6] for row in rows[1:]] == [
        ["Puno", "10", "5", MASK, MASK, MASK],
        ["Cusco", "20", "muchos", MASK, MASK, MASK],
        ["Huánuco", "40", "7", MASK, MASK, ""],
        ["Pasco", "50", "8", MASK, MASK, ""],
    ]
    assert [row[6].split(":")[0] for row in rows[1:]] == ["Fila 3", "Fila 4", "Fila 6", "Fila 8"]
    _, figures = _listed(people, "budget_figures/2014-11-10__personas")
    assert [row[6] for row in figures[1:]] == [MASK, MASK]


def test_the_lines_of_a_large_file_are_masked_and_one_that_cannot_be_split_wholly(people: Warehouse) -> None:
    made, rows = _listed(people, "budget_execution/2025-11-10__personas")
    names = rows[0].index("META_NOMBRE")
    assert [(row[0], row[names], row[-1].split(":")[0]) for row in rows[1:]] == [("2025", MASK, "Fila 3")]
    file = LandingFile(people.settings.landing / BUDGET, BUDGET, "pirdais", "budget_execution")
    broken = observed_lines(file, {5: "No se puede separar."})
    assert broken and [cell for cell in broken.rows[1] if cell] == [MASK, "Fila 5: No se puede separar."]
    assert made.with_suffix(".xlsx").exists()


def test_a_list_that_comes_back_does_not_replace_the_file(people: Warehouse, tmp_path: Path) -> None:
    made, _ = _listed(people, "titling_plan/2014-11-10__personas")
    for name in (made.name, "2014-11-10__personas.csv"):
        path = tmp_path / name
        shutil.copyfile(made, path)
        with pytest.raises(ContractBreach, match="holds the observed rows only"):
            file = LandingFile(path, f"pirdais/titling_plan/{name}", "pirdais", "titling_plan")
            file.identity()
            read_extract(file)


def test_a_large_book_is_masked_too(people: Warehouse, tmp_path: Path) -> None:
    name = "pirdais/titling_plan/2014__libro.xlsx"
    path = put_workbook(
        tmp_path, name, {"Hoja": [["Región", "Presupuesto", "Meta", "dni", "nacimiento"], ["Puno", 10, "x", DNI[0], BORN[1]]]}
    )
    made = observed_lines(LandingFile(path, name, "pirdais", "titling_plan"), {2: "No es un número."})
    assert made and made.rows[1] == ["Puno", "10", "x", MASK, MASK, "Fila 2: No es un número."]


def test_a_rule_may_not_read_a_personal_column(people: Warehouse, tmp_path: Path) -> None:
    assert all(rule.masks["dni"] == MASK for rule in project_rules(people.settings.rules))
    entry = {
        "id": "T1", "severity": "mayor", "dimension": "validez", "owner": "us", "relation": "staging.stg_pirdais__titling_plan",
        "title_es": "t", "title_en": "t", "message_es": "m", "message_en": "m", "query": "select DNI as value from {batch}",
    }  # fmt: skip
    document = {"owners": {"us": {"owner_es": "Nosotros", "owner_en": "Us"}}, "rules": [entry]}
    (tmp_path / "x.yml").write_text(yaml.safe_dump(document), encoding="utf-8")
    with pytest.raises(ValueError, match=r"rule T1: .* personal data: dni"):
        load_rules(tmp_path, [], {"dni": MASK})


def test_a_released_table_with_a_personal_column_stops_the_release(people: Warehouse, tmp_path: Path) -> None:
    with open_warehouse(tmp_path / "build.duckdb") as connection:
        connection.execute("create schema core; create schema staging; create schema intermediate")
        connection.execute("create table core.fct_family (district varchar, DNI varchar)")
        connection.execute("create table staging.stg_family (dni varchar); create table intermediate.int_family (dni varchar)")
        assert [refusal.rule_id for refusal in refusals_of_columns(connection, {})] == ["core.fct_family.DNI"]


def test_a_spanish_label_may_not_name_a_personal_column(people: Warehouse, tmp_path: Path) -> None:
    """The view es.mart_family would call the column «DNI», whatever its name in the mart."""
    document = ColumnText("DNI", "Documento.", "Document.", "")
    texts = {"mart_family": TableText("", "", "", "", {"document": document})}
    with open_warehouse(tmp_path / "build.duckdb") as connection:
        connection.execute("create schema marts")
        connection.execute("create table marts.mart_family (district varchar, document varchar)")
        assert [refusal.rule_id for refusal in refusals_of_columns(connection, texts)] == ["marts.mart_family.document"]
        assert refusals_of_columns(connection, {}) == []


def test_the_words_of_an_engine_are_not_repeated_where_they_may_quote_a_person(people: Warehouse) -> None:
    words = f"Conversion Error: Could not convert string '{DNI[0]}' to INT32"
    (refusal,) = refusals_of_build(DbtResult([DbtNode("model.csad_warehouse.int_family", "error", 0.1, words)]))
    assert "«int_family»" in refusal.text_es
    assert DNI[0] not in refusal.text_es + refusal.text_en
    failed = DbtNode("test.csad_warehouse.unique_x", "fail", 0.1, "Got 3 results, configured to fail if != 0")
    assert "Got 3 results" in refusals_of_build(DbtResult([failed]))[0].text_es


def test_a_refused_file_is_not_quoted(people: Warehouse, tmp_path: Path) -> None:
    """A header that is missing is named by the contract, not by the cells that stand in its place."""
    put(tmp_path, PLAN, f"Puno,10,5,{DNI[0]},{BORN[1]}\nCusco,20,6,{DNI[1]},{BORN[1]}\n", cited("personas", plan_year=2014))
    settings = people.settings.model_copy(update={"landing": tmp_path, "home": tmp_path / "home"})
    with open_warehouse(settings.build_database) as connection:
        create_raw_schema(connection)
        load_landing(connection, settings)
        ((es, en),) = connection.execute("select reason_es, reason_en from raw.delivery where status = 'refused'").fetchall()
    assert "Falta la columna" in es
    assert [secret for secret in SECRETS if secret in es + en] == []
