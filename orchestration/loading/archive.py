"""Every delivery that was loaded, kept by content in the home: deleting ``build/`` loses no figure whose file left the landing.

``<home>/archive/<publisher>/<dataset>/<sha256>/<file as it was named>`` with its sidecar; ``order.json`` says in which order
the deliveries were loaded, because the last of one edition is the one that counts. A new build database is loaded in that order.
Our own registry comes with the program and is not archived.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path, PurePosixPath

import duckdb

from orchestration.loading.arrival import state_of
from orchestration.loading.delivery_key import delivery_id_of
from orchestration.settings import Settings
from sources.contract import OWN_PUBLISHER
from sources.landing import LandingFile, scan

_ORDER = "order.json"
_LOADED = """
    select delivery_id, publisher || '/' || dataset || '/' || sha256, file_name from raw.delivery
    where status = 'loaded' and publisher <> ? order by load_number
"""


def archived_files(settings: Settings) -> list[LandingFile]:
    """The files of the archive, named as in the landing tree, in the order in which they were loaded; unlisted ones last.

    A file that is not what its folder says was damaged later, and is left out.
    """
    order = settings.archive / _ORDER
    known = {key: place for place, key in enumerate(json.loads(order.read_text(encoding="utf-8")) if order.exists() else [])}
    found = [(_key(settings, file.path), file) for file in _files(settings)]
    return [file for _, file in sorted(found, key=lambda pair: (known.get(pair[0], len(known)), pair[0]))]


def archived_deliveries(settings: Settings) -> dict[str, str]:
    """Name of each archived file by its delivery, in the order in which they were loaded."""
    return {_delivery_id(settings, file): file.name for file in archived_files(settings)}


def lost_from_build(
    connection: duckdb.DuckDBPyConnection, settings: Settings, landing: Sequence[LandingFile]
) -> list[LandingFile]:
    """Archived files whose delivery the build database does not have: all of them when it is new.

    One that was refused since is asked again, unless the landing tree has another file of its name.
    """
    status = dict(connection.execute("select delivery_id, status from raw.delivery").fetchall())
    present = {file.name for file in landing}
    return [
        file
        for file in archived_files(settings)
        if (state := status.get(_delivery_id(settings, file))) != "loaded"
        if state is None or file.name not in present
        if file.sha256() == _key(settings, file.path).split("/")[2]
    ]


def in_order_of_arrival(archived: Sequence[LandingFile], landing: Sequence[LandingFile]) -> list[LandingFile]:
    """``archived`` before everything else of ``landing``; where the landing tree has the very file, that one is read."""
    same = {(file.name, state_of(file)): file for file in landing} if archived else {}
    first = [same.get((file.name, state_of(file)), file) for file in archived]
    taken = set(first)
    return [*first, *(file for file in landing if file not in taken)]


def keep(connection: duckdb.DuckDBPyConnection, settings: Settings, holders: Mapping[str, Sequence[LandingFile]]) -> None:
    """Archive each loaded delivery under its present name and sidecar; ``holders`` are the files that hold its content."""
    loaded = connection.execute(_LOADED, [OWN_PUBLISHER]).fetchall()
    # It holds what the publishers sent, as they sent it: nobody else reads it.
    settings.archive.mkdir(mode=0o700, parents=True, exist_ok=True)
    for delivery_id, key, name in loaded:
        files = holders.get(delivery_id, ())
        file = next((file for file in files if file.name == name), None)
        if file:
            with suppress(FileNotFoundError):  # it vanished since it was read: what was archived of it stays
                _keep(settings.archive / key, file)
    _write_order(settings.archive, [key for _, key, _ in loaded])


def _keep(folder: Path, file: LandingFile) -> None:
    inside = PurePosixPath(*PurePosixPath(file.name).parts[2:])
    target, sidecar = folder / inside, folder / inside.parent / file.sidecar_file.path.name
    if not target.exists():
        _copy(file.path, target, sha256=folder.name)
    elif file.path.stat().st_mtime_ns > target.stat().st_mtime_ns:  # sent again: so it was, whenever the archive is read
        os.utime(target, ns=(file.path.stat().st_atime_ns, file.path.stat().st_mtime_ns))
    given = file.sidecar_file.path
    if given.is_file() and not (sidecar.exists() and sidecar.read_bytes() == given.read_bytes()):
        _copy(given, sidecar)
    for other in folder.rglob("*"):
        stays = {target, sidecar} if given.is_file() else {target}
        if target.exists() and other.is_file() and other not in stays:  # an earlier name, or a sidecar that was taken away
            other.unlink()


def _copy(source: Path, target: Path, sha256: str | None = None) -> None:
    """On the disk whole or not at all; nothing if the source is no longer the file of ``sha256``."""
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_name(f".{os.getpid()}")
    shutil.copy2(source, unfinished)
    with unfinished.open("rb") as stream:
        os.fsync(stream.fileno())
        is_whole = sha256 is None or hashlib.file_digest(stream, "sha256").hexdigest() == sha256
    if is_whole:
        unfinished.replace(target)
    else:
        unfinished.unlink()


def _write_order(archive: Path, keys: list[str]) -> None:
    path, text = archive / _ORDER, json.dumps(keys, indent=0)
    if keys and not (path.exists() and path.read_text(encoding="utf-8") == text):
        unfinished = archive / f".{_ORDER}"
        unfinished.write_text(text, encoding="utf-8")
        unfinished.replace(path)


def _files(settings: Settings) -> Iterator[LandingFile]:
    for file in scan(settings.archive):
        publisher, dataset, _, *inside = PurePosixPath(file.name).parts
        yield LandingFile(file.path, str(PurePosixPath(publisher, dataset, *inside)), publisher, dataset)


def _key(settings: Settings, path: Path) -> str:
    return "/".join(path.relative_to(settings.archive).parts[:3])


def _delivery_id(settings: Settings, file: LandingFile) -> str:
    return delivery_id_of(*_key(settings, file.path).split("/"))
