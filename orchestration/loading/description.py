"""Correct the description of a loaded delivery: a sender may correct file name, day, edition or sidecar later.

The rows of the delivery stay as they came. Writing a new delivery belongs to ``deliveries``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import duckdb

from orchestration.loading.deliveries import RefusedFile, described, forget_file, refuse_delivery
from orchestration.loading.delivery_key import DeliveryKey
from orchestration.loading.warehouse import transaction
from sources.breach import ContractBreach
from sources.landing import LandingFile


def correct_descriptions(
    connection: duckdb.DuckDBPyConnection, holders: Mapping[str, Sequence[LandingFile]], today: date
) -> tuple[int, list[RefusedFile]]:
    """Describe each delivery as the landing tree does now; ``holders`` are the files that hold its content.

    Returns how many changed, and the sidecars that are refused.
    """
    changed: set[str] = set()
    refused: list[RefusedFile] = []
    for delivery_id, files in holders.items():
        changed |= {delivery_id} if _rename(connection, delivery_id, files) else set()
    # After all names are corrected, because a file that took the name of another is the latest of that name.
    for delivery_id, files in holders.items():
        file = _describing(connection, delivery_id, files)
        if file is None:
            continue
        changed |= {delivery_id} if _bring_back(connection, delivery_id) else set()
        try:
            changed |= {delivery_id} if _describe_again(connection, file, delivery_id, today) else set()
        except ContractBreach as breach:  # the delivery keeps the old description; the new sidecar is refused
            refused.append(refuse_delivery(connection, DeliveryKey.of_refused(file.sidecar_file), breach))
        else:
            forget_file(connection, file.sidecar_file.name)
    return len(changed), refused


def _describing(connection: duckdb.DuckDBPyConnection, delivery_id: str, files: Sequence[LandingFile]) -> LandingFile | None:
    """The file that describes the delivery, if that file still holds the content; a copy beside it does not describe it."""
    row = connection.execute("select file_name from raw.delivery where delivery_id = ?", [delivery_id]).fetchone()
    return next((file for file in files if row and file.name == row[0]), None)


def _rename(connection: duckdb.DuckDBPyConnection, delivery_id: str, files: Sequence[LandingFile]) -> bool:
    """If the content lies only under other names now, take day and edition from the first of them. True if it does."""
    if _describing(connection, delivery_id, files):
        return False
    file = files[0]
    published_on, published_on_date, edition = file.identity()
    with transaction(connection):
        connection.execute(
            """delete from raw.delivery_file where delivery_id = ?
               and file_name = (select file_name from raw.delivery where delivery_id = ?)""",
            [delivery_id, delivery_id],
        )
        connection.execute(
            "update raw.delivery set file_name = ?, published_on = ?, published_on_date = ?, edition = ? where delivery_id = ?",
            [file.name, published_on, published_on_date, edition, delivery_id],
        )
        for relation in (file.contract.relation, "unreadable_line"):
            connection.execute(f"update raw.{relation} set _file = ? where _delivery_id = ?", [file.name, delivery_id])
    return True


def _describe_again(connection: duckdb.DuckDBPyConnection, file: LandingFile, delivery_id: str, today: date) -> bool:
    """Bring a corrected sidecar of a known file into its delivery. True when something changed."""
    _, _, edition = file.identity()
    sidecar = file.sidecar()
    query = "select sha256, try_cast(layout ->> 'lines' as bigint) from raw.delivery where delivery_id = ?"
    ((sha256, n_lines),) = connection.execute(query, [delivery_id]).fetchall()
    sidecar.refuse_difference(sha256, n_lines, today)
    new = described(file.contract, sidecar, edition)
    names = ", ".join(new)
    old = connection.execute(f"select {names} from raw.delivery where delivery_id = ?", [delivery_id]).fetchone()
    if old == tuple(new.values()):
        return False
    assignments = ", ".join(f"{name} = ?" for name in new)
    connection.execute(f"update raw.delivery set {assignments} where delivery_id = ?", [*new.values(), delivery_id])
    return True


def _bring_back(connection: duckdb.DuckDBPyConnection, delivery_id: str) -> bool:
    """If a replaced file is sent again unchanged, make it the latest of its name again. True if it was not the latest."""
    row = connection.execute(
        """update raw.delivery as d set load_number = (select max(load_number) + 1 from raw.delivery)
           where d.delivery_id = ? and exists (
               select 1 from raw.delivery as l
               where l.status = 'loaded' and l.file_name = d.file_name and l.load_number > d.load_number)""",
        [delivery_id],
    ).fetchone()
    return bool(row and row[0])
