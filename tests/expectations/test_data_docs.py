"""Data Docs: what every rule found is on its page, in plain HTML that asks nothing of the network and runs nothing."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import duckdb
import pytest
from scenario import Warehouse

from expectations.checks import ROWS_KEPT, Evaluation, run_checks
from expectations.data_docs import MAX_CELL_CHARACTERS, ROWS_IN_ALL, visible, write_data_docs
from expectations.ledger import create_ledger
from expectations.rule import Rule
from orchestration.building.rules import project_rules
from orchestration.loading.warehouse import open_warehouse
from orchestration.settings import PROJECT_ROOT

RULES = project_rules(PROJECT_ROOT / "expectations" / "rules")
SCRIPT = "<script>alert('x')</script>"
FORMULA = "=cmd|'/c calc'!A1"
TURNED = "abc\u202egnp.exe"
MEGABYTE = 1_000_000

HOSTILE = f"""
    create schema small;
    create table small.names as select * from (values
        (1, '{SCRIPT.replace("'", "''")}', 10.5), (2, '{FORMULA.replace("'", "''")}', null),
        (2, '{TURNED}', 7.0), (4, '"><img src=http://host.example/p.gif onerror=x>', 1.0)) as t (id, name, area_ha);
    alter table small.names add column kind varchar default 'k';
    create table small.many as select range as id, repeat('x', 500) as text from range(1000);
    create table small.good as select 1 as id;
"""


def rule(**changed: Any) -> Rule:
    fields: dict[str, Any] = {
        "id": "T1", "severity": "mayor", "dimension": "validez", "relation": "small.names", "title_es": "Título <b>",
        "title_en": "Title <b>", "message_es": "x", "message_en": "x", "owner_es": "n", "owner_en": "us", **changed,
    }  # fmt: skip
    return Rule(**fields)


SMALL_RULES = [
    rule(id="Q1", severity="menor", query="select id, name, area_ha from {batch} where id < 9 order by area_ha"),
    rule(id="Q2", query="select id from {batch} where id > 9 and '<i>' <> name"),
    rule(id="Q3", query="select no_such_column from {batch}"),
    rule(id="N1", expectation="ExpectCompoundColumnsToBeUnique", arguments={"column_list": ["id", "kind"]}),
    rule(id="N2", expectation="ExpectColumnValuesToBeBetween", arguments={"column": "area_ha", "min_value": 5}),
    rule(id="N3", expectation="ExpectColumnValuesToNotBeInSet", arguments={"column": "name", "value_set": [SCRIPT]}),
    rule(id="M1", relation="small.many", query="select id, text from {batch}", unit="ha"),
    rule(id="O1", relation="small.missing", severity="invariante", query="select id from {batch}"),
    rule(id="G1", relation="small.good", query="select id from {batch} where false"),
]


MASKS = {"name": "•••", "area_ha": "•••"}
# A rule may count on a personal column by an expectation, or find its rows without naming it.
PERSONAL_RULES = [
    rule(id="P1", masks=MASKS, query="select * from {batch} where id < 9", message_es="{id}: {name}", message_en="{id}: {name}"),
    rule(id="P2", masks=MASKS, expectation="ExpectColumnValuesToNotBeInSet", arguments={"column": "name", "value_set": [TURNED]}),
    rule(id="P3", masks=MASKS, expectation="ExpectCompoundColumnsToBeUnique", arguments={"column_list": ["kind", "name"]}),
    rule(id="P4", masks=MASKS, expectation="ExpectColumnMaxToBeBetween", arguments={"column": "area_ha", "max_value": 5}),
]


def evaluated(connection: duckdb.DuckDBPyConnection, rules: Sequence[Rule]) -> list[Evaluation]:
    kept: list[Evaluation] = []
    run_checks(connection, "20260102T030405Z", rules, keep=kept.append)
    return kept


@pytest.fixture(scope="module")
def small() -> Iterator[list[Evaluation]]:
    """Rules that hold, fail and raise, on rows that would like to run."""
    with duckdb.connect() as connection:
        connection.execute(HOSTILE)
        create_ledger(connection)
        yield evaluated(connection, SMALL_RULES)


@pytest.fixture(scope="module")
def docs(small: list[Evaluation], tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_data_docs(small, tmp_path_factory.mktemp("small") / "data_docs").parent


@pytest.fixture(scope="module")
def whole(base: Warehouse, tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Evaluation], Path]:
    """Every rule of the project on a copy of the built warehouse, and the folder written of it."""
    path = tmp_path_factory.mktemp("whole") / "csad_build.duckdb"
    shutil.copyfile(base.settings.build_database, path)
    with open_warehouse(path) as connection:
        kept = evaluated(connection, RULES)
    return kept, write_data_docs(kept, path.parent / "data_docs").parent


class _Page(HTMLParser):
    """What a browser would take from a page: tags, links to follow or fetch, and the texts by rule."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.tags: Counter[str] = Counter()
        self.addresses: list[str] = []
        self.handlers: list[str] = []
        self.texts: dict[str, str] = {}
        self.cells: list[str] = []
        self._section, self._in_cell = "", False
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        self.addresses += [value or "" for name, value in attrs if name in ("src", "href", "srcset", "action", "data")]
        self.handlers += [name for name, _ in attrs if name.startswith("on")]
        if tag == "section":
            self._section = dict(attrs).get("id") or ""
        self._in_cell = tag == "td"
        if self._in_cell:
            self.cells.append("")

    def handle_endtag(self, tag: str) -> None:
        self._in_cell = self._in_cell and tag != "td"

    def handle_data(self, data: str) -> None:
        self.texts[self._section] = f"{self.texts.get(self._section, '')} {data}"
        if self._in_cell:
            self.cells[-1] += data


def text_of(docs: Path, rule_id: str) -> str:
    """The text of a rule on the page of its relation, blanks folded."""
    relation = next(item.relation for item in SMALL_RULES if item.id == rule_id)
    return " ".join(_Page(docs / f"{relation}.html").texts[rule_id].split())


def ids_shown(page: Path) -> list[str]:
    return re.findall(r'<code class="rule">(.*?)</code>', page.read_text(encoding="utf-8"))


def assert_plain(folder: Path) -> None:
    """No page fetches, runs or hides anything, and every link leads to a page and a place that exist."""
    for path in folder.iterdir():
        html, page = path.read_text(encoding="utf-8"), _Page(path)
        assert not page.handlers
        assert not {"script", "img", "iframe", "object", "embed", "form", "base", "details", "template"} & page.tags.keys()
        assert not re.search(r"url\(|@import|<[^>]*(?<!aria-)\bhidden\b|display:\s*none", html)
        for address in page.addresses:
            if address in ("data:,", "../report/index.html"):
                continue
            assert "://" not in address
            name, _, anchor = address.partition("#")
            target = folder / name
            assert target.is_file(), address
            assert not anchor or f'id="{anchor}"' in target.read_text(encoding="utf-8"), address
        assert "default-src 'none'" in html
        assert visible(html) == html


def test_every_rule_of_the_project_is_once_on_the_page_of_its_relation(whole: tuple[list[Evaluation], Path]) -> None:
    kept, folder = whole
    assert sorted(evaluation.rule.id for evaluation in kept) == sorted(item.id for item in RULES)
    relations = {item.relation for item in RULES}
    assert {path.name for path in folder.iterdir()} == {"index.html", *(f"{name}.html" for name in relations)}
    for relation in relations:
        mine = [item.id for item in RULES if item.relation == relation]
        assert sorted(ids_shown(folder / f"{relation}.html")) == sorted(mine)
    assert not [evaluation.rule.id for evaluation in kept if evaluation.outcome is None]
    assert_plain(folder)


def test_the_folder_of_the_project_stays_small(whole: tuple[list[Evaluation], Path]) -> None:
    _, folder = whole
    assert sum(path.stat().st_size for path in folder.iterdir()) < 3 * MEGABYTE


def test_the_index_lists_exactly_the_rules_that_do_not_hold(whole: tuple[list[Evaluation], Path]) -> None:
    kept, folder = whole
    pending = {evaluation.rule.id for evaluation in kept if evaluation.result.status != "passed"}
    assert pending >= {"R22.5", "R5.8"}
    linked = [address.partition("#")[2] for address in _Page(folder / "index.html").addresses if "#" in address]
    assert sorted(linked) == sorted(pending)


def test_a_failing_query_shows_its_words_count_and_rows(docs: Path) -> None:
    text = text_of(docs, "Q1")
    for part in (
        "✕ NO SE CUMPLE / FAILS", "Título <b>", "Title <b>", "Gravedad / Severity menor / minor", "UnexpectedRowsExpectation",
        "Valor observado / Observed value 4 Casos", "Casos inesperados / Unexpected count 4", "Éxito / Success false",
        "Unexpected rows query: with batch as (select * from {batch})", "select id, name, area_ha from batch where id < 9",
        "10.5", "7.0",
    ):  # fmt: skip
        assert part in text, part


def test_a_rule_that_holds_says_so(docs: Path) -> None:
    text = text_of(docs, "Q2")
    for part in ("✓ SE CUMPLE / HOLDS", "mayor / major", "Unexpected count 0", "Success true", "'<i>' <> name"):
        assert part in text, part
    assert "Filas que no cumplen" not in text


@pytest.mark.parametrize("rule_id", ["Q3", "O1"])
def test_a_rule_that_could_not_be_evaluated_shows_its_error_and_its_query(
    docs: Path, small: list[Evaluation], rule_id: str
) -> None:
    text = text_of(docs, rule_id)
    (error,) = (evaluation.result.error for evaluation in small if evaluation.rule.id == rule_id)
    assert " ".join(error.split())[:60] in text
    assert "! SIN EVALUAR / NOT EVALUATED" in text
    assert "with batch as (select * from" in text
    assert "Unexpected count —" in text


@pytest.mark.parametrize(
    ("rule_id", "parts"),
    [
        ("N1", ["ExpectCompoundColumnsToBeUnique", "must be unique together: id, kind", "Unexpected count 2", "50% unexpected"]),
        (
            "N2",
            ["ExpectColumnValuesToBeBetween", "area_ha values must be greater than or equal to 5", "Unexpected count 1", "1.0"],
        ),
        ("N3", ["ExpectColumnValuesToNotBeInSet", "name values must not belong to this set", "Unexpected count 1", SCRIPT]),
    ],
)
def test_a_gx_expectation_speaks_in_gx_s_words_and_shows_its_values(docs: Path, rule_id: str, parts: list[str]) -> None:
    text = text_of(docs, rule_id)
    for part in ["Success false", "Rows that break the rule", *parts]:
        assert part in text, part


def test_hostile_values_are_text_and_nothing_else(docs: Path) -> None:
    assert_plain(docs)
    cells = _Page(docs / "small.names.html").cells
    assert SCRIPT in cells
    assert FORMULA in cells
    assert "abc[U+202E]gnp.exe" in cells
    assert '"><img src=http://host.example/p.gif onerror=x>' in cells


@pytest.mark.parametrize(
    ("hidden", "shown"),
    [("a\u202eb", "a[U+202E]b"), ("a\x00\x1b", "a[U+0000][U+001B]"), ("\ud800", "[U+D800]"), ("año\n\t—", "año\n\t—")],
)
def test_marks_that_hide_or_turn_a_text_are_spelled_out(hidden: str, shown: str) -> None:
    assert visible(hidden) == shown


def test_what_is_not_evaluated_comes_first_then_the_gravest(docs: Path) -> None:
    assert ids_shown(docs / "small.names.html") == ["Q3", "N1", "N2", "N3", "Q1", "Q2"]
    index = (docs / "index.html").read_text(encoding="utf-8")
    assert re.findall(r'html#(\w+)"', index) == ["O1", "Q3", "M1", "N1", "N2", "N3", "Q1"]


def test_a_rule_that_fails_everywhere_shows_the_first_rows_and_counts_the_rest(docs: Path) -> None:
    page = _Page(docs / "small.many.html")
    assert len(page.cells) == 2 * ROWS_KEPT
    assert page.cells[0] == "0"
    assert page.cells[1] == "x" * (MAX_CELL_CHARACTERS - 1) + "…"
    assert f"Hay {1000 - ROWS_KEPT} más; todas están en control.ctl_issue" in text_of(docs, "M1")


def test_when_everything_fails_the_rows_of_all_rules_are_bounded(small: list[Evaluation], tmp_path: Path) -> None:
    (many,) = (evaluation for evaluation in small if evaluation.rule.id == "M1")
    index = write_data_docs([many] * 200, tmp_path)
    assert len(_Page(index.with_name("small.many.html")).cells) == 2 * ROWS_IN_ALL
    assert sum(path.stat().st_size for path in tmp_path.iterdir()) < 3 * MEGABYTE


def test_without_failures_the_index_says_that_every_rule_holds(small: list[Evaluation], tmp_path: Path) -> None:
    index = write_data_docs([evaluation for evaluation in small if evaluation.rule.id == "G1"], tmp_path / "data_docs")
    assert index == tmp_path / "data_docs" / "index.html"
    assert {path.name for path in index.parent.iterdir()} == {"index.html", "small.good.html"}
    assert "Todas las reglas evaluadas se cumplen." in index.read_text(encoding="utf-8")
    assert_plain(index.parent)


def test_without_evaluations_there_is_an_index_that_says_so(tmp_path: Path) -> None:
    index = write_data_docs([], tmp_path)
    assert "no se evaluó ninguna regla" in index.read_text(encoding="utf-8")
    assert_plain(tmp_path)


def test_the_pages_depend_on_the_run_alone(small: list[Evaluation], docs: Path, tmp_path: Path) -> None:
    again = write_data_docs(small, tmp_path).parent
    pages = {path.name: path.read_bytes() for path in docs.iterdir()}
    assert pages == {path.name: path.read_bytes() for path in again.iterdir()}
    assert all(b"20260102T030405Z" in text for text in pages.values())


def test_demonstration_data_say_so_on_every_page(small: list[Evaluation], docs: Path, tmp_path: Path) -> None:
    write_data_docs(small, tmp_path, demonstration=True)
    assert all("DATOS DE DEMOSTRACIÓN" in path.read_text(encoding="utf-8") for path in tmp_path.iterdir())
    assert not any("DATOS DE DEMOSTRACIÓN" in path.read_text(encoding="utf-8") for path in docs.iterdir())


def test_nothing_heavy_is_imported_before_pages_are_written() -> None:
    asked = (
        "import sys, expectations.data_docs; print([n for n in ('great_expectations', 'jinja2', 'duckdb') if n in sys.modules])"
    )
    done = subprocess.run(  # noqa: S603  # our own interpreter
        [sys.executable, "-c", asked], cwd=PROJECT_ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_neither_ledger_nor_pages_show_a_personal_value(tmp_path: Path) -> None:
    secrets = ("JUANA QUISPE", "ROSA HUAMAN", "83.7")
    with duckdb.connect() as connection:
        connection.execute(HOSTILE)
        connection.execute("truncate small.names")
        rows = [(1, secrets[0], 1.0, "k"), (1, secrets[0], 1.0, "k"), (2, TURNED, 1.0, "k"), (3, secrets[1], 83.7, "k")]
        connection.executemany("insert into small.names values (?, ?, ?, ?)", rows)
        create_ledger(connection)
        found = evaluated(connection, PERSONAL_RULES)
        issues = str(connection.execute("select * from control.ctl_issue").fetchall())
        results = str(connection.execute("select * from control.ctl_rule_result").fetchall())
    assert {item.rule.id: item.result.status for item in found} == dict.fromkeys(("P1", "P2", "P3", "P4"), "failed")
    write_data_docs(found, tmp_path)
    page = (tmp_path / "small.names.html").read_text(encoding="utf-8")
    assert [(text[:20], secret) for text in (issues, results, page) for secret in secrets if secret in text] == []
    assert "1: •••" in issues
    assert "•••" in page


def test_the_words_of_an_engine_that_cannot_compare_a_personal_value_are_not_told() -> None:
    cannot = rule(id="P5", masks=MASKS, expectation="ExpectColumnValuesToBeBetween", arguments={"column": "name", "min_value": 5})
    beside = rule(id="P6", masks=MASKS, query="select id from {batch} where id > 9")
    with duckdb.connect() as connection:
        connection.execute(HOSTILE)
        create_ledger(connection)
        found = evaluated(connection, [cannot, beside])
    assert found[0].result.status == "errored"
    assert {item.result.error for item in found if item.result.status == "errored"} == {
        "it raised, in words that may quote personal data"
    }
