"""The bytes of a file too large for the memory: unpacked and transcoded as they pass, counted and hashed once.

What the bytes mean (headings, columns, programmes) belongs to ``budget_file``.
"""

from __future__ import annotations

import codecs
import gzip
import hashlib
import os
import select
import threading
import time
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

from sources.breach import ContractBreach
from sources.landing import LandingFile
from sources.line_count import LineCount
from sources.tables import contains_nul, damaged, only_member

CHUNK = 1 << 20
# The encoding is decided on this many bytes, from the first that is not plain ASCII.
SAMPLE_BYTES = 8 << 20
_UNPACKING_ERRORS = (EOFError, gzip.BadGzipFile, zipfile.BadZipFile, zlib.error, OSError, RuntimeError, NotImplementedError)
_POLL_SECONDS = 0.005


def _cp1252_table() -> str:
    """All 256 bytes: the five that Windows-1252 leaves open mean what they mean in latin-1."""
    return "".join(bytes([byte]).decode("cp1252", errors="ignore") or chr(byte) for byte in range(256))


_CP1252 = _cp1252_table()


@contextmanager
def unpacked(file: LandingFile) -> Iterator[IO[bytes]]:
    """The text bytes of a ``.csv``, ``.csv.gz`` or ``.zip`` with one member. ``ContractBreach`` when damaged, also later."""
    try:
        if file.extension == ".csv.gz":
            with gzip.open(file.path) as stream:
                yield cast(IO[bytes], stream)
        elif file.extension == ".zip":
            with zipfile.ZipFile(file.path) as archive, archive.open(only_member(archive)) as member:
                yield member
        else:
            with file.path.open("rb") as plain:
                yield plain
    except _UNPACKING_ERRORS as error:
        raise damaged(file.path) from error


def find_encoding(file: LandingFile, *, whole: bool = False) -> str:
    """``utf-8`` or ``cp1252`` (which covers latin-1), by the first bytes that tell; ``whole`` looks for them to the end."""
    with unpacked(file) as stream:
        sample = b""
        n_read = 0
        while len(sample) < SAMPLE_BYTES and (chunk := stream.read(CHUNK)):
            n_read += len(chunk)
            if sample or not chunk.isascii():
                sample += chunk
            elif n_read >= SAMPLE_BYTES and not whole:
                break
    return "utf-8" if _is_mostly_utf8(sample) else "cp1252"


def _is_mostly_utf8(sample: bytes) -> bool:
    """A UTF-8 file may have some damaged lines; one in cp1252 has accents on line after line that UTF-8 cannot read."""
    # The sample may end in the middle of a character.
    accented = [line for line in sample.rstrip(bytes(range(128, 256))).split(b"\n") if not line.isascii()] or [sample]
    readable = sum(_is_utf8(line) for line in accented)
    return 2 * readable >= len(accented)


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def as_utf8(chunk: bytes, encoding: str) -> bytes:
    """The same text in UTF-8."""
    if encoding == "utf-8":
        return chunk
    # A text of 256 characters is the fast form of the table; the type stubs know only the slow one.
    return codecs.charmap_decode(chunk, "strict", _CP1252)[0].encode()  # type: ignore[arg-type]


class Sweep(threading.Thread):
    """Reads a file once, beside the parser: SHA-256 of the file as received and, if it is plain text, its lines."""

    def __init__(self, path: Path, lines: LineCount | None) -> None:
        super().__init__(daemon=True)
        self._path = path
        self._lines = lines
        self._digest = hashlib.sha256()
        self._error: OSError | ContractBreach | None = None
        self._stopped = threading.Event()

    def run(self) -> None:
        """Read until the end of the file, or until ``stop`` is called."""
        try:
            with self._path.open("rb") as stream:
                while not self._stopped.is_set() and (chunk := stream.read(CHUNK)):
                    self._digest.update(chunk)
                    if self._lines:
                        self._lines.feed(chunk)
        except (OSError, ContractBreach) as error:
            self._error = error

    def stop(self) -> None:
        """End the sweep early, because the parser failed."""
        self._stopped.set()

    def sha256(self) -> str:
        """Hexadecimal digest, once all is read. ``ContractBreach`` when the file could not be read to its end."""
        self.join()
        if isinstance(self._error, ContractBreach):
            raise self._error
        if self._error:
            raise damaged(self._path) from self._error
        return self._digest.hexdigest()


class PipeFeeder(threading.Thread):
    """Unpacks and transcodes a file into a named pipe, which the parser reads as if it were the file.

    Neither end can hang the other: the feeder never blocks on a pipe without a reader, and always closes the pipe.
    ``finish`` raises what broke the stream, because a parser that reached the end of a broken stream read only part of the file.
    """

    def __init__(self, file: LandingFile, encoding: str, pipe: Path, lines: LineCount) -> None:
        super().__init__(daemon=True)
        self._file = file
        self._encoding = encoding
        self._pipe = pipe
        self._lines = lines
        self._stopped = threading.Event()
        self._breach: ContractBreach | None = None

    def run(self) -> None:
        """Feed until the end of the file, until the reader goes away, or until stopped."""
        target = self._open()
        if target is None:
            return
        try:
            with unpacked(self._file) as stream:
                while chunk := stream.read(CHUNK):
                    text = as_utf8(chunk, self._encoding)
                    self._lines.feed(text)
                    if not self._write(target, text):
                        return
        except ContractBreach as breach:
            self._breach = breach
        finally:
            os.close(target)

    def finish(self) -> None:
        """Wait for the feeder; raises what broke the stream, if anything did."""
        self.join()
        if self._breach:
            raise self._breach

    def stop(self) -> None:
        """The reader failed: feed no more."""
        self._stopped.set()
        self.join()

    def _open(self) -> int | None:
        """The writing end, once somebody reads; ``None`` when stopped before that."""
        while not self._stopped.is_set():
            try:
                return os.open(self._pipe, os.O_WRONLY | os.O_NONBLOCK)
            except OSError:  # nobody reads yet
                time.sleep(_POLL_SECONDS)
        return None

    def _write(self, target: int, text: bytes) -> bool:
        """Write all of ``text``; False when the reader went away or the feeder was stopped."""
        rest = memoryview(text)
        while rest:
            if self._stopped.is_set():
                return False
            if not select.select([], [target], [], 0.1)[1]:
                continue
            try:
                rest = rest[os.write(target, rest) :]
            except BlockingIOError:
                continue
            except BrokenPipeError:
                return False
        return True


def cannot_be_split() -> ContractBreach:
    """The text is no table, or its quotes do not close."""
    return ContractBreach(
        "El archivo no se puede separar en líneas y columnas. Pida que lo envíen otra vez, en CSV.",
        "The file cannot be split into lines and columns. Ask for it to be sent again, as CSV.",
    )


def refuse_nul(lines: LineCount) -> None:
    """Refuse a file whose text holds NUL bytes."""
    if lines.has_nul:
        raise contains_nul()
