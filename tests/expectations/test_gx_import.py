"""What importing Great Expectations must not bring along, and that it comes when somebody asks for it."""

from __future__ import annotations

import json
import subprocess
import sys

from orchestration.settings import PROJECT_ROOT

_SCRIPT = """
import json, sys
from expectations.gx_import import great_expectations
first = great_expectations()
brought = [name for name in ("scipy.stats", "altair", "pyspark") if sys.modules.get(name)]
hidden = "pyspark" in sys.modules
from great_expectations.expectations.core import expect_column_kl_divergence_to_be_less_than as drawn
asked = [drawn.stats.entropy([0.5, 0.5]), drawn.alt.Chart.__name__]
import scipy.stats
print(json.dumps([brought, hidden, asked[1], round(float(asked[0]), 3), scipy.stats.entropy is drawn.stats.entropy,
                  great_expectations() is first]))
"""


def test_great_expectations_is_imported_without_statistics_drawing_and_spark() -> None:
    """In a process of its own; who asks for statistics or drawing later gets them, and the same ones as everybody."""
    command = [sys.executable, "-c", _SCRIPT]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=PROJECT_ROOT)  # noqa: S603  # our own interpreter
    assert json.loads(done.stdout) == [[], False, "Chart", 0.693, True, True]
