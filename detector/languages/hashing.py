"""64-bit hashes of runs of characters and of runs of words, without making Python strings.

A run's hash is the polynomial Σ mix(cᵢ)·Rⁱ modulo 2⁶⁴ (Karp and Rabin 1987), read off prefix
sums and finished with a 64-bit mixer, so it depends on the characters alone and not on where
they stand.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from detector.compiled import compiled
from detector.languages.characters import LIMIT, code_points

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Hashes = NDArray[np.uint64]

BASE = np.uint64(0x9E3779B97F4A7C15 | 1)
_FINISH = np.uint64(0xBF58476D1CE4E5B9)
_FEW = 13  # bits: an article of usual length has fewer characters


def mix(values: Hashes) -> Hashes:
    """Spread every bit of `values` over all 64 (the finaliser of SplitMix64)."""
    mixed = values >> np.uint64(30)
    mixed ^= values
    mixed *= _FINISH
    upper = mixed >> np.uint64(27)
    mixed ^= upper
    mixed *= np.uint64(0x94D049BB133111EB)
    mixed ^= np.right_shift(mixed, np.uint64(31), out=upper)
    return mixed


@cache
def letter_hashes() -> Hashes:
    """What each code stands for in a hash: shape (LIMIT,)."""
    codes = np.arange(1, LIMIT + 1, dtype=np.uint64)
    codes *= BASE
    return mix(codes)


@cache
def _powers(base: int, bits: int) -> tuple[Hashes, Hashes]:
    """Powers of a base and of its inverse, from the first on."""
    both = (base, pow(base, -1, 1 << 64))
    powers = [np.full(1 << bits, factor, np.uint64) for factor in both]
    return np.cumprod(powers[0], dtype=np.uint64), np.cumprod(powers[1], dtype=np.uint64)


def hash_runs(
    codes: NDArray[np.uint16], start: NDArray[np.int64], end: NDArray[np.int64]
) -> Hashes:
    """Hash `codes[start:end]` for every pair; shape of `start`."""
    return hash_letters(letter_hashes(), BASE, codes, start, end)


@compiled
def hash_letters(
    letters: Hashes,
    base: np.uint64,
    codes: NDArray[np.uint16],
    start: NDArray[np.int64],
    end: NDArray[np.int64],
) -> Hashes:
    """Hash runs of codes, each standing for its entry of `letters`."""
    powers, inverse = _powers(int(base), max(_FEW, len(codes).bit_length()))
    prefix = np.zeros(len(codes) + 1, np.uint64)
    np.cumsum(letters[codes] * powers[: len(codes)], out=prefix[1:])
    return mix((prefix[end] - prefix[start]) * inverse[start])


def hash_strings(words: Sequence[str]) -> Hashes:
    """Hash folded strings as `hash_runs` hashes the same characters."""
    return hash_runs(*join_strings(words))


class Runs(NamedTuple):
    """Words as runs of codes: `codes[start:end]`."""

    codes: NDArray[np.uint16]
    start: NDArray[np.int64]
    end: NDArray[np.int64]


def join_strings(words: Sequence[str]) -> Runs:
    """Put words behind one another; code points above those of the tables become the last one."""
    lengths = np.fromiter(map(len, words), np.int64, len(words))
    end = np.cumsum(lengths)
    codes = np.minimum(code_points("".join(words)), LIMIT - 1).astype(np.uint16)
    return Runs(codes, end - lengths, end)


def hash_ngrams(words: Hashes, size: int) -> Hashes:
    """Hash every run of `size` consecutive word hashes; the i-th begins at word i."""
    return hash_windows(words, size, BASE)


@compiled
def hash_windows(words: Hashes, size: int, base: np.uint64) -> Hashes:
    """Hash every run of `size` keys, read as a number to a base."""
    total = np.zeros(max(len(words) - size + 1, 0), np.uint64)
    for place in range(size):
        total = total * base + words[place : place + len(total)]
    return mix(total)


def hash_rows(words: Hashes, base: np.uint64 = BASE) -> Hashes:
    """Hash each row of a table of word hashes as `hash_ngrams` hashes such a run."""
    total = np.zeros(len(words), np.uint64)
    for column in words.T:
        total = total * base + column
    return mix(total)
