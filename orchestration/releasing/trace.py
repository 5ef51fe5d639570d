"""From a released value back to the rows it rests on: delivery, file, sheet, row, citation."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

import duckdb

from orchestration.loading.warehouse import DUCKDB_CONFIG
from orchestration.settings import DATABASE, Settings
from sources.text import fold

COUNTRY = "00"


@dataclass(frozen=True)
class SourceRow:
    """One row of one file that a value rests on. ``value`` is in ``unit``; ``sheet`` is empty for csv."""

    role: str
    value: Decimal | None
    unit: str
    evidence: str
    file: str
    sheet: str
    row: int
    column: str | None
    title: str
    citation: str
    delivery_id: str


@dataclass(frozen=True)
class TracedValue:
    """One released value with its verdict and the rows behind it. ``value`` is empty when it is withheld."""

    indicator_code: str
    territory_level: str
    territory_code: str
    territory_name: str
    period: str
    cutoff_date: date
    value: Decimal | None
    unit: str
    verdict: str
    note_es: str
    note_en: str
    sources: tuple[SourceRow, ...] = ()


def trace(settings: Settings, indicator: str, territory: str | None, period: str | None) -> list[TracedValue]:
    """Values of ``indicator`` in the current release, of one territory (name or code) and period where given.

    ``period`` is a year (2014), a reading (ER-2011) or a cut-off (2015-11-02). Raises ``LookupError`` that names what exists.
    """
    path = settings.current / DATABASE
    if not path.exists():
        raise LookupError(f"there is no release yet in {settings.home}: run `csad run` first")
    with duckdb.connect(str(path.resolve()), read_only=True, config=DUCKDB_CONFIG) as connection:
        values = _values(connection, indicator)
        chosen = [value for value in values if _is_of(value, territory, period)]
        if not chosen:
            raise LookupError(_what_exists(connection, values, indicator))
        return [replace(value, sources=_sources(connection, value)) for value in chosen]


def _values(connection: duckdb.DuckDBPyConnection, indicator: str) -> list[TracedValue]:
    rows = connection.execute(
        """select v.indicator_code, v.territory_level, v.territory_code, v.territory_name, v.period, v.cutoff_date, v.value,
                  i.unit, v.verdict, v.note_es, v.note_en
           from control.ctl_released_value as v inner join core.dim_indicator as i using (indicator_code)
           where upper(v.indicator_code) = upper(?)
           order by v.territory_level, v.territory_name, v.cutoff_date, v.period""",
        [indicator],
    ).fetchall()
    return [TracedValue(*row) for row in rows]


def _is_of(value: TracedValue, territory: str | None, period: str | None) -> bool:
    # Without a territory the country is meant; «departamento:San Martín» tells homonyms apart.
    wanted = fold(territory) if territory else COUNTRY
    name = fold(value.territory_name)
    is_territory = wanted in (fold(value.territory_code), name, f"{value.territory_level}:{name}")
    periods = (value.period, value.cutoff_date.isoformat(), value.period.split(" ")[0])
    return is_territory and (period is None or period in periods)


def _sources(connection: duckdb.DuckDBPyConnection, value: TracedValue) -> tuple[SourceRow, ...]:
    rows = connection.execute(
        """select role, source_value, source_unit, evidence, _file, _sheet, _row, _column, title, citation, _delivery_id
           from control.ctl_value_source
           where indicator_code = ? and territory_level = ? and territory_code = ? and period = ? and cutoff_date = ?
           order by _file, _sheet, _row, _column, role""",
        [value.indicator_code, value.territory_level, value.territory_code, value.period, value.cutoff_date],
    ).fetchall()
    return tuple(SourceRow(*row) for row in rows)


def _what_exists(connection: duckdb.DuckDBPyConnection, values: list[TracedValue], indicator: str) -> str:
    if not values:
        codes = connection.execute("select indicator_code from core.dim_indicator order by 1").fetchall()
        return f"no indicator '{indicator}'; there are: {', '.join(code for (code,) in codes)}"
    territories = sorted({value.territory_name for value in values})
    periods = sorted({value.period for value in values})
    shown = ", ".join(territories[:30]) + (f" … ({len(territories)})" if len(territories) > 30 else "")
    return f"{indicator} has no such value; territories: {shown}; periods: {', '.join(periods)}"
