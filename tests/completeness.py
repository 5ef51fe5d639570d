"""What an addition still lacks: one sentence for each missing piece, which names the file to write.

The order is that of CONTRIBUTING. Everything is read from the files of a project, so the checks cost no build and can
be made of a copy of the project.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from orchestration.upkeep.registry_file import declared_rows, facts, subjects
from orchestration.upkeep.staging_files import staging_files
from sources.contract import Contract, load_contract

# What a subject with values gives to the verdict. Rows or files: one of the two is what the values rest on.
ASKED_PARTS = ("refused", "due", "editions")
SHEETS = "sources/reference/registry/indicators"
_REFERENCE = re.compile(r"ref\('(\w+)'\)")
_CODE = re.compile(r"'([A-Z][A-Z-]+[A-Z])' as indicator_code")


def missing_pieces(root: Path) -> list[str]:
    """Every sentence about the project in ``root``; empty when nothing is forgotten."""
    return [sentence for check in CHECKS for sentence in check(root)]


def contracts(root: Path) -> list[Contract]:
    return [load_contract(path) for path in sorted((root / "sources").glob("*/*.contract.yml"))]


def datasets_without_staging(root: Path) -> Iterator[str]:
    """The staging files and the registry are those that the contracts and models ask for."""
    for path, text in staging_files(root / "dbt_project", contracts(root)).items():
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            yield f"{path.relative_to(root)} is not what the contracts and models ask for: run `make staging`"


def datasets_without_fact(root: Path) -> Iterator[str]:
    """The accepted rows of each dataset reach core: by a fact that declares them, or by a model that reads them."""
    dbt_project = root / "dbt_project"
    declared = {staging for rows in facts(dbt_project).values() for staging in rows["from"]}
    read = {name for _, text in _models(dbt_project, "core") for name in _REFERENCE.findall(text)}
    for contract in contracts(root):
        staging = f"stg_{contract.relation}"
        used = staging in declared if contract.publisher != "registry" else True
        if not used and staging not in read and not contract.without_fact:
            yield (
                f"no fact holds the rows of {contract.id}: write dbt_project/models/core/fct_….sql, which reads {staging}, "
                "or say why in the property withoutFact of its contract"
            )


def facts_without_rows(root: Path) -> Iterator[str]:
    """Each fact says which staging models its rows come from, or that it is traced to files."""
    for path, rows in declared_rows(root / "dbt_project"):
        described = path.with_suffix(".yml").relative_to(root)
        if not rows:
            yield f"{path.stem} does not say where its rows come from: write meta.rows in {described}"
        elif rows.get("traced_to") != "files" and not (
            {"measure", "from"} <= rows.keys() and rows.keys() & {"unit", "unit_column"}
        ):
            yield f"{path.stem} needs measure, unit and from: complete meta.rows in {described}"


def facts_without_subject(root: Path) -> Iterator[str]:
    """Each fact is read by some subject."""
    dbt_project = root / "dbt_project"
    read = {name for _, text in _models(dbt_project, "intermediate") for name in _REFERENCE.findall(text)}
    for path, _ in declared_rows(dbt_project):
        if path.stem not in read:
            yield (
                f"no subject reads {path.stem}: write dbt_project/models/intermediate/<subject>/int_<subject>__values.sql "
                "and run `make staging`"
            )


def subjects_without_part(root: Path) -> Iterator[str]:
    """A subject with values gives what they rest on and what the verdict asks, or says in one line why it has none."""
    dbt_project = root / "dbt_project"
    for subject, parts in subjects(dbt_project).items():
        folder = f"dbt_project/models/intermediate/{subject}"
        if not (root / folder).is_dir():
            continue  # no figure of its own: a later layer gives what is said of it
        if "values" not in parts:
            yield f"subject {subject} gives no values: write {folder}/int_{subject}__values.sql and run `make staging`"
            continue
        if not {"sources", "files"} & set(parts):
            yield f"subject {subject} does not say what its values rest on: write {folder}/int_{subject}__sources.sql"
        values = (root / folder / f"int_{subject}__values.sql").read_text(encoding="utf-8")
        for part in ASKED_PARTS:
            said = re.search(rf"^-- Without {part}: \S", values, re.MULTILINE)
            if part not in parts and not said:
                yield (
                    f"subject {subject} gives no {part}: write {folder}/int_{subject}__{part}.sql, "
                    f"or say why in int_{subject}__values.sql with a line «-- Without {part}: …»"
                )
            if part in parts and said:
                yield f"subject {subject} has int_{subject}__{part}.sql and says «-- Without {part}»: remove the line"


def indicators_without_sheet(root: Path) -> Iterator[str]:
    """Each indicator that a subject computes has a reference sheet with its citation."""
    sheets = {sheet["code"] for _, sheet in _sheets(root)}
    for path, text in _models(root / "dbt_project", "intermediate"):
        if path.stem.endswith("__values"):
            for code in sorted(set(_CODE.findall(text)) - sheets):
                yield f"indicator {code} of {path.stem} has no reference sheet: write {SHEETS}/<day>__{code.lower()}.yml"
    for path, _ in _sheets(root):
        if not path.with_suffix(".meta.yml").exists():
            yield f"the sheet {path.name} says nothing of where it comes from: write {SHEETS}/{path.stem}.meta.yml"


def sheets_without_mart(root: Path) -> Iterator[str]:
    """Each sheet names a mart, and the mart is described, tested and shown by an exposure."""
    models = root / "dbt_project" / "models"
    for path, sheet in _sheets(root):
        mart = sheet["mart"]
        if not list(models.rglob(f"{mart}.sql")):
            yield f"the mart of {sheet['code']} is missing: write dbt_project/models/marts/{mart}.sql"
        for dataset in sheet["datasets"]:
            if not (root / "sources" / f"{dataset}.contract.yml").exists():
                yield f"{path.name} names the dataset {dataset}: write sources/{dataset}.contract.yml"


def marts_without_description(root: Path) -> Iterator[str]:
    """Each mart has a YAML with titles, owner, a test of its key, a unit test and an exposure that shows it."""
    models = root / "dbt_project" / "models"
    exposed = {name for path in models.rglob("*.yml") for name in _exposed(path)}
    for path in sorted(models.rglob("mart_*.sql")):
        described = path.with_suffix(".yml")
        where = described.relative_to(root)
        if not described.exists():
            yield f"{path.stem} is not described: write {where}"
            continue
        document = yaml.safe_load(described.read_text(encoding="utf-8"))
        model = document["models"][0]
        meta = model.get("config", {}).get("meta", {})
        yield from (f"{path.stem} has no {key}: write it under meta in {where}" for key in _MART_META if key not in meta)
        if not any(item.get("data_tests") for item in (model, *model["columns"])):
            yield f"{path.stem} has no test of its key: write one under data_tests in {where}"
        if not document.get("unit_tests"):
            yield f"{path.stem} has no unit test: write one under unit_tests in {where}"
        if path.stem not in exposed:
            yield f"no exposure shows {path.stem}: write one under exposures in {where}"


def datasets_without_indicator(root: Path) -> Iterator[str]:
    """Each dataset feeds an indicator, so that its refused files and rows weigh on a verdict."""
    fed = {dataset for _, sheet in _sheets(root) for dataset in sheet["datasets"]}
    for contract in contracts(root):
        if contract.publisher != "registry" and contract.id not in fed and not contract.without_fact:
            yield f"no indicator rests on {contract.id}: name it under datasets in a sheet of {SHEETS}"


CHECKS = (
    datasets_without_staging, datasets_without_fact, facts_without_rows, facts_without_subject, subjects_without_part,
    indicators_without_sheet, sheets_without_mart, marts_without_description, datasets_without_indicator,
)  # fmt: skip
_UNITS = {"unit", "unit_column"}
_MART_META = ("title_es", "title_en", "description_es", "owner")


def _models(dbt_project: Path, layer: str) -> list[tuple[Path, str]]:
    return [(path, path.read_text(encoding="utf-8")) for path in sorted((dbt_project / "models" / layer).rglob("*.sql"))]


def _sheets(root: Path) -> list[tuple[Path, dict[str, Any]]]:
    paths = [path for path in sorted((root / SHEETS).glob("*.yml")) if not path.name.endswith(".meta.yml")]
    return [(path, yaml.safe_load(path.read_text(encoding="utf-8"))) for path in paths]


def _exposed(path: Path) -> set[str]:
    document = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    return {
        name
        for exposure in document.get("exposures", [])
        for depended in exposure["depends_on"]
        for name in _REFERENCE.findall(depended)
    }
