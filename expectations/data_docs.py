"""Great Expectations Data Docs of one run: the engineers' view in a release, as plain pages that ask nothing of the network.

The words and the observed values come from the renderers of GX's own Data Docs; the pages are ours. GX's pages fetch scripts,
styles and a logo from seven hosts, fold content away until a script opens it and escape only part of what they print, and its
site builder goes through every run in its store. Here a run renders what it judged and nothing else: past runs cost nothing.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from numbers import Integral
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING, Any

from expectations.rule import SEVERITIES, Rule

if TYPE_CHECKING:
    from great_expectations.core import ExpectationValidationResult
    from jinja2 import Environment

    from expectations.checks import Evaluation
    from expectations.records import RuleResult

TEMPLATES = Path(__file__).parent / "templates"
# Failing rows shown for all rules of a run together, so that the folder stays small when everything fails at once.
ROWS_IN_ALL = 1000
MAX_CELL_CHARACTERS = 160
STATUSES = ("errored", "failed", "passed")
# Control, format (reading direction), surrogate, private, unassigned, and the separators that break a line.
_INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


@dataclass(frozen=True)
class Finding:
    """One rule as its page shows it.

    ``kind``, ``words`` and ``observed`` are GX's; ``success`` is GX's answer, ``None`` where it gave none.
    ``unexpected`` counts rows or values; ``rows`` hold the first of them, one text per column, and ``left_out`` how many more
    there are.
    """

    rule: Rule
    result: RuleResult
    kind: str
    words: str
    observed: str
    success: bool | None
    unexpected: int | None
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    left_out: int


@dataclass(frozen=True)
class RelationPage:
    """One judged relation: the findings in the order of their weight, and how many rules ended in each status."""

    relation: str
    findings: Sequence[Finding]
    counts: Mapping[str, int]

    @property
    def file_name(self) -> str:
        return f"{self.relation}.html"

    @property
    def rows_checked(self) -> int | None:
        """Rows of the relation; ``None`` when no rule of it could be evaluated."""
        return max((item.result.rows_checked for item in self.findings if item.result.rows_checked is not None), default=None)


def write_data_docs(results: Sequence[Evaluation], folder: Path, demonstration: bool = False) -> Path:
    """Write ``index.html`` and one page per judged relation into ``folder``, and return the path of the index.

    ``results`` is what ``run_checks`` hands to its ``keep`` in one run; ``folder`` lies beside ``report/``, to which the index
    links. Every page is rendered before the first is written, so a ``jinja2.UndefinedError`` leaves no half site.
    """
    pages = _relation_pages(results)
    environment = _environment(results, demonstration)
    texts = {page.file_name: environment.get_template("relation.html.j2").render(page=page) for page in pages}
    counts = Counter(evaluation.result.status for evaluation in results)
    pending = sorted((item for page in pages for item in page.findings if item.result.status != "passed"), key=_weight)
    index = environment.get_template("index.html.j2").render(pages=pages, pending=pending, counts=counts)
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in {**texts, "index.html": index}.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    return folder / "index.html"


def _relation_pages(results: Sequence[Evaluation]) -> list[RelationPage]:
    """The pages by the name of their relation."""
    failing = sum(evaluation.result.status == "failed" for evaluation in results)
    rows_each = max(1, ROWS_IN_ALL // failing) if failing else 0
    by_relation: dict[str, list[Evaluation]] = defaultdict(list)
    for evaluation in results:
        by_relation[evaluation.rule.relation].append(evaluation)
    return [
        RelationPage(
            relation,
            [_finding(evaluation, rows_each) for evaluation in sorted(by_relation[relation], key=_weight)],
            Counter(evaluation.result.status for evaluation in by_relation[relation]),
        )
        for relation in sorted(by_relation)
    ]


def _weight(judged: Evaluation | Finding) -> tuple[int, int, str]:
    """What needs a person first: not evaluated, then failed, each from the gravest to the least grave."""
    return STATUSES.index(judged.result.status), SEVERITIES.index(judged.rule.severity), judged.rule.id


def _finding(evaluation: Evaluation, rows_each: int) -> Finding:
    rule, outcome = evaluation.rule, evaluation.outcome
    words, observed = _words(outcome) if outcome else (rule.gx_query() or "", "")
    unexpected = _unexpected_count(outcome)
    failing = _failing_rows(evaluation)[:rows_each]
    columns = list(dict.fromkeys(name for row in failing for name in row))
    return Finding(
        rule=rule,
        result=evaluation.result,
        kind=rule.expectation or "UnexpectedRowsExpectation",
        words=words,
        observed="" if rule.judges_personal_data else observed,
        success=outcome.success if outcome else None,
        unexpected=unexpected,
        columns=columns,
        rows=[[_cell(row.get(name)) for name in columns] for row in failing],
        left_out=max(0, (unexpected or 0) - len(failing)),
    )


def _words(outcome: ExpectationValidationResult) -> tuple[str, str]:
    """GX's sentence and its observed value, as its Data Docs print them."""
    from great_expectations.expectations.registry import get_renderer_impl
    from great_expectations.render import LegacyDiagnosticRendererType, LegacyRendererType

    # GX's newer renderers say the same, but build a model per parameter: 0.6 s for our rules, and these 3 ms (2026-11-24).
    asked = outcome.expectation_config
    prescribe = get_renderer_impl(asked.type, LegacyRendererType.PRESCRIPTIVE).renderer
    observe = get_renderer_impl(asked.type, LegacyDiagnosticRendererType.OBSERVED_VALUE).renderer
    parts = [part.string_template for part in prescribe(configuration=asked, result=outcome, runtime_configuration={})]
    words = [Template(part["template"]).safe_substitute(part.get("params", {})) for part in parts]
    return "\n".join(words), str(observe(result=outcome))


def _unexpected_count(outcome: ExpectationValidationResult | None) -> int | None:
    """Values that break an expectation, or rows that a query found; ``None`` where GX counted nothing."""
    found = outcome.result if outcome else {}
    count = found.get("unexpected_count", found.get("observed_value"))
    return int(count) if isinstance(count, Integral) else None


def _failing_rows(evaluation: Evaluation) -> list[Mapping[str, Any]]:
    """The first rows or values that break a rule, as column → value."""
    if evaluation.rule.query or not evaluation.outcome or evaluation.result.status != "failed":
        return list(evaluation.rows)
    column = str(evaluation.rule.arguments.get("column", "value"))
    values = evaluation.outcome.result.get("partial_unexpected_list") or []
    return [evaluation.rule.shown(value if isinstance(value, Mapping) else {column: value}) for value in values]


def _cell(value: Any) -> str:
    text = "—" if value is None else str(value)
    return text if len(text) <= MAX_CELL_CHARACTERS else f"{text[: MAX_CELL_CHARACTERS - 1]}…"


def visible(value: object) -> str:
    """The text with every mark spelled out that would hide text or turn it around: U+202E becomes ``[U+202E]``."""
    return "".join(
        f"[U+{ord(mark):04X}]" if mark not in "\n\t" and unicodedata.category(mark) in _INVISIBLE else mark for mark in str(value)
    )


def _environment(results: Sequence[Evaluation], demonstration: bool) -> Environment:
    """Templates that escape whatever they print; ``run`` says of which run the pages are."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=lambda value: visible(value) if type(value) is str else value,
    )
    environment.globals["statuses"] = STATUSES
    environment.globals["run"] = {
        "id": results[0].result.run_id if results else "",
        "finished_at": max((evaluation.result.evaluated_at for evaluation in results), default=None),
        "gx_version": version("great-expectations"),
        "demonstration": demonstration,
    }
    return environment
