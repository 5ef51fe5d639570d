"""The sidecar of a file: what we know of it that the file does not say.

Belongs here: its fields and reading them. Does not belong here: which file it lies beside (``landing``) and what a delivery takes
from it (``orchestration.loading``).
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from sources.bounded_yaml import YamlFault, read_mapping
from sources.breach import ContractBreach

SIDECAR_SUFFIX = ".meta.yml"
_UNKNOWN = "extra_forbidden"
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


def read_sidecar(path: Path) -> Sidecar:
    """What stands in a sidecar. ``ContractBreach`` (one sentence, es and en) when it cannot be read."""
    try:
        return Sidecar.model_validate(read_mapping(path))
    except YamlFault as fault:
        raise _unreadable(path, fault.fault_es, fault.fault_en) from fault
    except ValidationError as error:
        wrong = [(".".join(map(str, fault["loc"])), fault["type"], fault["input"]) for fault in error.errors()]
        raise _unreadable(
            path,
            "; ".join(f"no existe el campo «{name}»" if kind == _UNKNOWN else f"«{name}» no puede ser «{value}»" for name, kind, value in wrong),
            "; ".join(f"there is no field '{name}'" if kind == _UNKNOWN else f"'{name}' cannot be '{value}'" for name, kind, value in wrong),
        ) from error


def _unreadable(path: Path, fault_es: str, fault_en: str) -> ContractBreach:
    return ContractBreach(
        f"La ficha «{path.name}» que acompaña al archivo no se puede leer: {fault_es}. Corríjala y vuelva a correr.",
        f"The sidecar '{path.name}' beside the file cannot be read: {fault_en}. Correct it and run again.",
    )
