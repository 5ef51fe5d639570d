"""The charts of the report: each function turns a part of the payload into one figure, or None when nothing is to draw.

Belongs here: geometry and the conclusion of one chart per module; a page includes ``chart.template`` with the chart as ``c``.
Does not belong here: markup (``templates/charts``), verdicts and values (the warehouse decided them) and pages.
"""

from reports.charts.deliveries import DeliveryHeat, delivery_heat
from reports.charts.departments import DepartmentTiles, department_tiles
from reports.charts.evaluation import EventStudy, event_study
from reports.charts.progress import ProgressBar, progress_bar
from reports.charts.quarantine import QuarantineBars, quarantine_bars
from reports.charts.reconciliation import ReconciliationDumbbell, reconciliation_dumbbell
from reports.charts.score import ScoreSteps, score_steps
from reports.charts.vintages import VintageSlope, vintage_slope

__all__ = [
    "DeliveryHeat",
    "DepartmentTiles",
    "EventStudy",
    "ProgressBar",
    "QuarantineBars",
    "ReconciliationDumbbell",
    "ScoreSteps",
    "VintageSlope",
    "delivery_heat",
    "department_tiles",
    "event_study",
    "progress_bar",
    "quarantine_bars",
    "reconciliation_dumbbell",
    "score_steps",
    "vintage_slope",
]
