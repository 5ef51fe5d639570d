"""Empty counts of very few people in released facts, which hold the rows as their publisher printed them (docs/adr/0016).

The verdict withholds the figures of indicators (``int_reason__small_count``). A unit counts people if an indicator that counts
people has that unit. Does not belong here: the threshold, which is a variable of the dbt project.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import duckdb
import yaml

from orchestration.building.dbt_build import read_manifest
from orchestration.settings import Settings

_FACTS = "fct_"
_MEASURES = ("stock", "flow_ytd", "flow_increment", "distinct_count")


def told_columns(connection: duckdb.DuckDBPyConnection, settings: Settings) -> dict[str, str]:
    """The selection of each fact (``*`` with replacements) that empties counts of very few people; other tables have no entry."""
    rows = connection.execute("select distinct unit from core.dim_indicator where counts_people").fetchall()
    units = [unit for (unit,) in rows]
    if not units:
        return {}
    manifest = read_manifest(settings)
    facts = [node for node in manifest["nodes"].values() if node["name"].startswith(_FACTS) and node["resource_type"] == "model"]
    replaced = {fact["name"]: list(_replacements(fact["columns"], units, _least_people(settings))) for fact in facts}
    return {name: f"* replace ({', '.join(columns)})" for name, columns in replaced.items() if columns}


def _least_people(settings: Settings) -> int:
    project = yaml.safe_load((settings.dbt_project / "dbt_project.yml").read_text(encoding="utf-8"))
    return int(project["vars"][project["name"]]["least_people_told"])


def _replacements(columns: Mapping[str, Any], units: list[str], least: int) -> Iterator[str]:
    """One per measure that may count people: its unit is one of ``units``, or each row says its own."""
    for name, column in columns.items():
        meta = column["config"]["meta"]
        if meta.get("measure_type") in _MEASURES and (meta.get("unit") in units or ("unit" not in meta and "unit" in columns)):
            listed = ", ".join("'" + unit.replace("'", "''") + "'" for unit in units)
            counts_people = "true" if "unit" in meta else f"unit in ({listed})"
            yield f"case when {counts_people} and {name} > 0 and {name} < {least} then null else {name} end as {name}"
