"""The same Great Expectations suite pushed down to SQL through our bridge, and on a pandas data frame.

Both start from the same DuckDB file. On pandas, fetching the rows is part of judging them. The time left after database and fetch
is the time of Great Expectations itself.
"""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from benchmarks.measuring import alternate, call
from benchmarks.result import Limit, Result
from benchmarks.scale import Scale
from expectations.bridge import ephemeral_context, shared_data_source

if TYPE_CHECKING:
    from great_expectations.core.batch_definition import BatchDefinition

FASTER_LIMIT, MEMORY_LIMIT = 1.4, 0.5
SQL, PANDAS = "pushed down to SQL", "on pandas"
_TABLE = "budget_line"


class TimedConnection:
    """The shared connection with a clock on what its cursors execute and fetch."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection
        self.seconds = 0.0

    def cursor(self) -> TimedCursor:
        return TimedCursor(self._connection.cursor(), self)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)


class TimedCursor:
    """A DuckDB cursor that adds its working time to its connection's clock."""

    def __init__(self, cursor: duckdb.DuckDBPyConnection, clock: TimedConnection) -> None:
        self._cursor = cursor
        self._clock = clock

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._cursor, name)
        if not callable(found) or name not in ("execute", "fetchall", "fetchone", "fetchmany"):
            return found

        def timed(*arguments: Any) -> Any:
            started = time.perf_counter()
            try:
                return found(*arguments)
            finally:
                self._clock.seconds += time.perf_counter() - started

        return timed


def make_table(database: str, rows: int) -> None:
    """Budget lines with codes, a text and amounts; the numbers depend on the row only."""
    with duckdb.connect(database) as connection:
        connection.execute(f"""
            create table {_TABLE} as
            select
                i as line_id, 2010 + i % 15 as year, i % 13 as month, ['E', 'R', 'M'][i % 3 + 1] as gov_level,
                lpad((i % 25 + 1)::varchar, 2, '0') as department, 'PRODUCTO ' || lpad((i % 500)::varchar, 7, '0') as product,
                (i * 7919 % 1000000) / 100.0 as pim, (i * 7919 % 1000000) / 125.0 as devengado,
                case when i % 50 = 0 then null else (i * 104729 % 90000) / 100.0 end as girado
            from range({rows}) as t(i)
        """)


def on_sql(database: str) -> dict[str, Any]:
    """Import, context and the suite by SQL. ``work_seconds`` leaves out the import of Great Expectations."""
    imported = _import_seconds()
    started = time.perf_counter()
    with duckdb.connect(database, read_only=True) as connection:
        clock = TimedConnection(connection)
        context, source = shared_data_source(clock)  # type: ignore[arg-type]
        asset = source.add_table_asset(name=_TABLE, table_name=_TABLE, schema_name="main")
        _validate(context, asset.add_batch_definition_whole_table("all rows"), {})
        return _parts(imported, started, clock.seconds)


def on_pandas(database: str) -> dict[str, Any]:
    """Import, fetch into a data frame, and the same suite on it."""
    imported = _import_seconds()
    started = time.perf_counter()
    with duckdb.connect(database, read_only=True) as connection:
        frame = connection.table(_TABLE).df()
    fetched = time.perf_counter() - started
    context = ephemeral_context()
    asset = context.data_sources.add_pandas("frames").add_dataframe_asset(_TABLE)
    _validate(context, asset.add_batch_definition_whole_dataframe("all rows"), {"dataframe": frame})
    return _parts(imported, started, fetched)


def benchmark(scale: Scale) -> Result:
    """Alternating rounds on one table."""
    with tempfile.TemporaryDirectory(prefix="csad-bench-") as folder:
        database = str(Path(folder) / "lines.duckdb")
        make_table(database, scale.check_rows)
        actions = {SQL: lambda: call(on_sql, database=database), PANDAS: lambda: call(on_pandas, database=database)}
        found = alternate(scale.rounds, actions)
    sql, pandas = found[SQL], found[PANDAS]
    table = [["", "seconds", "import of GX", "database (pandas: fetch)", "the rest: GX itself", "peak MiB"]]
    for series in (sql, pandas):
        parts = [series.detail(key) for key in ("import_seconds", "database_seconds", "rest_seconds")]
        table.append([series.name, f"{series.seconds:.1f}", *(f"{part:.1f}" for part in parts), f"{series.peak_mib:.0f}"])
    faster = pandas.detail("work_seconds") / sql.detail("work_seconds")
    limits = [
        Limit("times faster pushed down, without the import", faster, FASTER_LIMIT, at_least=True),
        Limit("memory pushed down against pandas", sql.peak_mib / pandas.peak_mib, MEMORY_LIMIT),
    ]
    title = f"Checks on {scale.check_rows:,} rows, {len(_suite())} expectations"
    remarks = ["«the rest» on pandas includes the computing itself, which happens inside Great Expectations there"]
    return Result("checks", title, table, limits, (sql, pandas), remarks)


def _import_seconds() -> float:
    started = time.perf_counter()
    import great_expectations.expectations  # noqa: F401

    return time.perf_counter() - started


def _parts(imported: float, started: float, database: float) -> dict[str, Any]:
    work = time.perf_counter() - started
    return {
        "import_seconds": imported,
        "work_seconds": work,
        "database_seconds": database,
        "rest_seconds": work - database,
    }


def _validate(context: Any, batch: BatchDefinition[Any], parameters: dict[str, Any]) -> None:
    import great_expectations as gx

    suite = context.suites.add(gx.ExpectationSuite(name=_TABLE))
    for expectation in _suite():
        suite.add_expectation(expectation)
    definition = context.validation_definitions.add(gx.ValidationDefinition(name=_TABLE, data=batch, suite=suite))
    outcome = definition.run(result_format="BASIC", batch_parameters=parameters or None)
    failed = [result.expectation_config.type for result in outcome.results if not result.success]
    if failed:
        raise RuntimeError(f"every expectation holds on this table, and these did not: {failed}")


def _suite() -> list[Any]:
    """Shape, keys, codes, ranges, aggregates and a chain of amounts: what our rules ask of a fact."""
    import great_expectations.expectations as gxe

    columns = ("line_id", "year", "month", "gov_level", "department", "product", "pim", "devengado")
    return [
        *(gxe.ExpectColumnValuesToNotBeNull(column=column) for column in columns),
        gxe.ExpectColumnValuesToNotBeNull(column="girado", mostly=0.97),
        gxe.ExpectTableRowCountToBeBetween(min_value=1),
        gxe.ExpectTableColumnCountToEqual(value=len(columns) + 1),
        gxe.ExpectColumnToExist(column="girado"),
        gxe.ExpectColumnValuesToBeUnique(column="line_id"),
        gxe.ExpectColumnValuesToBeBetween(column="year", min_value=2010, max_value=2024),
        gxe.ExpectColumnValuesToBeBetween(column="month", min_value=0, max_value=12),
        gxe.ExpectColumnValuesToBeBetween(column="pim", min_value=0, max_value=10_000),
        gxe.ExpectColumnValuesToBeInSet(column="gov_level", value_set=["E", "R", "M"]),
        gxe.ExpectColumnDistinctValuesToBeInSet(column="gov_level", value_set=["E", "R", "M"]),
        gxe.ExpectColumnUniqueValueCountToBeBetween(column="department", min_value=25, max_value=25),
        gxe.ExpectColumnValueLengthsToEqual(column="department", value=2),
        gxe.ExpectColumnMinToBeBetween(column="pim", min_value=0),
        gxe.ExpectColumnMaxToBeBetween(column="pim", max_value=10_000),
        gxe.ExpectColumnMeanToBeBetween(column="pim", min_value=4_900, max_value=5_100),
        gxe.ExpectColumnSumToBeBetween(column="devengado", min_value=1),
        gxe.ExpectColumnPairValuesAToBeGreaterThanB(column_A="pim", column_B="devengado", or_equal=True),
        gxe.ExpectCompoundColumnsToBeUnique(column_list=["line_id", "month"]),
    ]
