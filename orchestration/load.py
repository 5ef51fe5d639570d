"""Stage «load»: every file of the landing tree becomes a delivery: new, unchanged or refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import chain

import duckdb

from orchestration.description import correct_descriptions
from orchestration.settings import Settings
from orchestration.warehouse import (
    DeliveryKey,
    forget_file,
    forget_refused_files,
    is_loaded,
    known_file,
    load_delivery,
    open_warehouse,
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
    """What one scan found; ``redescribed`` counts loaded deliveries whose name or sidecar was corrected."""

    new: list[str] = field(default_factory=list)
    unchanged: int = 0
    refused: list[str] = field(default_factory=list)
    redescribed: int = 0


def landing_files(settings: Settings) -> Iterator[LandingFile]:
    """The registry first (names must be known), then the publishers' files."""
    if not settings.landing.is_dir():
        raise FileNotFoundError(f"landing folder not found: {settings.landing}")
    return chain(scan(settings.registry), scan(settings.landing))


def has_nothing_to_load(settings: Settings) -> bool:
    """No publisher's file lies in the landing tree, and none was ever loaded: most likely the wrong folder was named."""
    if any(scan(settings.landing)):
        return False
    if not settings.build_database.exists():
        return True
    own = sorted({file.publisher for file in scan(settings.registry)})
    with open_warehouse(settings.build_database, read_only=True) as connection:
        try:
            query = "select 1 from raw.delivery where status = 'loaded' and not list_contains(?, publisher) limit 1"
            return connection.execute(query, [own]).fetchone() is None
        except duckdb.CatalogException:
            return True


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
    holders: dict[str, list[LandingFile]] = {}
    for file in files:
        if dataset_id is None or dataset_id == _dataset_of(file):
            on_file(file.name)
            loaded = _load_file(connection, file, result)
            if loaded:
                holders.setdefault(loaded, []).append(file)
    result.redescribed, not_described = correct_descriptions(connection, holders)
    result.refused += not_described
    forget_refused_files(connection, [name for file in files for name in (file.name, file.sidecar_file.name)])
    return result


def _dataset_of(file: LandingFile) -> str:
    name = f"{file.publisher}/{file.dataset}"
    return name if name in all_contracts() else NO_DATASET


def _load_file(connection: duckdb.DuckDBPyConnection, file: LandingFile, result: LoadResult) -> str | None:
    """The delivery that holds the content of ``file``; ``None`` when the file is refused."""
    known = known_file(connection, file)
    if known:
        result.unchanged += 1
        return known
    key = DeliveryKey.of(file)
    if is_loaded(connection, key.delivery_id):
        remember_file(connection, key)
        result.unchanged += 1
        return key.delivery_id
    try:
        load_delivery(connection, key, read_extract(file))
    except ContractBreach as breach:
        refuse_delivery(connection, key, breach)
        result.refused.append(key.delivery_id)
        return None
    forget_file(connection, file.sidecar_file.name)
    result.new.append(key.delivery_id)
    return key.delivery_id
