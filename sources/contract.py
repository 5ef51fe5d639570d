"""Contracts: what a publisher promises for one dataset, in the Open Data Contract Standard v3.

A contract holds what stays when the loader is rewritten: columns, types, units, domains, keys, layout, freshness, owner,
licence. How a file is parsed belongs to ``readers``; whether its values are plausible belongs to ``expectations``.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal

from open_data_contract_standard.model import OpenDataContractStandard, SchemaProperty, Team

from sources.codes import width_of
from sources.layout import Frozen, Layout
from sources.text import fold

SOURCES_ROOT = Path(__file__).resolve().parent
# Folder of our own registry, which nobody publishes and nobody waits for.
OWN_PUBLISHER = "registry"
PROVENANCE_COLUMNS = ("_delivery_id", "_file", "_sheet", "_row", "_column")
# The days that the warehouse knows. What has happened lies after the first, by the minimum of its column, and before the day
# of the run, by ``notAfter``.
CALENDAR = (date(1983, 1, 1), date(2035, 12, 31))
# Shown in place of a personal value to everybody but its sender. The mask has a fixed length, so it does not tell the value's.
MASK = "•••"


class Reference(Frozen):
    """The value must name a known territory or zone of ``level`` (optionally only when another column has a value)."""

    level: str
    when_column: str | None = None
    when_value: str | None = None


class NameBeside(Frozen):
    """``column`` says in words the territory of ``level`` that a code names: a name of another place contradicts the code."""

    column: str
    level: str


class Column(Frozen):
    """One promised column. ``minimum``/``maximum`` are in ``unit``; ``not_after_publication`` bounds years and dates.

    ``classification``: what is ``personal`` (names, DNI, coordinates …) never leaves the build database (docs/adr/0016).
    """

    name: str
    label_es: str
    label_en: str
    description_en: str
    type: Literal["string", "integer", "number", "date"]
    required: bool
    key_position: int | None
    aliases: tuple[str, ...]
    width: int | None  # digits of a code, leading zeros included
    minimum: str | float | None
    maximum: str | float | None
    not_after_publication: bool
    allowed: tuple[str, ...]
    reference: Reference | None
    unit: str | None
    unit_column: str | None  # names the unit row by row, if it differs between rows
    is_measure: bool
    prefix: str | None
    name_column: str | None
    name_beside: NameBeside | None
    classification: Literal["public", "personal"]

    @property
    def is_personal(self) -> bool:
        return self.classification == "personal"


class Contract(Frozen):
    """One dataset of one publisher; ``relation`` is its table name in schema ``raw``."""

    publisher: str
    dataset: str
    title_es: str
    title_en: str
    purpose_es: str
    limitations_es: str
    grain: str
    owner_es: str
    owner_en: str
    licence: str
    timeless: bool
    default_series: str
    # The subject of seed_series in which the files of the dataset state their series.
    series_subject: str
    freshness_days: int
    # Why no fact holds the rows of the dataset; empty where one does.
    without_fact: str
    layout: Layout
    columns: tuple[Column, ...]

    @property
    def id(self) -> str:
        return f"{self.publisher}/{self.dataset}"

    @property
    def relation(self) -> str:
        return f"{self.publisher}__{self.dataset}"

    @property
    def key(self) -> tuple[str, ...]:
        keyed = [column for column in self.columns if column.key_position]
        return tuple(column.name for column in sorted(keyed, key=lambda column: column.key_position or 0))

    @property
    def measure(self) -> Column | None:
        return next((column for column in self.columns if column.is_measure), None)

    @property
    def holds_personal_data(self) -> bool:
        return any(column.is_personal for column in self.columns)

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)

    def by_header(self) -> dict[str, Column]:
        """Every accepted heading, folded, to its column."""
        return {fold(heading): column for column in self.columns for heading in (column.name, *column.aliases)}


def load_contract(path: Path) -> Contract:
    """Read one ``*.contract.yml`` (ODCS v3). Raises ``pydantic.ValidationError`` naming the field that is wrong."""
    standard = OpenDataContractStandard.from_file(str(path))
    publisher, dataset = str(standard.id).split("/")
    properties = _custom(standard.customProperties)
    owner_es, owner_en = _owner(standard)
    schema = (standard.schema_ or [])[0]
    return Contract(
        publisher=publisher,
        dataset=dataset,
        title_es=str(standard.name),
        title_en=str(standard.description.usage if standard.description else ""),
        purpose_es=str(standard.description.purpose if standard.description else ""),
        limitations_es=str(standard.description.limitations if standard.description else ""),
        grain=str(schema.dataGranularityDescription),
        owner_es=owner_es,
        owner_en=owner_en,
        licence=properties["licence"],
        timeless=properties["timeless"],
        default_series=properties["defaultSeries"],
        series_subject=properties.get("seriesSubject", "other"),
        freshness_days=int(str(_frequency(standard))),
        without_fact=str(properties.get("withoutFact", "")),
        layout=Layout(**properties["layout"]),
        columns=tuple(_column(item) for item in schema.properties or []),
    )


def outside_calendar(contracts: Iterable[Contract]) -> list[str]:
    """Columns of what has happened whose contract does not keep them inside the calendar: one such row would break the build."""
    first, _ = CALENDAR
    dated = [(item.id, column) for item in contracts for column in item.columns if column.not_after_publication]
    return [f"{name}.{column.name}" for name, column in dated if str(column.minimum or "")[:4] < str(first.year)]


@cache
def all_contracts() -> dict[str, Contract]:
    """Every contract of the project by its id ``publisher/dataset``, in a stable order."""
    paths = sorted(SOURCES_ROOT.glob("*/*.contract.yml"))
    return {contract.id: contract for contract in map(load_contract, paths)}


def publishers() -> list[str]:
    """Who sends files, in a stable order; our own registry is nobody's."""
    return sorted({contract.publisher for contract in all_contracts().values()} - {OWN_PUBLISHER})


def personal_names() -> frozenset[str]:
    """Names of all columns with personal data. No released table may have such a column, and no rule may read one."""
    return frozenset(column.name for contract in all_contracts().values() for column in contract.columns if column.is_personal)


def _custom(properties: list[Any] | None) -> dict[str, Any]:
    return {item.property: item.value for item in properties or []}


def _owner(standard: OpenDataContractStandard) -> tuple[str, str]:
    """The team that answers for the dataset, in Spanish (name) and English (description)."""
    if not isinstance(standard.team, Team):
        raise ValueError(f"{standard.id}: the contract names no team")
    return str(standard.team.name), str(standard.team.description)


def _frequency(standard: OpenDataContractStandard) -> Any:
    return next(item.value for item in standard.slaProperties or [] if item.property == "frequency")


def _column(item: SchemaProperty) -> Column:
    custom = _custom(item.customProperties)
    options = item.logicalTypeOptions or {}
    return Column(
        name=str(item.name),
        label_es=str(item.businessName),
        label_en=str(custom.get("labelEn", "")),
        description_en=str(item.description),
        type=item.logicalType,
        required=bool(item.required),
        key_position=item.primaryKeyPosition,
        # A column without synonyms is headed by its label.
        aliases=tuple(str(synonym.synonym) for synonym in item.synonyms or []) or (str(item.businessName),),
        width=width_of(options.get("pattern")),
        minimum=options.get("minimum"),
        maximum=options.get("maximum"),
        not_after_publication=custom.get("notAfter") == "publication",
        allowed=tuple(str(entry.value) for entry in item.enum or []),
        reference=Reference(**custom["reference"]) if custom.get("reference") else None,
        unit=custom.get("unit"),
        unit_column=custom.get("unitColumn"),
        is_measure=bool(custom.get("measure")),
        prefix=custom.get("prefix"),
        name_column=custom.get("nameColumn"),
        name_beside=NameBeside(**custom["nameBeside"]) if custom.get("nameBeside") else None,
        classification=item.classification or "public",
    )
