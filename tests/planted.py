"""What the scenarios «planted» and «troubled» add to the published extracts.

«planted»: rows that must be refused and files in every layout. «troubled»: a lost zone, files that cannot be loaded and
counts of few people.

Nothing here is published data. Years and cut-offs are ones that no published extract has, so that what was published
stays as it is and every planted row can be recognised.
"""

from __future__ import annotations

import gzip
import io
import shutil
import zipfile
from datetime import date
from pathlib import Path

from scenario import REGISTRY, cited, put, put_sidecar, put_workbook

from orchestration.decisions.decide import waive
from orchestration.settings import Settings

DISTRICTS = "unodc/coca_area_by_district/2011-02__anexo-prueba.csv"
BULLETIN = "corah/eradication_bulletin/2013-03-15__prueba-filas.xlsx"

ZONES_CP1252 = "unodc/coca_area_by_zone/2000-05__prueba-cp1252.csv"
NATIONAL_UTF16 = "unodc/coca_area_national/1998-03__prueba-utf16.csv"
NATIONAL_ZIP = "unodc/coca_area_national/1997-03__prueba-zip.zip"
DEPARTMENTS_GZ = "unodc/coca_area_by_department/2000-06__prueba-gz.csv.gz"
ANNEX = "unodc/coca_area_by_district/2011-06__anexo-2008-prueba.csv"
BULLETIN_DATES = "corah/eradication_bulletin/2008-09__prueba-fechas.csv"

LOST_ZONE = "unodc/coca_area_by_zone/2001-11-20__prueba-zonas.csv"
NO_COLUMN = "corah/eradication_bulletin/2026-11-12__boletin-sin-columna.csv"
DAMAGED = "corah/eradication_bulletin/2026-11-13__boletin-cortado.xlsx"
FEW_PEOPLE = "pirdais/titling_plan/2013-11-10__pocos.csv"
ANA = "Ana Quispe, Monitoreo"

_BULLETIN_HEADER = ["fecha_corte", "desde", "hasta", "tipo", "nivel", "ámbito", "hectáreas", "meta_anual", "almácigos_m2"]


def plant_bad_rows(landing: Path) -> None:
    """A csv with every row fault and a workbook, so that the sheet of a refused row is known too."""
    put(
        landing,
        DISTRICTS,
        "UBIGEO,Departamento,Provincia,Distrito,2009,2106\n"
        "010103,AMAZONAS,CHACHAPOYAS,BALSAS,-5,\n"
        "999999,NINGUNO,NINGUNA,NINGUNO,40,\n"
        "010106,AMAZONAS,CHACHAPOYAS,CHUQUIBAMBA,cuarenta,\n"
        "010401,AMAZONAS,CONDORCANQUI,NIEVA,77,88\n"
        "050401,AYACUCHO,HUANTA,HUANTA,12,\n"
        "050401,AYACUCHO,HUANTA,HUANTA,12,\n"
        "050404,AYACUCHO,HUANTA,HUAMANGUILLA,15,\n"
        "050404,AYACUCHO,HUANTA,HUAMANGUILLA,16,\n",
        cited("anexo-prueba"),
    )
    start = date(2013, 1, 1)
    put_workbook(
        landing,
        BULLETIN,
        {
            "Carátula": [["Boletín de prueba"], ["Los datos están en la otra hoja"]],
            "Boletín": [
                ["Boletín de erradicación"],
                [],
                _BULLETIN_HEADER,
                [date(2013, 2, 28), start, date(2013, 2, 28), "acumulado", "nacional", "Perú", 3000.25, None, 15],
                [date(2106, 2, 28), start, date(2013, 2, 28), "acumulado", "nacional", "Perú", 3001, None, None],
                [date(2013, 1, 31), start, date(2013, 1, 31), "acumulado", "nacional", "Perú", "por confirmar", None, None],
                [date(2013, 1, 31), start, date(2013, 1, 31), "acumulado", "departamento", "Atlántida", 10, None, None],
            ],
        },
        sidecar=cited("prueba-filas"),
    )


def plant_layouts(landing: Path) -> None:
    """The same kinds of table in the encodings, packings, marks and headings that publishers use."""
    put(
        landing,
        ZONES_CP1252,
        "Monitoreo de cultivos de coca – informe de prueba\n"
        ";;;\n"
        "ZONA   COCALERA;1998;1999*;Variación 1998-1999\n"
        "Aguaytía 1/;1.050;1.200,5;14 %\n"
        "VRAEM*;12.000;13.000;8 %\n"
        "San Gabán (2);-;300;\n"
        "TOTAL;13.050;14.500,5;11 %\n".encode("cp1252"),
        cited("prueba-cp1252"),
    )
    put(landing, NATIONAL_UTF16, "AÑO\thectáreas\n1996\t94,400\n1997\t68,800\n".encode("utf-16"), cited("prueba-utf16"))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("cuadro.csv", "Ejercicio|Hectareas\n1994|108 600\n1995|115\u00a0300\n")
    put(landing, NATIONAL_ZIP, packed.getvalue())
    put_sidecar(landing / NATIONAL_ZIP, cited("prueba-zip"))
    put(
        landing,
        DEPARTMENTS_GZ,
        gzip.compress('\ufeffdepartamento,1999\nHuánuco,"1,234.5"\nUCAYALI,"2,000"\nTotal,"3,234.5"\n'.encode()),
        cited("prueba-gz"),
    )
    put(
        landing,
        ANNEX,
        "Ubigeo INEI;Departamento;Provincia;Distrito;Superficie (ha)\n"
        "010103;Amazonas;Chachapoyas;Balsas;31\n"
        "050401;Ayacucho;Huanta;Huanta;\n",
        cited("anexo-2008-prueba"),
    )
    put(
        landing,
        BULLETIN_DATES,
        "Corte;Fecha inicio;Fecha fin;Tipo de reporte;Nivel;Lugar;Superficie erradicada (ha)\n"
        "31/03/2008;01/01/2008;31/03/2008;Acumulado;Nacional;Perú;2 345,75\n"
        "2008-06-30;2008-01-01;2008-06-30;ACUMULADO;nacional;Perú;4 000\n",
        cited("prueba-fechas"),
    )


def plant_troubles(settings: Settings) -> None:
    """Three troubles of three subjects; ``settings.registry`` becomes a copy of the registry with one sheet changed."""
    # A zone table of years that nobody else gives, with a zone that does not exist: 10 ha beside 2,000 in 1999, 30 in 2000.
    # It is old, so that the newest area of coca stays late.
    rows = "Zona,1999,2000\nVRAEM,1200,1200\nAguaytía,800,800\nZona Perdida,10,30\n"
    put(settings.landing, LOST_ZONE, rows, cited("prueba-zonas"))

    # Two bulletins that cannot be loaded, and an exception for the late area of coca.
    put(settings.landing, DAMAGED, b"PK\x03\x04 this was a workbook once")
    put(settings.landing, NO_COLUMN, "fecha_corte,desde\n2026-10-31,2026-01-01\n")
    waive(settings, "G8", date(2027, 7, 31), ANA, "UNODC publica en julio", indicator_code="COCA-AREA")

    # Titles counted as if they were people: three in Puno, five in Cusco, none in Junín.
    shutil.copytree(REGISTRY, settings.registry)
    (sheet,) = settings.registry.rglob("*__titulos-meta.yml")
    sheet.write_text(sheet.read_text(encoding="utf-8").replace("counts_people: false", "counts_people: true"), encoding="utf-8")
    plan = "Región,Presupuesto,Meta\nPuno,31000,3\nCusco,52000,5\nJunín,70000,0\n"
    put(settings.landing, FEW_PEOPLE, plan, cited("pocos", plan_year=2013))
