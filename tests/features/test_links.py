from __future__ import annotations

import numpy as np
import pytest

from detector.article import Source
from detector.features.links import links
from detector.segmenting import make_batch

WORDS = "copper", "wires", "conducted", "electric", "current", "between", "distant", "stations"


@pytest.mark.parametrize("seed", range(8))
def test_of_units_that_share_as_much_the_earliest_is_named(seed: int) -> None:
    """However their stems are spread over the units between, whose sums would round otherwise."""
    random = np.random.default_rng(seed)
    whole = [" ".join(random.permutation(WORDS)) for _ in range(3)]
    lines = [whole[0], f"{random.choice(WORDS)} seldom mattered then", *whole[1:]]
    text = " ".join(f"{line.capitalize()}." for line in lines)
    found = links(make_batch([Source(text, lang="en")], "en"))
    assert found.earlier[[0, 2, 3]].tolist() == [-1, 0, 0]
    assert found.overlap[[0, 2, 3]].tolist() == [0.0, 1.0, 1.0]
