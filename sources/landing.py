"""The landing tree: which files arrived, when they were published and under which edition.

``<landing>/<publisher>/<dataset>/<published_on>__<edition>.<csv|csv.gz|zip|xlsx|yml>`` with an optional sidecar
``<published_on>__<edition>.meta.yml``. Reading the content of a file belongs to ``readers``.
"""

from __future__ import annotations

import calendar
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from sources.breach import ContractBreach
from sources.contract import Contract, all_contracts
from sources.returned_list import refuse_partial

_STEM = re.compile(r"^(?P<published_on>\d{4}(?:-\d{2}){0,2})__(?P<edition>[A-Za-z0-9][A-Za-z0-9._-]*?)$")
_EXTENSIONS = (".csv.gz", ".csv", ".zip", ".xlsx", ".yml")
# Tables in a format without a reader: such a file is refused with a message. Any other file (a note, Thumbs.db) is ignored.
_UNREAD_TABLES = (".xls", ".xlsm", ".xlsb", ".ods", ".tsv", ".gz", ".yaml")
SIDECAR_SUFFIX = ".meta.yml"
_CHUNK = 1 << 20


class Sidecar(BaseModel):
    """What we know of a file that the file does not say: citation, grade of evidence, edition, licence, series.

    ``edition`` must be the one in the file name. ``published_on_note_…`` says how the date was inferred and becomes part of
    the note. ``transcribed_on`` is provenance for people: the day on which someone copied the figures; nothing reads it.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, coerce_numbers_to_str=True)

    title: str = ""
    citation: str = ""
    # Without a sidecar nobody vouches for the file, so its evidence counts like that of a figure without a source.
    evidence: Literal["cited", "derived", "unverified", "synthetic"] = "unverified"
    edition: str = ""
    licence: str = ""
    series: str = ""
    transcribed_on: date | None = None
    note_es: str = ""
    note_en: str = ""
    published_on_note_es: str = ""
    published_on_note_en: str = ""
    plan_year: int | None = None


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
        return replace(self, path=path, name=PurePosixPath(self.name).with_name(path.name).as_posix())

    def sidecar(self) -> Sidecar:
        """The sidecar beside the file, or an empty one (then the evidence is ``unverified``)."""
        path = self.sidecar_file.path
        if not path.exists():
            return Sidecar()
        try:
            found = Sidecar.model_validate(yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader) or {})
        except (yaml.YAMLError, ValidationError, UnicodeDecodeError) as error:
            detail = str(error).splitlines()
            raise ContractBreach(
                f"La ficha «{path.name}» que acompaña al archivo no se puede leer: {' '.join(detail[:3])}.",
                f"The sidecar '{path.name}' beside the file cannot be read: {' '.join(detail[:3])}.",
            ) from error
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
    """Every data file below ``root`` in a stable order.

    Sidecars, hidden and temporary files and files of other kinds (a note, Thumbs.db) are not data files.
    """
    for path in sorted(root.rglob("*")):
        if not path.is_file() or path.name.endswith(SIDECAR_SUFFIX) or path.name.startswith((".", "~$")):
            continue
        if not path.name.lower().endswith(_EXTENSIONS + _UNREAD_TABLES):
            continue
        relative = path.relative_to(root)
        publisher, dataset = (*relative.parts[:-1], "", "")[:2]
        yield LandingFile(path, relative.as_posix(), publisher, dataset)
