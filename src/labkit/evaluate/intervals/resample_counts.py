"""How many times each row enters a bootstrap resample: exact multinomial counts, several times faster than
drawing rows.

Drawing n rows with replacement gives the counts Multinomial(n; 1/n, ..., 1/n). Independent Poisson counts
whose sum happens to be S are Multinomial(S; equal), so: draw Poisson counts of a mean a little under 1, then
add the n - S rows still missing one by one. That is the same distribution, not an approximation to it.
Sixteen random bits look up the counts of two rows in a table; the few slots that no whole number of 65536ths
can give are settled by a second draw (Marsaglia, Tsang and Wang, Journal of Statistical Software 2004;11(3)).
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

_SLOTS = 2**16
_ESCAPE = 0xFFFF
# below this many rows, drawing them is as fast
_SMALL = 1000
# rows are padded to a multiple of this, so that eight-bit sums of the counts cannot overflow (counts stay
# below 15)
_LANES = 16


class ResampleCounts:
    """Draws the counts of bootstrap resamples of `units` rows (or clusters).

    Parameters
    ----------
    units : int
        Rows to resample.
    generator : numpy Generator
    """

    def __init__(self, units: int, generator: np.random.Generator) -> None:
        self._units = units
        self._generator = generator
        if units < _SMALL:
            return
        # six standard deviations of the sum: it exceeds `units` about once in 10**9 resamples (then drawn
        # again)
        mean = 1 - 6 / math.sqrt(units)
        k = np.arange(15)
        one = np.exp(k * math.log(mean) - mean - np.array([math.lgamma(i + 1) for i in k]))
        one[-1] += 1 - one.sum()  # 14 or more: 10**-12
        pair = np.outer(one, one).ravel() * _SLOTS
        # two counts in the two bytes of a 16-bit number
        self._values = (np.repeat(k, len(k)) * 256 + np.tile(k, len(k))).astype(np.uint16)
        whole = np.floor(pair).astype(int)
        self._table = np.full(_SLOTS, _ESCAPE, np.uint16)
        self._table[: whole.sum()] = np.repeat(self._values, whole)
        self._rest = np.cumsum(pair - whole)
        self._rest /= self._rest[-1]

    def draw(self) -> NDArray[np.uint8]:
        """Counts of one resample, whole numbers of shape (units,) that sum to `units`."""
        units, generator = self._units, self._generator
        if units < _SMALL:
            return np.bincount(generator.integers(0, units, units), minlength=units).astype(np.uint8)
        padded = -(-units // _LANES) * _LANES
        while True:
            bits = generator.bit_generator.random_raw((padded + 7) // 8).view(np.uint16)[: padded // 2]
            pairs = self._table.take(bits)
            escaped = np.flatnonzero(pairs == _ESCAPE)
            second = np.searchsorted(self._rest, generator.random(len(escaped)), side="right")
            pairs[escaped] = self._values[second]
            counts = pairs.view(np.uint8)
            counts[units:] = 0
            total = np.add.reduce(counts.reshape(_LANES, -1), axis=0, dtype=np.uint8).sum(dtype=np.int64)
            missing = units - int(total)
            if missing >= 0:
                # an increment of the counts' own type: a Python 1 makes numpy cast, twenty times slower
                np.add.at(counts, generator.integers(0, units, missing), np.uint8(1))
                return counts[:units]
