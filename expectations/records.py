"""What the ledger keeps, one record a row: results, findings, decisions of people, and what is remembered between runs.

Belongs here: the columns of each table and what they mean. Does not belong here: writing them (``ledger``).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class RuleRecord:
    """One rule as it stood in the last run: its wording, owner and weight.

    ``step`` is the step of the gate that a failure enters (1–6, ``None``: it informs only). ``origin``: archivo (the reader),
    staging, expectativa, dbt or puntualidad. ``by_rows``: it passes by share of rows and not as a whole.
    """

    run_id: str
    rule_id: str
    severity: str
    dimension: str
    title_es: str
    title_en: str
    owner_es: str
    owner_en: str
    step: int | None
    origin: str
    by_rows: bool


@dataclass(frozen=True)
class RuleResult:
    """What one rule found in one run. ``status``: passed, failed or errored (it could not be evaluated)."""

    run_id: str
    rule_id: str
    severity: str
    dimension: str
    status: str
    rows_checked: int | None
    rows_failed: int | None
    magnitude: float | None
    unit: str
    seconds: float
    error: str
    evaluated_at: datetime


@dataclass(frozen=True)
class Issue:
    """One finding: in a delivery (file, sheet, row), or in an indicator (level, territory, period, cut-off).

    ``key`` names what is wrong, independent of its place in the file, so that the finding keeps its age when the file is sent
    again; if a rule gives no key, the place is the key. ``since_date`` is the day on which the fault began, if the rule knows
    that day (the end of a deadline); else the fault began when it was first found.
    """

    run_id: str
    rule_id: str
    severity: str
    indicator_code: str | None
    territory_level: str | None
    territory_code: str | None
    period: str | None
    cutoff_date: date | None
    delivery_id: str | None
    file: str | None
    sheet: str | None
    row: int | None
    column: str | None
    value: str | None
    magnitude: float | None
    unit: str
    text_es: str
    text_en: str
    owner_es: str
    owner_en: str
    key: str | None = None
    since_date: date | None = None


@dataclass(frozen=True)
class RuleScope:
    """One indicator that a rule is about, because its mart lies downstream of what the rule judges."""

    rule_id: str
    indicator_code: str


@dataclass(frozen=True)
class Signoff:
    """What a person decided on one value of an indicator; ``decision``: publicar or no publicar.

    ``basis_id`` is what the value rested on when it was signed (``int_indicator__basis``): another basis voids the signature.
    """

    signoff_id: int
    indicator_code: str
    period: str
    territory_level: str
    territory_code: str
    cutoff_date: date
    decision: str
    basis_id: str
    vintage_id: str
    signed_by: str
    signed_at: datetime
    reason: str


@dataclass(frozen=True)
class Waiver:
    """A documented exception: until a day, the findings of a blocking rule are notes; with a person's name and a reason.

    ``indicator_code``: the exception is for that indicator only; empty means every indicator that the rule reaches.
    """

    waiver_id: int
    rule_id: str
    indicator_code: str | None
    until_date: date
    waived_by: str
    waived_at: datetime
    reason: str


@dataclass(frozen=True)
class Withdrawal:
    """A delivery that a person took back, by its id and file name; with a person's name and a reason.

    It stands until the file is sent again: a file with the same content and a later time than ``withdrawn_at``.
    """

    withdrawal_id: int
    delivery_id: str
    file_name: str
    withdrawn_by: str
    withdrawn_at: datetime
    reason: str


@dataclass(frozen=True)
class State:
    """What something is now and since when. ``kind``: valor, indicador, conciliacion or cifra; ``key`` names it in its kind."""

    kind: str
    key: str
    state: str
    since_at: datetime
    previous_state: str | None


@dataclass(frozen=True)
class IndicatorDay:
    """How the newest value of an indicator stood at the end of one run."""

    run_id: str
    day: date
    indicator_code: str
    score: float | None
    verdict: str


@dataclass(frozen=True)
class ReconciliationDay:
    """How one reconciliation stood at the end of one run."""

    run_id: str
    day: date
    reconciliation_id: str
    status: str


@dataclass(frozen=True)
class RunRecord:
    """How one run ended. ``outcome``: released, unchanged (nothing new: the current release stands) or refused."""

    run_id: str
    started_at: datetime
    finished_at: datetime
    as_of_date: date | None
    outcome: str
    release_id: str | None
    deliveries_new: int
    deliveries_refused: int
