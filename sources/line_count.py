"""The physical lines of a text that passes by in chunks: how many there are and where each one lies."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]

_LINE_BREAK = ord("\n")


@dataclass
class LineCount:
    """Physical lines of a text, fed chunk by chunk: how many, and where each ends (8 bytes a line)."""

    size: int = 0
    has_nul: bool = False
    _ends: list[Numbers] = field(default_factory=list)

    def feed(self, chunk: bytes) -> None:
        """Count one more chunk."""
        import numpy as np  # heavy: only where a large file is read

        self._ends.append(np.flatnonzero(np.frombuffer(chunk, dtype=np.uint8) == _LINE_BREAK) + (self.size + 1))
        self.size += len(chunk)
        self.has_nul = self.has_nul or b"\0" in chunk

    @property
    def lines(self) -> int:
        """Once all is fed; a last line without its break counts."""
        return len(self._bounds) - 1

    def bytes_of(self, first: Numbers, last: Numbers) -> tuple[Numbers, Numbers]:
        """Where the lines from each ``first`` to each ``last`` (from 1) start and end in the text, their breaks included."""
        return self._bounds[first - 1], self._bounds[last]

    @cached_property
    def _bounds(self) -> Numbers:
        """Where each line starts, and where the text ends."""
        import numpy as np

        bounds = np.concatenate([np.zeros(1, dtype=np.int64), *self._ends])
        self._ends.clear()
        return bounds if bounds[-1] == self.size else np.append(bounds, self.size)
