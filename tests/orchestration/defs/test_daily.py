"""The job ``daily`` through the real definitions: it is ``csad run`` by other means, and it shows what it found."""

from __future__ import annotations

import shutil
from pathlib import Path

import dagster as dg
import pytest
from scenario import Warehouse
from warehouse_graph import Graph, failure_of, metadata_of, results_of

from orchestration.building.rules import project_rules
from orchestration.defs.raw import WRITER_TABLES
from orchestration.defs.release import MEMORY
from orchestration.releasing.shelf import releases
from orchestration.settings import PROJECT_ROOT, Settings
from orchestration.stages.run_lock import only_run
from orchestration.stages.status import last_runs
from sources.contract import all_contracts


@pytest.fixture
def second_home(fresh: Graph, first_day: dg.ExecuteInProcessResult, tmp_path: Path) -> Graph:
    """The graph on a copy of the home after its first day."""
    assert first_day.success
    return fresh.copied_to(tmp_path)


def test_daily_releases_what_the_command_releases(fresh: Graph, first_day: dg.ExecuteInProcessResult, base: Warehouse) -> None:
    assert first_day.success
    [released] = releases(fresh.settings)
    [expected] = releases(base.settings)
    assert released["content"] == expected["content"]
    assert released["tables"] == expected["tables"]
    assert fresh.settings.current.readlink().name == released["release_id"]
    assert [run["outcome"] for run in last_runs(fresh.settings)] == ["released"]


def test_every_rule_has_one_result(first_day: dg.ExecuteInProcessResult, base: Warehouse) -> None:
    found = results_of(first_day)
    rules = {rule.id: rule for rule in project_rules(base.settings.rules)}
    assert base.outcome
    assert len(base.outcome.results) == len(rules)
    for result in base.outcome.results:
        rule = rules[result.rule_id]
        evaluation = found[f"{rule.relation.replace('.', '/')}:{rule.check_name}"]
        assert evaluation.passed == (result.status == "passed"), rule.id
        assert evaluation.metadata["severity"].value == result.severity
        assert evaluation.metadata["rows_failed"].value == result.rows_failed


def test_a_failing_rule_warns_and_says_so_in_two_languages(first_day: dg.ExecuteInProcessResult) -> None:
    [titles] = [item for name, item in results_of(first_day).items() if name.endswith(":R22_5")]
    assert not titles.passed
    assert titles.severity == dg.AssetCheckSeverity.WARN
    assert titles.metadata["findings_es"].value
    assert titles.metadata["findings_en"].value != titles.metadata["findings_es"].value
    [invariant] = [item for name, item in results_of(first_day).items() if name.endswith(":I1")]
    assert invariant.passed
    assert invariant.severity == dg.AssetCheckSeverity.ERROR


def test_every_check_was_evaluated(fresh: Graph, first_day: dg.ExecuteInProcessResult) -> None:
    assert len(results_of(first_day)) == len(fresh.defs.resolve_asset_graph().asset_check_keys)


def test_raw_assets_tell_rows_and_deliveries(first_day: dg.ExecuteInProcessResult, base: Warehouse) -> None:
    told = metadata_of(first_day)
    for contract in all_contracts().values():
        [(rows, deliveries)] = base.built(
            f"""select (select count(*) from raw.{contract.relation}), count(*)
                from raw.delivery where publisher = ? and dataset = ?""",
            contract.publisher,
            contract.dataset,
        )
        asset = told[f"raw/{contract.relation}"]
        assert asset["dagster/row_count"] == rows
        assert (rows > 0) is (deliveries > 0)
        assert asset["deliveries_new"] == deliveries
        assert asset["deliveries_refused"] == 0
        assert bool(asset["last_delivery"]) is (deliveries > 0)
        assert asset["seconds"] >= 0


def test_models_and_release_tell_rows(first_day: dg.ExecuteInProcessResult, base: Warehouse) -> None:
    told = metadata_of(first_day)
    [(rows,)] = base.built("select count(*) from marts.mart_coca_area_series")
    assert told["marts/mart_coca_area_series"]["dagster/row_count"] == rows
    assert told["marts/mart_coca_area_series"]["skipped"] is False
    [expected] = releases(base.settings)
    assert told["release/current"]["rows_by_table"] == expected["tables"]
    assert told["release/current"]["outcome"] == "released"


def test_a_day_with_nothing_new_claims_no_test_anew(second_home: Graph) -> None:
    """dbt does not run, so its tests have no new result; the rules do run, every day."""
    quiet = second_home.run()
    assert quiet.success
    told = metadata_of(quiet)
    assert told["core/dim_date"]["skipped"] is True
    assert told["raw/unodc__coca_area_national"]["deliveries_new"] == 0
    assert told["release/current"]["outcome"] == "unchanged"
    rules = {rule.check_name for rule in project_rules(second_home.settings.rules)}
    assert {item.check_name for item in quiet.get_asset_check_evaluations()} == rules | {"published_within_26_hours"}
    assert len(releases(second_home.settings)) == 1


def test_a_rule_that_errs_refuses_the_release(second_home: Graph, tmp_path: Path) -> None:
    rules = tmp_path / "rules"
    shutil.copytree(PROJECT_ROOT / "expectations" / "rules", rules)
    path = rules / "unodc.yml"
    text = path.read_text(encoding="utf-8")
    assert "from core.seed_series" in text
    path.write_text(text.replace("from core.seed_series", "from core.no_such_table"), encoding="utf-8")
    before = second_home.settings.current.readlink()
    graph = Graph(second_home.defs, Settings(home=second_home.settings.home, rules=rules))

    run = graph.run()

    assert not run.success
    assert second_home.settings.current.readlink() == before
    assert len(releases(second_home.settings)) == 1
    [errored] = [item for name, item in results_of(run).items() if name.endswith(":I4")]
    assert not errored.passed
    assert errored.severity == dg.AssetCheckSeverity.ERROR
    assert errored.metadata["status"].value == "errored"
    assert "no_such_table" in str(errored.metadata["error"].value)
    assert [item.check_name for item in results_of(run).values() if item.metadata.get("error")] == ["I4"]
    told = failure_of(run, "release")
    assert "Rule I4 could not be evaluated" in told
    assert "La regla I4 no se pudo evaluar" in told
    newest = last_runs(second_home.settings)[0]
    assert newest["outcome"] == "refused"
    assert (second_home.settings.refusals / str(newest["run_id"]) / "report" / "es" / "index.html").exists()


def test_a_build_that_fails_ends_the_run(second_home: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The step of dbt ends the run itself: what comes after it does not run, and the report is written all the same."""
    project = tmp_path / "dbt_project"
    shutil.copytree(PROJECT_ROOT / "dbt_project", project)
    (project / "models" / "staging" / "stg_delivery.sql").write_text("select no_such_column from raw.delivery", encoding="utf-8")
    monkeypatch.setenv("CSAD_DBT_PROJECT", str(project))
    before = second_home.settings.current.readlink()

    run = second_home.run()

    assert not run.success
    assert second_home.settings.current.readlink() == before
    told = failure_of(run, "dbt_build")
    assert "The build failed at 'stg_delivery'" in told
    assert "La construcción falló en «stg_delivery»" in told
    assert "raw/delivery" in metadata_of(run)
    assert "core/fct_target" not in metadata_of(run)
    assert not {"rules", "release", "rule_checks"} & {event.step_key for event in run.get_step_success_events()}
    newest = last_runs(second_home.settings)[0]
    assert newest["outcome"] == "refused"
    assert (second_home.settings.refusals / str(newest["run_id"]) / "report" / "en" / "index.html").exists()


def test_a_release_that_nobody_judged_is_refused(second_home: Graph) -> None:
    before = second_home.settings.current.readlink()
    run = second_home.run("release/current", *(f"control/{name}" for name in MEMORY))
    assert not run.success
    assert "nothing is released without build and check" in failure_of(run, "release")
    assert second_home.settings.current.readlink() == before


def test_a_run_waits_for_no_other_but_says_so(second_home: Graph) -> None:
    with only_run(second_home.settings):
        run = second_home.run("raw/unodc__coca_area_national")
    assert not run.success
    assert "another run is under way" in failure_of(run, "raw__unodc__coca_area_national")


def test_a_file_in_no_dataset_is_recorded(second_home: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Datasets are loaded one by one, and what lies beside them is not forgotten."""
    landing = tmp_path / "landing"
    stray = landing / "unodc" / "somewhere_else" / "2015__unodc-2014.csv"
    stray.parent.mkdir(parents=True)
    stray.write_text("a,b\n1,2\n", encoding="utf-8")
    monkeypatch.setenv("CSAD_LANDING", str(landing))
    run = second_home.run("raw/unodc__coca_area_national", *(f"raw/{table}" for table in WRITER_TABLES))
    assert run.success
    told = metadata_of(run)
    assert told["raw/delivery"]["files_in_no_dataset"] == 1
    assert told["raw/unodc__coca_area_national"]["deliveries_refused"] == 0
    assert told["raw/delivery"]["deliveries_refused"] == 1
