"""Loops over characters, lines and words: what reading and segmenting do with numpy."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from detector.compiled.loops import loop, mix, place_in, shelves_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from detector.languages.scripts import Alphabet, Listed

    Positions = NDArray[np.int64]


@loop
def count_words(
    codes: NDArray[np.uint16],
    bounds: Positions,
    alphabet: Alphabet,
    listed: tuple[Listed, ...],
    base: np.uint64,
) -> NDArray[np.int64]:
    """See `detector.languages.scripts`."""
    found = np.zeros((len(bounds) - 1, 3 + 4 * len(listed)), np.int64)
    own = [shelves_of(script.own) for script in listed]
    others = [shelves_of(script.others) for script in listed]
    for text in range(len(found)):
        counts, at, end = found[text], bounds[text], bounds[text + 1]
        while at < end:
            script, size = np.uint8(0), 0
            lower, folded, power = np.uint64(0), np.uint64(0), np.uint64(1)
            while at < end and (alphabet.letter[codes[at]] or alphabet.ignored[codes[at]]):
                code = codes[at]
                if alphabet.letter[code]:
                    script = alphabet.script[code] if size == 0 else script
                    lower += alphabet.lower[code] * power
                    folded += alphabet.folded[code] * power
                    counts[2] += alphabet.foreign[code]
                    power *= base
                    size += 1
                at += 1
            counts[0] += size
            counts[1] += size
            for number in range(len(listed) if size else 0):
                if listed[number].script == script:
                    mine = counts[3 + 4 * number :]
                    mine[0] += size
                    mine[1] += 1
                    near = place_in(listed[number].others, others[number], mix(lower)) >= 0
                    known = place_in(listed[number].own, own[number], mix(folded)) >= 0
                    mine[2] += known and not near
                    mine[3] += near
            if at < end:
                counts[0] += alphabet.visible[codes[at]]
                at += 1
    return found
