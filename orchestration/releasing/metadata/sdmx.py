"""Indicator values as SDMX-CSV 2.0, and the indicator registry with the columns of an SDMX code list.

Both are written like the other CSV files of a release (no text that could run as a formula). The code list is UTF-8 with BOM, as
Excel wants it; the values are without, because readers of SDMX take a BOM for a part of the first column's name.
"""

from __future__ import annotations

import codecs
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb

from orchestration.releasing.metadata.observation_status import status_of_value, status_without_value
from orchestration.releasing.metadata.period import read_period
from orchestration.releasing.metadata.release_text import Release, Text
from reports.spreadsheet import write_csv

VALUES_FILE = "indicators.sdmx.csv"
REGISTRY_FILE = "indicators.registry.csv"
STRUCTURE_ID = "CSAD:DF_INDICATORS(1.0)"
CODELIST_ID = "CSAD:CL_INDICATOR(1.0)"
# SDMX's general codes for what has no code of its own: unknown, and not applicable.
_UNKNOWN = "_U"
_UNKNOWN_TERRITORY = "-1"

VALUE_COLUMNS = (
    "STRUCTURE", "STRUCTURE_ID", "ACTION",
    "INDICATOR", "REF_AREA_LEVEL", "REF_AREA", "TIME_PERIOD", "READING", "CUTOFF_DATE",
    "OBS_VALUE", "OBS_STATUS", "UNIT_MEASURE", "DECIMALS", "REF_AREA_NAME", "VERDICT", "EVIDENCE", "EDITION",
    "COMMENT_OBS_ES", "COMMENT_OBS_EN", "COMMENT_DSET_ES", "COMMENT_DSET_EN",
)  # fmt: skip
REGISTRY_COLUMNS = (
    "CODELIST_ID", "CODE", "VERSION", "NAME_ES", "NAME_EN", "DESCRIPTION_ES", "DESCRIPTION_EN", "UNIT_MEASURE", "DECIMALS",
    "FORMULA_ES", "FORMULA_EN", "FREQUENCY_ES", "FREQUENCY_EN", "SOURCE_ES", "SOURCE_EN", "OWNER_ES", "OWNER_EN",
    "LIMITATIONS_ES", "LIMITATIONS_EN", "COMMENT_DSET_ES", "COMMENT_DSET_EN",
)  # fmt: skip

_VALUES_TITLE = Text("Valores de los indicadores con su veredicto.", "Indicator values with their verdict.")
_REGISTRY_TITLE = Text("Fichas de los indicadores.", "Reference sheets of the indicators.")


def write_indicator_values(connection: duckdb.DuckDBPyConnection, folder: Path, release: Release) -> None:
    """``indicators.sdmx.csv``: one row per indicator, territory, period, reading and cut-off of ``ctl_released_value``.

    ``OBS_VALUE`` is in the unit of the indicator and empty when withheld or without a figure; ``DECIMALS`` says how many of
    its decimals are published. ``UnknownPeriod`` if a period is written in a new way.
    """
    title = _about(release, _VALUES_TITLE)
    path = folder / VALUES_FILE
    write_csv(path, VALUE_COLUMNS, [_value_row(row, title) for row in _rows(connection, _VALUES)])
    path.write_bytes(path.read_bytes().removeprefix(codecs.BOM_UTF8))


def write_indicator_registry(connection: duckdb.DuckDBPyConnection, folder: Path, release: Release) -> None:
    """``indicators.registry.csv``: one row per indicator of ``dim_indicator``, the codes of the column ``INDICATOR``."""
    title = _about(release, _REGISTRY_TITLE)
    rows = connection.execute(_REGISTRY).fetchall()
    write_csv(folder / REGISTRY_FILE, REGISTRY_COLUMNS, [(CODELIST_ID, *row, title.es, title.en) for row in rows])


def _value_row(row: dict[str, Any], title: Text) -> Sequence[object]:
    period = read_period(row["period"])
    area = _UNKNOWN if row["territory_code"] == _UNKNOWN_TERRITORY else row["territory_code"]
    return (
        "dataflow", STRUCTURE_ID, "I",
        row["indicator_code"], row["territory_level"], area, period.sdmx, period.reading, row["cutoff_date"],
        row["value"], _status(row), row["unit"], row["rounding_decimals"], row["territory_name"], row["verdict"], row["evidence"],
        row["vintage_id"], row["note_es"], row["note_en"], title.es, title.en,
    )  # fmt: skip


def _status(row: dict[str, Any]) -> str:
    if row["value"] is not None:
        return status_of_value(evidence=row["evidence"], status_in_mart=row["status_in_mart"])
    return status_without_value(
        is_withheld=row["verdict"] == "NO PUBLICABLE",
        is_unsourced=row["is_unsourced"],
        status_in_mart=row["status_in_mart"],
    )


def _about(release: Release, title: Text) -> Text:
    """The title of the file, which each row carries, because a CSV has no place for a title."""
    named = Text(f"Publicación de datos {release.release_id}.", f"Release {release.release_id}.")
    return release.marked(title + named)


def _rows(connection: duckdb.DuckDBPyConnection, query: str) -> list[dict[str, Any]]:
    cursor = connection.execute(query)
    names = [column[0] for column in cursor.description or []]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


# The status as the publisher left it is known for the two measured series only.
_VALUES = """
    with measured as (
        select indicator_code, territory_level, territory_code, cast(year as varchar) as period, cutoff_date, obs_status
        from marts.mart_coca_area_series
        union all
        select indicator_code, territory_level, territory_code, cast(year as varchar) as period, cutoff_date, obs_status
        from marts.mart_eradication_ytd
    ),
    unsourced as (
        select distinct indicator_code, territory_level, territory_code, period, cutoff_date, true as is_unsourced
        from control.ctl_verdict_reason where rule_id = 'SIN-DATO'
    )
    select v.indicator_code, v.territory_level, v.territory_code, v.territory_name, v.period, v.cutoff_date, v.value,
           v.vintage_id, v.evidence, v.verdict, v.note_es, v.note_en, i.unit, i.rounding_decimals,
           m.obs_status as status_in_mart, coalesce(u.is_unsourced, false) as is_unsourced
    from control.ctl_released_value as v
    inner join core.dim_indicator as i using (indicator_code)
    left join measured as m using (indicator_code, territory_level, territory_code, period, cutoff_date)
    left join unsourced as u using (indicator_code, territory_level, territory_code, period, cutoff_date)
    order by v.indicator_code, v.territory_level, v.territory_code, v.period, v.cutoff_date
"""
_REGISTRY = """
    select indicator_code, version, name_es, name_en, definition_es, definition_en, unit, rounding_decimals,
           formula_es, formula_en, frequency_es, frequency_en, source_es, source_en, owner_es, owner_en,
           known_limitations_es, known_limitations_en
    from core.dim_indicator order by indicator_code
"""
