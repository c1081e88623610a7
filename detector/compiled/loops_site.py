"""Loops over the characters of a lot: what is done with numpy to find what recurs in a scan."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from detector.compiled.loops import loop

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Bits = NDArray[np.uint8]
    Codes = NDArray[np.uint16]
    Positions = NDArray[np.int64]


@loop
def fold_letters(
    codes: Codes, bits: Bits, fold: Codes, wordy: np.uint8
) -> tuple[Bits, Positions, Codes]:
    """See `detector.scanning.passages`."""
    of_codes, before = np.empty(len(codes), np.uint8), np.empty(len(codes) + 1, np.int64)
    folded, count = np.empty(len(codes) + 1, np.uint16), np.uint64(0)
    for at in range(len(codes)):
        of_codes[at], before[at], folded[count] = bits[codes[at]], count, fold[codes[at]]
        count += np.uint64(of_codes[at] & wordy != 0)
    before[len(codes)] = count
    return of_codes, before, folded[:count]
