"""``iati-results.xml``: the country's indicators as ``result`` elements of IATI 2.03.

The file holds only the ``result`` elements, in a wrapper of ours. An ``iati-activity`` also needs a registered organisation
identifier, participants, a status and dates, which the warehouse does not have. The organisation that reports copies the results
into its own activity. There is no ``baseline``, because no mart holds one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import duckdb

from orchestration.releasing.metadata.period import NO_READING, read_period
from orchestration.releasing.metadata.release_text import PUBLISHER, Release, Text
from orchestration.releasing.metadata.sdmx import REGISTRY_FILE

FILE = "iati-results.xml"
NAMESPACE = "urn:csad-warehouse:iati-results"
VERSION = "2.03"

_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
# IATI code list ResultType: 1 output, 2 outcome, 3 impact, 9 other.
_RESULT_TYPES = {"intervencion": "1", "resultado": "2", "resultado_final": "3"}
_OTHER_RESULT = "9"
# IATI code list IndicatorMeasure: 1 unit, 2 percentage.
_UNIT, _PERCENTAGE = "1", "2"
# IATI code list IndicatorVocabulary: 99, the reporting organisation's own.
_OWN_VOCABULARY = "99"
_IS_BETTER = {"up": "1", "down": "0"}
# Only this kind of measure may be added over periods; see measure_type in dim_indicator.
_ADDS_UP = "flow_increment"
_THRESHOLDS = {
    ">": Text("El compromiso dice «más de» este valor.", "The commitment says «more than» this value."),
    ">=": Text("El compromiso dice «al menos» este valor.", "The commitment says «at least» this value."),
}
# XML 1.0 cannot hold these, and a note may quote a cell that does.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_TITLE = Text("Resultados nacionales de csad-warehouse", "National results of csad-warehouse")
_DESCRIPTION = Text(
    "Elementos «result» de IATI 2.03. La organización que informa los copia en su «iati-activity»: el identificador, los "
    "participantes, el estado y las fechas de la actividad no están aquí porque este sistema no los conoce. "
    "Lo retenido no aparece.",
    "IATI 2.03 result elements. The reporting organisation copies them into its iati-activity: identifier, participants, status "
    "and dates of the activity are not here because this system does not know them. Withheld values are left out.",
)


def write_results(connection: duckdb.DuckDBPyConnection, folder: Path, release: Release) -> None:
    """Write ``iati-results.xml``: one ``result`` per indicator that has a released value or a target for the country.

    Values are in the unit of the indicator, unrounded. ``UnknownPeriod`` if a period is written in a new way.
    """
    ET.register_namespace("csad", NAMESPACE)
    attributes = {"iati-version": VERSION, "release": release.release_id, "issued": release.issued.isoformat()}
    root = ET.Element(f"{{{NAMESPACE}}}results", attributes)
    for name, text in (
        ("title", release.marked(_TITLE)),
        ("description", release.marked(_DESCRIPTION)),
        ("publisher", PUBLISHER),
    ):
        _narrated(root, f"{{{NAMESPACE}}}{name}", text)
    for _, rows in groupby(_rows(connection), key=itemgetter("indicator_code")):
        _result(root, release, list(rows))
    ET.indent(root)
    ET.ElementTree(root).write(folder / FILE, encoding="utf-8", xml_declaration=True)


def _result(root: ET.Element, release: Release, rows: list[dict[str, Any]]) -> None:
    """Elements in the order of the schema: title, description, reference, period."""
    known = rows[0]
    adds_up = "1" if known["measure_type"] == _ADDS_UP else "0"
    kind = _RESULT_TYPES.get(known["results_level"], _OTHER_RESULT)
    name = Text(known["name_es"], known["name_en"])
    definition = Text(known["definition_es"], known["definition_en"])
    limits = Text(f"Unidad: {known['unit']}.", f"Unit: {known['unit']}.") + Text(
        known["known_limitations_es"] or "", known["known_limitations_en"] or ""
    )
    result = ET.SubElement(root, "result", {"type": kind, "aggregation-status": adds_up})
    _narrated(result, "title", release.marked(name))
    _narrated(result, "description", release.marked(definition))
    measure = {"measure": _PERCENTAGE if known["unit"] == "%" else _UNIT}
    if known["direction"] in _IS_BETTER:
        measure["ascending"] = _IS_BETTER[known["direction"]]
    indicator = ET.SubElement(result, "indicator", {**measure, "aggregation-status": adds_up})
    _narrated(indicator, "title", release.marked(name))
    _narrated(indicator, "description", release.marked(definition + limits))
    code = {"vocabulary": _OWN_VOCABULARY, "code": known["indicator_code"], "indicator-uri": REGISTRY_FILE}
    ET.SubElement(indicator, "reference", code)
    for row in rows:
        _period(indicator, row)


def _period(indicator: ET.Element, row: dict[str, Any]) -> None:
    """Elements in the order of the schema: start, end, target, actual. Readings of one window are told apart by dimension."""
    known = read_period(row["period"])
    period = ET.SubElement(indicator, "period")
    ET.SubElement(period, "period-start", {"iso-date": known.start.isoformat()})
    ET.SubElement(period, "period-end", {"iso-date": row["cutoff_date"].isoformat()})
    target_comment = _THRESHOLDS.get(row["operator"], Text("", "")) + Text(row["target_es"] or "", row["target_en"] or "")
    for name, value, comment in (
        ("target", row["target"], target_comment),
        ("actual", row["value"], Text(row["note_es"] or "", row["note_en"] or "")),
    ):
        if value is None:
            continue
        element = ET.SubElement(period, name, {"value": _plain(value)})
        if known.reading != NO_READING:
            ET.SubElement(element, "dimension", {"name": "lectura / reading", "value": row["period"]})
        if comment.es:
            _narrated(element, "comment", comment)


def _narrated(parent: ET.Element, name: str, text: Text) -> None:
    """A text element of IATI: one narrative per language."""
    element = ET.SubElement(parent, name)
    # Inside our own elements the narratives are ours too.
    namespace = name[: name.rindex("}") + 1] if name.startswith("{") else ""
    for language, words in (("es", text.es), ("en", text.en)):
        ET.SubElement(element, f"{namespace}narrative", {_LANGUAGE: language}).text = _FORBIDDEN.sub("\ufffd", words)


def _plain(value: Decimal) -> str:
    return format(value.normalize(), "f")


def _rows(connection: duckdb.DuckDBPyConnection) -> Iterator[dict[str, Any]]:
    cursor = connection.execute(_NATIONAL)
    names = [column[0] for column in cursor.description or []]
    return (dict(zip(names, row, strict=True)) for row in cursor.fetchall())


# A value that rests on a plan measures what was planned, so it is a target. What was delivered under the plan has no verdict of
# its own and is left out.
_NATIONAL = """
    with national as (
        select indicator_code, period, cutoff_date, value, note_es, note_en,
               exists (
                   select 1 from control.ctl_value_source as s
                   where s.role = 'plan' and s.indicator_code = v.indicator_code and s.territory_level = v.territory_level
                     and s.territory_code = v.territory_code and s.period = v.period and s.cutoff_date = v.cutoff_date
               ) as is_planned
        from control.ctl_released_value as v where territory_level = 'pais' and value is not null
    ),
    targets as (
        select indicator_code, cast(from_year as varchar) || '-' || cast(to_year as varchar) as period, cutoff_date,
               threshold as target, operator, null as target_es, null as target_en
        from marts.mart_commitments where threshold is not null
        union all
        select indicator_code, period, cutoff_date, value, null, note_es, note_en from national where is_planned
    ),
    actuals as (select * exclude (is_planned) from national where not is_planned),
    periods as (select * from targets full join actuals using (indicator_code, period, cutoff_date))
    select p.*, i.name_es, i.name_en, i.definition_es, i.definition_en, i.known_limitations_es, i.known_limitations_en, i.unit,
           i.measure_type, i.direction, i.results_level
    from periods as p inner join core.dim_indicator as i on p.indicator_code = i.indicator_code
    order by p.indicator_code, p.cutoff_date, p.period
"""
