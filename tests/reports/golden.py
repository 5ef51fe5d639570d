"""The pages that the sample must give, to the byte: ``python -m tests.reports.golden`` writes them anew.

Belongs here: which pages are kept and where. Look at the difference before you commit it: it is what a reader will see.
Does not belong here: the comparison (``test_report_golden.py``).
"""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path

from reports.site import write_site

HERE = Path(__file__).parent
GOLDEN = HERE / "golden"
KEPT = ("es/index.html", "en/index.html", "es/indicador/ERAD-YTD.html", "es/corregir/corah.html", "datos/corregir-corah.csv")


def write_sample(out_dir: Path) -> None:
    """Write the site of the sample payload."""
    write_site(json.loads((HERE / "sample_report.json").read_text(encoding="utf-8")), out_dir)


def regenerate() -> None:
    """Replace the kept pages by those of today's templates."""
    with tempfile.TemporaryDirectory() as folder:
        write_sample(Path(folder))
        for name in KEPT:
            (GOLDEN / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(Path(folder) / name, GOLDEN / name)


if __name__ == "__main__":
    regenerate()
