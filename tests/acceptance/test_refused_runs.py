"""A planted invariant fault gives exit code 3 and leaves ``current`` alone; what each fault says is tested at the gate."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from scenario import EXTRACTS, Warehouse

from orchestration.settings import PROJECT_ROOT

RULES = PROJECT_ROOT / "expectations" / "rules"


def assert_refused(warehouse: Warehouse, rule_id: str, text_es: str, text_en: str) -> dict[str, Any]:
    before = warehouse.current_state()
    result = warehouse.command("run", "--json")
    assert result.exit_code == 3, result.output
    assert warehouse.current_state() == before
    summary: dict[str, Any] = json.loads(result.stdout)
    assert (summary["released"], summary["release_id"], summary["outcome"]) == (False, None, "refused")

    report = Path(summary["report"])
    assert warehouse.settings.refusals in report.parents
    payload = json.loads((report / "report.json").read_text(encoding="utf-8"))
    assert payload["run"]["released"] is False
    assert payload["run"]["current_release_id"] == warehouse.settings.current.readlink().name
    (refusal,) = [item for item in payload["run"]["refusals"] if item["rule_id"] == rule_id]
    assert len(summary["refusals"]) == len(payload["run"]["refusals"])
    assert text_es in refusal["text_es"]
    assert text_en in refusal["text_en"]
    for language, text in (("es", text_es), ("en", text_en)):
        page = (report / language / "index.html").read_text(encoding="utf-8")
        assert text.split("«")[0].strip() in page.replace("&#39;", "'").replace("&#x27;", "'")
    last = warehouse.built("select outcome, release_id from control.ctl_run order by started_at desc limit 1")
    assert last == [("refused", None)]
    return summary


def test_a_model_that_loses_rows_stops_the_release(scenario: Callable[..., Warehouse], own_dbt_project: Path) -> None:
    """The one whole run that the gate refuses: a fault in the middle of the pipeline, found at its end."""
    model = own_dbt_project / "models/staging/pirdais/stg_pirdais__achievements.sql"
    model.write_text(model.read_text(encoding="utf-8") + "and _row > 5\n", encoding="utf-8")
    warehouse = scenario("lossy_model", dbt_project=own_dbt_project)
    summary = assert_refused(
        warehouse,
        "I1",
        "se leyeron 1 filas, pero se aceptaron 0, 0 son de otros programas y hay 0 en cuarentena: faltan 1.",
        "1 rows were read, but 0 were accepted, 0 belong to other programmes and 0 are in quarantine: 1 are missing.",
    )
    assert summary["rules"]["failed"]["invariante"] == 1


def test_a_dbt_project_that_cannot_be_read_stops_the_release(scenario: Callable[..., Warehouse], own_dbt_project: Path) -> None:
    """dbt stops before it builds anything, so this run is short."""
    (own_dbt_project / "models/marts/mart_commitments.sql").write_text(
        "select * from {{ ref('no_such_model') }}\n", encoding="utf-8"
    )
    warehouse = scenario("unparsable_project", dbt_project=own_dbt_project)
    summary = assert_refused(warehouse, "dbt", "La construcción no pudo empezar", "The build could not start")
    assert sum(summary["rules"]["passed"].values()) == 0


# One home through three runs that build nothing: a rule errs, the rule is mended, the landing tree is empty.


@pytest.fixture(scope="module")
def quiet(scenario: Callable[..., Warehouse]) -> Warehouse:
    return scenario("quiet")


def test_a_rule_that_errors_stops_the_release_until_it_is_put_right(base: Warehouse, quiet: Warehouse, tmp_path: Path) -> None:
    rules = tmp_path / "rules"
    shutil.copytree(RULES, rules)
    broken = {
        "owners": {"us": {"owner_es": "Nosotros", "owner_en": "Us"}},
        "rules": [
            {
                "id": "Z1", "severity": "menor", "dimension": "validez", "owner": "us", "relation": "core.dim_indicator",
                "title_es": "Regla rota", "title_en": "Broken rule", "message_es": "x", "message_en": "x",
                "query": "select no_such_column from {batch}",
            }
        ],
    }  # fmt: skip
    (rules / "zz_broken.yml").write_text(yaml.safe_dump(broken), encoding="utf-8")
    before = quiet.current_state()
    quiet.settings = quiet.settings.model_copy(update={"rules": rules})
    summary = assert_refused(quiet, "Z1", "La regla Z1 no se pudo evaluar", "Rule Z1 could not be evaluated")
    assert summary["rules"]["errored"]["menor"] == 1
    assert base.outcome is not None
    assert sum(summary["rules"]["failed"].values()) == sum(result.status == "failed" for result in base.outcome.results)
    # The rule put right, the same home releases again, and tells a person so.
    quiet.settings = quiet.settings.model_copy(update={"rules": RULES})
    result = quiet.command("run")
    assert result.exit_code == 0
    assert f"Deliveries: 0 new, {len(EXTRACTS)} unchanged, 0 refused" in result.stdout
    assert f"Nothing new: {quiet.settings.current.readlink().name} stands" in result.stdout
    assert "es/index.html" in result.stdout
    assert quiet.current_state() == before


def test_an_empty_landing_where_something_was_loaded_is_a_run(quiet: Warehouse, tmp_path: Path) -> None:
    result = quiet.command("run", "--json", CSAD_LANDING=str(tmp_path))
    assert result.exit_code == 0
    # Every figure stands, and a finding tells each file that left the landing: that is new.
    assert json.loads(result.stdout)["outcome"] == "released"
