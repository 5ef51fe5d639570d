"""Write the registry of the dbt project: datasets, columns of codes, calendar, subjects with their parts, facts with their rows.

The macros of the registry are what hubs loop over, so an addition is found from its files and no hub is edited. Belongs
here: finding and writing. Does not belong here: what a hub does with what it gathers (``dbt_project/macros/subjects.sql``).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from orchestration.settings import PROJECT_ROOT
from sources.contract import CALENDAR, Contract

DBT_PROJECT = PROJECT_ROOT / "dbt_project"
# What a subject may give to a hub: the end of the name of its model, int_<subject>__<part>.
PARTS = ("values", "sources", "files", "refused", "due", "editions", "reconciled", "toward_target")
_HEADER = "{# Written by `make staging` from the contracts and the models. Do not edit by hand. #}\n"


def registry_file(dbt_project: Path, contracts: Sequence[Contract]) -> tuple[Path, str]:
    """Path and text of the macros that name datasets, columns of codes, the calendar, subjects and facts."""
    datasets = sorted([contract.publisher, contract.dataset] for contract in contracts)
    first, last = CALENDAR
    text = (
        _HEADER
        + _macro("all_datasets", datasets)
        + _macro("code_columns", _code_columns(contracts))
        + _macro("calendar", {"first": str(first), "last": str(last)})
        + _macro("subjects", subjects(dbt_project))
        + _macro("facts", facts(dbt_project))
        + _macro("fact_models", [path.stem for path, _ in declared_rows(dbt_project)])
    )
    return dbt_project / "macros" / "registry.sql", text


def _code_columns(contracts: Iterable[Contract]) -> list[list[Any]]:
    """Publisher, dataset, name, width and labels of each column of codes. A finding quotes a code, so no personal one is here."""
    return sorted(
        [item.publisher, item.dataset, column.name, column.width, column.label_es, column.label_en or column.label_es]
        for item in contracts
        for column in item.columns
        if column.width and not column.is_personal
    )


def subjects(dbt_project: Path) -> dict[str, list[str]]:
    """Parts of each subject: the models ``int_<subject>__<part>`` in a folder that is named after the subject."""
    paths = sorted((dbt_project / "models").glob("*/*/int_*.sql"))
    given = {path.stem for path in paths if path.stem.startswith(f"int_{path.parent.name}__")}
    folders = sorted({stem.removeprefix("int_").partition("__")[0] for stem in given})
    return {subject: [part for part in PARTS if f"int_{subject}__{part}" in given] for subject in folders}


def facts(dbt_project: Path) -> dict[str, Any]:
    """What the rows of each fact are: ``meta.rows`` of its YAML, for facts whose rows are traced one by one.

    ``measure``: the column of the value. ``unit``, or ``unit_column`` where rows have units of their own. ``from``: the
    staging models whose accepted rows it holds, each row once. ``kinds``: kinds of rows that are facts.
    """
    return {path.stem: rows for path, rows in declared_rows(dbt_project) if rows and "from" in rows}


def declared_rows(dbt_project: Path) -> list[tuple[Path, Mapping[str, Any] | None]]:
    """Each fact model with the ``meta.rows`` that its YAML declares; ``None`` where it declares none."""
    found: list[tuple[Path, Mapping[str, Any] | None]] = []
    for path in sorted((dbt_project / "models" / "core").glob("fct_*.sql")):
        described = path.with_suffix(".yml")
        models = yaml.safe_load(described.read_text(encoding="utf-8"))["models"] if described.exists() else [{}]
        found.append((path, models[0].get("config", {}).get("meta", {}).get("rows")))
    return found


def _macro(name: str, value: list[Any] | dict[str, Any]) -> str:
    """One macro that returns the value, an entry a line."""
    if isinstance(value, dict):
        opened, closed, entries = "{", "}", [f"{json.dumps(key)}: {_text(entry)}" for key, entry in value.items()]
    else:
        opened, closed, entries = "[", "]", [_text(entry) for entry in value]
    lines = "".join(f"        {entry},\n" for entry in entries)
    return f"{{% macro {name}() %}}\n    {{{{ return({opened}\n{lines}    {closed}) }}}}\n{{% endmacro %}}\n"


def _text(entry: object) -> str:
    return json.dumps(entry, ensure_ascii=False)
