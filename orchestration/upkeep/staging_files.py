"""Write the staging files of the dbt project from the contracts, so that a schema has one home.

For every dataset: its source with the contract's metadata, ``stg_…`` (accepted rows) and ``qtn_…`` (refused rows), each
with its YAML. Run ``make staging`` after a contract changes; a test fails when the files drift.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

from orchestration.upkeep.registry_file import DBT_PROJECT, registry_file
from sources.contract import MASK, Column, Contract, all_contracts
from sources.text import fold

_ONE_LINE = 120
_HEADER = "# Written by `make staging` from the contracts in sources/. Do not edit by hand.\n"
_SQL_HEADER = "-- Written by `make staging` from the contracts in sources/. Do not edit by hand.\n"
# Large datasets grow by delivery: what earlier ones gave is not typed again.
_ONE_DELIVERY_AT_A_TIME = (
    """{{ config(post_hook="{{ only_values('_delivery_id', ref('stg_delivery'), 'delivery_id') }}", """
    """**replaced_by('_delivery_id')) }}\n"""
)


def staging_files(dbt_project: Path = DBT_PROJECT, contracts: Sequence[Contract] = ()) -> dict[Path, str]:
    """Every generated file of the dbt project with its text: the registry, and staging. ``contracts``: all unless said."""
    found = contracts or tuple(all_contracts().values())
    files: dict[Path, str] = dict([registry_file(dbt_project, found)])
    for contract in found:
        folder = dbt_project / "models" / "staging" / contract.publisher
        names = ", names=ref('stg_registry__names')" if any(c.reference or c.name_beside for c in contract.columns) else ""
        call = f"('{contract.publisher}', '{contract.dataset}'{names})"
        header = _SQL_HEADER + (_ONE_DELIVERY_AT_A_TIME if contract.layout.shape == "bulk" else "")
        files[folder / f"stg_{contract.relation}.sql"] = f"{header}{{{{ accepted_rows{call} }}}}\n"
        files[folder / f"qtn_{contract.relation}.sql"] = f"{header}{{{{ refused_rows{call} }}}}\n"
        files[folder / f"stg_{contract.relation}.yml"] = _yaml({"version": 2, "models": [_accepted(contract)]})
        files[folder / f"qtn_{contract.relation}.yml"] = _yaml({"version": 2, "models": [_refused(contract)]})
        files[folder / f"src_{contract.relation}.yml"] = _yaml({"version": 2, "sources": [_source(contract)]})
    return files


def main(dbt_project: Path = DBT_PROJECT) -> None:
    """Write every file and remove generated ones that no contract asks for any more."""
    files = staging_files(dbt_project)
    for old in (dbt_project / "models" / "staging").glob("*/*"):
        if (
            old not in files
            and old.name.startswith(("stg_", "qtn_", "src_"))
            and old.read_text().startswith((_HEADER, _SQL_HEADER))
        ):
            old.unlink()
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def _yaml(document: dict[str, Any]) -> str:
    return _HEADER + yaml.dump(document, Dumper=_OneLineAttributes, sort_keys=False, allow_unicode=True, width=140)


class _OneLineAttributes(yaml.SafeDumper):
    """Writes attributes in one line where they fit; whatever has a name keeps a line for each thing it says."""


def _represent(dumper: yaml.SafeDumper, data: Any) -> yaml.Node:
    is_map = isinstance(data, dict)
    node = dumper.represent_dict(data) if is_map else dumper.represent_list(data)
    is_attributes = "name" not in data if is_map else not any(isinstance(item, dict) for item in data)
    node.flow_style = is_attributes and "version" not in data and len(str(data)) <= _ONE_LINE
    return node


_OneLineAttributes.add_representer(dict, _represent)
_OneLineAttributes.add_representer(list, _represent)


def _source(contract: Contract) -> dict[str, Any]:
    table = {
        "name": contract.relation,
        "description": f"{contract.grain}. {contract.title_en}.",
        "config": {"meta": _table_meta(contract)},
        "columns": [_source_column(column, contract) for column in contract.columns],
    }
    return {"name": contract.publisher, "schema": "raw", "tables": [table]}


def _source_column(column: Column, contract: Contract) -> dict[str, Any]:
    return {"name": column.name, "description": column.description_en, "config": {"meta": _column_meta(column, contract)}}


def _table_meta(contract: Contract) -> dict[str, Any]:
    measure = contract.measure
    layout = contract.layout.model_dump(include={"control_total", "not_monitored_marks"}, mode="json")
    if layout["control_total"]:
        layout["control_total"]["values"] = [fold(value) for value in layout["control_total"]["values"]]
    return {
        "key": list(contract.key),
        **({"measure": measure.name} if measure else {}),
        "owner_es": contract.owner_es,
        "owner_en": contract.owner_en,
        **({"layout": differing} if (differing := {name: value for name, value in layout.items() if value}) else {}),
        # dagster-dbt reads the asset key of the raw table here.
        "dagster": {"asset_key": ["raw", contract.relation]},
    }


def _column_meta(column: Column, contract: Contract) -> dict[str, Any]:
    """The label, and what differs from the defaults of the macro ``columns_of``, which fills in the rest."""
    meta = {
        "type": column.type if column.type != "string" else None,
        "label_es": column.label_es,
        "label_en": column.label_en if column.label_en != column.label_es else None,
        "required": column.required or None,
        "may_be_absent": (column.required and not contract.layout.needs(column.name)) or None,
        "key_position": column.key_position,
        "width": column.width,
        "minimum": column.minimum,
        "maximum": column.maximum,
        "not_after_publication": column.not_after_publication or None,
        "allowed": [fold(value) for value in column.allowed] or None,
        "reference": column.reference.model_dump() if column.reference else None,
        "name_column": column.name_column,
        "name_beside": column.name_beside.model_dump() if column.name_beside else None,
        "unit": column.unit,
        "unit_column": column.unit_column or None,
        "is_measure": column.is_measure or None,
        "prefix": column.prefix,
        "strip_footnotes": column.name in contract.layout.strip_footnotes_from or None,
        # Only where there is something to hide: what stands in place of the value in everything that tells of a refused row.
        "mask": MASK if column.is_personal else None,
    }
    return {name: value for name, value in meta.items() if value is not None}


def _accepted(contract: Contract) -> dict[str, Any]:
    codes = ", ".join(f"_code_of_{column.name}" for column in contract.columns if column.reference)
    found = f" The place that a name means, as UBIGEO or zone code: {codes}." if codes else ""
    return {
        "name": f"stg_{contract.relation}",
        "description": f"{contract.grain}; accepted rows only, typed. {contract.title_en}. Columns as in the source.{found}",
    }


def _refused(contract: Contract) -> dict[str, Any]:
    return {
        "name": f"qtn_{contract.relation}",
        "description": f"One row per refused row of {contract.id}, with rule, reason, owner and the measure it carries.",
    }


if __name__ == "__main__":
    main()
