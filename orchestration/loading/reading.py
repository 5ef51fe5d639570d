"""Reading the files of a scan: in turn, or ahead of their turn in processes of their own, where a cluster shapes the rows.

Any process can read any file, because the rows depend only on the file and the programmes. The process that loads still
records the deliveries one after the other, in the order of the scan.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp

from orchestration.loading.arrival import State, state_of
from sources.budget_file import read_bulk
from sources.bulk_extract import BulkExtract
from sources.landing import LandingFile


def read_large(file: LandingFile, programmes: str, folder: Path) -> BulkExtract:
    """Read one large file; its kept rows lie in a folder of their own below ``folder``. Raises ``ContractBreach``."""
    return read_bulk(file, programmes, Path(mkdtemp(dir=folder)))


@dataclass(frozen=True)
class _Begun:
    """A file that another process reads; ``state`` is its size and time when it was handed over."""

    state: State
    extract: Future[BulkExtract]


@dataclass(frozen=True)
class Reader:
    """Hands out the large files of one scan: read ahead by another process, or else read when asked for."""

    programmes: str
    folder: Path
    begun: dict[str, _Begun] = field(default_factory=dict)

    def large(self, file: LandingFile) -> BulkExtract:
        """What was read of ``file``. Raises ``ContractBreach``, wherever it was read."""
        begun = self.begun.pop(file.name, None)
        # If a file changed while it waited for its turn, it is read again, because the record must describe the rows read.
        if begun and begun.state == state_of(file):
            # If the process that read ahead was killed, the file is read here.
            with suppress(BrokenProcessPool):
                return begun.extract.result()
        return read_large(file, self.programmes, self.folder)


@contextmanager
def reader_of(files: Iterable[LandingFile], programmes: str, build: Path, processes: int) -> Iterator[Reader]:
    """A reader whose kept rows lie below ``build`` until it is closed; with several processes it starts on ``files`` at once."""
    build.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=build) as name:
        folder = Path(name)
        waiting = list(files)
        if processes == 1 or len(waiting) < 2:
            yield Reader(programmes, folder)
            return
        # Spawned, not forked: DuckDB and its threads do not survive a fork.
        with ProcessPoolExecutor(min(processes, len(waiting)), multiprocessing.get_context("spawn")) as pool:
            begun = {file.name: _Begun(state_of(file), pool.submit(read_large, file, programmes, folder)) for file in waiting}
            yield Reader(programmes, folder, begun)
