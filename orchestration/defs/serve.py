"""``make serve``: the Dagster web UI and its daemon on this machine only, with an instance that remembers, in ``<home>/dagster``.

No usage statistics leave the machine, and nothing is fetched to show a page. This module does not import dagster: it starts it.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from string import Template

from orchestration.settings import PROJECT_ROOT, Settings

HOST = "127.0.0.1"


def dagster_home(settings: Settings) -> Path:
    """The folder that ``DAGSTER_HOME`` names, with its ``dagster.yaml`` written anew; the history in it stays."""
    folder = settings.home / "dagster"
    template = Template(Path(__file__).with_name("dagster.yaml.template").read_text(encoding="utf-8"))
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "dagster.yaml").write_text(template.substitute(folder=folder), encoding="utf-8")
    # Without it the page of a new instance opens with an invitation to a mailing list.
    seen = folder / ".nux" / "nux.yaml"
    seen.parent.mkdir(exist_ok=True)
    seen.write_text("seen: 1\n", encoding="utf-8")
    return folder


def environment(settings: Settings) -> dict[str, str]:
    """What Dagster's processes get: the instance, and the same settings whatever folder they start in."""
    given = {f"CSAD_{name.upper()}": str(value) for name, value in settings.model_dump(exclude_none=True).items()}
    return {**os.environ, **given, "DAGSTER_HOME": str(dagster_home(settings)), "DO_NOT_TRACK": "1"}


def main() -> None:
    """Become ``dagster dev``; Ctrl-C stops the UI, the daemon and the code server."""
    parser = argparse.ArgumentParser(prog="make serve", description="The Dagster web UI on this machine only.")
    parser.add_argument("--port", type=int, default=3000, help="port on 127.0.0.1 (default 3000)")
    port = parser.parse_args().port
    variables = environment(Settings())
    # Dagster finds the definitions by [tool.dagster] in pyproject.toml.
    os.chdir(PROJECT_ROOT)
    command = [sys.executable, "-m", "dagster", "dev", "--host", HOST, "--port", str(port)]
    os.execve(sys.executable, command, variables)  # noqa: S606  # our own interpreter, no shell


if __name__ == "__main__":
    main()
