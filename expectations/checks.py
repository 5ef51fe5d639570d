"""Stage «check»: Great Expectations judges every rule on the built warehouse; the ledger keeps what it found.

GX decides whether a rule holds. The rows that break it are read once more from the same connection, so that every
failure names its file, sheet and row. A rule that raises is ``errored``: that is never «bad data».
"""

from __future__ import annotations

import math
import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import duckdb

from expectations.bridge import DuckDbTables, Tables
from expectations.ledger import write_ledger
from expectations.records import Issue, RuleRecord, RuleResult, RuleScope
from expectations.rule import Rule

if TYPE_CHECKING:
    from great_expectations.core import ExpectationValidationResult
    from great_expectations.datasource.fluent import SQLDatasource
    from great_expectations.expectations.expectation import Expectation

_PLACE = (
    "indicator_code",
    "territory_level",
    "territory_code",
    "period",
    "cutoff_date",
    "delivery_id",
    "file",
    "sheet",
    "row",
    "column",
    "value",
)
# Data Docs show this many failing rows of a rule. The ledger keeps the place of every failing row.
ROWS_KEPT = 20


@dataclass(frozen=True)
class Evaluation:
    """One rule as one run evaluated it, with more than the ledger keeps: Data Docs need the answer of GX and sample rows.

    ``outcome`` is what GX answered, ``None`` where it could not be asked. ``rows`` are the first ``ROWS_KEPT`` that the rule's
    query found; a GX expectation has its own in ``outcome``.
    """

    rule: Rule
    result: RuleResult
    outcome: ExpectationValidationResult | None
    rows: Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class Findings:
    """Findings of the run that do not come from Great Expectations (dbt's tests), and which indicators each rule is about.

    ``is_today``: if true, the run closes the findings that it no longer finds. False for an as-of run, which is not about today.
    """

    rules: Sequence[RuleRecord] = ()
    results: Sequence[RuleResult] = ()
    scopes: Sequence[RuleScope] = ()
    is_today: bool = True


def run_checks(  # noqa: PLR0913, PLR0917  # each is a different thing that a run hands over
    connection: duckdb.DuckDBPyConnection,
    run_id: str,
    rules: Sequence[Rule],
    on_rule: Callable[[str], None] = lambda _: None,
    tables: Tables | None = None,
    keep: Callable[[Evaluation], None] = lambda _: None,
    others: Findings | None = None,
) -> list[RuleResult]:
    """Evaluate ``rules``, write the ledger of ``run_id`` and return one result per rule, in the order given.

    The ledger lies in ``connection``; the rules judge ``tables``: those of the same connection unless another engine has them.
    ``keep`` receives each whole evaluation, relation by relation. ``others`` holds the findings that do not come from GX: they
    enter the same ledger and are not part of the returned results.
    """
    judged = tables or DuckDbTables(connection)
    _, source = judged.data_source()
    by_relation: dict[str, list[Rule]] = defaultdict(list)
    for rule in rules:
        by_relation[rule.relation].append(rule)
    results: dict[str, RuleResult] = {}
    issues: list[Issue] = []
    for relation, group in by_relation.items():
        started = time.perf_counter()
        outcomes = _validate(source, relation, group)
        seconds = (time.perf_counter() - started) / len(group)
        rows_of_relation = _count(judged, f"select count(*) from {relation}")
        for rule in group:
            rows_checked = _count(judged, rule.checked_query) if rule.checked_query else rows_of_relation
            evaluation, found = _judge(judged, run_id, rule, outcomes.get(rule.id), rows_checked, seconds)
            results[rule.id] = evaluation.result
            issues += found
            on_rule(rule.id)
            keep(evaluation)
    ordered = [results[rule.id] for rule in rules]
    also = others or Findings()
    write_ledger(
        connection,
        run_id,
        [*(_record(run_id, rule) for rule in rules), *also.rules],
        [*ordered, *also.results],
        issues,
        also.scopes,
        closes=also.is_today,
    )
    return ordered


def _validate(source: SQLDatasource, relation: str, rules: Sequence[Rule]) -> dict[str, ExpectationValidationResult | str]:
    """GX's outcome of each rule by its id, or the error text when the relation itself cannot be opened."""
    import great_expectations as gx

    schema, table = relation.split(".")
    try:
        asset = source.add_table_asset(name=relation, table_name=table, schema_name=schema)
        # Nothing is stored in the context: GX writes its whole configuration anew for each object that it stores.
        suite = gx.ExpectationSuite(name=relation, expectations=[_expectation(rule) for rule in rules])
        validation = asset.get_batch(asset.build_batch_request()).validate(suite, result_format="BASIC")
    except Exception as error:  # whatever GX raises here, the rules could not be evaluated
        return dict.fromkeys((rule.id for rule in rules), _told(f"{type(error).__name__}: {error}", rules))
    return {result.expectation_config.meta["rule_id"]: result for result in validation.results}


def _told(error: str, rules: Sequence[Rule]) -> str:
    """The error text of an engine; a neutral text if one of the rules is about personal data, because the engine may quote it."""
    return "it raised, in words that may quote personal data" if error and any(r.judges_personal_data for r in rules) else error


def _expectation(rule: Rule) -> Expectation:
    """The GX expectation of a rule: no unexpected rows for a query, else the type it names."""
    import great_expectations.expectations as gxe

    meta = {"rule_id": rule.id, "severity_es": rule.severity}
    query = rule.gx_query()
    if query:
        return gxe.UnexpectedRowsExpectation(unexpected_rows_query=query, description=rule.title_en, meta=meta)
    return getattr(gxe, str(rule.expectation))(**rule.arguments, meta=meta)


def _judge(
    tables: Tables,
    run_id: str,
    rule: Rule,
    outcome: ExpectationValidationResult | str | None,
    rows_checked: int | None,
    seconds: float,
) -> tuple[Evaluation, list[Issue]]:
    error = outcome if isinstance(outcome, str) else _told(_raised(outcome), [rule])
    rows: list[dict[str, Any]] = []
    if not error and outcome and not isinstance(outcome, str) and not outcome.success:
        try:
            rows = _failing_rows(tables, rule, outcome)
            issues = [issue_of(run_id, rule, row) for row in rows]
        except Exception as failure:  # a message that names a column the query lacks, for example
            error, rows = f"{type(failure).__name__}: {failure}", []
    status = "errored" if error else "failed" if rows else "passed"
    # Magnitudes of refused rows are not added up: one file may hold a country and its parts, or several units.
    weighed = rows if rule.origin != "staging" else []
    magnitudes = [abs(float(row["magnitude"])) for row in weighed if row.get("magnitude") is not None]
    result = RuleResult(
        run_id=run_id,
        rule_id=rule.id,
        severity=rule.severity,
        dimension=rule.dimension,
        status=status,
        rows_checked=None if error else rows_checked,
        rows_failed=None if error else len(rows),
        # An engine returns the rows in any order, so the sum is exact (fsum): equal runs must give equal sums.
        magnitude=math.fsum(magnitudes) if magnitudes else None,
        unit=rule.unit,
        seconds=seconds,
        error=error[:1000],
        evaluated_at=datetime.now(UTC).replace(tzinfo=None),
    )
    answered = None if isinstance(outcome, str) else outcome
    return Evaluation(rule, result, answered, rows[:ROWS_KEPT] if rule.query else []), issues if rows else []


def _raised(outcome: ExpectationValidationResult | None) -> str:
    """The error text of a rule that could not be evaluated; empty when it could."""
    if outcome is None:
        return "the rule gave no result"
    info = outcome.exception_info or {}
    entries = [info] if "raised_exception" in info else list(info.values())
    texts = [str(entry.get("exception_message")) for entry in entries if entry.get("raised_exception")]
    return " ".join(texts)


def _failing_rows(tables: Tables, rule: Rule, outcome: ExpectationValidationResult) -> list[dict[str, Any]]:
    query = rule.rows_query()
    if query is None:
        return [{"n": outcome.result.get("unexpected_count"), **rule.arguments}]
    names, rows = tables.rows(query)
    return [rule.shown(dict(zip(names, row, strict=True))) for row in rows]


def issue_of(run_id: str, rule: Rule, row: Mapping[str, Any]) -> Issue:
    text_es, text_en = rule.messages(row)
    place = {name: row.get(name) for name in _PLACE}
    place["value"] = None if place["value"] is None else str(place["value"])
    magnitude = row.get("magnitude")
    return Issue(
        run_id=run_id,
        rule_id=rule.id,
        severity=rule.severity,
        **place,
        magnitude=None if magnitude is None else float(magnitude),
        unit=row.get("unit") or rule.unit,
        text_es=text_es,
        text_en=text_en,
        owner_es=row.get("owner_es") or rule.owner_es,
        owner_en=row.get("owner_en") or rule.owner_en,
        key=row.get("key"),
        since_date=row.get("since_date"),
    )


def _record(run_id: str, rule: Rule) -> RuleRecord:
    texts = (rule.title_es, rule.title_en, rule.owner_es, rule.owner_en)
    judged = (rule.gate_step, rule.origin, rule.passes_by_rows)
    return RuleRecord(run_id, rule.id, rule.severity, rule.dimension, *texts, *judged)


def _count(tables: Tables, query: str) -> int | None:
    """The one number that the query counts; ``None`` if the query fails, because the rules on that relation report it already."""
    try:
        (row,) = tables.rows(query)[1]
    except Exception:  # each engine's client has errors of its own
        return None
    return int(row[0] or 0)
