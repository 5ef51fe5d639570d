"""Names of the graph: keys, teams, groups. Every table has the key of its relation, so a rule or a model finds its asset."""

from __future__ import annotations

import dagster as dg

from sources.contract import publishers

# Every step that opens the build database: DuckDB has one writer (docs/adr/0005).
WRITER_POOL = "duckdb_writer"
RELEASE = dg.AssetKey(["release", "current"])
# Metadata that Dagster's pages know how to draw.
ROW_COUNT = "dagster/row_count"
COLUMN_SCHEMA = "dagster/column_schema"
# The team of the warehouse also keeps the registry.
HOUSE = "team:csad-warehouse"


def key_of(relation: str) -> dg.AssetKey:
    """``staging.stg_x`` → ``staging/stg_x``."""
    return dg.AssetKey(relation.split("."))


def team_of(publisher: str) -> str:
    """The team that answers for a publisher's data; its full name is in the metadata of the asset."""
    return f"team:{publisher}" if publisher in publishers() else HOUSE


def both(text_es: str, text_en: str) -> str:
    """A description for two readers, Spanish first."""
    return f"{text_es}\n\n*{text_en}*"
