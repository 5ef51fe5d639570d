"""The physical lines of a text that passes by in chunks: how many there are and where each one lies."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from sources import bounds

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
    _n_ends: int = 0
    _last: bytes = b""
    _ends: list[Numbers] = field(default_factory=list)

    def feed(self, chunk: bytes) -> None:
        """Count one more chunk. ``ContractBreach`` once there are more bytes or lines than a budget file can have."""
        import numpy as np  # heavy: only where a large file is read

        self._ends.append(np.flatnonzero(np.frombuffer(chunk, dtype=np.uint8) == _LINE_BREAK) + (self.size + 1))
        self.size += len(chunk)
        self._n_ends += len(self._ends[-1])
        self._last = chunk[-1:] or self._last
        self.has_nul = self.has_nul or b"\0" in chunk
        bounds.refuse_too_large(self.size, bounds.MAX_BULK_BYTES)
        bounds.refuse_too_many_lines(self._n_ends)

    @property
    def is_open(self) -> bool:
        """Whether the text ends in the middle of a line; a closing quote ends a cell as surely as a break ends a line."""
        return self._last not in (b"", b"\n", b"\r", b'"')

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
