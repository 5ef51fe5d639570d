"""Settings: the only reader of the environment. Defaults work from a clean clone."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, Field
from pydantic_settings import BaseSettings, SettingsConfigDict

# The folder that holds the rooms: the clone, or the site-packages of an installed wheel.
PROJECT_ROOT = Path(__file__).resolve().parent.parent
LIMA = ZoneInfo("America/Lima")
# The file of a release that people open, and the schemas in it.
DATABASE = "csad_marts.duckdb"
RELEASED_SCHEMAS = ("core", "marts", "control")
# What the report says, built by models; not released.
REPORT_SCHEMA = "report"


def _programme_codes(text: str) -> str:
    """``*``, or codes of up to four digits without repetition, in order, each with its zeros."""
    if text.strip() == "*":
        return "*"
    codes = [code.strip() for code in text.split(",")]
    if not all(code.isdecimal() and len(code) <= 4 for code in codes):
        raise ValueError(f"expected * or budget programmes such as 0072,0030; got {text!r}")
    return ",".join(sorted({code.zfill(4) for code in codes}))


_Absolute = Annotated[Path, AfterValidator(lambda path: path.expanduser().absolute())]


def _default_home() -> Path:
    """``var/home`` of the clone; of the current folder for an installed wheel, because nobody looks into site-packages."""
    is_clone = (PROJECT_ROOT / "pyproject.toml").is_file()
    return (PROJECT_ROOT if is_clone else Path.cwd()) / "var" / "home"


class Settings(BaseSettings):
    """Where things are and what day is asked for; every field can be set as ``CSAD_<FIELD>``."""

    model_config = SettingsConfigDict(env_prefix="CSAD_", extra="forbid")

    landing: _Absolute = Field(PROJECT_ROOT / "sources" / "published", description="folder with the publishers' files")
    home: _Absolute = Field(default_factory=_default_home, description="folder of the build, the releases and the reports")
    as_of: date | None = Field(None, description="see only what was published on or before this day")
    keep_releases: int = Field(10, ge=2, description="releases kept for rollback")
    end_rollback: bool = Field(False, description="release even if somebody went back and nothing is new since")
    registry: _Absolute = Field(PROJECT_ROOT / "sources" / "reference", description="our own reference files")
    programmes: Annotated[str, AfterValidator(_programme_codes)] = Field(
        "0072", description="budget programmes that are loaded, comma between them; * for all"
    )
    settle_seconds: float = Field(2.0, ge=0, description="a file counts as arrived when nobody wrote to it for so long")
    dbt_project: _Absolute = Field(PROJECT_ROOT / "dbt_project", description="the dbt project to build")
    rules: _Absolute = Field(PROJECT_ROOT / "expectations" / "rules", description="folder of the rules")

    engine: Literal["duckdb", "spark"] = Field("duckdb", description="who shapes and checks the rows")
    spark_port: int | None = Field(None, description="port of a Thrift server on 127.0.0.1 that runs already")
    spark_workers: int = Field(2, ge=1, description="workers of one core that a run starts where no cluster runs")
    readers: int | None = Field(None, ge=1, description="processes that read files for Spark; one per core if not said")

    @property
    def build_database(self) -> Path:
        """The private DuckDB file of the pipeline; nobody else opens it. One per engine: each has its own rows."""
        suffix = "" if self.engine == "duckdb" else f"_{self.engine}"
        return self.home / "build" / f"csad_build{suffix}.duckdb"

    @property
    def dbt_target(self) -> Path:
        return self.home / "build" / ("dbt" if self.engine == "duckdb" else f"dbt-{self.engine}")

    @property
    def reading_processes(self) -> int:
        """DuckDB reads one file with every core already; a cluster's rows are read file by file, side by side."""
        return self.readers or (os.cpu_count() or 1 if self.engine == "spark" else 1)

    @property
    def raw_files(self) -> Path:
        """Raw rows of the Spark engine: one Parquet file per delivery."""
        return self.home / "build" / "raw"

    @property
    def spark_files(self) -> Path:
        """What the run and Spark hand each other: the small tables of the build database, the marts on their way home."""
        return self.home / "build" / "exchange"

    @property
    def spark_home(self) -> Path:
        """The cluster of this home: its metastore, its tables, its logs."""
        return self.home / "build" / "spark"

    @property
    def releases(self) -> Path:
        return self.home / "releases"

    @property
    def current(self) -> Path:
        """The symlink that BI tools and officers open."""
        return self.home / "current"

    @property
    def archive(self) -> Path:
        """Every loaded delivery by its content; beside the build, so that no rebuild loses a file that left the landing."""
        return self.home / "archive"

    @property
    def run_record(self) -> Path:
        """One line for each run that began and one for each that ended; anybody may read it while a run writes."""
        return self.home / "runs.jsonl"

    @property
    def rollback(self) -> Path:
        """Says that ``current`` is a release to which somebody went back."""
        return self.home / "rollback.json"

    @property
    def decisions(self) -> Path:
        """Signatures and exceptions of people; beside the build, so that no rebuild loses them."""
        return self.home / "decisions.sqlite"

    @property
    def refusals(self) -> Path:
        """Reports of runs that the gate refused; they never touch ``current``."""
        return self.home / "refused"
