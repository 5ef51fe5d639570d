"""An installation of its own for a benchmark: a home, a landing folder, and ``csad run`` as an officer starts it."""

from __future__ import annotations

import json
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.landing_folder import put_budget
from benchmarks.measuring import Sample, command
from orchestration.building.last_build import forget_build
from orchestration.loading.warehouse import open_warehouse
from orchestration.settings import Settings

STAGES = ("load", "build", "check", "release")


@dataclass(frozen=True)
class Installation:
    """A folder with a landing tree that starts as the published extracts; ``settings`` point at it."""

    folder: Path
    programmes: str = "0072"

    @classmethod
    def new(cls, folder: Path, programmes: str = "0072") -> Installation:
        """Copy the published extracts and run once, so that Python's and dbt's caches exist before anything is measured."""
        made = cls(folder, programmes)
        shutil.copytree(Settings().landing, made.landing)
        made.run()
        return made

    @property
    def landing(self) -> Path:
        return self.folder / "landing"

    @property
    def settings(self) -> Settings:
        return Settings(landing=self.landing, home=self.folder / "home", programmes=self.programmes)

    def put(self, year: int, rows: int, *, restated: bool = False) -> Path:
        return put_budget(self.landing, year, rows, restated=restated)

    def run(self) -> Sample:
        """A run that must release; ``detail`` holds the seconds of the stages and of everything outside them."""
        arguments = [_csad(), "run", "--home", str(self.folder / "home"), "--landing", str(self.landing), "--json"]
        sample, printed = command(arguments, {"CSAD_PROGRAMMES": self.programmes})
        summary: dict[str, Any] = json.loads(printed)
        stages = {stage: float(summary["seconds"].get(stage, 0.0)) for stage in STAGES}
        detail = {**stages, "start-up": sample.seconds - sum(stages.values())}
        return Sample(sample.seconds, sample.cpu_seconds, sample.peak_mib, detail)

    def forget_build(self) -> None:
        """The next run builds everything afresh."""
        with open_warehouse(self.settings.build_database) as connection:
            forget_build(connection, afresh=True)

    def empty(self) -> None:
        """Take away the database and the releases; dbt's parse cache stays warm."""
        self.settings.build_database.unlink()
        shutil.rmtree(self.settings.releases)
        self.settings.current.unlink()


def _csad() -> str:
    return str(Path(sys.executable).with_name("csad"))
