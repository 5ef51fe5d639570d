"""Is every decision that a release rests on still in the file of decisions?

A release holds the decisions that stood when it was made (``control.ctl_signoff``, ``ctl_waiver``, ``ctl_withdrawal``), and its
manifest says how many. The file is append-only: what a release knows and the file does not was lost.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from orchestration.loading.warehouse import open_warehouse
from orchestration.settings import DATABASE, Settings

# By the table of a release: the table of the file, and number, person and instant of a decision in the file and in the release.
KINDS = {
    "ctl_signoff": ("decision", "decision_id, decided_by, decided_at", "signoff_id, signed_by, signed_at"),
    "ctl_waiver": ("waiver", "waiver_id, waived_by, waived_at", "waiver_id, waived_by, waived_at"),
    "ctl_withdrawal": ("withdrawal", *2 * ("withdrawal_id, withdrawn_by, withdrawn_at",)),
}
_Decision = tuple[str, int, str, datetime]


class DecisionsLost(ValueError):
    """The file of decisions lacks what a release knows, or cannot be read."""

    def __init__(self, text_es: str, text_en: str) -> None:
        super().__init__(f"{text_es} / {text_en}")
        self.text_es, self.text_en = text_es, text_en


def require_kept(settings: Settings) -> None:
    """Raise ``DecisionsLost``, with the command that restores the file, unless it holds all that the releases know."""
    release = release_with_most(settings)
    known = _of_release(settings, release) if release else set()
    name = settings.decisions.name
    try:
        missing = len(known - _of_file(settings.decisions))
        said_es, said_en = f"al archivo {name} le faltan {missing} decisiones", f"the file {name} lacks {missing} decisions"
    except FileNotFoundError:
        missing, said_es, said_en = len(known), f"no existe el archivo {name}", f"the file {name} does not exist"
    except sqlite3.DatabaseError as error:
        if "locked" in str(error):
            raise
        missing, said_es, said_en = len(known) or 1, f"el archivo {name} no se puede leer", f"the file {name} cannot be read"
    if missing:
        raise DecisionsLost(*_sentences(said_es, said_en, release, len(known)))


def release_with_most(settings: Settings) -> str | None:
    """The release kept that knows the most decisions, the newest of these; ``None`` when none knows any."""
    known: dict[str, int] = {}
    for path in sorted(settings.releases.glob("[!.]*/release.json"), reverse=True):
        known[path.parent.name] = sum(json.loads(path.read_text(encoding="utf-8")).get("decisions", {}).values())
    best = max(known, key=lambda name: known[name], default=None)
    return best if best and known[best] else None


def last_numbers(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """The number of the last decision of each kind that stands in a build database: a manifest carries them."""
    numbers = {}
    for kind, (_, _, columns) in KINDS.items():
        row = connection.execute(f"select max({columns.split(',')[0]}) from control.{kind}").fetchone()
        numbers[kind] = int(row[0] or 0) if row else 0
    return numbers


def _of_file(path: Path) -> set[_Decision]:
    """What the file holds. Raises ``FileNotFoundError``, and ``sqlite3.DatabaseError`` for a file that is damaged."""
    if not path.exists():
        raise FileNotFoundError(path)
    found: set[_Decision] = set()
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=30)) as decisions:
        (sound,) = decisions.execute("pragma quick_check(1)").fetchone()
        if sound != "ok":
            raise sqlite3.DatabaseError(sound)
        there = {name for (name,) in decisions.execute("select name from sqlite_master where type = 'table'")}
        for kind, (table, columns, _) in KINDS.items():
            if table in there:
                rows = decisions.execute(f"select {columns} from {table}")
                found |= {(kind, number, who, _instant(at)) for number, who, at in rows}
    return found


def _of_release(settings: Settings, release_id: str) -> set[_Decision]:
    with open_warehouse(settings.releases / release_id / DATABASE, read_only=True) as connection:
        return {
            (kind, *row)
            for kind, (_, _, columns) in KINDS.items()
            for row in connection.execute(f"select distinct {columns} from control.{kind}").fetchall()
        }


def _instant(at: str) -> datetime:
    return datetime.fromisoformat(at).astimezone(UTC).replace(tzinfo=None)


def _sentences(said_es: str, said_en: str, release: str | None, known: int) -> tuple[str, str]:
    if release is None:
        return (
            f"No se publica nada: {said_es}. Devuelva su copia de respaldo; si nadie ha firmado nada, retire el archivo.",
            f"Nothing is released: {said_en}. Put its backup back; if nobody has signed anything, take the file away.",
        )
    return (
        f"No se publica nada: {said_es}, y la publicación {release} descansa en {known} decisiones. "
        f"Devuelva su copia de respaldo, o rehaga el archivo con lo que esa publicación sabe: csad restore-decisions {release}",
        f"Nothing is released: {said_en}, and release {release} rests on {known} decisions. "
        f"Put its backup back, or make the file again from what that release knows: csad restore-decisions {release}",
    )
