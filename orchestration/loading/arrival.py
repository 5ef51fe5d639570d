"""When a file counts as arrived: it is a file, nobody writes to it any more, and it does not come from the future.

Belongs here: what is asked of a file before it is opened. Does not belong here: its name and sidecar (``sources.landing``), its
content (the readers) and recording a refusal (``deliveries``).
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime

from orchestration.settings import LIMA, Settings
from sources import bounds
from sources.breach import ContractBreach
from sources.landing import LandingFile, first_day_of
from sources.one_file import changed, folder_in_place, vanished

State = tuple[int, int] | None


@dataclass(frozen=True)
class Arrivals:
    """What one scan knows of its files before it opens them: today's day, and the files that somebody still writes."""

    today: date
    moving: frozenset[str]

    @classmethod
    def of(cls, settings: Settings, files: Sequence[LandingFile]) -> Arrivals:
        """Look at the ``files``, and look again at those that somebody wrote a moment ago."""
        # A run about the future may know what is published until then.
        today = max(datetime.now(LIMA).date(), settings.as_of or date.min)
        return cls(today, frozenset(_still_written(files, settings.settle_seconds)))

    def accepts(self, file: LandingFile, *, is_large: bool) -> bool:
        """Whether ``require`` raises nothing."""
        with suppress(OSError, ContractBreach):
            self.require(file, is_large=is_large)
            return True
        return False

    def require(self, file: LandingFile, *, is_large: bool) -> None:
        """Raise ``ContractBreach`` unless ``file`` can be opened and may count. ``is_large``: a budget file."""
        path = file.path
        if path.is_dir():
            next(path.iterdir(), None)  # if the folder cannot be listed, that is what is said
            raise folder_in_place(path)
        if not path.exists():
            raise vanished(path)
        if not path.is_file():
            raise ContractBreach(
                f"«{path.name}» no es un archivo corriente y no se puede abrir. Copie en su lugar el archivo.",
                f"'{path.name}' is no ordinary file and cannot be opened. Copy the file in its place.",
            )
        if file.name in self.moving:
            raise changed(path)
        bounds.refuse_too_large(path.stat().st_size, bounds.MAX_BULK_BYTES if is_large else bounds.MAX_UNPACKED_BYTES)
        published_on = file.identity()[0]
        if first_day_of(published_on) > self.today:
            raise ContractBreach(
                f"El nombre «{path.name}» dice que se publicó en {published_on}, que es después de hoy ({self.today}). "
                "Corrija la fecha del nombre y reenvíe el archivo.",
                f"The name '{path.name}' says that it was published in {published_on}, which is after today ({self.today}). "
                "Correct the date in the name and resend the file.",
            )


def _still_written(files: Iterable[LandingFile], seconds: float) -> list[str]:
    """Names of the files that changed between two looks, ``seconds`` apart; a file that rests that long needs no second look."""
    now = time.time()
    young = {file: state for file in files if (state := state_of(file)) and now - state[1] / 1e9 < seconds}
    if young:
        time.sleep(seconds)
    return [file.name for file, state in young.items() if state_of(file) != state]


def state_of(file: LandingFile) -> State:
    """Size and time of a file; ``None`` if it is gone."""
    try:
        stat = file.path.stat()
    except OSError:
        return None
    return stat.st_size, stat.st_mtime_ns
