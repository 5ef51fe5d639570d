"""From a released value back to the rows it rests on: delivery, file, sheet, row, citation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import duckdb

from orchestration.settings import Settings
from orchestration.warehouse import DUCKDB_CONFIG
from sources.text import fold

LEVELS = ("pais", "zona", "departamento", "distrito", "provincia", "eje", "ambito")


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
    territory_name: str
    period: str
    cutoff_date: date
    value: Decimal | None
    unit: str
    verdict: str
    note_es: str
    note_en: str
    sources: list[SourceRow]


def trace(settings: Settings, indicator: str, territory: str | None, period: str | None) -> list[TracedValue]:
    """Values of ``indicator`` in the current release, of one territory (name or code) and period where given.

    ``period`` is a year (2014), a reading (ER-2011) or a cut-off (2015-11-02). Raises ``LookupError`` that names what exists.
    """
    path = settings.current / "csad_marts.duckdb"
    if not path.exists():
        raise LookupError(f"there is no release yet in {settings.home}: run `csad run` first")
    with duckdb.connect(str(path.resolve()), read_only=True, config=DUCKDB_CONFIG) as connection:
        values = _values(connection, indicator)
        chosen = [value for value in values if _is_of(value, territory, period)]
        if not chosen:
            raise LookupError(_what_exists(connection, values, indicator))
        return [TracedValue(*value[1:], sources=_sources(connection, value)) for value in chosen]


def _values(connection: duckdb.DuckDBPyConnection, indicator: str) -> list[tuple[object, ...]]:
    return connection.execute(
        """select v.territory_code, v.indicator_code, v.territory_level, v.territory_name, v.period, v.cutoff_date, v.value, i.unit,
                  v.verdict, v.note_es, v.note_en
           from control.ctl_released_value as v inner join core.dim_indicator as i using (indicator_code)
           where upper(v.indicator_code) = upper(?)
           order by v.territory_level, v.territory_name, v.cutoff_date, v.period""",
        [indicator],
    ).fetchall()


def _is_of(value: tuple[object, ...], territory: str | None, period: str | None) -> bool:
    code, _, level, name, value_period, cutoff = value[:6]
    # Without a territory the country is meant; «San Martín» is the department, not a district that bears its name.
    wanted = fold(territory) if territory else "00"
    is_territory = wanted in (fold(str(code)), fold(str(name)), f"{level}:{fold(str(name))}")
    is_period = period is None or period in (str(value_period), str(cutoff)) or str(value_period).startswith(f"{period} ")
    return is_territory and is_period


def _sources(connection: duckdb.DuckDBPyConnection, value: tuple[object, ...]) -> list[SourceRow]:
    code, indicator, level, _, period, cutoff = value[:6]
    rows = connection.execute(
        """select role, source_value, source_unit, evidence, _file, _sheet, _row, _column, title, citation, _delivery_id
           from control.ctl_value_source
           where indicator_code = ? and territory_level = ? and territory_code = ? and period = ? and cutoff_date = ?
           order by _file, _sheet, _row, _column, role""",
        [indicator, level, code, period, cutoff],
    ).fetchall()
    return [SourceRow(*row) for row in rows]


def _what_exists(connection: duckdb.DuckDBPyConnection, values: list[tuple[object, ...]], indicator: str) -> str:
    if not values:
        codes = connection.execute("select indicator_code from core.dim_indicator order by 1").fetchall()
        return f"no indicator '{indicator}'; there are: {', '.join(code for (code,) in codes)}"
    territories = sorted({str(value[3]) for value in values})
    periods = sorted({str(value[4]) for value in values})
    shown = ", ".join(territories[:30]) + (f" … ({len(territories)})" if len(territories) > 30 else "")
    return f"{indicator} has no such value; territories: {shown}; periods: {', '.join(periods)}"
