"""Progress and quarantine: lengths keep the proportion of the values, and the sentence is the payload's arithmetic."""

from __future__ import annotations

import pytest
from figures import ENGLISH, SPANISH, Figure, effect, html_of, indicator

from reports.charts import progress_bar, quarantine_bars
from reports.environment import TEMPLATES

FULL = {"actual": 300, "target_to_date": 400, "target_annual": 600, "pct_to_date": 75, "pct_annual": 50}


def test_lengths_and_tick_share_one_scale() -> None:
    chart = progress_bar(indicator(**FULL), SPANISH)
    assert chart is not None and chart.tick is not None
    actual, target = chart.bars
    assert actual.width / target.width == pytest.approx(300 / 400, abs=0.002)
    assert (chart.tick - chart.base) / actual.width == pytest.approx(2, abs=0.01)
    assert chart.tick == chart.width - 2
    assert {bar.css for bar in chart.bars} == {"real", "goal"}


def test_progress_says_shares_of_both_targets() -> None:
    spanish, english = progress_bar(indicator(**FULL), SPANISH), progress_bar(indicator(**FULL), ENGLISH)
    assert spanish is not None and english is not None
    assert spanish.frame.conclusion == (
        "El valor real es 300 ha: 75 % de la meta a la fecha (400 ha). Es 50 % de la meta anual (600 ha)."
    )
    assert english.frame.conclusion == (
        "The actual value is 300 ha: 75% of the target to date (400 ha). That is 50% of the annual target (600 ha)."
    )
    assert Figure(spanish).rows() == [
        ["Real", "300 ha", "—sin dato"],
        ["Meta a la fecha", "400 ha", "75 %"],
        ["Meta anual", "600 ha", "50 %"],
    ]
    assert Figure(english, ENGLISH).rows()[2] == ["Annual target", "600 ha", "50%"]


def test_progress_without_one_target_or_share() -> None:
    annual = progress_bar(indicator(actual=5, target_annual=10), SPANISH)
    assert annual is not None and len(annual.bars) == 1
    assert annual.frame.conclusion == "El valor real es 5 ha. La meta anual es 10 ha."
    to_date = progress_bar(indicator(actual=0, target_to_date=0), SPANISH)
    assert to_date is not None and to_date.tick is None and [bar.width for bar in to_date.bars] == [0, 0]
    assert to_date.frame.conclusion == "El valor real es 0 ha; la meta a la fecha es 0 ha."


def test_a_commitment_of_several_years_is_not_called_an_annual_target() -> None:
    chart = progress_bar(indicator(actual=5, target_annual=10, pct_annual=50), SPANISH, is_commitment=True)
    alone = progress_bar(indicator(actual=5, target_annual=10), ENGLISH, is_commitment=True)
    assert chart is not None and alone is not None and chart.tick_label is not None
    assert chart.frame.conclusion == "El valor real es 5 ha. Es 50 % del compromiso (10 ha)."
    assert chart.tick_label.text == "Compromiso: 10 ha"
    assert Figure(chart).rows()[2] == ["Compromiso", "10 ha", "50 %"]
    assert alone.frame.conclusion == "The actual value is 5 ha. The commitment is 10 ha."
    assert "meta anual" not in html_of(chart).lower()


def test_a_negative_actual_grows_to_the_left_of_zero() -> None:
    chart = progress_bar(indicator(actual=-100, target_to_date=100), SPANISH)
    assert chart is not None
    below, above = chart.bars
    assert below.x + below.width == pytest.approx(chart.base) and above.x == chart.base
    assert below.width == above.width


@pytest.mark.parametrize("progress", [{}, {"actual": 3}, {"target_annual": 3}, {"actual": float("nan"), "target_annual": 1}])
def test_no_progress_no_chart(progress: dict[str, float]) -> None:
    assert progress_bar(indicator(**progress), SPANISH) is None
    assert progress_bar(indicator() | {"progress": None}, SPANISH) is None


def test_the_small_bar_has_no_caption_and_no_verdict_colour() -> None:
    chart = progress_bar(indicator(**FULL), SPANISH)
    assert chart is not None and chart.share == "75 %"
    assert (TEMPLATES / chart.small).is_file()
    assert "<figure" not in html_of(type("Small", (), {"template": chart.small, **vars(chart)})())
    assert not {"ok", "note", "no", "review"} & {bar.css for bar in chart.bars}


def test_two_bars_with_and_without_quarantine() -> None:
    chart = quarantine_bars(effect(200, 250), SPANISH)
    assert chart is not None
    assert chart.bars[0].width / chart.bars[1].width == pytest.approx(0.8, abs=0.002)
    assert chart.frame.conclusion == "Si se incluyeran 7 filas en cuarentena, el total sería 250 ha (+25 %) y no 200 ha."
    english = quarantine_bars(effect(200, 250), ENGLISH)
    assert english is not None
    assert english.frame.conclusion == "If 7 rows in quarantine were included, the total would be 250 ha (+25%), not 200 ha."
    rows = dict(Figure(chart).rows())
    assert rows["Total publicado"] == "200 ha" and rows["Si se incluyeran"] == "250 ha"
    assert rows["Efecto en el total"] == "+50 ha" and rows["Filas en cuarentena"] == "7"


def test_rows_that_cannot_be_valued_are_an_unknown_effect() -> None:
    chart = quarantine_bars(effect(200, None, unparseable=3), SPANISH)
    assert chart is not None
    assert chart.bars[1].css == "unknown" and chart.bars[1].label.text.endswith("efecto desconocido: 3 filas")
    assert chart.frame.conclusion == "El total publicado es 200 ha. Efecto desconocido: 3 filas."
    partly = quarantine_bars(effect(200, 190, unparseable=1), SPANISH)
    assert partly is not None
    assert partly.frame.conclusion.endswith("190 ha (−5 %) y no 200 ha. Efecto desconocido: 1 fila.")


def test_no_effect_nothing_published_and_no_total() -> None:
    same, from_zero = quarantine_bars(effect(200, 200), SPANISH), quarantine_bars(effect(0, 50), SPANISH)
    assert same is not None and from_zero is not None
    assert same.frame.conclusion == "Si se incluyeran 7 filas en cuarentena, el total sería el mismo: 200 ha."
    assert "50 ha (+50 ha) y no 0 ha" in from_zero.frame.conclusion and from_zero.bars[0].width == 0
    assert quarantine_bars(None, SPANISH) is None
    assert quarantine_bars(effect(None, None, unparseable=2), SPANISH) is None


def test_an_effect_of_the_list_of_all_names_its_indicator() -> None:
    named = {"name_es": "Área", "name_en": "Area", "territory_level": "departamento", "period": "2015"}
    chart = quarantine_bars(effect(1, 2) | named, SPANISH)
    assert chart is not None and chart.frame.title == "Efecto de la cuarentena en el total: Área, Departamentos, 2015"
