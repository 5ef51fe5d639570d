"""Writes the demonstration budget in the layout of the MEF open-data file, with its sidecar and its truth file.

Layout: 63 columns, every field in double quotes, UTF-8 without BOM, CRLF, point for decimals; levels R, M, E; inside, month 12
down to 0; inside, department by name. The text of a classifier line is built once and serves its thirteen rows.
"""

from __future__ import annotations

import gzip
import json
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import yaml

from sources.demonstration.budget_lines import (
    MONTHS,
    BudgetLines,
    all_activities,
    all_classifiers,
    all_departments,
    budget_lines,
    seat_of,
    units_of,
)
from sources.demonstration.catalogue import COLUMNS, DEPARTMENTS, FUNDS, LEVELS
from sources.demonstration.draws import Integers
from sources.demonstration.monthly_amounts import amounts
from sources.demonstration.truth import truth

EXTENSIONS = (".csv.gz", ".csv", ".zip")


@dataclass(frozen=True)
class Written:
    """What ``write_budget`` left: the file, its sidecar, its truth file, and the truth itself."""

    file: Path
    sidecar: Path
    truth_file: Path
    truth: dict[str, Any]


def write_budget(file: Path, rows: int, year: int, seed: int = 0, restated: bool = False) -> Written:
    """Write ``rows`` rows below the header. Same arguments, same bytes; ``ValueError`` for an extension we cannot write."""
    extension = next((suffix for suffix in EXTENSIONS if file.name.endswith(suffix)), None)
    if extension is None:
        raise ValueError(f"the name must end in {', '.join(EXTENSIONS)}: {file.name}")
    if rows < 1:
        raise ValueError(f"a file needs at least one row: {rows}")
    stem = file.name.removesuffix(extension)
    lines = budget_lines(rows, seed, restated)
    with tempfile.TemporaryDirectory(prefix=".csad-demo-", dir=file.parent) as folder:
        text = Path(folder) / f"{stem}.csv"
        with duckdb.connect(str(Path(folder) / "lines.duckdb")) as connection:
            connection.execute("set memory_limit = '1GB'")
            _line_table(connection, lines)
            _write_rows(connection, lines, rows, year, text)
        packed = _pack(text, Path(folder) / "packed", extension)
        packed.replace(file)
    found = {"file": file.name, "year": year, "seed": seed, "restated": restated, "rows": rows, **truth(lines, rows)}
    truth_file = file.with_name(f"{stem}.truth.json")
    truth_file.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    sidecar = file.with_name(f"{stem}.meta.yml")
    sidecar.write_text(_sidecar(stem, year, rows, seed), encoding="utf-8")
    return Written(file, sidecar, truth_file, found)


def _line_table(connection: duckdb.DuckDBPyConnection, lines: BudgetLines) -> None:
    """Table ``line``: the text of columns NIVEL_GOBIERNO to ESPECIFICA_DET_NOMBRE and the year's amounts, in file order."""
    parts = {
        "units": list(_units(lines)),
        "activities": list(enumerate(_quoted(*activity.cells()) for activity in all_activities())),
        "departments": list(enumerate(_quoted(*department) for department in all_departments())),
        "funds": list(enumerate(_quoted(*fund) for fund in FUNDS)),
        "classifiers": list(enumerate(_quoted(*classifier) for classifier in all_classifiers())),
    }
    for name, entries in parts.items():
        keys, texts = zip(*entries, strict=True)
        connection.execute(
            f"create table {name} as select unnest(?::bigint[]) as key, unnest(?::varchar[]) as text", [keys, texts]
        )
    arrays: dict[str, Integers] = {
        "position": np.arange(lines.count, dtype=np.int64),
        "unit": _unit_key(lines.level, lines.unit),
        **{name: getattr(lines, name) for name in ("goal", "activity", "department", "fund", "classifier", "pace", "reversals")},
        **lines.amounts,
    }
    connection.register("drawn", arrays)
    connection.execute(f"""
        create table line as
        select
            position,
            concat_ws(
                ',', units.text, {_number("goal + 1")}, activities.text, {_number("lpad((goal + 1)::varchar, 5, '0')")},
                {_number("lpad(((drawn.unit * 31 + goal * 7) % 9000000 + 1)::varchar, 7, '0')")}, {_GOAL_NAME},
                departments.text, funds.text, classifiers.text
            ) as cells,
            pace, reversals, {", ".join(lines.amounts)}
        from drawn
        join units on units.key = drawn.unit
        join activities on activities.key = drawn.activity
        join departments on departments.key = drawn.department
        join funds on funds.key = drawn.fund
        join classifiers on classifiers.key = drawn.classifier
        order by position
    """)


def _number(expression: str) -> str:
    return f"""'"' || {expression} || '"'"""


# Every seventh name holds doubled quotes, the others a comma: what a reader of quoted text must survive.
_GOAL_NAME = """case when goal % 7 = 0 then '"META ""LA PEÑA"" N.º ' || (goal + 1) || ', ATENCIÓN DE FAMILIAS"'
    else '"META DE DEMOSTRACIÓN N.º ' || (goal + 1) || ', SEGÚN EL PLAN DEL AÑO"' end"""


def _unit_key(level: Any, unit: Any) -> Any:
    return level * 100_000 + unit


def _units(lines: BudgetLines) -> Iterator[tuple[int, str]]:
    """Key and text of columns NIVEL_GOBIERNO to DISTRITO_EJECUTORA_NOMBRE of each executing unit."""
    for position, (level, found) in enumerate(zip(LEVELS, lines.levels, strict=True)):
        units = units_of(position, found.lines)
        seats = seat_of(position, units, np.arange(units, dtype=np.int64)).tolist()
        for unit, seat in enumerate(seats):
            number = unit + 1
            pliego, pliego_name, sec_ejec, ejecutora, name = _unit_names(level.code, number, seat)
            place = unit % 12 + 1
            yield (
                _unit_key(position, unit),
                _quoted(
                    *(level.code, level.name, *level.sector, pliego, pliego_name, sec_ejec, ejecutora, name),
                    *DEPARTMENTS[seat],
                    *(f"{place:02d}", f"PROVINCIA DE DEMOSTRACIÓN {place:02d}"),
                    *(f"{unit % 20 + 1:02d}", f"DISTRITO DE DEMOSTRACIÓN {unit % 20 + 1:02d}"),
                ),
            )


def _unit_names(level: str, number: int, seat: int) -> tuple[str, str, str, str, str]:
    """PLIEGO, its name, SEC_EJEC, EJECUTORA and its name, padded as the real file pads them."""
    if level == "R":
        code, department = 440 + seat, DEPARTMENTS[seat][1]
        name = f"DIRECCIÓN REGIONAL DE DEMOSTRACIÓN {number:03d}"
        return str(code), f"GOBIERNO REGIONAL DE DEMOSTRACIÓN: {department}", str(700 + number), f"{number % 900 + 1:03d}", name
    if level == "M":
        name = f"MUNICIPALIDAD DE DEMOSTRACIÓN {number:03d}"
        return f"{number % 200 + 1:03d}", name, str(300_000 + number), "001", name
    pliego = number // 20 + 1
    name = f"UNIDAD NACIONAL DE DEMOSTRACIÓN {number:03d}, SEDE «{DEPARTMENTS[seat][1]}»"
    return f"{pliego:03d}", f"ENTIDAD NACIONAL DE DEMOSTRACIÓN {pliego:03d}", str(2_000 + number), f"{number % 20 + 1:03d}", name


def _write_rows(connection: duckdb.DuckDBPyConnection, lines: BudgetLines, rows: int, year: int, file: Path) -> None:
    """One statement writes the whole file as a single column of text; the parts of a union keep their order."""
    header = _quoted(*COLUMNS)
    parts = [f"select '{header}\r' as row_text"]
    short = rows % MONTHS
    for level in lines.levels:
        for month in reversed(range(MONTHS)):
            last = min(level.last, lines.count - 1) if short and month >= short else level.last
            if last > level.first:
                cells = f"""'"{year}","{month}",' || cells || {amounts(month)} || chr(13)"""
                parts.append(f"select {cells} from line where position >= {level.first} and position < {last}")
    target = str(file).replace("'", "''")
    connection.execute(
        f"copy ({' union all '.join(parts)}) to '{target}' "
        r"(format csv, header false, quote '', escape '', delimiter e'\x01', null '')"
    )


def _quoted(*cells: str) -> str:
    return '"' + '","'.join(cell.replace('"', '""') for cell in cells) + '"'


def _pack(text: Path, target: Path, extension: str) -> Path:
    """The file as its extension wants it; archives carry no date, so that the same arguments give the same bytes."""
    if extension == ".csv":
        return text
    if extension == ".csv.gz":
        with text.open("rb") as source, target.open("wb") as raw, gzip.GzipFile("", "wb", 1, raw, mtime=0) as packed:
            shutil.copyfileobj(source, packed, 1 << 20)
        return target
    member = zipfile.ZipInfo(text.name, date_time=(1980, 1, 1, 0, 0, 0))
    member.compress_type = zipfile.ZIP_DEFLATED
    with (
        text.open("rb") as source,
        zipfile.ZipFile(target, "w", compresslevel=1) as archive,
        archive.open(member, "w", force_zip64=True) as packed,
    ):
        shutil.copyfileobj(source, packed, 1 << 20)
    return target


def _sidecar(stem: str, year: int, rows: int, seed: int) -> str:
    """The sidecar says on its first line that the figures describe nothing."""
    content = {
        "title": f"DATOS DE DEMOSTRACIÓN: ejecución del presupuesto {year}",
        "citation": f"Archivo generado con «csad demo budget» ({rows} filas, semilla {seed}); no proviene de ninguna entidad",
        "evidence": "synthetic",
        "edition": stem.partition("__")[2],
        "licence": "Sin restricciones",
        "note_es": "Cifras inventadas con el formato del archivo de datos abiertos del presupuesto. Los códigos 59990xx y los "
        "nombres con «DEMOSTRACIÓN» no existen.",
        "note_en": "Invented figures in the layout of the open-data budget file. The codes 59990xx and the names with "
        "“DEMOSTRACIÓN” do not exist.",
    }
    return yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=120)
