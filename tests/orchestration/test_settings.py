"""Settings: the only reader of the environment; defaults of a clean clone; what is wrong is named."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from pydantic import ValidationError

from orchestration.settings import LIMA, PROJECT_ROOT, Settings


def test_the_defaults_are_those_of_a_clean_clone() -> None:
    settings = Settings()
    assert settings.landing == PROJECT_ROOT / "sources" / "published"
    assert settings.landing.is_dir()
    assert settings.registry.is_dir()
    assert settings.rules.is_dir()
    assert (settings.dbt_project / "dbt_project.yml").is_file()
    assert settings.as_of is None
    assert settings.keep_releases == 10
    assert str(LIMA) == "America/Lima"


def test_every_field_can_be_set_by_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name, value in {"LANDING": "a", "HOME": str(tmp_path), "AS_OF": "2015-11-10", "KEEP_RELEASES": "3"}.items():
        monkeypatch.setenv(f"CSAD_{name}", value)
    settings = Settings()
    assert settings.landing == Path.cwd() / "a"
    assert settings.build_database == tmp_path / "build" / "csad_build.duckdb"
    assert settings.as_of == date(2015, 11, 10)
    assert settings.keep_releases == 3


def test_an_argument_wins_over_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CSAD_HOME", "/elsewhere")
    assert Settings(home=tmp_path).home == tmp_path


@pytest.mark.parametrize(("field", "value"), [("as_of", "ayer"), ("keep_releases", 1), ("no_such", 1)])
def test_what_is_wrong_is_named(field: str, value: object) -> None:
    with pytest.raises(ValidationError, match=field):
        Settings(**{field: value})  # type: ignore[arg-type]
