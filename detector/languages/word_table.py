"""What is known of words, by their hashes: looking up takes as long however many are known."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from detector.compiled import compiled

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from detector.languages.hashing import Hashes

    Positions = NDArray[np.int64]
    Flags = NDArray[np.bool_]

SMALLEST = 1 << 12  # slots, a power of two


class WordColumns(NamedTuple):
    """What is known of each distinct word: its stem's hash, whether a function word or a name."""

    stem: Hashes
    stop: Flags
    name: Flags


class WordTable:
    """Slots for twice as many words or more; a hash's upper bits tell which to try first."""

    def __init__(self, size: int = SMALLEST) -> None:
        self._count = 0
        self._taken = np.zeros(size, np.bool_)
        self._keys = np.zeros(size, np.uint64)
        self._columns = WordColumns(np.zeros(size, np.uint64), *np.zeros((2, size), np.bool_))

    def __len__(self) -> int:
        """Count the words."""
        return self._count

    def make_room(self, words: int) -> None:
        """Make sure that some more words fit; slots change only here."""
        size, needed = len(self._keys), 2 * (len(self) + words)
        if needed > size:
            bigger = WordTable(1 << needed.bit_length())
            bigger.add(self._keys[self._taken], self.at(np.flatnonzero(self._taken)))
            vars(self).update(vars(bigger))

    def find(self, keys: Hashes) -> tuple[Positions, Flags]:
        """Return the slot of each hash (or the one where it would go), and whether it is known."""
        slot = find_slots(self._keys, self._taken, keys)
        return slot, self._taken[slot]

    def at(self, slot: Positions) -> WordColumns:
        """Return what is known of the words in some slots."""
        return WordColumns._make(column[slot] for column in self._columns)

    def add(self, keys: Hashes, words: WordColumns) -> Positions:
        """Put in distinct words that are not known and fit; return their slots."""
        slot, left = np.zeros(len(keys), np.int64), np.arange(len(keys))
        while len(left):
            tried, _ = self.find(keys[left])
            self._keys[tried] = keys[left]  # of those that try the same slot the last stays
            self._taken[tried] = True
            slot[left] = tried
            left = left[self._keys[tried] != keys[left]]
        for column, values in zip(self._columns, words, strict=True):
            column[slot] = values
        self._count += len(keys)
        return slot


@compiled
def find_slots(table: Hashes, taken: Flags, keys: Hashes) -> Positions:
    """Return the first slot, from the one that the upper bits tell, that is the key's or free."""
    shift = np.uint64(65 - len(table).bit_length())
    slot = (keys >> shift).astype(np.int64)
    other = np.flatnonzero(taken[slot] & (table[slot] != keys))
    while len(other):
        slot[other] = (slot[other] + 1) % len(table)
        tried = slot[other]
        other = other[taken[tried] & (table[tried] != keys[other])]
    return slot
