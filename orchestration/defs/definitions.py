"""What ``dagster`` loads, by ``[tool.dagster]`` in pyproject.toml or ``-m orchestration.defs.definitions``.

One run from the command line, with an instance that is forgotten (no ``DAGSTER_HOME``):
``dagster job execute -m orchestration.defs.definitions -j daily``.
"""

from __future__ import annotations

from orchestration.defs.graph import definitions
from orchestration.settings import Settings

defs = definitions(Settings())
