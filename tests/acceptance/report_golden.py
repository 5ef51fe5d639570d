"""What ``report.json`` says on the day of the deck, on record: ``python -m tests.acceptance.report_golden`` writes it anew.

The record is made to be read: the figures, the keys of each part, and one digest of each part whole. A digest that changes alone
says that a text changed. What depends on the clock or the home (ids of run and release, today) is taken out. Everything else is
the warehouse's word about 2015-11-10 and may only change on purpose.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from orchestration.settings import Settings
from orchestration.stages.run import run

GOLDEN = Path(__file__).parent / "golden" / "report_2015-11-10.txt"
DAY = date(2015, 11, 10)
_OF_THE_RUN = ("run_id", "release_id", "current_release_id", "started_at", "last_good_at")
_OF_THE_CLOCK = ("loaded_on", "day", "since")
# Sentences, links and what a file's path says already: the digest of their part watches over them.
_TEXTS = ("title", "citation", "edition", "csv", "xlsx", "slide", "publication", "example", "unit", "territory_name", "name")
_IN_THE_PATH = ("delivery_id", "publisher", "dataset")


def on_record(payload: dict[str, Any]) -> list[str]:
    """The lines of the record: figures, then keys, then digests."""
    run_of = {**payload["run"], **dict.fromkeys(_OF_THE_RUN)}
    whole = _unclocked({**payload, "run": run_of})
    # A rule that passed says no more than its name: the summary counts it.
    told = {**whole, "rules": [rule for rule in whole["rules"] if rule["status"] != "passed"]}
    keys: dict[str, set[str]] = {}
    _collect_keys(whole, "report", keys)
    return [
        *_figures("report", told, 0),
        *(f"keys of {path}: {' '.join(sorted(names))}" for path, names in sorted(keys.items())),
        *(f"digest of {part}: {_digest(value)}" for part, value in sorted(whole.items())),
    ]


def _unclocked(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: None if name in _OF_THE_CLOCK else _unclocked(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_unclocked(item) for item in value]
    return value


def _figures(name: str, item: dict[str, Any], depth: int) -> Iterator[str]:
    """One line for what an object says itself, then the objects in it, deeper."""
    inner = {
        key: value for key, value in sorted(item.items()) if value and isinstance(value, dict | list) and not _is_flat(value)
    }
    own = {key: value for key, value in item.items() if key not in inner and not _is_left_out(key, value)}
    said = " ".join(f"{key}={json.dumps(value, ensure_ascii=False)}" for key, value in sorted(own.items()))
    if said:
        yield f"{'  ' * depth}{name}: {said}"
    for key, value in inner.items():
        for part in value if isinstance(value, list) else [value]:
            yield from _figures(key, part, depth + 1)


def _is_flat(value: Any) -> bool:
    return isinstance(value, list) and not any(isinstance(item, dict) for item in value)


def _is_left_out(key: str, value: Any) -> bool:
    return value in (None, "", [], {}) or key.endswith(("_es", "_en")) or key in (*_TEXTS, *_IN_THE_PATH)


def _collect_keys(value: Any, path: str, keys: dict[str, set[str]]) -> None:
    if isinstance(value, dict):
        keys.setdefault(path, set()).update(value)
        for name, item in value.items():
            _collect_keys(item, f"{path}.{name}", keys)
    elif isinstance(value, list):
        for item in value:
            _collect_keys(item, path, keys)


def _digest(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, ensure_ascii=False, sort_keys=True).encode()).hexdigest()[:16]


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(home=Path(folder) / "home", as_of=DAY)
        run(settings)
        payload = json.loads((settings.current / "report.json").read_text(encoding="utf-8"))
    GOLDEN.write_text("\n".join(on_record(payload)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
