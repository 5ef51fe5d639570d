"""What the refused rows would change, to the row: acceptance 3."""

from __future__ import annotations

from scenario import Warehouse


def test_one_refused_row_changes_the_effect_by_its_measure(troubled: Warehouse) -> None:
    found = troubled.released(
        """select period, rows_quarantined, rows_unparseable, total_published, total_if_included, impact_abs, impact_pct
           from control.ctl_quarantine_effect where territory_level = 'zona' and period in ('1999', '2000') order by 1"""
    )
    assert [tuple(map(float, row)) for row in found] == [
        (1999.0, 1.0, 0.0, 2000.0, 2010.0, 10.0, 0.5),
        (2000.0, 1.0, 0.0, 2000.0, 2030.0, 30.0, 1.5),
    ]


def test_the_effect_decides_by_the_materiality_of_the_sheet(troubled: Warehouse) -> None:
    found = troubled.released(
        """select distinct period, verdict, step, note_es from control.ctl_indicator_verdict
           where territory_level = 'zona' and territory_code = 'AGUAYTIA' and period in ('1999', '2000') order by 1"""
    )
    assert [row[:3] for row in found] == [("1999", "PUBLICABLE CON NOTA", 4), ("2000", "NO PUBLICABLE", 4)]
    assert "Con ellas el total cambiaría en 10 ha (0.50 %)." in found[0][3]
    # The note of a withheld figure says what is missing, and neither the figure nor the share from which it could be computed.
    assert "cambiaría en 30 ha (1.00 % o más)" in found[1][3]
    assert "2,030" not in found[1][3]
    assert troubled.released(
        "select count(area_ha) from marts.mart_coca_area_series where year = 2000 and territory_level = 'zona'"
    ) == [(0,)]


def test_the_page_of_quarantine_prints_the_effect(troubled: Warehouse) -> None:
    effects = [item for item in troubled.payload()["quarantine_effects"] if item["period"] == "2000"]
    assert [(item["impact_abs"], item["impact_pct"]) for item in effects] == [(30.0, None)]
    for language in ("es", "en"):
        page = troubled.page("cuarentena.html", language)
        assert "2,010" in page
        assert "2,030" not in page, "the total of a withheld figure"
        assert "Zona Perdida" in page
