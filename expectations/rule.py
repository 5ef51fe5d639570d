"""Rules as data: one YAML entry is one rule, or one rule per dataset; nothing is evaluated here.

A rule's query returns the rows that break the rule. The columns ``indicator_code, territory_level, territory_code, period,
cutoff_date`` and ``delivery_id, file, sheet, row, column, value, magnitude`` say where. ``key`` names what is wrong, independent
of its place, so that the finding keeps its age when the file is sent again: the dataset, the edition if each edition has its own
finding, and the natural key of the row. ``since_date`` is the day on which the fault began, if the rule knows that day (the end
of a deadline). The message may use every column; days are printed as people write them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from string import Template
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, model_validator

from expectations.days import worded

Severity = Literal["invariante", "bloqueante", "mayor", "menor"]
Dimension = Literal["validez", "integridad", "precision", "fiabilidad", "oportunidad"]
Origin = Literal["archivo", "staging", "expectativa", "dbt", "puntualidad"]
# The step of the gate that a failing rule enters unless it says another (docs/adr/0013); a minor rule enters none.
STEPS: Mapping[Severity, int | None] = {"invariante": 1, "bloqueante": 1, "mayor": 6, "menor": None}
SEVERITIES: tuple[Severity, ...] = ("invariante", "bloqueante", "mayor", "menor")


@dataclass(frozen=True)
class DatasetFacts:
    """What a rule that repeats per dataset may use of it, as ``$publisher``, ``$dataset``, ``$relation`` …"""

    publisher: str
    dataset: str
    relation: str
    title_es: str
    title_en: str
    owner_es: str
    owner_en: str
    key: tuple[str, ...]
    measure: str | None
    unit: str
    # Whether its files print a row of totals, and whether a publisher sends it (the registry is our own).
    is_totalled: bool
    is_published: bool
    # The code of a territory and the column that names the same territory in words; empty where a file has no such pair.
    code_column: str = ""
    name_column: str = ""

    @property
    def substitutions(self) -> dict[str, str]:
        texts = {name: value for name, value in vars(self).items() if isinstance(value, str)}
        return {**texts, "measure": self.measure or "", "key": ", ".join(self.key)}


# What a rule may say instead of a list of datasets.
SELECTIONS: Mapping[str, Callable[[DatasetFacts], bool]] = {
    "all": lambda item: item is not None,
    "measured": lambda item: item.measure is not None,
    "totalled": lambda item: item.is_totalled,
    "published": lambda item: item.is_published,
    "named": lambda item: item.name_column != "",
}


class Rule(BaseModel):
    """One rule. ``relation`` is the table it judges; ``expectation`` is a GX type, by default rows that must not exist.

    ``checked_query`` counts the rows that the rule looked at, if they are not all rows of ``relation``. ``masks``: columns
    with personal data, each with what is shown in place of a value; they come from the contracts, not from the entry.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(pattern=r"^[A-Z][A-Za-z0-9._-]*$")
    severity: Severity
    dimension: Dimension
    relation: str = Field(pattern=r"^[a-z_]+\.[a-z_0-9]+$")
    title_es: str
    title_en: str
    message_es: str
    message_en: str
    owner_es: str
    owner_en: str
    unit: str = ""
    origin: Origin = "expectativa"
    step: Literal[1, 2, 3, 4, 5, 6] | None = None
    query: str | None = None
    checked_query: str | None = None
    expectation: str | None = None
    arguments: dict[str, Any] = {}
    masks: Mapping[str, str] = {}

    @model_validator(mode="after")
    def _one_way_of_failing(self) -> Rule:
        if (self.query is None) == (self.expectation is None):
            raise ValueError(f"rule {self.id}: give either a query of failing rows or a GX expectation, not both")
        return self

    @model_validator(mode="after")
    def _minor_enters_no_step(self) -> Rule:
        if self.step is not None and STEPS[self.severity] is None:
            raise ValueError(f"rule {self.id}: a minor rule informs only and enters no step of the gate")
        return self

    @model_validator(mode="after")
    def _query_names_nothing_personal(self) -> Rule:
        words = {word.lower() for query in (self.query, self.checked_query) if query for word in re.findall(r"\w+", query)}
        named = sorted(name for name in self.masks if name.lower() in words)
        if named:
            raise ValueError(
                f"rule {self.id}: what a rule finds is shown to everybody, so its query may not name a column "
                f"with personal data: {', '.join(named)}"
            )
        return self

    @property
    def gate_step(self) -> int | None:
        """Step of the gate that a failure enters."""
        return self.step or STEPS[self.severity]

    @property
    def passes_by_rows(self) -> bool:
        """Whether the score counts the share of rows that pass, because the rule judges each row; if false, pass or fail."""
        return self.expectation is not None or self.checked_query is not None

    @cached_property
    def check_name(self) -> str:
        """Name of the rule as a Dagster asset check: letters, digits and underscores only."""
        return re.sub(r"[^A-Za-z0-9_]", "_", self.id)

    def gx_query(self) -> str | None:
        """The query as GX takes it: ``{batch}`` once, in a CTE, since GX aliases it only in queries without a join."""
        if self.query is None:
            return None
        body = self.query.replace("{batch}", "batch").strip()
        rest = f", {body[4:].lstrip()}" if body[:5].lower() == "with " else f" {body}"
        return f"with batch as (select * from {{batch}}){rest}"

    def rows_query(self) -> str | None:
        """The same query on the real relation, which reads the failing rows; ``None`` for a GX expectation."""
        query = self.gx_query()
        return query.replace("{batch}", self.relation) if query else None

    def shown(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """The row with its personal data masked."""
        return {name: value if value is None else self.masks.get(name, value) for name, value in row.items()}

    @property
    def judges_personal_data(self) -> bool:
        """Whether the expectation is about a column with personal data, so that GX's observed value may be personal."""
        named = [name for value in self.arguments.values() for name in (value if isinstance(value, list) else [value])]
        return any(name in self.masks for name in named if isinstance(name, str))

    def messages(self, row: Mapping[str, Any]) -> tuple[str, str]:
        """The sentence for one failing row, in Spanish and in English."""
        return self.message_es.format_map(worded(row, "es")), self.message_en.format_map(worded(row, "en"))


def load_rules(folder: Path, datasets: Iterable[DatasetFacts], masks: Mapping[str, str] | None = None) -> list[Rule]:
    """Every rule of the ``*.yml`` files of ``folder``, expanded per dataset where it says so. ``masks``: see ``Rule``.

    Raises ``ValueError`` for a repeated id and ``pydantic.ValidationError`` naming the wrong field.
    """
    facts = {f"{item.publisher}/{item.dataset}": item for item in datasets}
    rules: list[Rule] = []
    for path in sorted(folder.glob("*.yml")):
        document = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)  # the safe loader, in C
        owners = document.get("owners", {})
        for entry in document["rules"]:
            rules += _expanded({**entry, "masks": masks or {}}, owners, facts)
    repeated = {rule.id for rule in rules if sum(other.id == rule.id for other in rules) > 1}
    if repeated:
        raise ValueError(f"repeated rule ids: {', '.join(sorted(repeated))}")
    return rules


def _expanded(entry: dict[str, Any], owners: dict[str, Any], facts: Mapping[str, DatasetFacts]) -> list[Rule]:
    """One rule, or one per dataset of ``for_each``: a list of ids, or a name of ``SELECTIONS``."""
    selection = entry.get("for_each")
    body = {name: value for name, value in entry.items() if name not in ("for_each", "owner")}
    if selection is None:
        return [Rule(**body, **owners[entry["owner"]])]
    chosen = _selected(selection, facts)
    return [Rule(**_substitute(body, item.substitutions), owner_es=item.owner_es, owner_en=item.owner_en) for item in chosen]


def _selected(selection: str | Sequence[str], facts: Mapping[str, DatasetFacts]) -> list[DatasetFacts]:
    if isinstance(selection, str):
        return [item for item in facts.values() if SELECTIONS[selection](item)]
    return [facts[name] for name in selection]


def _substitute(value: Any, substitutions: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        return Template(value).substitute(substitutions)
    if isinstance(value, dict):
        return {name: _substitute(item, substitutions) for name, item in value.items()}
    if isinstance(value, list):
        items = [_substitute(item, substitutions) for item in value]
        # "$key" stands for several columns.
        return [part.strip() for item in items for part in str(item).split(",")]
    return value
