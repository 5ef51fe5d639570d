"""The truth of a landing: a small country whose figures are drawn, so that they are known before any file is written."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date

DEPARTMENTS = {
    "05": "Ayacucho", "08": "Cusco", "10": "Huánuco", "12": "Junín", "13": "La Libertad", "16": "Loreto", "19": "Pasco",
    "21": "Puno", "22": "San Martín", "25": "Ucayali",
}  # fmt: skip
# Zones that exist in every year of the windows below.
ZONES = {
    "VRAEM": "VRAEM", "HUALLAGA": "Huallaga", "LACONV-LARES": "La Convención-Lares", "INAMBARI-TAMBOPATA": "Inambari-Tambopata",
    "SAN-GABAN": "San Gabán", "AGUAYTIA": "Aguaytía", "CONTAMANA": "Contamana", "PUTUMAYO": "Putumayo",
}  # fmt: skip
LAST_YEARS = (2021, 2022, 2023)
N_YEARS = 4

# Districts of two departments, as a publisher writes them beside their code.
DISTRICTS = {
    "100107": ("Huánuco", "Huánuco", "San Francisco de Cayrán"), "100601": ("Huánuco", "Leoncio Prado", "Rupa-Rupa"),
    "100602": ("Huánuco", "Leoncio Prado", "Daniel Alomía Robles"), "100605": ("Huánuco", "Leoncio Prado", "Luyando"),
    "050401": ("Ayacucho", "Huanta", "Huanta"), "050403": ("Ayacucho", "Huanta", "Huamanguilla"),
    "050407": ("Ayacucho", "Huanta", "Sivia"), "050408": ("Ayacucho", "Huanta", "Llochegua"),
}  # fmt: skip

Figure = tuple[str, str, str, str, date]  # indicator, level, code, period, cut-off
Table = dict[str, dict[int, int]]  # code -> year -> hectares


@dataclass
class World:
    """What is true, and what every publisher says of it when nothing goes wrong."""

    years: list[int]
    departments: Table
    zones: Table
    cutoffs: list[date] = field(default_factory=list)
    districts: Table = field(default_factory=dict)
    budget: dict[str, tuple[int, int]] = field(default_factory=dict)  # department -> modified budget and accrued, in soles
    eradicated: dict[date, dict[str, int]] = field(default_factory=dict)  # cut-off -> zone or "pais" -> hectares to date

    def national(self, year: int) -> int:
        return sum(series[year] for series in self.departments.values())

    def figures(self) -> dict[Figure, float]:
        """Every figure that the files of this world print, by its key, as the newest edition says it."""
        found: dict[Figure, float] = {}
        for year in self.years:
            key = (str(year), date(year, 12, 31))
            found["COCA-AREA", "pais", "00", *key] = self.national(year)
            found |= {("COCA-AREA", "departamento", code, *key): series[year] for code, series in self.departments.items()}
            found |= {("COCA-AREA", "zona", code, *key): series[year] for code, series in self.zones.items()}
            found |= {("COCA-AREA", "distrito", code, *key): series[year] for code, series in self.districts.items()}
        key = (str(self.years[-1]), date(self.years[-1], 12, 31))
        for code, (pim, accrued) in self.budget.items():
            found["BUD-EXEC", "departamento", code, *key] = 100 * accrued / pim
        if self.budget:
            pims, all_accrued = (sum(amounts) for amounts in zip(*self.budget.values(), strict=True))
            found["BUD-EXEC", "pais", "00", *key] = 100 * all_accrued / pims
        for cutoff, areas in self.eradicated.items():
            for scope, area in areas.items():
                place = ("pais", "00") if scope == "pais" else ("zona", scope)
                found["ERAD-YTD", *place, str(cutoff.year), cutoff] = area
        return found


def _series(draw: random.Random, years: list[int], first: int) -> dict[int, int]:
    area, found = float(first), {}
    for year in years:
        found[year] = max(round(area), 1)
        area *= draw.uniform(0.93, 1.12)
    return found


def drawn_world(draw: random.Random) -> World:
    last = draw.choice(LAST_YEARS)
    years = list(range(last - N_YEARS + 1, last + 1))
    others = draw.sample(sorted(set(DEPARTMENTS) - {code[:2] for code in DISTRICTS}), 5)
    departments = {code: _series(draw, years, draw.randint(300, 18_000)) for code in others}
    # All the coca of a department with districts is in those that are listed here.
    districts = {code: _series(draw, years, draw.randint(150, 4000)) for code in DISTRICTS}
    for department in {code[:2] for code in DISTRICTS}:
        listed = [series for code, series in districts.items() if code.startswith(department)]
        departments[department] = {year: sum(series[year] for series in listed) for year in years}
    departments = dict(sorted(departments.items()))
    national = {year: sum(series[year] for series in departments.values()) for year in years}
    shares = [draw.uniform(0.2, 1.0) for _ in ZONES]
    part = draw.uniform(0.8, 0.97) / sum(shares)
    zones = {
        code: {year: max(int(national[year] * share * part), 1) for year in years}
        for code, share in zip(ZONES, shares, strict=True)
    }
    world = World(years, departments, zones)
    world.districts = districts
    for code in ("05", "10", "22"):
        pim = draw.randint(2_000_000, 9_000_000)
        world.budget[code] = (pim, round(pim * draw.uniform(0.6, 0.97)))
    world.cutoffs = [date(last, month, day) for month, day in ((3, 31), (6, 30), (9, 30), (12, 31))]
    yearly = {code: draw.randint(200, 4000) for code in draw.sample(sorted(ZONES), 5)}
    for number, cutoff in enumerate(world.cutoffs, start=1):
        areas = {code: round(total * number / 4 * draw.uniform(0.98, 1.0)) for code, total in yearly.items()}
        world.eradicated[cutoff] = areas | {"pais": sum(areas.values()) + round(sum(yearly.values()) * 0.03 * number / 4)}
    return world
