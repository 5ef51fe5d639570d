"""``report.json`` of the day of the deck, on record: ``python -m tests.acceptance.report_golden`` writes it anew.

What depends on the clock or the home (ids of run and release, today) is taken out; everything else is the warehouse's word about
2015-11-10 and may only change on purpose. Read the difference before you commit it.
"""

from __future__ import annotations

import json
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

from orchestration.settings import Settings
from orchestration.stages.run import run

GOLDEN = Path(__file__).parent / "golden" / "report_2015-11-10.json"
DAY = date(2015, 11, 10)
_OF_THE_RUN = ("run_id", "release_id", "current_release_id", "started_at", "last_good_at")


def on_record(payload: dict[str, Any]) -> str:
    """The payload without the clock, one line per leaf so that a difference can be read."""
    run_of = {**payload["run"], **dict.fromkeys(_OF_THE_RUN)}
    return json.dumps(_unclocked({**payload, "run": run_of}), ensure_ascii=False, indent=0, sort_keys=True) + "\n"


def _unclocked(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: None if name in ("loaded_on", "day", "since") else _unclocked(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_unclocked(item) for item in value]
    return value


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(home=Path(folder) / "home", as_of=DAY)
        run(settings)
        payload = json.loads((settings.current / "report.json").read_text(encoding="utf-8"))
    GOLDEN.write_text(on_record(payload), encoding="utf-8")


if __name__ == "__main__":
    main()
