"""Settings: the only reader of the environment. Defaults work from a clean clone."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, Field
from pydantic_settings import BaseSettings, SettingsConfigDict

PROJECT_ROOT = Path(__file__).resolve().parent.parent
LIMA = ZoneInfo("America/Lima")

_Absolute = Annotated[Path, AfterValidator(lambda path: path.expanduser().absolute())]


class Settings(BaseSettings):
    """Where things are and what day is asked for; every field can be set as ``CSAD_<FIELD>``."""

    model_config = SettingsConfigDict(env_prefix="CSAD_", extra="forbid")

    landing: _Absolute = Field(PROJECT_ROOT / "sources" / "published", description="folder with the publishers' files")
    home: _Absolute = Field(PROJECT_ROOT / "var" / "home", description="folder of the build, the releases and the reports")
    as_of: date | None = Field(None, description="see only what was published on or before this day")
    keep_releases: int = Field(10, ge=2, description="releases kept for rollback")
    registry: _Absolute = Field(PROJECT_ROOT / "sources" / "reference", description="our own reference files")
    dbt_project: _Absolute = Field(PROJECT_ROOT / "dbt_project", description="the dbt project to build")
    rules: _Absolute = Field(PROJECT_ROOT / "expectations" / "rules", description="folder of the rules")

    @property
    def build_database(self) -> Path:
        """The private DuckDB file of the pipeline; nobody else opens it."""
        return self.home / "build" / "csad_build.duckdb"

    @property
    def dbt_target(self) -> Path:
        return self.home / "build" / "dbt"

    @property
    def releases(self) -> Path:
        return self.home / "releases"

    @property
    def current(self) -> Path:
        """The symlink that BI tools and officers open."""
        return self.home / "current"

    @property
    def refusals(self) -> Path:
        """Reports of runs that the gate refused; they never touch ``current``."""
        return self.home / "refused"
