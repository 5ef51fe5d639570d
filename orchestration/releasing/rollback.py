"""Going back to an earlier release, on purpose: it stands until there is something new, or until a run is told to go on.

A run that finds the same inputs as the release that was left finds nothing new: it leaves the rollback alone, and says so.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

from orchestration.outcome import Notice
from orchestration.releasing.shelf import current_release_id, manifest_of, swap_current
from orchestration.settings import LIMA, Settings


@dataclass(frozen=True)
class Rollback:
    """Somebody went back to ``release_id`` from ``left_id``, whose inputs were ``inputs``, on ``day`` (in Lima)."""

    release_id: str
    left_id: str
    inputs: str
    day: str

    @property
    def stands(self) -> Notice:
        """What a run says that finds nothing new."""
        return Notice(
            f"Sigue vigente la publicación {self.release_id}, a la que se volvió el {self.day}: no hay nada nuevo desde "
            f"{self.left_id}. Para publicar de todos modos: csad run --end-rollback",
            f"Release {self.release_id} stands, to which somebody went back on {self.day}: there is nothing new since "
            f"{self.left_id}. To release all the same: csad run --end-rollback",
        )

    @property
    def ends(self) -> Notice:
        """What a run says that releases after a rollback."""
        return Notice(
            f"El {self.day} se volvió a la publicación {self.release_id}; con esta corrida deja de ser la vigente.",
            f"On {self.day} somebody went back to release {self.release_id}; with this run it is the current one no more.",
        )


def roll_back(settings: Settings, release_id: str) -> None:
    """Point ``current`` at a release that is kept, and remember from which one.

    Whoever goes back twice is still as far as the first time from what the data say; whoever returns to the release that was
    left ends the rollback. Raises ``FileNotFoundError`` when no such release is kept.
    """
    before = standing_rollback(settings)
    left = before.left_id if before else current_release_id(settings)
    swap_current(settings, release_id)
    if left is None or left == release_id:
        forget_rollback(settings)
        return
    inputs = before.inputs if before else str(manifest_of(settings, left).get("inputs", ""))
    rollback = Rollback(release_id, left, inputs, f"{datetime.now(UTC).astimezone(LIMA):%Y-%m-%d}")
    settings.rollback.write_text(json.dumps(asdict(rollback)), encoding="utf-8")


def standing_rollback(settings: Settings) -> Rollback | None:
    """The rollback that nobody has ended; ``None`` when ``current`` is what the last run made of it."""
    if not settings.rollback.exists():
        return None
    rollback = Rollback(**json.loads(settings.rollback.read_text(encoding="utf-8")))
    return rollback if rollback.release_id == current_release_id(settings) else None


def forget_rollback(settings: Settings) -> None:
    """From now on ``current`` is what the runs make of it."""
    settings.rollback.unlink(missing_ok=True)
