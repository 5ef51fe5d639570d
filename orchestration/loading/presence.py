"""What became of a loaded delivery later: its file left the landing tree, or a person took the delivery back.

The rows stay where they are. A delivery that was taken back counts for nothing until its file is sent again: a file with the same
content and a later time than the withdrawal. A file that only went on lying there, or came out of the archive, is older.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

import duckdb

from expectations.days import day_words
from orchestration.settings import LIMA

# The last withdrawal of each loaded delivery, and whether its file was sent again since.
_WITHDRAWN = """
    with last_one as (
        select delivery_id, withdrawn_by, withdrawn_at, reason from control.ctl_withdrawal
        qualify row_number() over (partition by delivery_id order by withdrawn_at desc, withdrawal_id desc) = 1
    )
    select w.*, exists (
        select 1 from raw.delivery_file as f
        where f.delivery_id = w.delivery_id and f.modified_ns > epoch_ns(w.withdrawn_at)) as is_sent_again
    from last_one as w inner join raw.delivery as d on w.delivery_id = d.delivery_id
    where d.status = 'loaded'
"""


def mark_present(connection: duckdb.DuckDBPyConnection, names: Sequence[str]) -> None:
    """Record which of the known files lie in the landing tree; ``names`` are all that lie there."""
    connection.execute("update raw.delivery_file set is_present = list_contains(?, file_name)", [list(names)])


def mark_withdrawn(connection: duckdb.DuckDBPyConnection) -> None:
    """Let the withdrawals that stand in the ledger be seen by the build; one that stands no more is forgotten."""
    connection.execute(
        """update raw.delivery set is_withdrawn = null, reason_es = null, reason_en = null
           where status = 'loaded' and is_withdrawn is not null"""
    )
    for delivery_id, who, at, reason, is_sent_again in connection.execute(_WITHDRAWN).fetchall():
        connection.execute(
            "update raw.delivery set is_withdrawn = ?, reason_es = ?, reason_en = ? where delivery_id = ?",
            [not is_sent_again, *_sentences(who, at, reason, is_sent_again=is_sent_again), delivery_id],
        )


def _sentences(who: str, at: datetime, reason: str, *, is_sent_again: bool) -> tuple[str, str]:
    day = f"{at.replace(tzinfo=UTC).astimezone(LIMA):%Y-%m-%d}"
    day_es, day_en = day_words(day, "es"), day_words(day, "en")
    if is_sent_again:
        return (
            f"{who} la retiró el {day_es} ({reason}) y el archivo se envió otra vez: vuelve a contar.",
            f"{who} took it back on {day_en} ({reason}) and the file was sent again: it counts again.",
        )
    return f"La retiró {who} el {day_es}: {reason}", f"{who} took it back on {day_en}: {reason}"
