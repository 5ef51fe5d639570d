"""One fault per rule: SQL that plants it in a copy of the built warehouse, where the rule must find it and what it must say.

One table of many rows, so this module is longer than others.
"""

# ruff: noqa: E501 - one case is one row of a table: its SQL and its sentence stay in one line

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

DEVIDA = "(select delivery_id from raw.delivery where file_name = 'unodc/coca_area_by_zone/2023__devida-2022.csv')"
DEVIDA_FILE = "unodc/coca_area_by_zone/2023__devida-2022.csv"
NATIONAL_2014 = "unodc/coca_area_national/2015-07-15__unodc-2014.csv"
PLAN = "pirdais/titling_plan/2015-11-10__cicad-doc-2217-15.csv"
BULLETIN = "corah/eradication_bulletin/2011-07__inforegion-2011-07.csv"


@dataclass(frozen=True)
class Fault:
    """SQL that plants the fault, the place where the rule must find it, and what it must say."""

    rule_id: str
    plant: tuple[str, ...]
    place: dict[str, Any]
    es: str
    en: str
    solid: tuple[str, ...] = field(default=())


def _copy_row(table: str, where: str, **changed: str) -> str:
    """SQL that inserts a changed copy of one row."""
    replaced = ", ".join(f"{value} as {name}" for name, value in changed.items())
    return f"insert into {table} select * replace ({replaced}) from {table} where {where} limit 1"


def _quarantine(table: str, file: str, row: str, **given: str) -> str:
    """SQL that puts one row of ``file`` in quarantine; what the rule does not read stays empty."""
    values = {
        "_file": f"'{file}'",
        "_sheet": "''",
        "_row": row,
        "reason_es": "'No se lee.'",
        "reason_en": "'It cannot be read.'",
        **given,
    }
    values["_delivery_id"] = f"(select delivery_id from raw.delivery where file_name = '{file}')"
    return f"insert into staging.{table} ({', '.join(values)}) values ({', '.join(values.values())})"


BUDGET_FILE = "pirdais/budget_execution/2025-01-31__2024-gasto.csv"


def _budget(**given: str) -> str:
    """SQL that adds one row to the budget fact; the amounts that are not said are zero."""
    amounts = ("pia_pen", "pim_pen", "certified_pen", "annual_commitment_pen", "commitment_pen", "accrued_pen", "paid_pen")
    values = {
        "_delivery_id": "'budget'", "_file": f"'{BUDGET_FILE}'", "_sheet": "''", "_row": "2", "year": "2024", "month": "0",
        "territory_sk": "1", "department_code": "'22'", "programme_code": "'0072'", "programme_name": "'PIRDAIS'",
        **dict.fromkeys(amounts, "0"), **given,
    }  # fmt: skip
    return f"insert into core.fct_budget_month ({', '.join(values)}) values ({', '.join(values.values())})"


def _size(period: str, cutoff: str, sizes: str) -> str:
    """SQL that adds one figure of VRAEM out of bounds beside its edition before: size, other size, factor, whether impossible."""
    return f"""insert into intermediate.int_size__compared
        (indicator_code, territory_level, territory_code, territory_name, period, cutoff_date, comparison, other_es, other_en, unit,
         size, other_size, factor, is_impossible)
        values ('COCA-AREA', 'zona', 'VRAEM', 'VRAEM', '{period}', {cutoff}, 'edicion', 'en la edición anterior tenía',
                'in the edition before it had', 'ha', {sizes})"""


def _pace(place: str, pace: int, usual: int) -> str:
    """SQL that adds one zone of 1999 with its area and what is usual there."""
    return f"""insert into intermediate.int_size__neighbours
        (indicator_code, territory_level, territory_code, period, cutoff_date, unit, is_whole, pace, usual_pace)
        values ('COCA-AREA', 'zona', '{place}', '1999', date '1999-12-31', 'ha', false, {pace}, {usual})"""


FAULTS = [
    Fault(
        "R3.1",
        (_copy_row("core.fct_coca_area_snapshot", "territory_code = 'VRAEM' and year = 2022", area_ha="35000"),),
        {"file": DEVIDA_FILE, "value": "VRAEM"},
        "da 2 valores para VRAEM en 2022", "gives 2 values for VRAEM in 2022",
    ),
    Fault(
        "R3.2",
        ("update staging.stg_unodc__coca_area_by_zone set area_ha = area_ha - 5000 where zone_name = 'VRAEM' and year = 2022 and _file like '%devida-2022%'",),
        {"file": DEVIDA_FILE, "column": "2022"},
        "Las zonas de 2022 suman 90,008 ha y el total nacional es 95,008: la diferencia es 5,000 ha",
        "The zones of 2022 add up to 90,008 ha and the national total is 95,008: a difference of 5,000 ha",
    ),
    Fault(
        "R3.3",
        ("update core.fct_coca_area_snapshot set area_ha = area_ha * 2 where territory_level = 'distrito' and year = 2014",),
        {"indicator_code": "COCA-AREA", "territory_level": "distrito", "period": "2014"},
        "82,858 ha, el 193.1 % del total nacional (42,900)", "82,858 ha, 193.1 % of the national total (42,900)",
    ),
    Fault(
        "R3.5",
        ("update intermediate.int_reduction__readings set implied_new_planting_ha = -1234 where is_canonical",),
        {"indicator_code": "NUEVA-SIEMBRA", "territory_level": "pais", "period": "ER-2011 (2011-2014)"},
        "es -1,234 ha: se erradicó menos", "is -1,234 ha: less was eradicated",
    ),
    Fault(
        "R3.6",
        (
            _copy_row(
                "intermediate.int_coca_area__candidates", "territory_level = 'pais' and year = 2014 and is_comparable",
                area_ha="44000", published_on="'2017'", precedence="'2017-00-00'", vintage_id="'z'",
            ),
        ),
        {"indicator_code": "COCA-AREA", "territory_level": "pais", "territory_code": "00", "period": "2014"},
        "El área de Perú en 2014 era 42,900 ha en la edición de 15-jul-2015 y ahora es 44,000 ha (edición de 2017)",
        "The area of Perú in 2014 was 42,900 ha in the edition of 15 Jul 2015 and is now 44,000 ha (edition of 2017)",
    ),
    Fault(
        "R3.4",
        ("update intermediate.int_reduction__readings set flow_from_year = 2011 where is_canonical",),
        {"indicator_code": "RED-EFECTIVA", "period": "ER-2011 (2011-2014)"},
        "La reducción usa 2011→2014, pero lo erradicado cubre 2011 a 2014", "uses 2011→2014 but the eradication covers 2011 to 2014",
    ),
    Fault(
        "R5.1",
        ("delete from staging.stg_pirdais__titling_plan where region_name = 'Pasco'",),
        {"file": PLAN, "row": 8, "value": "26000.0000"},
        "dice 26,000 títulos y S/ 19,412,383; las regiones suman 25,200 títulos y S/ 18,412,383: la diferencia es 800 títulos",
        "says 26,000 titles and S/ 19,412,383; the regions add up to 25,200 titles and S/ 18,412,383: a difference of 800 titles",
    ),
    Fault(
        "R5.6",
        ("update intermediate.int_titling__progress set cost_per_title_plan_pen = 9999 where territory_name = 'Puno'",),
        {"indicator_code": "TITULOS-COSTO", "territory_level": "departamento", "period": "2015"},
        "El costo por título de Puno es S/ 9,999.00", "The cost per title of Puno is S/ 9,999.00",
    ),
    Fault(
        "R5.8",
        ("update intermediate.int_titling__progress set titles_target = 27000 where territory_level = 'pais'",),
        {"indicator_code": "COMP-TITULOS"},
        "los planes registrados suman 27,000: de los otros 23,000 no se sabe", "the registered plans add up to 27,000: of the other 23,000 it is not",
    ),
    Fault(
        "R5.9",
        ("update intermediate.int_commitment__actuals set n_years = 3 where indicator_code = 'COMP-HA-LICITAS'",),
        {"indicator_code": "COMP-HA-LICITAS"},
        "Parcial: hay resultado de 3 de los 5 años de 2012 a 2016.", "Partial: 3 of the 5 years from 2012 to 2016 have a result.",
    ),
    Fault(
        "R22.1",
        (
            "delete from core.fct_eradication where _file like '%2011-07__inforegion%' and report_type in ('mensual', 'parcial')",
            *(
                _copy_row(
                    "core.fct_eradication", "_file like '%2011-07__inforegion%' and territory_level = 'pais' and report_type = 'acumulado'",
                    report_type="'mensual'", cutoff_date=f"last_day(date '2011-{month:02}-01')" if month < 7 else "date '2011-07-16'", eradicated_ha="100",
                )
                for month in range(1, 8)
            ),
        ),
        {"file": BULLETIN, "value": "4664.3800"},
        "El acumulado al 16-jul-2011 dice 4,664.38 ha y los meses suman 700.00: la diferencia es 3,964.38 ha",
        "The year-to-date figure at 16 Jul 2011 says 4,664.38 ha and the months add up to 700.00: a difference of 3,964.38 ha",
    ),
    Fault(
        "R22.2",
        (
            _copy_row(
                "intermediate.int_eradication__resolved", "cutoff_date = date '2015-11-02'", cutoff_date="date '2015-11-30'", ytd_ha="31000"
            ),
        ),
        {"indicator_code": "ERAD-YTD", "territory_level": "pais", "period": "2015"},
        "Perú tenía 31,379.00 ha al 02-nov-2015 y tiene 31,000.00 al 30-nov-2015", "Perú had 31,379.00 ha at 02 Nov 2015 and has 31,000.00 at 30 Nov 2015",
    ),
    Fault(
        "R22.3",
        (
            "update staging.stg_corah__eradication_bulletin set period_to_date = date '2015-12-31' where cutoff_date = date '2015-11-02'",
        ),
        {"file": "corah/eradication_bulletin/2015-11-10__cicad-doc-2217-15.csv", "row": 2, "value": "2015-12-31"},
        "La fila 2 de corah/eradication_bulletin/2015-11-10__cicad-doc-2217-15.csv tiene un periodo que termina después de su corte (02-nov-2015)",
        "has a period that ends after its cut-off (02 Nov 2015)",
    ),
    Fault(
        "R22.4",
        ("update intermediate.int_eradication__resolved set ytd_ha = 36000 where cutoff_date = date '2015-11-02'",),
        {"indicator_code": "ERAD-YTD", "territory_level": "pais", "period": "2015"},
        "Perú tiene 36,000 ha al 02-nov-2015 y solo 35,868 al cierre de 2015", "Perú has 36,000 ha at 02 Nov 2015 and only 35,868 at the end of 2015",
    ),
    Fault(
        "R22.10",
        (f"update core.fct_eradication set eradicated_ha = 9000 where report_type = 'mensual' and cutoff_date = date '2011-03-31' and _file = '{BULLETIN}'",),
        {"file": BULLETIN, "value": "9000.0000"},
        f"El periodo que termina el 31-mar-2011 dice 9,000.00 ha (archivo {BULLETIN}, fila", "and the whole year up to 16 Jul 2011 only 4,664.38.",
    ),
    Fault(
        "R22.11",
        ("update core.fct_eradication set target_annual_ha = 12345 where territory_level = 'pais' and eradicated_ha = 35868",),
        {"indicator_code": "ERAD-YTD", "territory_level": "pais", "period": "2015", "file": "corah/eradication_bulletin/2016-07-14__unodc-2015.csv"},
        "imprime una meta de 12,345 ha para 2015; el avance se mide contra 35,000. Confirme cuál rige.",
        "prints a target of 12,345 ha for 2015; progress is measured against 35,000. Confirm which one is in force.",
    ),
    Fault(
        "R22.12",
        (_copy_row("core.fct_target", "target_code = 'erradicacion_ha' and target_value = 30000 and year = 2014", target_value="31000"),),
        {"indicator_code": "ERAD-YTD", "territory_level": "pais", "period": "2014"},
        "Hay dos metas de 2014 y sus fechas no dicen cuál es posterior: 30,000 ha (2014) y 31,000 ha (2014).",
        "There are two targets of 2014 and their dates do not tell which one is later: 30,000 ha (2014) and 31,000 ha (2014).",
    ),
    Fault(
        "R22.5",
        ("update intermediate.int_eradication__resolved set ytd_ha = 1000 where territory_code = 'SIN-ZONA'",),
        {"indicator_code": "ERAD-YTD", "territory_level": "pais", "period": "2015"},
        "Las zonas suman 34,868 ha; el total nacional es 35,868. Hay 1,000 ha sin zona", "1,000 ha have no zone",
    ),
    Fault(
        "R22.8",
        ("update core.fct_eradication set eradicated_ha = 15000 where zone_sk > 0 and eradicated_ha = 13805",),
        {"file": "corah/eradication_bulletin/2016-07-14__unodc-2015.csv", "row": 2, "value": "35868.0000"},
        "Las zonas suman 36,159 ha y el total nacional dice 35,868", "The zones add up to 36,159 ha and the national total says 35,868",
    ),
    Fault(
        "R22.9",
        ("update intermediate.int_eradication__resolved set restated_ha = 868 where territory_level = 'pais' and ytd_ha = 35868",),
        {"indicator_code": "ERAD-YTD", "territory_level": "pais", "territory_code": "00", "period": "2015"},
        "Lo publicado para Perú al 31-dic-2015 (35,000 ha) ahora es 35,868 ha", "What was published for Perú at 31 Dec 2015 (35,000 ha) is now 35,868 ha",
    ),
    Fault(
        "R3.7",
        (f"update core.dim_vintage set published_on_date = date '2022-11-30' where delivery_id = {DEVIDA}",),
        {"indicator_code": "COCA-AREA", "territory_level": "zona", "territory_code": "VRAEM", "period": "2022"},
        "El área de VRAEM al 31 de diciembre de 2022", "The area of VRAEM at 31 December 2022",
    ),
    Fault(
        "R5.1.cuarentena",
        (_quarantine("qtn_pirdais__titling_plan", PLAN, row="6", received_value="'Atlántida'", _row_kind="'value'"),),
        {"indicator_code": "TITULOS-META", "territory_level": "pais", "period": "2015", "file": PLAN, "row": 6, "value": "Atlántida"},
        f"la fila 6 de {PLAN} está en cuarentena. No se lee.", f"row 6 of {PLAN} is in quarantine. It cannot be read.",
    ),
    Fault(
        "G3.coca_area_by_zone.total",
        (_quarantine("qtn_unodc__coca_area_by_zone", DEVIDA_FILE, row="22", received_value="'sesenta mil'", _row_kind="'control_total'"),),
        {"file": DEVIDA_FILE, "row": 22, "value": "sesenta mil"},
        f"(fila 22 de {DEVIDA_FILE}) no se puede comparar con las demás: No se lee.", f"(row 22 of {DEVIDA_FILE}) cannot be compared with the others: It cannot be read.",
    ),
    Fault(
        "R5.2.cobertura",
        (
            _copy_row("core.fct_titling_plan", "titles_target = 900", vintage_sk="-7", titles_target="1234"),
            "delete from core.fct_titling_plan where titles_target = 900",
        ),
        {"indicator_code": "TITULOS-META", "period": "2015"},
        "El plan vigente de 2015 no trae Puno, que estaba en el anterior con 1,234 títulos", "The current plan of 2015 lacks Puno, which the one before had with 1,234 titles",
    ),
    Fault(
        "G1.coca_area_national",
        (
            """insert into raw.delivery (delivery_id, load_number, publisher, dataset, file_name, sha256, size_bytes, status, rows_read, reason_es, reason_en, loaded_at)
               values ('x', 9999, 'unodc', 'coca_area_national', 'unodc/coca_area_national/2015__roto.csv', 'x', 1, 'refused', 0, 'Falta la columna 7.', 'Column 7 is missing.', now())""",
            "insert into raw.delivery_file values ('unodc/coca_area_national/2015__roto.csv', 1, 1, 'x', '2015', 'roto', true)",
        ),
        {
            "indicator_code": None,
            "file": "unodc/coca_area_national/2015__roto.csv",
            "value": None,
            "delivery_id": "x",
        },
        "El archivo no se pudo cargar. Falta la columna 7.",
        "The file could not be loaded. Column 7 is missing.",
    ),
    Fault(
        "G2.coca_area_national",
        ("insert into staging.stg_unodc__coca_area_national select * from staging.stg_unodc__coca_area_national where year = 2014",),
        {},
        "Filas repetidas entre las aceptadas: 2.", "Repeated rows among the accepted ones: 2.",
    ),
    Fault(
        "G3.coca_area_by_zone",
        ("update staging.stg_unodc__coca_area_by_zone set area_ha = area_ha + 300 where zone_name = 'VRAEM' and year = 2020 and _file like '%devida-2022%'",),
        {"file": DEVIDA_FILE, "row": 22, "column": "2020", "value": "61777.0000"},
        "La fila Total de 2020 dice 61,777 ha y la suma de las filas es 62,077: la diferencia es -300 ha",
        "The Total row of 2020 says 61,777 ha and the rows add up to 62,077: a difference of -300 ha",
    ),
    Fault(
        "G4",
        ("update core.fct_coca_area_snapshot set territory_code = '-1' where territory_code = 'VRAEM' and year = 2022",),
        {}, "Filas cuyo territorio no se conoce: 1.", "Rows whose territory is not known: 1.",
    ),
    Fault(
        "G5.coca_area_national",
        ("update staging.stg_unodc__coca_area_national set year = 2106 where year = 2014",),
        {}, "Filas con un año imposible: 1.", "Rows with an impossible year: 1.",
    ),
    Fault(
        "G6.eradication_bulletin",
        ("update staging.stg_corah__eradication_bulletin set eradicated_ha = -1 where eradicated_ha = 31379",),
        {}, "Cantidades negativas entre las aceptadas: 1.", "Negative quantities among the accepted ones: 1.",
    ),
    Fault(
        "G7",
        (
            f"""insert into raw.delivery by name select * replace ('again' as delivery_id, 9999 as load_number, 50 as rows_read)
                from raw.delivery where delivery_id = {DEVIDA}""",
        ),
        {"file": DEVIDA_FILE, "delivery_id": "again"},
        "trae 50 filas; la entrega anterior de la misma edición traía 105", "has 50 rows; the previous delivery of the same edition had 105",
    ),
    Fault(
        "G7.fin",
        (f"""update raw.delivery set layout = '{{"open_end": "1"}}' where delivery_id = {DEVIDA}""",),
        {"file": DEVIDA_FILE},
        "La última línea del archivo no termina en salto de línea y puede estar cortada", "The last line of the file does not end in a line break and may be cut short",
    ),
    Fault(
        "G7.columnas",
        (f"""update raw.delivery set layout = '{{"left_out": "«N°», «Observaciones»"}}' where delivery_id = {DEVIDA}""",),
        {"file": DEVIDA_FILE},
        "El archivo trae columnas que no se leen, porque no son cifras del cuadro: «N°», «Observaciones».",
        "The file has columns that are not read, because they are no figures of the table: «N°», «Observaciones».",
    ),
    Fault(
        "G7.ocultas",
        (f"""update raw.delivery set layout = '{{"hidden_sheets": "«Copia»"}}' where delivery_id = {DEVIDA}""",),
        {"file": DEVIDA_FILE},
        "El libro trae hojas ocultas, que no se leen: «Copia».", "The workbook has hidden sheets, which are not read: «Copia».",
    ),
    Fault(
        "G26.coca_area_by_district",
        ("update staging.stg_unodc__coca_area_by_district set ubigeo = '010402' where ubigeo = '010103'",),
        {"file": "unodc/coca_area_by_district/2022__quispe-2022.csv", "value": "010402"},
        "usa los códigos del RENIEC: todos sus nombres coinciden con esa lista", "uses RENIEC's codes: all its names agree with that list",
    ),
    Fault(
        "G22",
        (
            f"""insert into intermediate.int_code__padded (delivery_id, column_name, label_es, label_en, n_rows, first_row, received, read_as)
                values ({DEVIDA}, 'programa_ppto', 'Programa presupuestal', 'Budget programme', 1624, 2, '72', '0072')""",
        ),
        {"file": DEVIDA_FILE, "row": 2, "column": "Programa presupuestal", "value": "72"},
        "le falta el cero inicial al código (filas: 1,624; la primera: 2): «72» se leyó como «0072»",
        "the code lacks its leading zero (rows: 1,624; the first: 2): '72' was read as '0072'",
    ),
    Fault(
        "G23",
        (f"""update raw.delivery set layout = '{{"absent": "«RUBRO_NOMBRE»", "spelled": "«PROGRAMA_PPT0» (PROGRAMA_PPTO)", "unread": "«_id»"}}' where delivery_id = {DEVIDA}""",),
        {"file": DEVIDA_FILE},
        "no es el de siempre: no se leen «_id»; se leen con otro nombre «PROGRAMA_PPT0» (PROGRAMA_PPTO); faltan «RUBRO_NOMBRE».",
        "not the usual one: not read are «_id»; read under another name are «PROGRAMA_PPT0» (PROGRAMA_PPTO); missing are «RUBRO_NOMBRE».",
    ),
    Fault(
        "G24",
        (
            f"""update raw.delivery set layout = '{{"absent_key": "«META», «RUBRO»"}}' where delivery_id = {DEVIDA}""",
            f"update staging.stg_delivery set is_compact = true where delivery_id = {DEVIDA}",
        ),
        {"file": DEVIDA_FILE},
        "El archivo es compacto: le faltan «META», «RUBRO».", "The file is compact: it lacks «META», «RUBRO».",
    ),
    Fault(
        "G25",
        (f"update intermediate.int_delivery__reaching set reaches_a_figure = false, n_rows = 1624 where delivery_id = {DEVIDA}",),
        {"file": DEVIDA_FILE},
        f"Se aceptaron las filas de {DEVIDA_FILE} (cantidad: 1,624) y ninguna llega a una cifra",
        f"The rows of {DEVIDA_FILE} were accepted (number: 1,624) and none reaches a figure",
    ),
    Fault(
        "G21.coca_area_by_district",
        ("update staging.stg_unodc__coca_area_by_district set district_name = 'NIEVA' where ubigeo = '010103'",),
        {"file": "unodc/coca_area_by_district/2022__quispe-2022.csv", "value": "010103"},
        "dice «NIEVA» y su código 010103 es de «Balsas».", "says 'NIEVA' and its code 010103 is that of 'Balsas'.",
    ),
    Fault(
        "G16",
        (_size("2022", "date '2022-12-31'", "35709000, 35709, 1000, true"),),
        {"indicator_code": "COCA-AREA", "territory_level": "zona", "territory_code": "VRAEM", "period": "2022", "cutoff_date": date(2022, 12, 31)},
        "VRAEM tiene 35,709,000 ha y en la edición anterior tenía 35,709: 1,000.0 veces, un tamaño imposible.",
        "VRAEM has 35,709,000 ha and in the edition before it had 35,709: 1,000.0 times, an impossible size.",
    ),
    Fault(
        "G17",
        (_size("2022", "date '2022-12-31'", "71418, 35709, 2, false"),),
        {"indicator_code": "COCA-AREA", "territory_level": "zona", "territory_code": "VRAEM", "period": "2022", "cutoff_date": date(2022, 12, 31)},
        "VRAEM tiene 71,418 ha y en la edición anterior tenía 35,709: 2.0 veces. Confirme la unidad y la cifra.",
        "VRAEM has 71,418 ha and in the edition before it had 35,709: 2.0 times. Confirm the unit and the figure.",
    ),
    Fault(
        "G18",
        tuple(_pace(place, pace, usual) for place, pace, usual in (("A", 900, 300), ("B", 300, 900), ("C", 900, 400), ("D", 400, 900))),
        {"indicator_code": "COCA-AREA", "territory_level": "zona", "period": "1999", "cutoff_date": date(1999, 12, 31)},
        "De 4 lugares, unos suben en 44 % y otros bajan en 44 % de lo usual, todo a la vez",
        "Of 4 places some rise by 44 % and others fall by 44 % of the usual, all at once",
    ),
    Fault(
        "G19",
        tuple(_pace(place, pace, usual) for place, pace, usual in (("A", 188, 100), ("B", 12, 100), ("C", 100, 100), ("D", 100, 100))),
        {"indicator_code": "COCA-AREA", "territory_level": "zona", "period": "1999", "cutoff_date": date(1999, 12, 31)},
        "De 4 lugares, unos suben en 22 % y otros bajan en 22 % de lo usual. Confirme",
        "Of 4 places some rise by 22 % and others fall by 22 % of the usual. Confirm",
    ),
    Fault(
        "G20",
        (
            """insert into intermediate.int_indicator__editions by name
               select * replace ('unodc/coca_area_by_zone@2019__unodc-2017-correo-puno' as vintage_id, value * 2 as value,
                                 '2019-00-00' as precedence)
               from intermediate.int_indicator__editions
               where vintage_id = 'unodc/coca_area_by_zone@2006__unodc-2005'""",
        ),
        {"file": "unodc/coca_area_by_zone/2019__unodc-2017-correo-puno.csv"},
        "Esta edición cambia en más de 10 % 8 de las 8 cifras de la edición anterior.",
        "This edition changes 8 of the 8 figures of the edition before by more than 10 %.",
    ),
    Fault(
        "G30",
        (
            """insert into intermediate.int_indicator__editions by name
               select * replace ('z' as vintage_id, '2015' as published_on, value + 1000 as value)
               from intermediate.int_indicator__editions
               where territory_level = 'pais' and period = '2014' and published_on = '2015-07-15' and indicator_code = 'COCA-AREA'""",
        ),
        {"indicator_code": "COCA-AREA", "territory_level": "pais", "territory_code": "00", "period": "2014"},
        "Dos ediciones dan cifras distintas de Perú y sus fechas no dicen cuál es posterior: 42,900.00 ha (15-jul-2015) y 43,900.00 ha (2015).",
        "Two editions give different figures of Perú and their dates do not tell which one is later: 42,900.00 ha (15 Jul 2015) and 43,900.00 ha (2015).",
    ),
    Fault(
        "G31",
        ("update intermediate.int_indicator__values set value = 42900 where indicator_code = 'COCA-AREA' and territory_level = 'pais' and period = '2012'",),
        {"indicator_code": "COCA-AREA", "territory_level": "departamento", "period": "2012", "cutoff_date": date(2012, 12, 31)},
        "12 partes suman 57,683.00 ha y el total de Perú es 42,900.00.", "12 parts add up to 57,683.00 ha and the total of Perú is 42,900.00.",
    ),
    Fault(
        "G33",
        ("update intermediate.int_indicator__values set value = 60000 where indicator_code = 'COCA-AREA' and territory_code = 'SIN-ZONA' and period = '2012'",),
        {"indicator_code": "COCA-AREA", "territory_level": "zona", "territory_code": "SIN-ZONA", "period": "2012"},
        "Las demás filas suman 400.00 de 60,400.00 ha del país (0.7 %).", "The other rows add up to 400.00 of the 60,400.00 ha of the country (0.7 %).",
    ),
    Fault(
        "G32",
        ("update core.dim_coca_zone set valid_from_year = 2015 where zone_code = 'VRAEM'",),
        {"indicator_code": "COCA-AREA", "territory_level": "zona", "territory_code": "VRAEM", "period": "2014"},
        "VRAEM tiene 18,845 ha en 2014, y esa zona no existe en ese año", "VRAEM has 18,845 ha in 2014, and that zone does not exist in that year",
    ),
    Fault(
        "G8",
        ("update core.dim_indicator set freshness_days_allowed = 7",),
        {"indicator_code": "COCA-AREA", "cutoff_date": date(2022, 12, 31)},
        "el plazo de 7 días para la siguiente entrega con fuente venció el 07-ene-2024",
        "the 7 days allowed for the next sourced delivery ended on 07 Jan 2024",
    ),
    Fault(
        "G8.aviso",
        ("update raw.scope set as_of_date = (select max(published_on_date) + 450 from core.dim_vintage where vintage_id like 'unodc/coca_area_by_zone@2023%')",),
        {"indicator_code": "COCA-AREA", "cutoff_date": date(2022, 12, 31)},
        "La última entrega tiene fecha 2023: pasó más del 80 % del plazo de 548 días", "The last delivery is dated 2023: more than 80 % of the 548 days allowed",
    ),
    Fault(
        "G9",
        ("update intermediate.int_coca_area__resolved set area_ha = area_ha * 100 where territory_code = 'VRAEM' and year = 2014",),
        {"indicator_code": "COCA-AREA", "territory_level": "zona", "period": "2014"},
        "VRAEM pasa de 19,167 ha a 1,884,500 ha en 2014", "VRAEM goes from 19,167 ha to 1,884,500 ha in 2014",
    ),
    Fault(
        "G10",
        (
            f"""insert into raw.delivery_file select 'unodc/coca_area_national/2016__copia.csv', 1, 1, delivery_id, '2016', 'copia', true
                from raw.delivery where file_name = '{NATIONAL_2014}'""",
        ),
        {"file": NATIONAL_2014, "value": "unodc/coca_area_national/2016__copia.csv"},
        f"El archivo unodc/coca_area_national/2016__copia.csv es idéntico a {NATIONAL_2014}",
        f"File unodc/coca_area_national/2016__copia.csv is identical to {NATIONAL_2014}",
    ),
    Fault(
        "G11",
        ("delete from intermediate.int_coca_area__resolved where territory_level = 'departamento' and territory_code = '21' and year = 2021",),
        {"indicator_code": "COCA-AREA", "territory_level": "departamento", "period": "2021"},
        "Hay dato de 12 de 13 territorios en 2021 (92.3 %; el mínimo es 93 %)", "There is a figure for 12 of 13 territories in 2021 (92.3 %; the minimum is 93 %)",
    ),
    Fault(
        "G11.parcial",
        ("update intermediate.int_coca_area__resolved set area_ha = null where territory_code = 'YAGUAS' and year = 2022",),
        {"indicator_code": "COCA-AREA", "territory_level": "zona", "period": "2022"},
        "Hay dato de 19 de 20 territorios en 2022 (95.0 %", "There is a figure for 19 of 20 territories in 2022 (95.0 %",
    ),
    Fault(
        "G12",
        ("update intermediate.int_coca_area__resolved set area_ha = area_ha + 900000 where territory_level = 'pais' and year = 2014",),
        {"indicator_code": "COCA-AREA", "territory_level": "pais", "period": "2014"},
        "Perú cambia +893,100 ha en 2014", "Perú changes +893,100 ha in 2014",
    ),
    Fault(
        "G13",
        ("update marts.mart_coca_area_series set yoy_pct = 50 where territory_level = 'pais' and year = 2014",),
        {"indicator_code": "COCA-AREA", "territory_level": "pais", "period": "2014"},
        "El porcentaje de Perú en 2014 dice 50.00 % y con las cifras que lo componen sale -13.86 %", "says 50.00 % and the figures it is made of give -13.86 %",
        solid=("marts.mart_coca_area_series",),
    ),
    Fault(
        "G14",
        (f"update core.dim_vintage set series_code = 'rumor', series_priority = 99 where delivery_id = {DEVIDA}",),
        {"file": DEVIDA_FILE, "value": "rumor"},
        f"La ficha del archivo {DEVIDA_FILE} declara la serie «rumor»", f"The sidecar of file {DEVIDA_FILE} states the series 'rumor'",
    ),
    Fault(
        "G15",
        (f"update core.dim_vintage set citation = '' where delivery_id = {DEVIDA}",),
        {"file": DEVIDA_FILE},
        f"El archivo {DEVIDA_FILE} no trae ficha con su fuente", f"File {DEVIDA_FILE} has no sidecar with its source",
    ),
    Fault(
        "I1",
        ("update control.ctl_delivery set rows_accepted = rows_accepted - 3 where file_name = '" + DEVIDA_FILE + "'",),
        {"file": DEVIDA_FILE},
        "se leyeron 105 filas, pero se aceptaron 102, 0 son de otros programas y hay 0 en cuarentena: faltan 3",
        "105 rows were read, but 102 were accepted, 0 belong to other programmes and 0 are in quarantine: 3 are missing",
        solid=("control.ctl_delivery",),
    ),
    Fault(
        "I2.coca_area_by_zone",
        ("delete from raw.unodc__coca_area_by_zone where _file like '%devida-2022%' and _row = 2",),
        {"file": DEVIDA_FILE},
        "se leyeron 105 filas y hay 100 cargadas", "105 rows were read and 100 are loaded",
    ),
    Fault(
        "I3",
        (
            f"""insert into core.fct_coca_area_snapshot select * replace (22 as _row, 95008 as area_ha)
                from core.fct_coca_area_snapshot where _delivery_id = {DEVIDA} and territory_code = 'VRAEM' and year = 2022""",
        ),
        {"file": DEVIDA_FILE, "row": 22},
        "La fila de total 22 del archivo unodc/coca_area_by_zone/2023__devida-2022.csv", f"Total row 22 of file {DEVIDA_FILE} was counted as data",
    ),
    Fault(
        "I4",
        ("update marts.mart_coca_area_series set series_code = 'us_government', area_ha = 88200 where territory_level = 'pais' and year = 2020",),
        {"indicator_code": "COCA-AREA", "territory_level": "pais", "period": "2020", "value": "us_government"},
        "El año 2020 de la serie oficial trae una cifra de otra serie («Estimación del Gobierno de los Estados Unidos»)", "a figure of another series ('Estimate of the United States Government')",
        solid=("marts.mart_coca_area_series",),
    ),
    Fault(
        "I5",
        ("delete from marts.mart_titling_progress where territory_name = 'Puno'",),
        {"indicator_code": "TITULOS-META"},
        "De «Meta de títulos de predios rurales por región» se calcularon 7 valores y se publican 6",
        "7 values of 'Target of rural property titles by region' were computed and 6 are published",
        solid=("marts.mart_titling_progress",),
    ),
    Fault(
        "I6",
        ("delete from intermediate.int_indicator__sources where indicator_code = 'COCA-AREA' and territory_level = 'pais' and period = '2014'",),
        {"indicator_code": "COCA-AREA", "territory_level": "pais", "period": "2014"},
        "El valor de «Superficie con cultivos de coca en producción al 31 de diciembre» para Perú, 2014, no dice de qué archivo sale",
        "The value of 'Area under coca in production at 31 December' for Perú, 2014, does not say which file",
    ),
    Fault(
        "I7",
        ("update intermediate.int_indicator__values set cutoff_date = date '2106-12-31' where indicator_code = 'COCA-AREA' and territory_level = 'pais' and period = '2014'",),
        {"indicator_code": "COCA-AREA", "territory_level": "pais"},
        "tiene la fecha 31-dic-2106, que no es posible", "has the date 31 Dec 2106, which is impossible",
    ),
    Fault(
        "X12",
        ("update control.ctl_published_figure set status = 'no_reproducido', recomputed_value = 70000, difference = 838 where figure_id = 'F01'",),
        {"value": "F01", "row": 2},
        "se publicó como 69,162 y el recálculo da 70,000", "was printed as 69,162 and the recomputation gives 70,000",
        solid=("control.ctl_published_figure",),
    ),
    Fault(
        "R8.1",
        (
            "insert into intermediate.int_budget__chosen (year, _delivery_id) values (2024, 'budget')",
            f"""insert into staging.qtn_pirdais__budget_execution (_delivery_id, _file, _sheet, _row, received_value, reason_es, reason_en, measure_value, _is_contradicted)
                values ('budget', '{BUDGET_FILE}', '', 5, '90.00', 'La misma fila aparece más de una vez con cifras distintas.', 'The same row comes more than once with different figures.', 90, true)""",
        ),
        {"file": BUDGET_FILE, "row": 5, "value": "90.00", "delivery_id": "budget"},
        f"Fila 5 de {BUDGET_FILE}: La misma fila aparece más de una vez", f"Row 5 of {BUDGET_FILE}: The same row comes more than once",
    ),
    Fault(
        "R8.2",
        (
            """insert into intermediate.int_budget__by_level
                 (year, gov_level_code, gov_level_name_es, gov_level_name_en, department_code, department_name, pim_pen, certified_pen, commitment_pen, accrued_pen, paid_pen)
               values (2024, 'GGNN', 'Gobierno nacional', 'National government', '22', 'San Martín', 1000, 900, 800, 700, 701),
                      (2024, 'GGRR', 'Gobiernos regionales', 'Regional governments', '22', 'San Martín', 1000, 900, 800, 700, 750)""",
        ),
        {"indicator_code": "BUD-EXEC", "territory_level": "departamento", "territory_code": "22", "period": "2024"},
        "En San Martín (Gobiernos regionales, 2024), el girado es S/ 750.00 y supera al devengado, S/ 700.00.",
        "In San Martín (Regional governments, 2024), paid orders are S/ 750.00, above accrued expenditure, S/ 700.00.",
    ),
    Fault(
        "R8.3",
        (_budget(month="4", pim_pen="10", _row="7"),),
        {"file": BUDGET_FILE, "row": 7, "delivery_id": "budget"},
        f"La fila 7 de {BUDGET_FILE}, del mes 4, mezcla presupuesto del año", f"Row 7 of {BUDGET_FILE}, of month 4, mixes the budget of the year",
    ),
    Fault(
        "R8.4",
        (_budget(territory_sk="-1", department_code="'77'", pim_pen="1234.5"), _budget(territory_sk="-1", department_code="'98'", pim_pen="9")),
        {"indicator_code": "BUD-EXEC", "period": "2024"},
        "tiene S/ 1,234.50 en un departamento que no existe («77»)", "has S/ 1,234.50 in a department that does not exist ('77')",
    ),
    Fault(
        "R8.5",
        (_budget(), _budget(year="2025", programme_name="'OTRO NOMBRE'")),
        {"indicator_code": "BUD-EXEC", "period": "2025", "value": "OTRO NOMBRE"},
        "El programa 0072 se llama «OTRO NOMBRE» en 2025 y antes «PIRDAIS»", "Programme 0072 is called 'OTRO NOMBRE' in 2025 and 'PIRDAIS' before",
    ),
    Fault(
        "R8.7",
        (
            f"""insert into staging.stg_pirdais__budget_execution (_delivery_id, _file, _row, ano_eje) values
                ('budget', '{BUDGET_FILE}', 2, 2024), ('budget', '{BUDGET_FILE}', 3, 2024), ('budget', '{BUDGET_FILE}', 4, 2024),
                ('budget', '{BUDGET_FILE}', 5, 2023)""",
        ),
        {"file": BUDGET_FILE, "row": 5, "value": "2023", "delivery_id": "budget"},
        f"El archivo {BUDGET_FILE} trae filas del año 2023, que no es el suyo (cantidad: 1; la primera: fila 5). No se cuentan.",
        f"File {BUDGET_FILE} has rows of 2023, which is not its year (number: 1; the first: row 5). They are not counted.",
    ),
    Fault(
        "R8.8",
        (
            f"""insert into raw.delivery (delivery_id, load_number, publisher, dataset, file_name, sha256, size_bytes, status, published_on_date, rows_read, loaded_at)
                values ('budget', 9999, 'pirdais', 'budget_execution', '{BUDGET_FILE}', 's', 1, 'loaded', date '2025-01-31', 2, now())""",
            f"""insert into raw.pirdais__budget_execution (_delivery_id, _file, _sheet, _row, ano_eje) values
                ('budget', '{BUDGET_FILE}', '', 2, '2024'), ('budget', '{BUDGET_FILE}', '', 3, '2024')""",
        ),
        {"indicator_code": "BUD-EXEC", "file": BUDGET_FILE, "value": "2024"},
        f"El año 2024 llegó en {BUDGET_FILE} y ya no está", f"Year 2024 arrived in {BUDGET_FILE} and is gone",
    ),
    Fault(
        "R5.5",
        ("insert into intermediate.int_budget__titling (department_code, year, pim_pen) values ('19', 2015, 800000)",),
        {"indicator_code": "TITULOS-COSTO", "territory_level": "departamento", "territory_code": "19", "period": "2015"},
        "El plan de 2015 da S/ 1,000,000 a Pasco y el SIAF registra un PIM de S/ 800,000: la diferencia es S/ 200,000",
        "The plan of 2015 gives S/ 1,000,000 to Pasco and SIAF records a PIM of S/ 800,000",
    ),
    Fault(
        "Q.titling_plan",
        (_quarantine("qtn_pirdais__titling_plan", PLAN, row="6", received_value="'ochocientos'", column_label="'Meta'", _row_key="'Pasco'", measure_value="null"),),
        {"file": PLAN, "row": 6, "column": "Meta", "value": "ochocientos", "key": "pirdais/titling_plan|cicad-doc-2217-15|Pasco"},
        "No se lee.", "It cannot be read.",
    ),
    Fault(
        "P.eradication_bulletin",
        ("update raw.scope set as_of_date = date '2027-06-01'", "update raw.contract set freshness_days = 1"),
        {"indicator_code": None, "file": None},
        "El último archivo tiene fecha nov-2026; venció el plazo de 1 días", "The last file is dated Nov 2026; the 1 days allowed",
    ),
    Fault(
        "G10.ausente",
        (f"update raw.delivery_file set is_present = false where file_name = '{NATIONAL_2014}'",),
        {"file": NATIONAL_2014, "key": "unodc/coca_area_national|unodc-2014"},
        "ya no está en la carpeta de entrega; sus filas siguen contando. Si se quitó a propósito, retírela: csad withdraw unod-",
        "is no longer in the landing folder; its rows still count. If it was taken away on purpose, take it back: csad withdraw unod-",
    ),
    Fault(
        "P.publicacion",
        ("update control.ctl_run set finished_at = timestamp '2026-01-05 11:00:00'",),
        {"indicator_code": None, "file": None},
        "confirmó las vigentes terminó el 05-ene-2026, 06:00 (hora de Lima)", "ended on 05 Jan 2026, 06:00 (Lima time)",
    ),
]  # fmt: skip
