"""Score, editions, reconciliations and event studies: positions follow the values, sentences count what is drawn."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from figures import ENGLISH, NO, NOTE, OK, REVIEW, SPANISH, Figure, change, day, line

from reports.charts import score_steps, vintage_slope
from reports.charts.scale import round_steps, spread
from reports.charts.score import MAX_DAYS
from reports.charts.vintages import MAX_LINES

HISTORY = [day("2015-11-01", 50, NO), day("2015-11-03", 75, NOTE), day("2015-11-05", 100, OK)]
MOVED = [
    change("Puno", 110, 130, ("v2", "v3"), "2015-11-03"),
    change("Puno", 100, 110, ("v1", "v2"), "2015-10-27"),
    change(None, 100, 90, ("v1", "v3"), "2015-11-03"),
]
LINES = [line("Puno", 100, 150, 10, "no concilia"), line(None, 1000, 995, 10, "concilia")]


def test_score_steps_hold_until_the_next_day() -> None:
    chart = score_steps(HISTORY, SPANISH)
    assert chart is not None
    middle = (chart.left + chart.right) / 2
    base, half, top = (tick.y for tick in chart.grid)
    assert half == (base + top) / 2
    assert chart.lines == (f"M{chart.left} {half}H{middle}V{(half + top) / 2}H{chart.right}V{top}",)
    assert chart.dots[-1].text == "100"
    assert chart.axis.text == "puntaje, de 0 a 100" and chart.axis.y < top - 8


def test_a_shape_marks_each_change_of_verdict_and_they_differ() -> None:
    chart = score_steps([*HISTORY, day("2015-11-06", 100, OK), day("2015-11-07", 100, REVIEW)], SPANISH)
    assert chart is not None
    assert [mark.shape for mark in chart.marks] == ["no", "note", "ok", "review"]
    assert Figure(chart).shapes() == ["#i-no", "#i-note", "#i-ok", "#i-review"]
    close = score_steps([day(f"2015-0{1 + i // 28}-{1 + i % 28:02}", 80, (OK, NO)[i % 2]) for i in range(84)], SPANISH)
    assert close is not None
    for one, two in combinations(close.marks[:4], 2):
        assert abs(one.x - two.x) >= close.icon or abs(one.y - two.y) >= close.icon


def test_score_sentence_and_table() -> None:
    spanish, english = score_steps(HISTORY, SPANISH), score_steps(HISTORY, ENGLISH)
    assert spanish is not None and english is not None
    first, last = SPANISH.date("2015-11-01"), SPANISH.date("2015-11-05")
    assert spanish.frame.conclusion == (
        f"El puntaje subió de 50 ({first}) a 100 ({last}). El veredicto cambió 2 veces: desde el {last} es PUBLICABLE."
    )
    first, last = ENGLISH.date("2015-11-01"), ENGLISH.date("2015-11-05")
    assert english.frame.conclusion == (
        f"The score rose from 50 ({first}) to 100 ({last}). The verdict changed 2 times: since {last} it is PUBLISHABLE."
    )
    assert [row[1:] for row in Figure(spanish).rows()] == [
        ["100", "PUBLICABLE"],
        ["75", "PUBLICABLE CON NOTA"],
        ["50", "NO PUBLICABLE"],
    ]


def test_the_table_has_the_days_that_changed_and_the_last() -> None:
    days = [day(f"2015-11-{i:02}", 50 if i < 4 else 60, OK if i < 6 else NO) for i in range(1, 10)]
    chart = score_steps(days, SPANISH)
    assert chart is not None
    assert [row[0] for row in Figure(chart).rows()] == [SPANISH.date(f"2015-11-{i:02}") for i in (9, 6, 4, 1)]


def test_days_without_score_break_the_line() -> None:
    chart = score_steps([day("2015-11-01", 50), day("2015-11-02", 60), day("2015-11-03", None), day("2015-11-04", 40)], SPANISH)
    assert chart is not None and len(chart.lines) == 1
    assert [dot.text for dot in chart.dots] == ["40"]
    assert "bajó de 50" in chart.frame.conclusion and "no cambió" in chart.frame.conclusion
    none = score_steps([day("2015-11-01", None, REVIEW)], SPANISH)
    assert none is not None and not none.lines and not none.dots
    assert none.frame.conclusion == "Ningún día tiene puntaje. El veredicto es EN REVISIÓN."
    assert score_steps([], SPANISH) is None


def test_only_the_newest_days_are_drawn() -> None:
    chart = score_steps([day(f"{2000 + i}-01-01", i, OK) for i in range(MAX_DAYS + 5)], SPANISH)
    assert chart is not None and len(chart.frame.rows) == MAX_DAYS
    assert chart.days[0].text == SPANISH.date("2005-01-01")


def test_lines_join_the_editions_of_one_figure() -> None:
    chart = vintage_slope(MOVED, "ha", 0, SPANISH)
    assert chart is not None
    puno, peru = chart.lines
    assert [x for x, _ in puno.dots] == list(chart.stops)
    assert [x for x, _ in peru.dots] == [chart.stops[0], chart.stops[-1]]
    low, middle, high = (y for _, y in puno.dots)
    assert high == chart.top and peru.dots[1][1] == chart.base
    assert low - high == pytest.approx(3 * (low - middle))
    assert {label.text for label in chart.labels} == {"A 100 ha", "A 130 ha", "B 100 ha", "B 90 ha"}


def test_the_axis_names_editions_by_their_day_and_the_table_by_their_title() -> None:
    editions = ("Monitoreo de cultivos (Mininter) (2016-12)", "Monitoreo de cultivos (informe) (2017-12-05)")
    spanish, english = (
        vintage_slope([change("Puno", 30150, 30151, editions, "2017-12-05")], "ha", 0, display) for display in (SPANISH, ENGLISH)
    )
    assert spanish is not None and english is not None
    assert [edition.text for edition in spanish.editions] == ["dic-2016", "05-dic-2017"]
    assert [edition.text for edition in english.editions] == ["Dec 2016", "05 Dec 2017"]
    assert [edition.x for edition in spanish.editions] == list(spanish.stops)
    titles = ["Monitoreo de cultivos (Mininter) (dic-2016)", "Monitoreo de cultivos (informe) (05-dic-2017)"]
    assert [Figure(spanish).rows()[0][index] for index in (1, 3)] == titles
    assert spanish.frame.conclusion.endswith("de 30,150 ha (dic-2016) a 30,151 ha (05-dic-2017), +1 ha.")
    assert "The largest" not in english.frame.conclusion and "(Dec 2016) to 30,151 ha" in english.frame.conclusion


def test_editions_of_one_day_or_without_day_are_told_apart() -> None:
    same = vintage_slope([change("Puno", 1, 2, ("Una (2023)", "Otra (2023)"), "2023")], "ha", 0, SPANISH)
    assert same is not None and [label.text for label in same.editions] == ["edición anterior", "edición nueva"]
    long = [change("Puno", 1, 2, ("Monitoreo de cultivos de coca A", "Monitoreo de cultivos de coca B"), "")]
    cut = vintage_slope(long, "ha", 0, SPANISH)
    assert cut is not None and [label.text for label in cut.editions] == ["edición anterior", "edición nueva"]
    undated = vintage_slope([change("Puno", 1, 2, ("v1", "v2"), "2015-11-03")], "ha", 0, SPANISH)
    assert undated is not None and [label.text for label in undated.editions] == ["v1", "03-nov-2015"]


def test_dated_editions_stand_in_the_order_of_their_days() -> None:
    moved = [
        change("Puno", 1, 2, ("a (2019)", "b (2023)"), "2023"),
        change("Cusco", 1, 2, ("c (2021)", "d (2022)"), "2022"),
    ]
    chart = vintage_slope(moved, "ha", 0, SPANISH)
    assert chart is not None and [label.text for label in chart.editions] == ["2019", "2021", "2022", "2023"]
    backwards = vintage_slope([change("Puno", 1, 2, ("a (2023)", "b (2022)"), "2022")], "ha", 0, SPANISH)
    assert backwards is not None and [label.text for label in backwards.editions] == ["2023", "2022"]


@pytest.mark.parametrize(("old", "new", "most"), [(30150, 30151, 0.2), (6005, 6095, 16), (100, 101, 11)])
def test_a_small_change_is_drawn_small(old: float, new: float, most: float) -> None:
    chart = vintage_slope([change("Puno", old, new, ("v1", "v2"), "2015-11-03")], "ha", 0, SPANISH)
    assert chart is not None
    (_, before), (_, after) = chart.lines[0].dots
    assert 0 <= before - after <= most * (chart.base - chart.top) / 100
    large = vintage_slope([change("Puno", 100, 200, ("v1", "v2"), "2015-11-03")], "ha", 0, SPANISH)
    assert large is not None
    assert large.lines[0].dots[0][1] - large.lines[0].dots[1][1] == chart.base - chart.top


def test_a_long_unit_is_left_to_the_table() -> None:
    chart = vintage_slope([change("Puno", 746.63, 750, ("v1", "v2"), "2015-11-03")], "S/ por título", 2, SPANISH)
    assert chart is not None and [label.text for label in chart.labels] == ["746.63", "750.00"]


def test_labels_of_one_column_keep_apart() -> None:
    chart = vintage_slope([change(f"P{i}", 100 + i / 100, 100, ("v1", "v2"), "2015-11-03") for i in range(9)], "ha", 2, SPANISH)
    assert chart is not None and len(chart.lines) == MAX_LINES
    for anchor in ("start", "end"):
        heights = sorted(label.y for label in chart.labels if label.anchor == anchor)
        assert len(heights) == MAX_LINES
        assert all(later - earlier >= 14 for earlier, later in pairwise(heights))
    assert "Se dibujan 6 de 9" in chart.frame.conclusion and len(Figure(chart).rows()) == 9
    assert spread([5, 5, 0], 10, 0, 100) == [10, 20, 0]


def test_the_largest_change_is_said() -> None:
    spanish, english = vintage_slope(MOVED, "ha", 0, SPANISH), vintage_slope(MOVED, "ha", 0, ENGLISH)
    assert spanish is not None and english is not None
    figure = f"Puno, {SPANISH.period('2015', '2015-10-26')}"
    assert spanish.frame.conclusion == (
        f"2 cifras ya publicadas tienen edición nueva. El mayor cambio: {figure}, de 110 ha (v2) a 130 ha (03-nov-2015), +20 ha."
    )
    assert english.frame.conclusion.startswith("2 figures already published have a new edition. The largest change: Puno")
    assert [row[2:] for row in Figure(spanish).rows()] == [
        ["110 ha", "v3", "130 ha", "+20 ha"],
        ["100 ha", "v2", "110 ha", "+10 ha"],
        ["100 ha", "v3", "90 ha", "−10 ha"],
    ]


def test_equal_and_missing_editions() -> None:
    same = vintage_slope([change("Puno", 5, 5, ("v1", "v2"), "2015-11-03")], "ha", 0, SPANISH)
    assert same is not None and same.frame.conclusion == "1 cifra tiene una edición nueva, con el mismo valor."
    assert same.lines[0].dots[0][1] == same.lines[0].dots[1][1] == (same.top + same.base) / 2
    assert vintage_slope([change("Puno", None, 5, ("v1", "v2"), "2015-11-03")], "ha", 0, SPANISH) is None
    assert vintage_slope([], "ha", 0, SPANISH) is None


def test_round_steps() -> None:
    assert round_steps(-58, 14, 5) == [-40, -20, 0]
    assert round_steps(0, 0.3, 5) == [0, 0.1, 0.2, 0.3]
    assert round_steps(3, 3, 5) == [3]
