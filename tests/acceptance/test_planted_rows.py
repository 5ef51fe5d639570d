"""A planted bad row lands in quarantine with its file, sheet and row, and the rest is released."""

from __future__ import annotations

import pytest
from planted import BULLETIN, DISTRICTS
from scenario import Warehouse
from values import values_of


@pytest.mark.parametrize(
    ("row", "column", "rule", "received", "reason_es", "reason_en"),
    [
        (2, "2009", "G6", "-5", "«-5» es negativo", "'-5' is negative"),
        (3, "2009", "G4", "999999", "«999999» no es un distrito conocido", "'999999' is not a known district"),
        (4, "2009", "G1", "cuarenta", "«cuarenta» no es un número", "'cuarenta' is not a number"),
        (5, "2106", "G5", "2106", "«2106» no es posible", "is later than the publication of the file (Feb 2011)"),
        (7, "2009", "G2", "050401", "La fila repite otra anterior", "The row repeats an earlier one"),
        (8, "2009", "G2", "050404", "aparece más de una vez con cifras distintas", "more than once with different figures"),
        (9, "2009", "G2", "050404", "aparece más de una vez con cifras distintas", "more than once with different figures"),
    ],
    ids=["negative", "unknown district", "text", "year 2106", "repeated", "contradicted 1", "contradicted 2"],
)
def test_a_bad_row_of_a_csv_is_in_quarantine_with_file_row_and_reason(  # noqa: PLR0917 - one per column above
    planted: Warehouse, row: int, column: str, rule: str, received: str, reason_es: str, reason_en: str
) -> None:
    found = planted.released(
        """select _sheet, _column, rule_id, received_value, reason_es, reason_en, owner_es
           from control.ctl_quarantine where _file = ? and _row = ?""",
        DISTRICTS, row,
    )  # fmt: skip
    assert [entry[:4] for entry in found] == [("", column, rule, received)]
    assert reason_es in found[0][4]
    assert reason_en in found[0][5]
    assert found[0][6] == "DEVIDA – Dirección de Promoción y Monitoreo"


@pytest.mark.parametrize(
    ("row", "rule", "received", "label", "measure"),
    [
        (5, "G5", "2106-02-28", "Fecha de corte", 3001),
        (6, "G1", "por confirmar", "Hectáreas", None),
        (7, "G4", "Atlántida", "Ámbito", 10),
    ],
)
def test_a_bad_row_of_a_workbook_is_in_quarantine_with_its_sheet(
    planted: Warehouse, row: int, rule: str, received: str, label: str, measure: int | None
) -> None:
    assert planted.released(
        """select _sheet, rule_id, received_value, column_label, measure_value
           from control.ctl_quarantine where _file = ? and _row = ?""",
        BULLETIN, row,
    ) == [("Boletín", rule, received, label, measure)]  # fmt: skip


def test_nothing_else_of_those_files_is_in_quarantine(planted: Warehouse) -> None:
    assert planted.released(
        "select _file, count(*) from control.ctl_quarantine where _file like '%prueba%' group by _file order by _file"
    ) == [(BULLETIN, 3), (DISTRICTS, 7)]
    assert planted.released(
        "select rows_read, rows_accepted, rows_quarantined from control.ctl_delivery where file_name = ?", DISTRICTS
    ) == [(9, 2, 7)]


def test_what_the_refused_rows_would_change_decides_about_the_rest(planted: Warehouse) -> None:
    """Two districts of 89 ha are accepted; the rows whose figure can be read would add 66: too much to publish without them."""
    assert planted.released(
        """select territory_code, area_ha, verdict from marts.mart_coca_area_series
           where territory_level = 'distrito' and year = 2009 order by territory_code"""
    ) == [(code, None, "NO PUBLICABLE") for code in ("010401", "050401", "SIN-DISTRITO")]
    ((published, included, rows, unknown),) = planted.released(
        """select total_published, total_if_included, rows_quarantined, rows_unparseable from control.ctl_quarantine_effect
           where territory_level = 'distrito' and period = '2009'"""
    )
    # -5 + 40 + 15 + 16; the repeated row adds nothing, «cuarenta» and the row of 2106 cannot be valued.
    assert (float(published), float(included)) == (89.0, 155.0)
    assert (rows, unknown) == (6, 2)


def test_refused_rows_that_cannot_be_valued_are_a_note(planted: Warehouse) -> None:
    ((ha, verdict, note_es, note_en),) = planted.released(
        """select ytd_ha, verdict, note_es, note_en from marts.mart_eradication_ytd
           where territory_level = 'pais' and cutoff_date = date '2013-02-28'"""
    )
    assert (float(ha), verdict) == (3000.25, "PUBLICABLE CON NOTA")
    assert "Filas en cuarentena que no se cuentan: 3 (" in note_es
    assert "Of unknown effect: 3." in note_en


def test_the_report_lists_every_refused_row(planted: Warehouse) -> None:
    payload = planted.payload()
    listed = {(entry["file"], entry["sheet"], entry["row"]) for entry in payload["quarantine"]}
    assert {(BULLETIN, "Boletín", row) for row in (5, 6, 7)} <= listed
    page = (planted.settings.current / "report" / "es" / "cuarentena.html").read_text(encoding="utf-8")
    assert "Atlántida" in page
    assert "cuarenta" in page


def test_what_was_published_before_keeps_its_values(planted: Warehouse, base: Warehouse) -> None:
    before, after = values_of(base), values_of(planted)
    assert {key: value[:3] for key, value in after.items() if key in before} == {key: value[:3] for key, value in before.items()}


def test_rows_read_are_accepted_or_in_quarantine_with_bad_rows_too(planted: Warehouse) -> None:
    assert (
        planted.released(
            """select delivery_id from control.ctl_delivery
               where status = 'loaded' and rows_read <> rows_accepted + rows_quarantined"""
        )
        == []
    )
