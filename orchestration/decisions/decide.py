"""A person signs figures, refuses to publish them, documents an exception to a rule, or takes a delivery back.

Belongs here: recording a decision on what is released today. Does not belong here: the file (``decision_file.py``), what stands
on a day (``standing.py``) and what a decision does to a verdict (SQL in ``dbt_project/models/verdict``). The machine never
decides.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from orchestration.decisions.decision_file import opened, stamp
from orchestration.loading.archive import archived_deliveries
from orchestration.loading.warehouse import open_warehouse
from orchestration.settings import DATABASE, LIMA, Settings


@dataclass(frozen=True)
class Signed:
    """What one signature covers: so many values of the release, and so many that could not be signed."""

    release_id: str
    values: int
    withheld: int


def sign(  # noqa: PLR0913  # what is decided, by whom, and why
    settings: Settings,
    indicator_code: str,
    period: str,
    who: str,
    *,
    publish: bool = True,
    reason: str = "",
    at: datetime | None = None,
) -> Signed:
    """Record a person's decision on an indicator and period as the current release shows it.

    Raises ``LookupError`` with one sentence if nothing is released, if the release has no such indicator or period, or if all
    its values are withheld, because only a waiver lifts a blocking rule. ``ValueError`` for an empty name, or for a refusal
    without a reason.
    """
    name = _said(who, "say who decides: --as NAME")
    if not publish:
        _said(reason, "say why it is not published: --reason TEXT")
    release_id, values = _released_values(settings, indicator_code, period)
    # If only a person withholds the value, a person may sign it again.
    chosen = [value for value in values if not publish or value[-2] != "NO PUBLICABLE" or value[-1] == "no publicar"]
    if not chosen:
        raise LookupError(
            f"{indicator_code} {period} is NO PUBLICABLE and a signature does not change that; "
            "an exception to a blocking rule is recorded with: csad waive RULE --until DATE --as WHO --reason TEXT"
        )
    with opened(settings) as decisions:
        word = "publicar" if publish else "no publicar"
        cursor = decisions.execute(
            """insert into decision (indicator_code, period, decision, decided_by, decided_at, reason, release_id)
               values (?, ?, ?, ?, ?, ?, ?)""",
            [indicator_code, values[0][0], word, name, stamp(at), reason.strip(), release_id],
        )
        number = cursor.lastrowid
        decisions.executemany(
            "insert into decided_value values (?, ?, ?, ?, ?, ?)",
            [(number, level, code, str(cut), basis, vintage or "") for _, level, code, cut, basis, vintage, *_ in chosen],
        )
    return Signed(release_id, len(chosen), len(values) - len(chosen))


def waive(  # noqa: PLR0913  # what is waived, until when, by whom, and why
    settings: Settings,
    rule_id: str,
    until: date,
    who: str,
    reason: str,
    *,
    indicator_code: str | None = None,
    at: datetime | None = None,
) -> None:
    """Record that, until a day, the findings of a blocking rule are notes: for one indicator, or for all that the rule reaches.

    Raises ``LookupError`` when the rule is not known or does not block, or the indicator is not known or not one of the rule's;
    ``ValueError`` for an empty name or reason or a past day.
    """
    name, why = _said(who, "say who waives: --as NAME"), _said(reason, "say why: --reason TEXT")
    moment = at or datetime.now(UTC)
    if until < moment.astimezone(LIMA).date():
        raise ValueError(f"the day until which the exception holds has passed: {until}")
    _require_blocking(settings, rule_id, indicator_code)
    with opened(settings) as decisions:
        decisions.execute(
            """insert into waiver (rule_id, until_date, waived_by, waived_at, reason, indicator_code)
               values (?, ?, ?, ?, ?, ?)""",
            [rule_id, until.isoformat(), name, stamp(moment), why, indicator_code],
        )


def withdraw(settings: Settings, delivery: str, who: str, reason: str, *, at: datetime | None = None) -> tuple[str, str]:
    """Record that a delivery is taken back; ``delivery`` is its id, or its file as a path below the landing folder.

    Returns id and file. Raises ``LookupError`` when neither the archive nor the current release knows such a delivery,
    ``ValueError`` for an empty name or reason.
    """
    name, why = _said(who, "say who takes it back: --as NAME"), _said(reason, "say why: --reason TEXT")
    # Of several deliveries of one file the last one is meant.
    found = [pair for pair in _known_deliveries(settings).items() if delivery in pair][-1:]
    if not found:
        raise LookupError(f"nothing was loaded of {delivery}; the page «Entregas» of the report names the deliveries")
    delivery_id, file_name = found[0]
    moment = (at or datetime.now(UTC)).astimezone(UTC).isoformat(timespec="microseconds")
    with opened(settings) as decisions:
        decisions.execute(
            """insert into withdrawal (delivery_id, file_name, withdrawn_by, withdrawn_at, reason) values (?, ?, ?, ?, ?)""",
            [delivery_id, file_name, name, moment, why],
        )
    return delivery_id, file_name


def _known_deliveries(settings: Settings) -> dict[str, str]:
    """File by delivery: what the current release rests on, even if it was lost since, and what is archived."""
    known: dict[str, str] = {}
    if (settings.current / DATABASE).exists():
        with open_warehouse(_released_database(settings), read_only=True) as connection:
            query = "select delivery_id, file_name from control.ctl_delivery where status = 'loaded' order by all"
            known = dict(connection.execute(query).fetchall())
    return {**known, **archived_deliveries(settings)}


def _released_values(settings: Settings, indicator_code: str, period: str) -> tuple[str, list[tuple[Any, ...]]]:
    """Release id, and (period, level, territory, cut-off, basis, vintage, verdict, state of signature) of each value.

    A reading may be named by its code alone: ``ER-2011`` for ``ER-2011 (2011-2014)``.
    """
    with open_warehouse(_released_database(settings), read_only=True) as connection:
        rows = connection.execute(
            """select v.period, v.territory_level, v.territory_code, v.cutoff_date, s.basis_id, v.vintage_id, v.verdict,
                      s.signoff_state
               from control.ctl_released_value as v
               inner join control.ctl_signoff_state as s
                 using (indicator_code, territory_level, territory_code, period, cutoff_date)
               where v.indicator_code = $1 and (v.period = $2 or v.period like $2 || ' (%')
               order by all""",
            [indicator_code, period],
        ).fetchall()
        if not rows:
            known = connection.execute(
                "select distinct period from control.ctl_released_value where indicator_code = ? order by 1 desc limit 8",
                [indicator_code],
            ).fetchall()
            codes = connection.execute(
                "select string_agg(distinct indicator_code, ', ') from control.ctl_released_value"
            ).fetchone()
            hint = (
                f"newest periods: {', '.join(row[0] for row in known)}" if known else f"indicators: {codes[0] if codes else ''}"
            )
            raise LookupError(f"the current release has no {indicator_code} for {period}; {hint}")
    return settings.current.resolve().name, rows


def _released_database(settings: Settings) -> Path:
    """The file of the current release: the build database belongs to the run that may be writing."""
    database = settings.current / DATABASE
    if not database.exists():
        raise LookupError(f"nothing is released in {settings.home} yet: run csad run first")
    return database.resolve()


def _require_blocking(settings: Settings, rule_id: str, indicator_code: str | None) -> None:
    with open_warehouse(_released_database(settings), read_only=True) as connection:
        row = connection.execute("select severity from control.ctl_rule where rule_id = ?", [rule_id]).fetchone()
        scope = "select distinct indicator_code from control.ctl_rule_scope where rule_id = ? order by 1"
        reached = [code for (code,) in connection.execute(scope, [rule_id]).fetchall()]
    if row is None:
        raise LookupError(f"there is no rule {rule_id}; the report lists them in metodo.html")
    if row[0] != "bloqueante":
        raise LookupError(f"rule {rule_id} is {row[0]}: only a blocking rule (bloqueante) can be waived")
    if indicator_code is not None and indicator_code not in reached:
        raise LookupError(f"rule {rule_id} is not about {indicator_code}; indicators: {', '.join(reached)}")


def _said(text: str, otherwise: str) -> str:
    if not text.strip():
        raise ValueError(otherwise)
    return " ".join(text.split())
