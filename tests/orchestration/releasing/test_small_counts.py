"""Counts of fewer than five people are in nothing that is released; five, and nobody, are told."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import duckdb
from planted import FEW_PEOPLE
from scenario import Warehouse

RESERVED = ("Dato reservado: menos de 5 personas.", "Suppressed: fewer than 5 people.")


def test_the_figure_is_withheld_and_says_why(troubled: Warehouse) -> None:
    rows = troubled.released(
        """select territory_name, value, verdict, note_es, note_en from control.ctl_released_value
           where indicator_code = 'TITULOS-META' and period = '2013'"""
    )
    told = {row[0]: row[1:] for row in rows}
    value, verdict, note_es, note_en = told["Puno"]
    assert (value, verdict) == (None, "NO PUBLICABLE")
    assert RESERVED[0] in note_es
    assert RESERVED[1] in note_en
    assert {name: float(row[0]) for name, row in told.items() if name != "Puno"} == {"Cusco": 5, "Junín": 0, "Perú": 8}
    assert all("reservado" not in row[2] for name, row in told.items() if name != "Puno")


def test_what_would_tell_it_is_withheld_with_it(troubled: Warehouse) -> None:
    """31,000 soles at 10,333 each are three titles; of the country's cost nobody learns how many Puno has."""
    rows = troubled.released(
        """select territory_name, value, note_es from control.ctl_released_value
           where indicator_code = 'TITULOS-COSTO' and period = '2013'"""
    )
    told = {name: (value, note) for name, value, note in rows}
    assert told["Puno"][0] is None
    assert "permitiría calcular otro de menos de 5 personas" in told["Puno"][1]
    assert float(told["Cusco"][0]) == 10400
    assert told["Perú"][0] is not None


def test_no_mart_source_row_or_fact_gives_it_away(troubled: Warehouse) -> None:
    mart = troubled.released(
        """select titles_target, cost_per_title_plan_den_titles, target_share_num_titles, target_share_pct,
                  cost_per_title_plan_pen
           from marts.mart_titling_progress where plan_year = 2013 and territory_name = 'Puno'"""
    )
    assert mart == [(None,) * 5]
    sources = troubled.released(
        """select distinct _row, source_value from control.ctl_value_source where _file = ? order by all""",
        FEW_PEOPLE,
    )
    assert [(row, None if value is None else float(value)) for row, value in sources] == [(2, None), (3, 5.0), (4, 0.0)]
    query = "select _row, titles_target, budget_pen from {} where _file = '" + FEW_PEOPLE + "' order by _row"
    in_database = troubled.released(query.format("core.fct_titling_plan"))
    parquet = troubled.settings.current.resolve() / "parquet" / "core.fct_titling_plan.parquet"
    in_parquet = duckdb.sql(query.format(f"read_parquet('{parquet}')")).fetchall()
    for rows in (in_database, in_parquet):
        assert [(row, None if n is None else float(n), float(pen)) for row, n, pen in rows] == [
            (2, None, 31000.0),
            (3, 5.0, 52000.0),
            (4, 0.0, 70000.0),
        ]


def test_the_report_and_the_exports_are_as_silent(troubled: Warehouse) -> None:
    release = troubled.settings.current.resolve()
    report = json.loads((release / "report.json").read_text(encoding="utf-8"))
    (indicator,) = (item for item in report["indicators"] if item["indicator_code"] == "TITULOS-META")
    entries = [entry for entry in indicator["entries"] if entry["period"] == "2013" and entry["territory_name"] == "Puno"]
    assert [(entry["value"], entry["verdict"]) for entry in entries] == [(None, "NO PUBLICABLE")]
    assert any(reason["rule_id"] == "RESERVA" and reason["text_es"] == RESERVED[0] for reason in entries[0]["reasons"])
    for text, language in zip(RESERVED, ("es", "en"), strict=True):
        assert text in (release / "report" / language / "indicador" / "TITULOS-META.html").read_text(encoding="utf-8")
    (row,) = _rows(release / "csv" / "mart_titling_progress.csv", territory_name="Puno", plan_year="2013")
    assert (row["titles_target"], RESERVED[0] in row["note_es"]) == ("", True)
    (sdmx,) = release.rglob("indicators.sdmx.csv")
    (row,) = _rows(sdmx, INDICATOR="TITULOS-META", REF_AREA_NAME="Puno", TIME_PERIOD="2013")
    assert (row["OBS_VALUE"], row["OBS_STATUS"]) == ("", "Q")


def _rows(path: Path, **wanted: str) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return [row for row in csv.DictReader(stream) if all(row[name] == value for name, value in wanted.items())]


def test_nothing_is_reserved_while_no_indicator_counts_people(base: Warehouse) -> None:
    assert base.built("select count(*) from intermediate.int_reason__small_count") == [(0,)]
    assert base.released("select count(*) from core.dim_indicator where counts_people") == [(0,)]
