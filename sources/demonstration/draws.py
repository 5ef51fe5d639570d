"""Numbers that look random and depend on nothing but the seed: the same on every machine and with every library version."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Integers = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
_WORD = (1 << 64) - 1


class Draws:
    """Integers drawn by SplitMix64 from ``(seed, topic, position)``, whatever the order and the size of the request."""

    def __init__(self, seed: int) -> None:
        self._seed = seed

    def below(self, limit: int, topic: str, positions: Integers) -> Integers:
        """One integer in ``[0, limit)`` per position; ``limit`` up to 2**32."""
        start = self._start(topic)
        word = np.uint64(start) + positions.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)
        return (mix(word) % np.uint64(limit)).astype(np.int64)

    def _start(self, topic: str) -> int:
        start = self._seed & _WORD
        for byte in topic.encode("utf-8"):
            start = ((start ^ byte) * 0x100000001B3 + 0x9E3779B97F4A7C15) & _WORD
        return start


def mix(word: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    """The finaliser of SplitMix64; numpy's unsigned products wrap as the algorithm wants."""
    word = (word ^ (word >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    word = (word ^ (word >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return word ^ (word >> np.uint64(31))
