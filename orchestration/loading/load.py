"""Stage «load»: every file of the landing tree becomes a delivery: new, unchanged or refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from itertools import chain

import duckdb

from orchestration.loading.archive import archived_files, in_order_of_arrival, keep, lost_from_build
from orchestration.loading.arrival import Arrivals
from orchestration.loading.deliveries import (
    AnyExtract,
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
from orchestration.loading.delivery_key import DeliveryKey
from orchestration.loading.description import correct_descriptions
from orchestration.loading.presence import mark_present
from orchestration.loading.reading import Reader, reader_of
from orchestration.settings import Settings
from sources.breach import ContractBreach
from sources.contract import all_contracts
from sources.landing import LandingFile, scan
from sources.one_file import one_file
from sources.readers import read_extract, refuse_repeated_places

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
    known = {file: known_file(connection, file, settings.programmes if _is_bulk(file) else None) for file in chosen}
    unread = [file for file in chosen if not known[file]]
    arrivals = Arrivals.of(settings, unread)
    large = [file for file in unread if _is_bulk(file) and arrivals.accepts(file, is_large=True)]
    holders: dict[str, list[LandingFile]] = {}
    with reader_of(large, settings.programmes, settings.build_database.parent, settings.reading_processes) as reader:
        this = _Scan(connection, reader, arrivals, rows, result)
        for file in chosen:
            on_file(file.name)
            loaded = known[file] or this.load(file)
            if loaded and file in in_landing:
                holders.setdefault(loaded, []).append(file)
    result.unchanged += len(chosen) - len(unread)
    result.redescribed, not_described = correct_descriptions(connection, holders, arrivals.today)
    result.refused += not_described
    keep(connection, settings, holders)
    present = [name for file in files for name in (file.name, file.sidecar_file.name)]
    forget_refused_files(connection, [*present, *(file.name for file in archived)])
    mark_present(connection, present)
    return result


def _dataset_of(file: LandingFile) -> str:
    name = f"{file.publisher}/{file.dataset}"
    return name if name in all_contracts() else NO_DATASET


@dataclass(frozen=True)
class _Scan:
    """One pass over the landing tree. What happens while a file is read is its refusal; what fails in writing ends the run."""

    connection: duckdb.DuckDBPyConnection
    reader: Reader
    arrivals: Arrivals
    rows: RawRows | None
    result: LoadResult

    def load(self, file: LandingFile) -> str | None:
        """Read ``file``: the delivery that holds its content, ``None`` when the file is refused."""
        try:
            with _reading(file):
                self.arrivals.require(file, is_large=_is_bulk(file))
        except ContractBreach as breach:
            return self._refuse(DeliveryKey.of_name(file), breach)
        return self._load_bulk(file) if _is_bulk(file) else self._load_small(file)

    def _load_small(self, file: LandingFile) -> str | None:
        try:
            with _reading(file):
                key = DeliveryKey.of(file)
            if is_loaded(self.connection, key.delivery_id):
                return self._seen_again(key)
            with _reading(file):
                extract = read_extract(file)
                refuse_repeated_places(extract)
                self._require_as_described(key, extract)
            return self._loaded(key, extract)
        except ContractBreach as breach:
            return self._held_or_refused(file, breach)

    def _load_bulk(self, file: LandingFile) -> str | None:
        """Read and hash a large file in one pass; only the hash tells whether its content was loaded before."""
        try:
            with _reading(file):
                file.sidecar()
                before = file.path.stat()
                extract = self.reader.large(file)
                key = DeliveryKey(file, extract.sha256, before.st_size, before.st_mtime_ns)
            try:
                with _reading(file):
                    self._require_as_described(key, extract)
                if is_loaded(self.connection, key.delivery_id, self.reader.programmes):
                    return self._seen_again(key)
                return self._loaded(key, extract)
            finally:
                extract.parquet.unlink(missing_ok=True)
        except ContractBreach as breach:
            return self._held_or_refused(file, breach)

    def _require_as_described(self, key: DeliveryKey, extract: AnyExtract) -> None:
        """Raise ``ContractBreach`` if what was read is not what was hashed, or not what the sidecar describes."""
        key.require_unchanged()
        key.file.sidecar().refuse_difference(key.sha256, extract.lines, self.arrivals.today)

    def _seen_again(self, key: DeliveryKey) -> str:
        remember_file(self.connection, key)
        self.result.unchanged += 1
        return key.delivery_id

    def _loaded(self, key: DeliveryKey, extract: AnyExtract) -> str:
        load_delivery(self.connection, key, extract, self.rows)
        forget_file(self.connection, key.file.sidecar_file.name)
        self.result.new.append(key.delivery_id)
        return key.delivery_id

    def _held_or_refused(self, file: LandingFile, breach: ContractBreach) -> str | None:
        """If the content is loaded, its rows stay: its contract has gained columns since, or its sidecar alone is refused."""
        key = DeliveryKey.of_refused(file)
        return self._seen_again(key) if holds_rows(self.connection, key.delivery_id) else self._refuse(key, breach)

    def _refuse(self, key: DeliveryKey, breach: ContractBreach) -> str | None:
        self.result.refused.append(refuse_delivery(self.connection, key, breach))
        return None


def _reading(file: LandingFile) -> AbstractContextManager[None]:
    contract = all_contracts().get(_dataset_of(file))
    return one_file(file.path, is_personal=contract is not None and contract.holds_personal_data)


def _is_bulk(file: LandingFile) -> bool:
    contract = all_contracts().get(_dataset_of(file))
    return contract is not None and contract.layout.shape == "bulk"
