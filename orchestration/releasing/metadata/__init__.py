"""What a release says of itself in other people's standards: DCAT, SDMX-CSV and IATI results, beside ``datapackage.json``."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import duckdb

from orchestration.building.descriptions import TableText
from orchestration.loading.warehouse import DUCKDB_CONFIG
from orchestration.releasing.metadata.dcat import write_catalog
from orchestration.releasing.metadata.iati import write_results
from orchestration.releasing.metadata.release_text import Release
from orchestration.releasing.metadata.sdmx import write_indicator_registry, write_indicator_values
from orchestration.settings import DATABASE


def write_metadata(folder: Path, release_id: str, issued: date, texts: Mapping[str, TableText], *, demonstration: bool) -> None:
    """Write ``dcat.jsonld``, ``indicators.sdmx.csv``, ``indicators.registry.csv`` and ``iati-results.xml`` into a release.

    ``folder`` holds ``csad_marts.duckdb``, ``csv/``, ``parquet/`` and ``xlsx/`` already; ``texts`` describe its marts. The same
    folder and arguments give the same bytes. ``demonstration`` puts into every file, in both languages, that its figures are
    not real.
    ``UndescribedMart`` if a mart has no Spanish text, ``UnknownPeriod`` if a period is written in a new way.
    """
    release = Release(release_id, issued, demonstration)
    with duckdb.connect(str(folder / DATABASE), read_only=True, config=DUCKDB_CONFIG) as connection:
        write_catalog(connection, folder, release, texts)
        write_indicator_values(connection, folder, release)
        write_indicator_registry(connection, folder, release)
        write_results(connection, folder, release)
