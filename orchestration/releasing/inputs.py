"""What a release is made of: deliveries, decisions of people, rules, and the program. The day of the run is no part of it.

Two runs of the same inputs have nothing new to say to each other, even if the pages of the second speak of another day.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

import duckdb

from orchestration.building.last_build import build_key
from orchestration.decisions.kept import KINDS
from orchestration.settings import PROJECT_ROOT, Settings

# A file that is loaded counts in its order, because the last of one edition is the one that is read; a refused file counts
# while it lies in the landing tree.
_DELIVERIES = """
    select d.* exclude (load_number, loaded_at)
    from raw.delivery as d
    where d.status = 'loaded' or d.delivery_id in (select f.delivery_id from raw.delivery_file as f)
    order by d.status, case when d.status = 'loaded' then d.load_number end, d.delivery_id
"""
_DECISIONS = tuple(f"select * from control.{kind} order by all" for kind in KINDS)


def inputs_digest(connection: duckdb.DuckDBPyConnection, settings: Settings) -> str:
    """Digest of all that a release of this build database would be made of."""
    rows = [connection.execute(query).fetchall() for query in (_DELIVERIES, *_DECISIONS)]
    rules = _digest_of_files(sorted(settings.rules.glob("*.yml")))
    whole = (build_key(connection, settings).standing, rows, rules, presentation_digest())
    return hashlib.sha256(repr(whole).encode()).hexdigest()


def presentation_digest() -> str:
    """Digest of the code and words behind report, metadata and Data Docs, so that a changed page makes a new release."""
    rooms = (
        *("reports", "orchestration/releasing", "orchestration/report_payload", "orchestration/work_lists"),
        "dbt_project/models/quality",  # what the report says
    )
    checks = PROJECT_ROOT / "expectations"
    files = [path for room in rooms for path in (PROJECT_ROOT / room).rglob("*")]
    files += [checks / "data_docs.py", *(checks / "templates").glob("*")]
    return _digest_of_files(path for path in sorted(files) if path.suffix in (".py", ".j2", ".po", ".css", ".sql"))


def _digest_of_files(paths: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.read_bytes())
    return digest.hexdigest()
