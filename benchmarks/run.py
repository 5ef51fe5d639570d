"""A whole ``csad run`` of the published extracts, a run with nothing new and a run with one new bulletin, against ``dbt build``.

Every thing is a command of its own, start-up included. The caches of Python and dbt exist; the whole run loads every published
extract into an empty database.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from benchmarks.floors import dbt_build
from benchmarks.installation import STAGES, Installation
from benchmarks.landing_folder import put_bulletin
from benchmarks.measuring import Sample, alternate
from benchmarks.result import Limit, Result
from benchmarks.scale import Scale

WHOLE_LIMIT, NOTHING_NEW_LIMIT, ONE_BULLETIN_LIMIT = 1.6, 0.6, 0.6
DBT, WHOLE, NOTHING_NEW = "dbt build alone", "csad run, whole", "csad run, nothing new"
ONE_BULLETIN = "csad run, one new bulletin"


def benchmark(scale: Scale) -> Result:
    """Alternating rounds on one installation."""
    with tempfile.TemporaryDirectory(prefix="csad-bench-") as folder:
        place = Installation.new(Path(folder))
        actions = {
            DBT: lambda: dbt_build(place.settings),
            WHOLE: lambda: _whole(place),
            NOTHING_NEW: place.run,
            ONE_BULLETIN: lambda: _one_bulletin(place),
        }
        found = alternate(scale.rounds, actions)
    dbt, whole = found[DBT], found[WHOLE]
    table = [["", "seconds", "× dbt build", "start-up", *STAGES], [DBT, f"{dbt.seconds:.1f}", "1.00", *[""] * (len(STAGES) + 1)]]
    for name in (WHOLE, NOTHING_NEW, ONE_BULLETIN):
        parts = [found[name].detail(part) for part in ("start-up", *STAGES)]
        ratio = found[name].seconds / dbt.seconds
        table.append([name, f"{found[name].seconds:.1f}", f"{ratio:.2f}", *(f"{part:.1f}" for part in parts)])
    limits = [
        Limit("whole run against dbt build", whole.seconds / dbt.seconds, WHOLE_LIMIT),
        Limit("run with nothing new against dbt build", found[NOTHING_NEW].seconds / dbt.seconds, NOTHING_NEW_LIMIT),
        Limit(
            "run with one new bulletin against a whole run",
            found[ONE_BULLETIN].seconds / whole.seconds,
            ONE_BULLETIN_LIMIT,
        ),
    ]
    return Result("run", "A run of the published extracts", table, limits, found.values())


def _whole(place: Installation) -> Sample:
    place.empty()
    return place.run()


def _one_bulletin(place: Installation) -> Sample:
    put_bulletin(place.landing)
    return place.run()
