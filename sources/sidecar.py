"""The sidecar of a file: what we know of it that the file does not say.

Belongs here: its fields and reading them. Does not belong here: which file it lies beside (``landing``) and what a delivery takes
from it (``orchestration.loading``).
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from sources.bounded_yaml import YamlFault, read_mapping
from sources.breach import ContractBreach

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

SIDECAR_SUFFIX = ".meta.yml"
_YEAR = Field(ge=1900, le=2100)


class Sidecar(BaseModel):
    """What we know of a file that the file does not say: citation, grade of evidence, edition, licence, series.

    ``edition`` must be the one in the file name. ``published_on_note_…`` says how the date was inferred and becomes part of
    the note. ``transcribed_on`` is provenance for people: the day on which someone copied the figures. ``rows`` and ``sha256``
    say what was sent, so that a copy cut on its way is found. ``source_type`` says who printed the figures: the official
    publisher, or a third party that transcribed them; unknown where it is not said.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, coerce_numbers_to_str=True)

    title: str = ""
    citation: str = ""
    # Without a sidecar nobody vouches for the file, so its evidence counts like that of a figure without a source.
    evidence: Literal["cited", "derived", "unverified", "synthetic"] = "unverified"
    source_type: Literal["oficial", "secundaria"] | None = None
    edition: str = ""
    licence: str = ""
    series: str = ""
    transcribed_on: date | None = None
    note_es: str = ""
    note_en: str = ""
    published_on_note_es: str = ""
    published_on_note_en: str = ""
    plan_year: Annotated[int, _YEAR] | None = None
    rows: Annotated[int, Field(ge=0)] | None = None
    sha256: str = Field("", pattern=r"^([0-9a-fA-F]{64})?$")

    def refuse_difference(self, sha256: str, n_lines: int | None, today: date) -> None:
        """Raise ``ContractBreach`` if the file is another than the one described, or was transcribed after ``today``.

        ``n_lines``: lines with data below the header; ``None`` where nobody counted them.
        """
        if self.sha256 and self.sha256.lower() != sha256:
            raise ContractBreach(
                f"La ficha dice que el SHA-256 del archivo es {self.sha256.lower()} y el que llegó tiene {sha256}: "
                "no es el mismo archivo, o llegó incompleto. Cópielo otra vez, o corrija la ficha.",
                f"The sidecar says that the SHA-256 of the file is {self.sha256.lower()} and the one that arrived has {sha256}: "
                "it is another file, or it arrived incomplete. Copy it again, or correct the sidecar.",
            )
        if None not in (self.rows, n_lines) and self.rows != n_lines:
            raise ContractBreach(
                f"La ficha dice que el archivo tiene {self.rows} filas de datos y llegaron {n_lines}. "
                "Copie el archivo otra vez, entero, o corrija la ficha.",
                f"The sidecar says that the file has {self.rows} rows of data and {n_lines} arrived. "
                "Copy the file again, whole, or correct the sidecar.",
            )
        if self.transcribed_on and self.transcribed_on > today:
            raise ContractBreach(
                f"La ficha dice que se transcribió el {self.transcribed_on}, que es después de hoy ({today}). Corrija la ficha.",
                f"The sidecar says that it was transcribed on {self.transcribed_on}, which is after today ({today}). "
                "Correct the sidecar.",
            )


def read_sidecar(path: Path) -> Sidecar:
    """What stands in a sidecar. ``ContractBreach`` (one sentence, es and en) when it cannot be read."""
    try:
        return Sidecar.model_validate(read_mapping(path))
    except YamlFault as fault:
        raise _unreadable(path, fault.fault_es, fault.fault_en) from fault
    except ValidationError as error:
        faults = [_said_of(fault) for fault in error.errors()]
        raise _unreadable(path, "; ".join(es for es, _ in faults), "; ".join(en for _, en in faults)) from error


def _said_of(fault: ErrorDetails) -> tuple[str, str]:
    """What is wrong with one field, in Spanish and English."""
    name = ".".join(map(str, fault["loc"]))
    if fault["type"] == "extra_forbidden":
        return f"no existe el campo «{name}»", f"there is no field '{name}'"
    value = str(fault["input"])[:80]
    return f"el campo «{name}» no puede ser «{value}»", f"the field '{name}' cannot be '{value}'"


def _unreadable(path: Path, fault_es: str, fault_en: str) -> ContractBreach:
    return ContractBreach(
        f"La ficha «{path.name}» que acompaña al archivo no se puede leer: {fault_es}. Corríjala y vuelva a correr.",
        f"The sidecar '{path.name}' beside the file cannot be read: {fault_en}. Correct it and run again.",
    )
