"""The files of a world, as its publishers would send them: sheets of cells first, so that a trap can change cells or text."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import budget_lines
import yaml
from scenario import put_workbook
from world import DEPARTMENTS, DISTRICTS, ZONES, World

Cells = list[list[str]]
# What a line of a month carries beside its codes.
SPENT = ("MONTO_CERTIFICADO", "MONTO_COMPROMETIDO_ANUAL", "MONTO_COMPROMETIDO", "MONTO_DEVENGADO", "MONTO_GIRADO")


@dataclass
class Extract:
    """One file to be written. ``text`` or ``raw``, where a trap sets them, stand in place of the cells."""

    dataset: str
    name: str
    cells: Cells
    sidecar: dict[str, object]
    suffix: str = ".csv"
    delimiter: str = ","
    encoding: str = "utf-8"
    text: str | None = None
    raw: bytes | None = None
    sidecar_text: str | None = None

    def as_text(self) -> str:
        if self.text is not None:
            return self.text
        target = io.StringIO()
        csv.writer(target, delimiter=self.delimiter, lineterminator="\n").writerows(self.cells)
        return target.getvalue()

    def write(self, landing: Path) -> None:
        path = landing / self.dataset / f"{self.name}{self.suffix}"
        path.parent.mkdir(parents=True, exist_ok=True)
        if self.suffix == ".xlsx" and self.raw is None:
            put_workbook(
                landing, f"{self.dataset}/{path.name}", {"Datos": [[_native(cell) for cell in row] for row in self.cells]}
            )
        else:
            path.write_bytes(self.raw if self.raw is not None else self.as_text().encode(self.encoding))
        said = self.sidecar_text or yaml.safe_dump(self.sidecar, allow_unicode=True)
        path.with_name(f"{self.name}.meta.yml").write_text(said, encoding="utf-8")


def _native(cell: str) -> object:
    return int(cell) if cell.isascii() and cell.isdigit() and not cell.startswith("0") else cell


@dataclass
class Landing:
    """Files by what they are; a trap takes one by its key."""

    world: World
    extracts: dict[str, Extract] = field(default_factory=dict)

    def write(self, folder: Path) -> None:
        for extract in self.extracts.values():
            extract.write(folder)


def _said(title: str, edition: str) -> dict[str, object]:
    return {
        "title": title,
        "citation": f"{title} (landing de prueba)",
        "evidence": "cited",
        "edition": edition,
        "source_type": "oficial",
    }


def _wide(heading: str, years: list[int], rows: list[tuple[str, dict[int, int]]]) -> Cells:
    return [[heading, *map(str, years)], *([name, *(str(series[year]) for year in years)] for name, series in rows)]


def plain_landing(world: World) -> Landing:
    """Two editions of the departments, one of the country and the zones, and a bulletin for each cut-off."""
    last = world.years[-1]
    day, before = f"{last + 1}-01-12", f"{last}-01-12"
    found = Landing(world)

    def area(key: str, dataset: str, published: str, edition: str, cells: Cells) -> None:
        sidecar = _said(f"Monitoreo de cultivos de coca, {edition}", edition)
        found.extracts[key] = Extract(f"unodc/{dataset}", f"{published}__{edition}", cells, sidecar)

    newest = [(DEPARTMENTS[code], series) for code, series in world.departments.items()]
    zones = [(ZONES[code], series) for code, series in world.zones.items()]
    national = {year: world.national(year) for year in world.years}
    area("departments", "coca_area_by_department", day, f"devida-{last}", _wide("Departamento", world.years, newest))
    area(
        "departments before", "coca_area_by_department", before, f"devida-{last - 1}",
        _wide("Departamento", world.years[:-1], newest),
    )  # fmt: skip
    heading = "Zona con presencia de cultivos de coca"
    area("zones before", "coca_area_by_zone", before, f"devida-{last - 1}", _wide(heading, world.years[:-1], zones))
    area("zones", "coca_area_by_zone", day, f"devida-{last}", _wide("Zona con presencia de cultivos de coca", world.years, zones))
    rows = [["Año", "Hectáreas"], *([str(year), str(area_)] for year, area_ in national.items())]
    area("country", "coca_area_national", day, f"devida-{last}", rows)
    heading = ["UBIGEO", "Departamento", "Provincia", "Distrito", *map(str, world.years)]
    districts = [
        [code, *DISTRICTS[code], *(str(series[year]) for year in world.years)] for code, series in world.districts.items()
    ]
    area("districts", "coca_area_by_district", day, f"devida-{last}", [heading, *districts])
    found.extracts["budget"] = _budget(world, day)
    for cutoff in world.cutoffs:
        found.extracts[f"bulletin {cutoff:%m}"] = _bulletin(world, cutoff)
    return found


def _bulletin(world: World, cutoff: date) -> Extract:
    start, edition = f"{cutoff.year}-01-01", f"corah-{cutoff:%Y-%m}"
    rows = [["fecha_corte", "desde", "hasta", "tipo", "nivel", "ámbito", "hectáreas", "meta_anual"]]
    for code, area in world.eradicated[cutoff].items():
        level, scope = ("nacional", "Perú") if code == "pais" else ("ámbito", ZONES[code])
        rows.append([f"{cutoff}", start, f"{cutoff}", "acumulado", level, scope, str(area), ""])
    published = date(cutoff.year + (cutoff.month == 12), cutoff.month % 12 + 1, 10)
    title = f"Boletín de erradicación al {cutoff}"
    return Extract("corah/eradication_bulletin", f"{published}__{edition}", rows, _said(title, edition))


def _budget(world: World, day: str) -> Extract:
    """The budget of each department in month 0, and what was accrued in two months of the year."""
    year, lines = world.years[-1], []
    for number, (code, (pim, accrued)) in enumerate(world.budget.items(), start=1):
        place = {
            "ANO_EJE": year,
            "DEPARTAMENTO_META": code,
            "SEC_FUNC": number,
            "DEPARTAMENTO_META_NOMBRE": DEPARTMENTS[code].upper(),
        }
        lines.append(budget_lines.line(**place, MES_EJE=0, MONTO_PIM=f"{pim}.00"))
        for month, part in ((6, accrued // 2), (12, accrued - accrued // 2)):
            amounts = dict.fromkeys(SPENT, f"{part}.00")
            lines.append(budget_lines.line(**place, MES_EJE=month, **amounts))
    cells = [list(budget_lines.COLUMNS), *([line[name] for name in budget_lines.COLUMNS] for line in lines)]
    return Extract("pirdais/budget_execution", f"{day}__{year}-gasto", cells, _said(f"Gasto {year}", f"{year}-gasto"))
