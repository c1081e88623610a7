from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from detector.languages.word_table import WordColumns, WordTable

NEAR = st.integers(0, 9) | st.integers(2**64 - 9, 2**64 - 1)  # all try the first slot or the last
LOTS = st.lists(st.sets(NEAR | st.integers(0, 2**64 - 1), max_size=40), max_size=8)


def described(keys: np.ndarray) -> WordColumns:
    return WordColumns(~keys, keys % 2 == 0, keys % 3 == 0)


@given(LOTS)
def test_what_was_put_in_is_found(lots: list[set[int]]) -> None:
    table, seen = WordTable(4), set[int]()
    for lot in lots:
        keys = np.array(sorted(lot), np.uint64)
        table.make_room(len(keys))
        slot, known = table.find(keys)
        assert known.tolist() == [key in seen for key in sorted(lot)]
        slot[~known] = table.add(keys[~known], described(keys[~known]))
        seen |= lot
        assert len(table) == len(seen)
        for column, expected in zip(table.at(slot), described(keys), strict=True):
            assert column.tolist() == expected.tolist()
