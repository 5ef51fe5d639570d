"""No wrong number goes out: random landings whose truth is known, through the product, against a plain oracle.

Fifty landings here; ``make oracle`` tries five hundred and prints what it found (``ORACLE_LANDINGS``, ``ORACLE_SEED``).
"""

from __future__ import annotations

import os
import random
import shutil
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from bare_sql import compiled_tables
from files import plain_landing
from installation import Installation, Said
from oracle import Judgement, judged
from scenario import Warehouse
from traps import TRAPS, Trap
from world import drawn_world

from orchestration.building.dbt_build import read_manifest
from orchestration.building.rules import project_rules
from orchestration.loading.warehouse import open_warehouse

LANDINGS = int(os.environ.get("ORACLE_LANDINGS", "50"))
SEED = int(os.environ.get("ORACLE_SEED", "11"))
CLEAN = 0.4


@pytest.fixture(scope="module")
def installation(scenario: Callable[..., Warehouse], tmp_path_factory: pytest.TempPathFactory) -> Installation:
    built = scenario("oracle")
    manifest = read_manifest(built.settings)
    tests = {
        node["name"]: node["compiled_code"]
        for node in manifest["nodes"].values()
        if node["resource_type"] == "test" and node.get("compiled_code")
    }
    template = tmp_path_factory.mktemp("template") / "registry.duckdb"
    stored = compiled_tables(built)
    shutil.copy(built.settings.build_database, template)
    with open_warehouse(template) as connection:
        _keep_the_registry(connection)
    return Installation(template, stored, tests, project_rules(built.settings.rules))


def _keep_the_registry(connection: object) -> None:
    """Take out what publishers sent: every row that names a delivery which is not the registry's."""
    execute = connection.execute  # type: ignore[attr-defined]
    named = execute(
        """select table_name, column_name from information_schema.columns
           where table_schema = 'raw' and column_name in ('delivery_id', '_delivery_id')
           and table_name in (select table_name from duckdb_tables()) order by table_name = 'delivery', table_name"""
    ).fetchall()
    for table, column in named:
        execute(f"""delete from raw."{table}" where {column} not in
                    (select delivery_id from raw.delivery where publisher = 'registry')""")
    for table in ("ctl_issue", "ctl_rule_result", "ctl_state"):
        execute(f"delete from control.{table}")


@dataclass
class Tried:
    number: int
    traps: list[tuple[Trap, str]]
    judgement: Judgement
    said: Said


def tried(installation: Installation, number: int, folder: Path, always: set[str], *, plain: bool = False) -> Tried:
    draw = random.Random(SEED * 1_000_003 + number)  # noqa: S311  # the same landings every time, no secret
    world = drawn_world(draw)
    landing = plain_landing(world)
    is_clean = plain or draw.random() < CLEAN
    choice = [item for item in TRAPS if item.harmless == is_clean]
    set_traps = [] if plain else [(item, item.spring(landing, draw)) for item in draw.sample(choice, draw.choice((1, 1, 2)))]
    landing.write(folder / "landing")
    said = installation.said_of(folder / "landing", folder, date(world.years[-1] + 1, 1, 20))
    shutil.rmtree(folder)
    return Tried(number, set_traps, judged(world, [item for item, _ in set_traps], said, always), said)


@pytest.fixture(scope="module")
def always(installation: Installation, tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """What the product says of every plain landing: where its evidence stands, who has not signed."""
    plain = tried(installation, 0, tmp_path_factory.mktemp("plain") / "one", set(), plain=True)
    assert plain.judgement.stopped == []
    assert plain.judgement.wrong == []
    assert [line for line in plain.judgement.blamed if ": None," in line] == []
    return {rule for rules in plain.said.reasons.values() for rule in rules}


def test_no_wrong_figure_goes_out_without_a_word(
    installation: Installation, always: set[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    results = [tried(installation, number, tmp_path / str(number), always) for number in range(1, LANDINGS + 1)]
    wrong = [item for item in results if item.judgement.wrong]
    stopped = [item for item in results if item.judgement.stopped]
    clean = [item for item in results if all(set_trap.harmless for set_trap, _ in item.traps)]
    blamed = [item for item in clean if item.judgement.blamed]
    with capsys.disabled():
        figures = sum(len(item.judgement.wrong) for item in results)
        print(
            f"\noracle: {LANDINGS} landings, {figures} wrong figures without a word in {len(wrong)} of them; "
            f"{len(blamed)} of {len(clean)} clean landings blamed for nothing; {len(stopped)} releases stopped"
        )
        if os.environ.get("ORACLE_TELL"):
            for item in (*wrong, *stopped, *blamed):
                _tell(item)
            print(Counter(name.name for item in wrong for name, _ in item.traps).most_common())
            print(Counter(name.name for item in blamed for name, _ in item.traps).most_common())
    assert [(item.number, item.judgement.stopped) for item in stopped] == []
    assert [(item.number, item.judgement.wrong[:3]) for item in wrong] == []
    assert len(blamed) <= 0.02 * len(clean), [(item.number, item.judgement.blamed[:3]) for item in blamed]


def _tell(item: Tried) -> None:
    print(
        f"-- landing {item.number}: {[(one.name, key) for one, key in item.traps]} "
        f"refused {len(item.said.refused)}, quarantined {item.said.quarantined}"
    )
    for line in (*item.judgement.stopped[:2], *item.judgement.wrong[:3], *item.judgement.blamed[:3]):
        print("    ", line[:300])
