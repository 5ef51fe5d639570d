"""A release folder small enough to know every value in it: what the metadata modules read, and nothing else."""

from __future__ import annotations

from pathlib import Path

import duckdb

from orchestration.building.descriptions import TableText
from reports.spreadsheet import write_csv, write_xlsx

TEXTS = {
    "mart_coca_area_series": TableText(
        "Superficie con coca", "Coca area", "Una fila por año.", "One row per territory and year.", {}
    ),
    "mart_eradication_ytd": TableText("Erradicación", "Eradication", "Una fila por corte.", "One row per cut-off.", {}),
    "mart_commitments": TableText("Compromisos", "Commitments", "Una fila por compromiso.", "One row per commitment.", {}),
}
HOSTILE = "=1+1 <b>&\x01\u202e"
_TABLES = """
    create schema core; create schema marts; create schema control;
    create table core.dim_indicator (indicator_code varchar, version varchar, name_es varchar, name_en varchar,
        definition_es varchar, definition_en varchar, formula_es varchar, formula_en varchar, unit varchar, measure_type varchar,
        direction varchar, results_level varchar, frequency_es varchar, frequency_en varchar, source_es varchar,
        source_en varchar, owner_es varchar, owner_en varchar, rounding_decimals bigint, known_limitations_es varchar,
        known_limitations_en varchar);
    create table control.ctl_released_value (indicator_code varchar, territory_level varchar, territory_code varchar,
        territory_name varchar, period varchar, cutoff_date date, value decimal(18, 4), vintage_id varchar, evidence varchar,
        verdict varchar, note_es varchar, note_en varchar);
    create table control.ctl_verdict_reason (indicator_code varchar, territory_level varchar, territory_code varchar,
        period varchar, cutoff_date date, rule_id varchar);
    create table control.ctl_value_source (indicator_code varchar, territory_level varchar, territory_code varchar,
        period varchar, cutoff_date date, role varchar);
    create table marts.mart_coca_area_series (indicator_code varchar, territory_level varchar, territory_code varchar,
        year bigint, cutoff_date date, area_ha decimal(18, 4), vintage_id varchar, obs_status varchar);
    create table marts.mart_eradication_ytd (indicator_code varchar, territory_level varchar, territory_code varchar,
        year bigint, cutoff_date date, vintage_id varchar, obs_status varchar);
    create table marts.mart_commitments (indicator_code varchar, operator varchar, threshold decimal(18, 4), from_year bigint,
        to_year bigint, cutoff_date date, vintage_id varchar);
    comment on table marts.mart_coca_area_series is 'One row per territory and year.';
    comment on table marts.mart_eradication_ytd is 'One row per territory and cut-off.';
    comment on table marts.mart_commitments is 'One row per commitment.';
"""
_INDICATORS = (
    ("COCA-AREA", "Superficie", "Area", "ha", "stock", "down", "resultado_final", 0),
    ("ERAD-YTD", "Erradicado", "Eradicated", "ha", "flow_ytd", "up", "intervencion", 0),
    ("RED-EFECTIVA", "Reducción", "Reduction", "%", "ratio", "up", "resultado_final", 1),
    ("COMP-KM", "Caminos", "Roads", "km", "flow_increment", "up", "resultado", 0),
    ("TITULOS-COSTO", "Costo", "Cost", "S/ por título", "ratio", "none", "intervencion", 2),
)
# indicator, level, code, period, cut-off, value, evidence, verdict, note in Spanish
_VALUES = (
    ("COCA-AREA", "pais", "00", "2014", "2014-12-31", "42900", "cited", "PUBLICABLE", ""),
    ("COCA-AREA", "pais", "00", "2013", "2013-12-31", "49800", "unverified", "PUBLICABLE CON NOTA", HOSTILE),
    ("COCA-AREA", "pais", "00", "2012", "2012-12-31", None, "cited", "NO PUBLICABLE", "Retenida."),
    ("COCA-AREA", "zona", "-1", "2014", "2014-12-31", None, "cited", "PUBLICABLE", ""),
    ("COCA-AREA", "zona", "LEJOS", "2014", "2014-12-31", None, "cited", "PUBLICABLE", ""),
    ("ERAD-YTD", "pais", "00", "2015", "2015-11-02", "31379.25", "cited", "PUBLICABLE", ""),
    ("ERAD-YTD", "pais", "00", "2015", "2015-12-31", "35868", "cited", "PUBLICABLE", ""),
    ("RED-EFECTIVA", "pais", "00", "ER-2011 (2011-2014)", "2014-12-31", "31.36", "derived", "PUBLICABLE CON NOTA", "Derivada."),
    ("RED-EFECTIVA", "pais", "00", "ER-RATIO (2011-2014)", "2014-12-31", "-0.5", "synthetic", "PUBLICABLE CON NOTA", "Demo."),
    ("COMP-KM", "pais", "00", "2012-2016", "2016-12-31", None, "cited", "NO PUBLICABLE", "No hay dato."),
    ("TITULOS-COSTO", "pais", "00", "2015", "2015-12-31", "746.6301", "cited", "PUBLICABLE", "Es un plan."),
)


def write_small_release(folder: Path) -> Path:
    """``csad_marts.duckdb`` with three marts and their files, as ``export_files`` leaves them; one mart has no CSV."""
    with duckdb.connect(str(folder / "csad_marts.duckdb")) as connection:
        connection.execute(_TABLES)
        for code, es, en, unit, kind, direction, level, decimals in _INDICATORS:
            texts = [f"{what} {code} {lang}" for what in ("F", "Q", "S", "O") for lang in ("es", "en")]
            row = [code, "1", es, en, f"Def {code}", f"Def {code} en", *texts[:2], unit, kind, direction, level, *texts[2:]]
            row += [decimals, f"=Límite {code}", f"Limit {code}"]
            connection.execute(f"insert into core.dim_indicator values ({', '.join('?' * len(row))})", row)
        for code, level, area, period, cutoff, value, evidence, verdict, note in _VALUES:
            edition = f"unodc/{code.lower()}@2015__a"
            row = [code, level, area, "Perú", period, cutoff, value, edition, evidence, verdict, note, note]
            connection.execute(f"insert into control.ctl_released_value values ({', '.join('?' * len(row))})", row)
        connection.execute(
            """insert into control.ctl_verdict_reason values
                   ('COMP-KM', 'pais', '00', '2012-2016', '2016-12-31', 'SIN-DATO'),
                   ('COCA-AREA', 'pais', '00', '2012', '2012-12-31', 'G7')"""
        )
        connection.execute(
            """insert into control.ctl_value_source values
                   ('TITULOS-COSTO', 'pais', '00', '2015', '2015-12-31', 'plan'),
                   ('COCA-AREA', 'pais', '00', '2014', '2014-12-31', 'valor')"""
        )
        connection.execute(
            """insert into marts.mart_coca_area_series values
                   ('COCA-AREA', 'pais', '00', 2014, '2014-12-31', 42900, 'unodc/area@2015__b · unodc/area@2014__a', 'A'),
                   ('COCA-AREA', 'pais', '00', 2012, '2012-12-31', null, 'unodc/area@2014__a', 'A'),
                   ('COCA-AREA', 'zona', 'LEJOS', 2014, '2014-12-31', null, null, 'M')"""
        )
        connection.execute(
            "insert into marts.mart_eradication_ytd values ('ERAD-YTD', 'pais', '00', 2015, '2015-11-02', 'corah/x@2015__c', 'P')"
        )
        connection.execute(
            "insert into marts.mart_commitments values ('COMP-KM', '>', 1100, 2012, 2016, '2016-12-31', 'registry/t@2015__d')"
        )
        _write_files(connection, folder)
    return folder


def _write_files(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    for kind in ("csv", "parquet", "xlsx"):
        (folder / kind).mkdir()
    for mart in ("mart_coca_area_series", "mart_eradication_ytd", "mart_commitments"):
        connection.execute(f"copy marts.{mart} to '{folder}/parquet/marts.{mart}.parquet' (format parquet)")
        if mart != "mart_eradication_ytd":
            write_csv(folder / f"csv/{mart}.csv", ["x"], [["y"]])
            write_xlsx(folder / f"xlsx/{mart}.xlsx", mart, ["x"], [["y"]])
