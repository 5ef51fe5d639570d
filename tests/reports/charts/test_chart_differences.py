"""Charts of a difference: the two sides of a reconciliation, and the intervals of an event study."""

from __future__ import annotations

from itertools import pairwise

import pytest
from figures import ENGLISH, NO, NOTE, OK, SPANISH, Figure, change, day, estimate, html_of, line

from reports.charts import event_study, reconciliation_dumbbell
from reports.charts.frame import folded
from reports.charts.reconciliation import MAX_LINES as MOST_DUMBBELLS

HISTORY = [day("2015-11-01", 50, NO), day("2015-11-03", 75, NOTE), day("2015-11-05", 100, OK)]
MOVED = [
    change("Puno", 110, 130, ("v2", "v3"), "2015-11-03"),
    change("Puno", 100, 110, ("v1", "v2"), "2015-10-27"),
    change(None, 100, 90, ("v1", "v3"), "2015-11-03"),
]
LINES = [line("Puno", 100, 150, 10, "no concilia"), line(None, 1000, 995, 10, "concilia")]


def test_dumbbells_share_a_scale_of_differences() -> None:
    chart = reconciliation_dumbbell(LINES, SPANISH, "CORAH", "UNODC")
    assert chart is not None
    puno, peru = chart.lines
    assert puno.right == peru.right == chart.width / 2
    assert puno.right - puno.left == pytest.approx(10 * (peru.left - peru.right))
    assert puno.band is not None and puno.band == peru.band
    assert puno.left < puno.band[0] < peru.left < sum(peru.band or ())
    assert [item.shape for item in chart.lines] == ["no", "ok"]


def test_the_difference_has_the_sign_of_the_payload() -> None:
    chart = reconciliation_dumbbell([line("Puno", 34964, 35868, 0, "no concilia") | {"difference": -904}], SPANISH)
    assert chart is not None and chart.lines[0].difference.text == "−904 ha"
    assert chart.lines[0].left < chart.lines[0].right
    assert Figure(chart).rows()[0][3] == "−904 ha"


def test_reconciliation_sentence_and_table() -> None:
    spanish = reconciliation_dumbbell(LINES, SPANISH, "CORAH", "UNODC")
    english = reconciliation_dumbbell(LINES[1:], ENGLISH)
    assert spanish is not None and english is not None
    assert spanish.frame.conclusion == (
        "1 línea de 2 no concilia. La mayor diferencia frente a lo admitido: Puno, 2015, −50 ha (diferencia admitida: 10 ha)."
    )
    assert english.frame.conclusion == ("1 line of 1 reconciles. The difference: Peru, 2015, +5 ha (allowed difference: 10 ha).")
    assert Figure(spanish).rows()[0] == ["Puno, 2015", "100 ha", "150 ha", "−50 ha", "10 ha", "NO CONCILIA"]
    assert english.sides == ("First source", "Second source")


def test_the_page_gives_the_names_of_both_sources() -> None:
    chart = reconciliation_dumbbell(LINES, SPANISH)
    assert chart is not None
    named = reconciliation_dumbbell(LINES, SPANISH, "Suma de las zonas", "Total nacional", "0 ha")
    assert named is not None and named.sides == ("Suma de las zonas", "Total nacional") and named.frame.id == chart.frame.id
    figure = Figure(named)
    assert [item.text or "".join(item.itertext()) for item in figure.all("li")] == [
        "Suma de las zonas",
        "Total nacional",
        "Diferencia admitida",
    ]
    assert "Primera fuente" not in figure.html and "Segunda fuente" not in figure.html
    other = reconciliation_dumbbell(LINES, SPANISH, "Zonas", "Nacional", "0 ha")
    assert other is not None and "Conciliación: Zonas y Nacional" in html_of(other)


def test_only_lines_with_a_difference_are_drawn_the_worst_by_what_is_allowed_first() -> None:
    lines = [
        *[line("Puno", 3, 3, 0, "concilia", f"F{i}") for i in range(28)],
        line("Perú", 30, 31.36, 1.5, "concilia", "F02"),
        line("Perú", 2000, 2002, 4, "concilia", "F03"),
        line("Perú", 115500, 115320, 0, "no concilia", "P02"),
    ]
    spanish, english = reconciliation_dumbbell(lines, SPANISH), reconciliation_dumbbell(lines, ENGLISH)
    assert spanish is not None and english is not None
    assert [item.labels[0].text for item in spanish.lines] == ["Perú, P02", "Perú, F02", "Perú, F03"]
    assert spanish.frame.conclusion == (
        "1 línea de 31 no concilia. La mayor diferencia frente a lo admitido: Perú, P02, +180 ha (diferencia admitida: 0 ha). "
        "28 líneas no tienen diferencia: no se dibujan."
    )
    assert english.frame.conclusion.endswith("28 lines have no difference: they are not drawn.")
    assert len(Figure(spanish).rows()) == 31


def test_a_difference_without_an_allowed_one_is_information() -> None:
    window = line("Perú", 69162, 19600, None, "concilia", "ER-2011 (2011-2014)")
    chart = reconciliation_dumbbell([window], SPANISH, "Lo erradicado", "Caída neta", "La nueva siembra no es negativa")
    assert chart is not None and chart.lines[0].band is None
    assert chart.frame.conclusion == (
        "1 línea de 1 concilia. La diferencia: Perú, 2011-2014, +49,562 ha. "
        "Es información: no hay una diferencia admitida con la que se mida. "
        "Concilia si se cumple lo siguiente: «La nueva siembra no es negativa»."
    )
    figure = Figure(chart)
    assert "Diferencia admitida" not in figure.text("li") and 'class="band"' not in figure.html
    assert "Banda" not in figure.text("desc")


def test_names_are_folded_and_never_cut() -> None:
    name = "VRAEM+La Convención-Lares+Inambari-Tambopata"
    chart = reconciliation_dumbbell([line(name, 1, 3, 1, "no concilia", "P01"), *LINES], SPANISH)
    assert chart is not None
    long = next(item for item in chart.lines if len(item.labels) > 1)
    assert "".join(label.text for label in long.labels).replace(" ", "") == f"{name}, P01".replace(" ", "")
    assert all(later.y - earlier.y >= 14 for earlier, later in pairwise(long.labels))
    assert long.y > long.labels[-1].y
    tops = [item.labels[0].y - 12 for item in chart.lines[1:]]
    assert all(top >= item.y + 8 - 5 for top, item in zip(tops, chart.lines, strict=False))
    assert folded("a" * 9, 4) == ["aaaa", "aaaa", "a"] and folded("Inambari-Tambopata", 10) == ["Inambari-", "Tambopata"]
    assert folded("uno dos+tres", 8) == ["uno dos+", "tres"] and folded("", 4) == [""]


def test_missing_sides_and_many_lines() -> None:
    missing = reconciliation_dumbbell([line("Puno", 5, None, 0, "no concilia")] * 15, SPANISH)
    assert missing is not None and not missing.lines
    assert missing.frame.conclusion == "15 líneas de 15 no concilian. A 15 líneas les falta un valor y no se dibujan."
    assert not Figure(missing).all("svg") and len(Figure(missing).rows()) == 15
    many = reconciliation_dumbbell([line(f"P{i}", i, 100, 1, "no concilia") for i in range(15)], SPANISH)
    assert many is not None and len(many.lines) == MOST_DUMBBELLS
    assert many.frame.conclusion.endswith("Se dibujan 12 de 15 líneas con diferencia; la tabla las trae todas.")
    assert reconciliation_dumbbell([line("Puno", None, None, 0, "no concilia")], SPANISH) is None
    assert reconciliation_dumbbell([], SPANISH) is None
    equal = reconciliation_dumbbell([line("Puno", 0, 0, 0, "concilia")], SPANISH)
    assert equal is not None and not equal.lines and not Figure(equal).all("svg")
    assert equal.frame.conclusion == "1 línea de 1 concilia. 1 línea no tiene diferencia: no se dibuja."


def test_event_study_counts_intervals_without_zero() -> None:
    made_up = [estimate(-2, 1, 3), estimate(-1, 0, None), estimate(0, -9, 10), estimate(1, -20, 5), estimate(2, -8, 9)]
    chart, english = event_study(made_up, SPANISH, "ha", 0), event_study(made_up, ENGLISH, "ha", 0)
    assert chart is not None and english is not None
    assert chart.frame.conclusion == (
        "Antes del inicio, 0 de 1 intervalo deja fuera el cero. Después, 1 de 2 intervalos dejan fuera el cero. "
        "El mayor efecto posterior es −20 ha (de −25 ha a −15 ha), en el periodo +1."
    )
    assert english.frame.conclusion.startswith("Before the start, 0 of 1 interval leaves zero out. Afterwards, 1 of 2")
    assert [dot.css for dot in chart.dots] == ["dt", "dt", "k0", "dt", "dt"]
    steps = {round(two.x - one.x, 1) for one, two in pairwise(chart.dots)}
    assert max(steps) - min(steps) <= 0.2
    assert chart.dots[1].y == chart.zero and chart.dots[1].low is None
    low, high = chart.dots[3].low, chart.dots[3].high
    assert low is not None and high is not None and low > chart.dots[3].y > high > chart.zero
    assert [row[0] for row in Figure(chart).rows()] == ["−2", "−1", "0", "+1", "+2"]
    assert Figure(chart).rows()[3] == ["+1", "−20 ha", "−25 ha", "−15 ha", "100"]


def test_event_study_of_one_or_no_estimate() -> None:
    one = event_study([estimate(0, 0, None)], SPANISH)
    assert one is not None and one.frame.conclusion == "No hay estimaciones posteriores al inicio."
    assert event_study([estimate(1, None, None)], SPANISH) is None
    assert event_study([], SPANISH) is None
