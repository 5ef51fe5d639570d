"""Schema ``es`` of the release file: each mart as a view whose columns carry their Spanish label, with Spanish comments.

A view holds no rows of its own and shows every column of its mart, so the gate that judges the columns of the marts judges the
columns of ``es``. Does not belong here: writing the tables, or any text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import duckdb

from orchestration.building.descriptions import TableText
from orchestration.loading.warehouse import DUCKDB_CONFIG

SCHEMA = "es"
_MARTS = "marts"


class UnlabelledMart(LookupError):
    """A mart cannot be shown in Spanish: a column has no label, or two columns share one."""


def create_spanish_views(path: Path, texts: Mapping[str, TableText]) -> None:
    """Add the views to the file at ``path``, opened alone: a view of an attached file would name the other database.

    ``UnlabelledMart`` names the mart and the columns whose label is missing or stands twice.
    """
    with duckdb.connect(str(path), config=DUCKDB_CONFIG) as connection:
        connection.execute("begin")  # one write to disk instead of one for each comment
        connection.execute(f"create schema {SCHEMA}")
        for (mart,) in connection.execute(
            "select table_name from duckdb_tables() where schema_name = ? order by table_name", [_MARTS]
        ).fetchall():
            _create_view(connection, mart, texts.get(mart))
        connection.execute("commit")
        connection.execute("checkpoint")


def _create_view(connection: duckdb.DuckDBPyConnection, mart: str, text: TableText | None) -> None:
    names = [row[0] for row in connection.execute(f"describe {_MARTS}.{mart}").fetchall()]
    labels = {name: text.columns[name].label_es if text and name in text.columns else "" for name in names}
    shared = Counter(label.lower() for label in labels.values())  # for DuckDB, «Nota» and «nota» are one name
    wrong = sorted(name for name, label in labels.items() if not label or shared[label.lower()] > 1)
    if text is None or wrong:
        raise UnlabelledMart(f"{mart}: give each column a label_es of its own in its YAML: {', '.join(wrong) or 'all'}")
    shown = ", ".join(f"{_name(name)} as {_name(label)}" for name, label in labels.items())
    connection.execute(f"create view {SCHEMA}.{mart} as select {shown} from {_MARTS}.{mart}")
    connection.execute(f"comment on view {SCHEMA}.{mart} is {_text(text.description_es)}")
    for name, label in labels.items():
        said = _text(text.columns[name].description_es)
        connection.execute(f"comment on column {SCHEMA}.{mart}.{_name(label)} is {said}")


def _name(text: str) -> str:
    """A SQL identifier: labels hold blanks, accents and brackets."""
    return '"' + text.replace('"', '""') + '"'


def _text(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
