"""The landing tree: which files arrived, when they were published and under which edition.

``<landing>/<publisher>/<dataset>/<published_on>__<edition>.<csv|csv.gz|zip|xlsx|yml>`` with an optional sidecar
``<published_on>__<edition>.meta.yml``. Reading the content of a file belongs to ``readers``.
"""

from __future__ import annotations

import calendar
import hashlib
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path, PurePosixPath

from sources.breach import ContractBreach, printable
from sources.contract import Contract, all_contracts
from sources.one_file import folder_in_place, one_file
from sources.returned_list import refuse_partial
from sources.sidecar import SIDECAR_SUFFIX, Sidecar, read_sidecar

_STEM = re.compile(r"^(?P<published_on>[0-9]{4}(?:-[0-9]{2}){0,2})__(?P<edition>[A-Za-z0-9][A-Za-z0-9._-]*?)$")
_EXTENSIONS = (".csv.gz", ".csv", ".zip", ".xlsx", ".yml")
# Tables in a format without a reader: such a file is refused with a message. Any other file (a note, Thumbs.db) is ignored.
_UNREAD_TABLES = (".xls", ".xlsm", ".xlsb", ".ods", ".tsv", ".gz", ".yaml")
_CHUNK = 1 << 20


@dataclass(frozen=True)
class LandingFile:
    """One file of the tree, before it is opened. ``name`` is its path below the landing folder, with ``/``."""

    path: Path
    name: str
    publisher: str
    dataset: str

    @property
    def contract(self) -> Contract:
        """The contract of the folder the file lies in; ``ContractBreach`` when no dataset has that name."""
        contract = all_contracts().get(f"{self.publisher}/{self.dataset}")
        if contract is None:
            raise ContractBreach(
                f"La carpeta «{self.publisher}/{self.dataset}» no corresponde a ningún conjunto de datos conocido. "
                f"Mueva el archivo a una de estas: {', '.join(all_contracts())}.",
                f"The folder '{self.publisher}/{self.dataset}' is not a known dataset. "
                f"Move the file to one of: {', '.join(all_contracts())}.",
            )
        return contract

    @property
    def stem(self) -> str:
        return self.path.name.removesuffix(self.extension)

    @property
    def extension(self) -> str:
        return next((suffix for suffix in _EXTENSIONS if self.path.name.endswith(suffix)), self.path.suffix)

    def identity(self) -> tuple[str, date, str]:
        """``(published_on as written, last day it can mean, edition)`` from the file name."""
        refuse_partial(self.stem)
        if self.path.name != printable(self.path.name):
            raise ContractBreach(
                f"El nombre «{self.path.name}» tiene letras que no se pueden leer (no están en UTF-8). "
                "Cambie el nombre del archivo por uno sin tildes ni eñes.",
                f"The name '{self.path.name}' has letters that cannot be read (they are not in UTF-8). "
                "Rename the file without accents.",
            )
        match = _STEM.match(self.stem)
        if match is None or self.extension not in _EXTENSIONS:
            raise ContractBreach(
                f"El nombre «{self.path.name}» no dice cuándo se publicó ni qué edición es. "
                "Se espera AAAA, AAAA-MM o AAAA-MM-DD, dos guiones bajos, la edición y .csv, .csv.gz, .zip o .xlsx; "
                "por ejemplo 2015-07-15__unodc-2014.csv.",
                f"The name '{self.path.name}' does not say when it was published nor which edition it is. "
                "Expected YYYY, YYYY-MM or YYYY-MM-DD, two underscores, the edition, and .csv, .csv.gz, .zip or .xlsx; "
                "for example 2015-07-15__unodc-2014.csv.",
            )
        published_on = match["published_on"]
        return published_on, last_day_of(published_on), match["edition"]

    @property
    def sidecar_file(self) -> LandingFile:
        """The sidecar as a file of its own, whether it exists or not."""
        path = self.path.with_name(self.stem + SIDECAR_SUFFIX)
        return replace(self, path=path, name=PurePosixPath(self.name).with_name(printable(path.name)).as_posix())

    def sidecar(self) -> Sidecar:
        """The sidecar beside the file, or an empty one (then the evidence is ``unverified``)."""
        path = self.sidecar_file.path
        with one_file(path):
            if path.exists() and not path.is_file():
                raise folder_in_place(path)
            found = read_sidecar(path) if os.path.lexists(path) else Sidecar()
        if found.edition and found.edition != self.identity()[2]:
            raise ContractBreach(
                f"La ficha «{path.name}» dice que la edición es «{found.edition}» y el nombre del archivo, "
                f"«{self.identity()[2]}». Corrija la que esté mal.",
                f"The sidecar '{path.name}' says that the edition is '{found.edition}' and the file name, "
                f"'{self.identity()[2]}'. Correct the one that is wrong.",
            )
        return found

    def sha256(self) -> str:
        """SHA-256 of the bytes, as hexadecimal text."""
        digest = hashlib.sha256()
        with self.path.open("rb") as stream:
            while chunk := stream.read(_CHUNK):
                digest.update(chunk)
        return digest.hexdigest()


def first_day_of(published_on: str) -> date:
    """The first day that a partial date can mean; ``ContractBreach`` when it is not a date."""
    last = last_day_of(published_on)
    year, month, day = [*published_on.split("-"), "01", "01"][:3]
    return last.replace(year=int(year), month=int(month), day=int(day))


def last_day_of(published_on: str) -> date:
    """The last day that a partial date can mean: a file of «2015» is known for sure only on 2015-12-31."""
    parts = [int(part) for part in published_on.split("-")]
    try:
        year, month = parts[0], parts[1] if len(parts) > 1 else 12
        day = parts[2] if len(parts) > 2 else calendar.monthrange(year, month)[1]
        return date(year, month, day)
    except (ValueError, IndexError, calendar.IllegalMonthError) as error:
        raise ContractBreach(
            f"«{published_on}» no es una fecha de publicación posible.",
            f"'{published_on}' is not a possible publication date.",
        ) from error


def scan(root: Path) -> Iterator[LandingFile]:
    """Every data file below ``root`` in a stable order, and whatever else bears the name of one: opening it says what it is.

    Sidecars, hidden and temporary files and files of other kinds (a note, Thumbs.db) are not data files.
    """
    for path in sorted(_named_like_data(root)):
        relative = path.relative_to(root)
        publisher, dataset = (*relative.parts[:-1], "", "")[:2]
        yield LandingFile(path, printable(relative.as_posix()), printable(publisher), printable(dataset))


def _named_like_data(root: Path) -> Iterator[Path]:
    """Below ``root``, what has the name of a data file, also a folder, and each folder that cannot be listed."""
    unlisted: list[OSError] = []
    for folder, folders, files in os.walk(root, onerror=unlisted.append):
        for name in (*folders, *files):
            if name.endswith(SIDECAR_SUFFIX) or name.startswith((".", "~$")):
                continue
            if name.lower().endswith(_EXTENSIONS + _UNREAD_TABLES):
                yield Path(folder, name)
    yield from (Path(error.filename) for error in unlisted if isinstance(error, PermissionError))
