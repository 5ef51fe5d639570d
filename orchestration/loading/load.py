"""Stage «load»: every file of the landing tree becomes a delivery: new, unchanged or refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import chain

import duckdb

from orchestration.loading.archive import archived_files, in_order_of_arrival, keep, lost_from_build
from orchestration.loading.deliveries import (
    AnyExtract,
    DeliveryKey,
    RawRows,
    RefusedFile,
    forget_file,
    forget_refused_files,
    holds_rows,
    is_loaded,
    known_file,
    load_delivery,
    refuse_delivery,
    remember_file,
)
from orchestration.loading.description import correct_descriptions
from orchestration.loading.presence import mark_present
from orchestration.loading.reading import Reader, reader_of
from orchestration.settings import Settings
from sources.breach import ContractBreach
from sources.contract import all_contracts
from sources.landing import LandingFile, scan
from sources.readers import read_extract

# Asks ``load_landing`` for the files outside every dataset's folder: they are refused. A loader by dataset asks for them last.
NO_DATASET = "none"


@dataclass
class LoadResult:
    """What one scan found; ``redescribed`` counts loaded deliveries whose name or sidecar was corrected."""

    new: list[str] = field(default_factory=list)
    unchanged: int = 0
    refused: list[RefusedFile] = field(default_factory=list)
    redescribed: int = 0


def landing_files(settings: Settings) -> Iterator[LandingFile]:
    """The registry first (names must be known), then the publishers' files."""
    if not settings.landing.is_dir():
        raise FileNotFoundError(f"landing folder not found: {settings.landing}")
    return chain(scan(settings.registry), scan(settings.landing))


def has_nothing_to_load(settings: Settings) -> bool:
    """Whether the landing tree has no publisher's file and none was ever loaded: most likely somebody named the wrong folder."""
    return not (any(scan(settings.landing)) or settings.current.exists() or archived_files(settings))


def load_landing(
    connection: duckdb.DuckDBPyConnection,
    settings: Settings,
    dataset_id: str | None = None,
    on_file: Callable[[str], None] = lambda _: None,
    rows: RawRows | None = None,
) -> LoadResult:
    """Load what is new: of one dataset, of the files that belong to none (``NO_DATASET``), or of all.

    What a new build database does not have is loaded again, from the archive where the landing tree has it no more.
    A refused file is recorded and does not stop the others. ``rows`` says where the rows go (see ``load_delivery``).
    """
    result = LoadResult()
    files = list(landing_files(settings))
    chosen = [file for file in files if dataset_id in (None, _dataset_of(file))]
    archived = [file for file in lost_from_build(connection, settings, files) if dataset_id in (None, _dataset_of(file))]
    in_landing, chosen = set(chosen), in_order_of_arrival(archived, chosen)
    unread = [file for file in chosen if _is_bulk(file) and not known_file(connection, file, settings.programmes)]
    holders: dict[str, list[LandingFile]] = {}
    with reader_of(unread, settings.programmes, settings.build_database.parent, settings.reading_processes) as reader:
        for file in chosen:
            on_file(file.name)
            loaded = _load_file(connection, file, reader, rows, result)
            if loaded and file in in_landing:
                holders.setdefault(loaded, []).append(file)
    result.redescribed, not_described = correct_descriptions(connection, holders)
    result.refused += not_described
    keep(connection, settings, holders)
    present = [name for file in files for name in (file.name, file.sidecar_file.name)]
    forget_refused_files(connection, [*present, *(file.name for file in archived)])
    mark_present(connection, present)
    return result


def _dataset_of(file: LandingFile) -> str:
    name = f"{file.publisher}/{file.dataset}"
    return name if name in all_contracts() else NO_DATASET


def _load_file(
    connection: duckdb.DuckDBPyConnection, file: LandingFile, reader: Reader, rows: RawRows | None, result: LoadResult
) -> str | None:
    """The delivery that holds the content of ``file``; ``None`` when the file is refused."""
    programmes = reader.programmes if _is_bulk(file) else None
    known = known_file(connection, file, programmes)
    if known:
        result.unchanged += 1
        return known
    if programmes:
        return _load_bulk(connection, file, reader, rows, result)
    key = DeliveryKey.of(file)
    if is_loaded(connection, key.delivery_id):
        return _seen_again(connection, key, result)
    try:
        return _loaded(connection, key, read_extract(file), rows, result)
    except ContractBreach as breach:
        if holds_rows(connection, key.delivery_id):
            # Loaded before its contract gained columns that the file lacks: the rows that were read stay.
            return _seen_again(connection, key, result)
        _refused(connection, key, breach, result)
        return None


def _load_bulk(
    connection: duckdb.DuckDBPyConnection, file: LandingFile, reader: Reader, rows: RawRows | None, result: LoadResult
) -> str | None:
    """Read and hash a large file in one pass; only the hash tells whether its content was loaded before."""
    try:
        file.identity()
        file.sidecar()
        extract = reader.large(file)
        try:
            key = DeliveryKey(file, extract.sha256, file.path.stat().st_size)
            if is_loaded(connection, key.delivery_id, reader.programmes):
                return _seen_again(connection, key, result)
            return _loaded(connection, key, extract, rows, result)
        finally:
            extract.parquet.unlink(missing_ok=True)
    except ContractBreach as breach:
        key = DeliveryKey.of(file)
        if holds_rows(connection, key.delivery_id):
            # Its name or sidecar is refused on its own record; the rows that were loaded of the file stay.
            return _seen_again(connection, key, result)
        _refused(connection, key, breach, result)
        return None


def _seen_again(connection: duckdb.DuckDBPyConnection, key: DeliveryKey, result: LoadResult) -> str:
    remember_file(connection, key)
    result.unchanged += 1
    return key.delivery_id


def _loaded(
    connection: duckdb.DuckDBPyConnection, key: DeliveryKey, extract: AnyExtract, rows: RawRows | None, result: LoadResult
) -> str:
    load_delivery(connection, key, extract, rows)
    forget_file(connection, key.file.sidecar_file.name)
    result.new.append(key.delivery_id)
    return key.delivery_id


def _refused(connection: duckdb.DuckDBPyConnection, key: DeliveryKey, breach: ContractBreach, result: LoadResult) -> None:
    result.refused.append(refuse_delivery(connection, key, breach))


def _is_bulk(file: LandingFile) -> bool:
    contract = all_contracts().get(_dataset_of(file))
    return contract is not None and contract.layout.shape == "bulk"
