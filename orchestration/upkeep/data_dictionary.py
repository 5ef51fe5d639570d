"""Write ``docs/data-dictionary.md`` from contracts, dbt manifest and rules, so that it cannot drift from them.

``make docs`` writes the file; a test fails if the file on disk differs from what contracts, manifest and rules give.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from expectations.rule import SEVERITIES, Rule
from orchestration.building.dbt_build import read_manifest, run_dbt
from orchestration.building.descriptions import TableText, table_texts
from orchestration.building.rules import project_rules
from orchestration.settings import PROJECT_ROOT, Settings
from sources.contract import Column, Contract, all_contracts

PATH = PROJECT_ROOT / "docs" / "data-dictionary.md"
_SCHEMAS = ("marts", "core", "control")


def data_dictionary(manifest: dict[str, Any], rules: list[Rule]) -> str:
    """The whole dictionary as Markdown: released tables first, then the extracts, then the rules."""
    models = [node for node in manifest["nodes"].values() if node["resource_type"] == "model"]
    texts = table_texts(manifest)
    lines = [
        "# Diccionario de datos / Data dictionary",
        "",
        "Written by `make docs` from the contracts, the dbt models and the rules. Do not edit by hand.",
    ]
    for schema in _SCHEMAS:
        lines += ["", f"## Schema `{schema}`"]
        for model in sorted((m for m in models if m["schema"] == schema), key=lambda m: str(m["name"])):
            lines += _model(model, texts[model["name"]])
    lines += ["", "## Extractos / Extracts"]
    for contract in all_contracts().values():
        lines += _contract(contract)
    lines += ["", "## Reglas / Rules", *_rules(rules)]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Parse the dbt project and write the file."""
    settings = Settings()
    settings.build_database.parent.mkdir(parents=True, exist_ok=True)
    outcome = run_dbt(settings, "parse")
    if outcome.error:
        raise SystemExit(outcome.error)
    manifest = read_manifest(settings)
    Path(PATH).write_text(data_dictionary(manifest, project_rules(settings.rules)), encoding="utf-8")


def _model(model: dict[str, Any], text: TableText) -> list[str]:
    """Two languages side by side; a table of ``core`` or ``control`` is described as a whole in English alone."""
    rows = [
        (f"`{name}`", model["columns"][name].get("data_type") or "", c.unit, c.label_es, c.description_es, c.description_en)
        for name, c in text.columns.items()
    ]
    spanish = [text.description_es, ""] if text.description_es else []
    title = ["", f"### `{model['name']}`", "", f"{text.title_es} / {text.title_en}", "", *spanish, text.description_en, ""]
    return title + _table(("column", "type", "unit", "etiqueta", "descripción", "description"), rows)


def _contract(contract: Contract) -> list[str]:
    rows = [_contract_row(column) for column in contract.columns]
    return [
        "",
        f"### `{contract.id}` — {contract.title_es} / {contract.title_en}",
        "",
        f"{contract.grain}. {contract.purpose_es} {contract.limitations_es}",
        "",
        f"Responsable / owner: {contract.owner_es} / {contract.owner_en}. "
        f"Plazo entre entregas / days between deliveries: {contract.freshness_days}. Licencia / licence: {contract.licence}.",
        "",
        *_table(("column", "encabezados / headings", "type", "unit", "key", "required", "bounds"), rows),
    ]


def _contract_row(column: Column) -> tuple[str, ...]:
    headings = ", ".join(f"«{alias}»" for alias in column.aliases)
    lower = "" if column.minimum is None else f"≥ {column.minimum}"
    upper = "" if column.maximum is None else f"≤ {column.maximum}"
    after = "not after publication" if column.not_after_publication else ""
    allowed = " \\| ".join(column.allowed)
    personal = "personal data" if column.is_personal else ""
    bounds = "; ".join(part for part in (lower, upper, after, allowed, personal) if part)
    required = "yes" if column.required or column.key_position else ""
    return (f"`{column.name}`", headings, column.type, column.unit or "", str(column.key_position or ""), required, bounds)


def _rules(rules: list[Rule]) -> list[str]:
    ordered = sorted(rules, key=lambda rule: (SEVERITIES.index(rule.severity), rule.id))
    rows = [
        (f"`{r.id}`", r.severity, r.dimension, f"`{r.relation}`", f"{r.title_es} / {r.title_en}", r.owner_es) for r in ordered
    ]
    return ["", *_table(("rule", "gravedad", "dimensión", "judges", "texto / wording", "responsable"), rows)]


def _table(header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> list[str]:
    lines = [header, tuple("---" for _ in header), *rows]
    return ["| " + " | ".join(_one_line(cell) for cell in line) + " |" for line in lines]


def _one_line(text: str) -> str:
    return " ".join(text.split())


if __name__ == "__main__":
    main()
