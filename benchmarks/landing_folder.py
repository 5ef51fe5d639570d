"""Demonstration files in a landing folder of their own, written before anything is measured."""

from __future__ import annotations

from pathlib import Path

from benchmarks.measuring import require_space
from sources.demonstration.budget_file import write_budget

BYTES_PER_ROW = 1_000
DATASET = "pirdais/budget_execution"
_BULLETINS = "corah/eradication_bulletin"
_BULLETIN = """fecha_corte,desde,hasta,tipo,nivel,ámbito,hectáreas,meta_anual
2017-03-31,2017-01-01,2017-03-31,acumulado,nacional,Perú,{area},30000
"""


def put_budget(landing: Path, year: int, rows: int, *, restated: bool = False) -> Path:
    """Write the budget of ``year`` as a delivery of the next January, or of the next July when restated."""
    folder = landing / DATASET
    folder.mkdir(parents=True, exist_ok=True)
    require_space(folder, 2 * rows * BYTES_PER_ROW)
    published_on = f"{year + 1}-07-15" if restated else f"{year + 1}-01-15"
    return write_budget(folder / f"{published_on}__demo-{year}.csv", rows, year, seed=year, restated=restated).file


def put_bulletin(landing: Path) -> Path:
    """Write one more bulletin of a cut-off that no published extract has; each has another edition and another figure."""
    number = len(list((landing / _BULLETINS).glob("2017-04-*__demo-*.csv"))) + 1
    file = landing / _BULLETINS / f"2017-04-{number:02}__demo-{number}.csv"
    file.write_text(_BULLETIN.format(area=4_000 + number), encoding="utf-8")
    said = f"title: Boletín {number}\ncitation: Boletín de prueba\nevidence: cited\nedition: demo-{number}\n"
    file.with_suffix("").with_suffix(".meta.yml").write_text(said, encoding="utf-8")
    return file
