"""Stage «load»: every file of the landing tree becomes a delivery: new, unchanged or refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import chain

import duckdb

from orchestration.settings import Settings
from orchestration.warehouse import (
    DeliveryKey,
    bring_back,
    describe_again,
    forget_file,
    forget_refused_files,
    is_loaded,
    known_file,
    load_delivery,
    refuse_delivery,
    remember_file,
)
from sources.breach import ContractBreach
from sources.contract import all_contracts
from sources.landing import LandingFile, scan
from sources.readers import read_extract

# Stands for the files that lie in no dataset's folder: they are refused, and whoever loads by dataset must ask for them.
NO_DATASET = "none"


@dataclass
class LoadResult:
    """What one scan found. ``changed`` is true when the database differs from before."""

    new: list[str] = field(default_factory=list)
    unchanged: int = 0
    refused: list[str] = field(default_factory=list)
    redescribed: int = 0

    @property
    def changed(self) -> bool:
        return bool(self.new or self.redescribed)


def landing_files(settings: Settings) -> Iterator[LandingFile]:
    """The registry first (names must be known), then the publishers' files."""
    if not settings.landing.is_dir():
        raise FileNotFoundError(f"landing folder not found: {settings.landing}")
    return chain(scan(settings.registry), scan(settings.landing))


def load_landing(
    connection: duckdb.DuckDBPyConnection,
    settings: Settings,
    dataset_id: str | None = None,
    on_file: Callable[[str], None] = lambda _: None,
) -> LoadResult:
    """Load what is new: of one dataset, of the files that belong to none (``NO_DATASET``), or of all.

    A refused file is recorded and does not stop the others.
    """
    result = LoadResult()
    files = list(landing_files(settings))
    for file in files:
        if dataset_id is None or dataset_id == _dataset_of(file):
            on_file(file.name)
            _load_file(connection, file, result)
    forget_refused_files(connection, [name for file in files for name in (file.name, file.sidecar_file.name)])
    return result


def _dataset_of(file: LandingFile) -> str:
    name = f"{file.publisher}/{file.dataset}"
    return name if name in all_contracts() else NO_DATASET


def _load_file(connection: duckdb.DuckDBPyConnection, file: LandingFile, result: LoadResult) -> None:
    known = known_file(connection, file)
    if known:
        _count_known(connection, file, known, result)
        return
    key = DeliveryKey.of(file)
    if is_loaded(connection, key.delivery_id):
        remember_file(connection, key)
        _count_known(connection, file, key.delivery_id, result)
        return
    try:
        load_delivery(connection, key, read_extract(file))
    except ContractBreach as breach:
        refuse_delivery(connection, key, breach)
        result.refused.append(key.delivery_id)
    else:
        forget_file(connection, file.sidecar_file.name)
        result.new.append(key.delivery_id)


def _count_known(connection: duckdb.DuckDBPyConnection, file: LandingFile, known: str, result: LoadResult) -> None:
    """A known file is a no-op, but its sidecar may have been corrected. Only the file first loaded describes."""
    first = connection.execute("select file_name from raw.delivery where delivery_id = ?", [known]).fetchone()
    result.unchanged += 1
    if first is None or first[0] != file.name:
        return
    result.redescribed += bring_back(connection, known)
    try:
        result.redescribed += describe_again(connection, file, known)
    except ContractBreach as breach:  # what the old sidecar said stays; the new one is refused as a file of its own
        sidecar = DeliveryKey.of(file.sidecar_file)
        refuse_delivery(connection, sidecar, breach)
        result.refused.append(sidecar.delivery_id)
    else:
        forget_file(connection, file.sidecar_file.name)
