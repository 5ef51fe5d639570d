"""Whatever arrives, and in whatever order: a build of what arrived gives the tables that a whole build gives.

Each sequence is a few days. On each day something happens to the landing tree, then a run loads and builds. After the last day
everything is built afresh in the same database, and every stored table must be what it was. A run that built everything afresh by
itself is not compared with itself.
"""

from __future__ import annotations

import random
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

import budget_lines
import pytest
from bare_sql import BareSql, Table, compiled_tables
from scenario import REGISTRY, Warehouse, cited, put, put_sidecar

from orchestration.building.dbt_build import DbtResult
from orchestration.loading.load import LoadResult, load_landing
from orchestration.loading.warehouse import fingerprint, open_warehouse, set_scope
from orchestration.outcome import Outcome
from orchestration.settings import Settings
from orchestration.stages.run import build_stage

SEQUENCES = 50
DAYS = (2, 2, 3)

BULLETIN = """fecha_corte,desde,hasta,tipo,nivel,ámbito,hectáreas,meta_anual
2017-{month:02}-28,2017-01-01,2017-{month:02}-28,acumulado,nacional,Perú,{area},30000
"""
ZONES = "unodc/coca_area_by_zone/2014-06__unodc-2013.csv"
LATER, DISTRICTS = "unodc/coca_area_by_zone/2014-06__unodc-2013.*", "registry/zone_districts/*"


@dataclass
class Place:
    """One installation in the course of a sequence; ``day`` counts what happened, so that no two files are the same."""

    folder: Path
    as_of: date | None = None
    day: int = 0
    series: str = ""
    now: datetime = datetime.min

    @property
    def settings(self) -> Settings:
        where = {"home": self.folder / "home", "landing": self.folder / "landing", "registry": self.folder / "registry"}
        return Settings(**where, as_of=self.as_of)  # type: ignore[arg-type]

    @property
    def landing(self) -> Path:
        return self.folder / "landing"

    def copy(self, folder: Path) -> Place:
        shutil.copytree(self.folder, folder, symlinks=True)
        return replace(self, folder=folder, day=self.day + 1)


def bulletin_arrives(place: Place) -> None:
    text = BULLETIN.format(month=place.day, area=1000 * place.day)
    name = f"corah/eradication_bulletin/2017-0{place.day}-28__prueba-{place.day}.csv"
    put(place.landing, name, text, cited(f"prueba-{place.day}"))


def zone_series_is_corrected(place: Place) -> None:
    """The same file name with another content: the later delivery replaces the earlier one."""
    text = place.series.replace("9509", f"95{place.day:02}")
    (place.landing / ZONES).write_text(text, encoding="utf-8")


def zone_series_is_sent_as_it_was(place: Place) -> None:
    """If the series was corrected before, then the first delivery is the latest again."""
    (place.landing / ZONES).write_text(place.series, encoding="utf-8")


def achievement_arrives(place: Place) -> None:
    text = f"año,ámbito,indicador,unidad,valor,tipo\n2021,Perú,familias_beneficiadas,familias,{59000 + place.day},logro\n"
    put(place.landing, f"pirdais/achievements/2022-0{place.day}__prueba-{place.day}.csv", text, cited(f"prueba-{place.day}"))


def budget_year_arrives_or_is_restated(place: Place) -> None:
    lines = [budget_lines.line(SEC_EJEC=unit, MONTO_PIM=f"{100 * place.day + unit}.00", MES_EJE=0) for unit in (725, 726)]
    name = f"pirdais/budget_execution/2025-0{place.day}-28__2025-gasto.csv"
    put(place.landing, name, budget_lines.text(lines), cited("2025-gasto", evidence="synthetic"))


def file_is_refused(place: Place) -> None:
    name = f"corah/eradication_bulletin/2018-0{place.day}__sin-cabecera.csv"
    put(place.landing, name, f"no,es,un,boletín\n1,2,3,{place.day}\n")


def refused_files_are_taken_away(place: Place) -> None:
    for path in place.landing.rglob("*__sin-cabecera.csv"):
        path.unlink()


def loaded_file_is_taken_away(place: Place) -> None:
    """What was loaded of it stays."""
    (place.landing / ZONES).unlink(missing_ok=True)


def sidecar_is_corrected(place: Place) -> None:
    said = cited("unodc-2013", title=f"Otro título, día {place.day}")
    put_sidecar(place.landing / ZONES, said)


def two_publishers_send_on_one_day(place: Place) -> None:
    bulletin_arrives(place)
    zone_series_is_corrected(place)


def registry_is_corrected(place: Place) -> None:
    """The last districts belong to no zone any more: every row is read by the registry."""
    (path,) = place.settings.registry.rglob("*.csv")
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(lines[: len(lines) - place.day]), encoding="utf-8")


def another_day_is_asked_about(place: Place) -> None:
    place.as_of = date(2018, 1, place.day)


ARRIVALS = (
    bulletin_arrives,
    zone_series_is_corrected,
    achievement_arrives,
    budget_year_arrives_or_is_restated,
    two_publishers_send_on_one_day,
    file_is_refused,
)
OTHERS = (
    zone_series_is_sent_as_it_was,
    refused_files_are_taken_away,
    loaded_file_is_taken_away,
    sidecar_is_corrected,
    registry_is_corrected,
    another_day_is_asked_about,
)
Event = Callable[[Place], None]


def drawn(seed: int) -> list[tuple[Event, ...]]:
    """Different sequences, most of them of arrivals: whatever else happens makes everything anew, so there is less to prove."""
    random_ = random.Random(seed)  # noqa: S311  # the same sequences every time, no secret
    found: dict[tuple[Event, ...], None] = {}
    while len(found) < SEQUENCES:
        days = random_.choice(DAYS)
        found[tuple(random_.choice(random_.choice((ARRIVALS, ARRIVALS, ARRIVALS, OTHERS))) for _ in range(days))] = None
    return sorted(found, key=lambda sequence: [event.__name__ for event in sequence])


@pytest.fixture(scope="module")
def built(scenario: Callable[..., Warehouse]) -> Warehouse:
    return scenario("sequences")


@pytest.fixture(scope="module")
def stored(built: Warehouse) -> list[Table]:
    return compiled_tables(built)


@pytest.fixture(scope="module")
def begin(built: Warehouse, stored: list[Table], tmp_path_factory: pytest.TempPathFactory) -> Place:
    """Where every sequence begins: the published extracts, loaded and built. Only the files that change later still lie there."""
    place = Place(tmp_path_factory.mktemp("begin"))
    for tree, kept, pattern in ((built.settings.landing, place.landing, LATER), (REGISTRY, place.settings.registry, DISTRICTS)):
        for path in tree.glob(pattern):
            (kept / path.relative_to(tree)).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, kept / path.relative_to(tree))
    place.series = (place.landing / ZONES).read_text(encoding="utf-8")
    place.settings.build_database.parent.mkdir(parents=True)
    shutil.copy(built.settings.build_database, place.settings.build_database)
    place.settings.dbt_target.symlink_to(built.settings.dbt_target)
    ((place.now,),) = built.built("select started_at from raw.scope")
    return place


def run_of(place: Place, stored: list[Table]) -> str:
    """Load and build; what was built: «nothing», «what arrived» or «everything»."""
    settings = place.settings
    with open_warehouse(settings.build_database) as connection:
        set_scope(connection, f"day {place.day}", place.as_of, place.now.replace(tzinfo=UTC))
        load_landing(connection, settings)
    outcome = Outcome(f"day {place.day}", place.now, BareSql(settings, stored), LoadResult(), DbtResult())
    build_stage(settings, outcome)
    assert outcome.refusals == []
    made = len(outcome.build.nodes)
    return "everything" if made == len(stored) else "what arrived" if made else "nothing"


def tables_of(place: Place, stored: list[Table]) -> dict[str, str]:
    """Fingerprint of every stored table; whether a delivery is new is about the build itself, and left out."""
    with open_warehouse(place.settings.build_database) as connection:
        connection.execute("create or replace temp table list as select * exclude (is_new) from staging.stg_delivery")
        others = [table.relation for table in stored if table.name != "stg_delivery"]
        return fingerprint(connection, ["list", *others])


def built_afresh(place: Place, stored: list[Table]) -> dict[str, str]:
    BareSql(place.settings, stored).build("", None)
    return tables_of(place, stored)


def differences(place: Place, stored: list[Table]) -> list[str]:
    """Tables that a whole build makes otherwise than they stand."""
    found, awaited = tables_of(place, stored), built_afresh(place, stored)
    return [name for name, value in awaited.items() if found[name] != value]


def sequences_of(place: Place, stored: list[Table], wanted: list[tuple[Event, ...]], folder: Path) -> Iterator[tuple[str, ...]]:
    """Go through every sequence that begins with what happened to ``place``; days that sequences share happen once.

    Yields, for each sequence that ends, what its builds made, day by day, and then the tables that differ, if any.
    """
    for number, event in enumerate(dict.fromkeys(sequence[0] for sequence in wanted)):
        next_place = place.copy(folder / f"{place.day}-{number}")
        event(next_place)
        made = run_of(next_place, stored)
        rest = [sequence[1:] for sequence in wanted if sequence[0] is event]
        for told in sequences_of(next_place, stored, [days for days in rest if days], folder):
            yield (f"{event.__name__}: {made}", *told)
        if () in rest:
            yield (f"{event.__name__}: {made}", *([] if made == "everything" else differences(next_place, stored)))
        shutil.rmtree(next_place.folder)


def test_bare_sql_builds_what_dbt_builds(begin: Place, stored: list[Table], tmp_path: Path) -> None:
    place = begin.copy(tmp_path / "place")
    assert built_afresh(place, stored) == tables_of(begin, stored)


def test_a_build_of_what_arrived_gives_what_a_whole_build_gives(begin: Place, stored: list[Table], tmp_path: Path) -> None:
    wanted = drawn(seed=10)
    told = list(sequences_of(begin, stored, wanted, tmp_path))
    days = {event.__name__ for event in (*ARRIVALS, *OTHERS)}
    wrong = [sequence for sequence in told if not all(part.partition(":")[0] in days for part in sequence)]
    assert wrong == []
    assert len(told) == SEQUENCES
    made = Counter(day.partition(": ")[2] for sequence in told for day in sequence)
    assert made["what arrived"] > 2 * made["everything"] > 0
    assert made["nothing"] > 0
