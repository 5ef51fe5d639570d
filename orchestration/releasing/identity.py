"""The one row that says which release a DuckDB file is: table ``release``, for whoever holds the file open for long."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import duckdb

from orchestration.loading.warehouse import DUCKDB_CONFIG

_COLUMNS = {
    "id": ("varchar", "Nombre de la publicación; current.json dice cuál está vigente. / Name of the release."),
    "day": ("date", "Día de la corrida, en Lima. / Day of the run, in Lima."),
    "as_of": ("date", "Solo se sabe lo publicado hasta este día; vacío: hoy. / Only what was published until this day is known."),
    "digest": ("varchar", "Huella del contenido: iguales si y solo si dicen lo mismo. / Digest of the content."),
}


def write_identity(path: Path, release_id: str, day: date, as_of: date | None, digest: str) -> None:
    """Add table ``release`` to the file of a release, which is read-only again afterwards."""
    path.chmod(0o644)
    with duckdb.connect(str(path), config=DUCKDB_CONFIG) as connection:
        columns = ", ".join(f"{name} {kind}" for name, (kind, _) in _COLUMNS.items())
        connection.execute(f"create table release ({columns})")
        connection.execute("insert into release values (?, ?, ?, ?)", [release_id, day, as_of, digest])
        for name, (_, text) in _COLUMNS.items():
            connection.execute(f"comment on column release.{name} is '{text}'")
    path.chmod(0o444)
