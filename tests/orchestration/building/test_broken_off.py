"""A build that somebody breaks off is no good build: dbt hands Ctrl-C over as a result, whose text is empty."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import patch

import pytest
from dbt.cli.main import dbtRunner, dbtRunnerResult

from orchestration.building.dbt_build import run_dbt
from orchestration.settings import Settings


def answer(exception: BaseException) -> dbtRunnerResult:
    return dbtRunnerResult(success=False, exception=exception)


def test_ctrl_c_during_dbt_ends_the_run(tmp_path: Path) -> None:
    with patch.object(dbtRunner, "invoke", return_value=answer(KeyboardInterrupt())), pytest.raises(KeyboardInterrupt):
        run_dbt(Settings(home=tmp_path))


def test_an_error_without_a_text_is_an_error(tmp_path: Path) -> None:
    with patch.object(dbtRunner, "invoke", return_value=answer(RuntimeError())):
        result = run_dbt(Settings(home=tmp_path))
    assert result.error == "RuntimeError()"
    assert not result.succeeded
