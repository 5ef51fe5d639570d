"""What each released table and column holds, in Spanish and English, as the YAML of the models says it.

Comments of the release file, ``datapackage.json``, workbooks, the catalogue and the data dictionary ask here for their texts.
A column that stands in many models is described once, in ``models/docs.md``: block ``name`` in English, block ``es__name`` as
«Label: text» in Spanish. Does not belong here: texts of the report.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from orchestration.building.dbt_build import read_manifest
from orchestration.settings import Settings

_SPANISH_BLOCK = "es__"


@dataclass(frozen=True)
class ColumnText:
    """``label_es`` heads the column for officers; ``unit`` is empty where a value has none. No text is ``None``."""

    label_es: str
    description_es: str
    description_en: str
    unit: str

    @property
    def both(self) -> str:
        """Both descriptions in one line, Spanish first."""
        return " / ".join(text for text in (self.description_es, self.description_en) if text)


@dataclass(frozen=True)
class TableText:
    """Title and description of a table in both languages, and its columns by name, in the order of the YAML."""

    title_es: str
    title_en: str
    description_es: str
    description_en: str
    columns: Mapping[str, ColumnText]

    @property
    def both(self) -> str:
        """Both descriptions in one line, Spanish first."""
        return " / ".join(text for text in (self.description_es, self.description_en) if text)

    def label(self, column: str) -> str:
        """The Spanish heading of a column; its name where nobody wrote one."""
        return self.columns[column].label_es or column if column in self.columns else column


UNDESCRIBED = TableText("", "", "", "", {})


def built_texts(settings: Settings) -> dict[str, TableText]:
    """Texts of every table by its name, as the last build read them."""
    return table_texts(read_manifest(settings))


def table_texts(manifest: Mapping[str, Any]) -> dict[str, TableText]:
    """Texts of every model, seed and source of dbt's manifest, by name of the table."""
    nodes = [*manifest["nodes"].values(), *manifest["sources"].values()]
    described = (node for node in nodes if node["resource_type"] in ("model", "seed", "source"))
    return {node["name"]: _table(node, manifest["docs"]) for node in described}


def _table(node: Mapping[str, Any], docs: Mapping[str, Any]) -> TableText:
    meta = node["config"].get("meta", {})
    columns = {name: _column(column, docs) for name, column in node["columns"].items()}
    title_es, title_en, description_es = (_one_line(meta.get(name, "")) for name in ("title_es", "title_en", "description_es"))
    return TableText(title_es, title_en, description_es, _one_line(node["description"]), columns)


def _column(column: Mapping[str, Any], docs: Mapping[str, Any]) -> ColumnText:
    """The texts in the column's own YAML come first; else the Spanish of the block that its description names."""
    meta = column["config"].get("meta", {})
    label, _, text = _shared_spanish(column, docs).partition(": ")
    label_es, description_es = _one_line(meta.get("label_es", label)), _one_line(meta.get("description_es", text))
    return ColumnText(label_es, description_es, _one_line(column["description"]), str(meta.get("unit") or ""))


def _shared_spanish(column: Mapping[str, Any], docs: Mapping[str, Any]) -> str:
    for block in column.get("doc_blocks", []):
        package, name = block.rsplit(".", 1)
        if spanish := docs.get(f"{package}.{_SPANISH_BLOCK}{name}"):
            return str(spanish["block_contents"])
    return ""


def _one_line(text: object) -> str:
    return " ".join(str(text).split())
