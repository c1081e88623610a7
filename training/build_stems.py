"""Learn what is attached to Arabic words, from a plain collection.

    python training/build_stems.py COLLECTION-ar.jsonl.gz

A word is proclitics + base + ending (`detector.languages.arabic`). How much each base is used is
found by expectation maximisation over distinct words, with two things that keep it from taking
every word for a base: a word counts by the logarithm of its frequency, so that frequent forms do
not outvote the paradigm, and a base's use is counted on all *other* words. Only hashes of bases
and their costs ship, and the singulars of plurals.
"""

from __future__ import annotations

import gzip
import json
import math
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
from plurals import Uses, find_mapped

from detector.languages.arabic import (
    LONGEST_WORD,
    UNIT,
    Bases,
    make_bases,
    splits,
    stem_arabic,
)
from detector.languages.characters import fold_text
from detector.languages.checksums import hash_base

OUT = Path(__file__).resolve().parent.parent / "models" / "stems-ar.npz"
WORD = re.compile(r"[\u0621-\u064a]+")
ROUNDS = 12
NEW_WEIGHT = 10.0  # of all bases never seen (the concentration of the Dirichlet prior)
NEW_BITS, LETTER_BITS = 4.0, 2.5  # of that, what one base with so many letters gets
FEWEST = 1.0  # use of a base that ships
WARM_UP = 5  # rounds in which probabilities are flattened, so that no early split wins at once

Weights = dict[str, float]
Split = tuple[str, float]  # base and the cost of what surrounds it


def count_words(path: Path) -> Weights:
    """Count the folded Arabic words of a collection, by the logarithm."""
    words: Counter[str] = Counter()
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            words.update(WORD.findall(fold_text(json.loads(line)["text"])))
    return {w: math.log2(1 + n) for w, n in sorted(words.items()) if 3 <= len(w) <= LONGEST_WORD}


def new_share(letters: int) -> float:
    """Use that is granted to a base of so many letters which was never seen."""
    return float(NEW_WEIGHT * 2 ** -(NEW_BITS + LETTER_BITS * letters))


def learn_bases(words: Weights) -> Weights:
    """Return how much each base is used."""
    options = find_options(list(words))
    shares = {word: [1 / len(found)] * len(found) for word, found in options.items()}
    use = total_use(words, options, shares)
    for turn in range(ROUNDS):
        heat = min(1.0, 0.5 + 0.5 * turn / WARM_UP)
        for word, found in options.items():
            shares[word] = share_out(words[word], found, shares[word], use, heat)
        use = total_use(words, options, shares)
        print(f"round {turn + 1}: {sum(value >= FEWEST for value in use.values())} bases")
    return use


def find_options(words: list[str]) -> dict[str, list[Split]]:
    """Return the ways to take each word apart."""
    options: dict[str, list[Split]] = {word: [] for word in words}
    found = splits(words)
    columns = (found.word.tolist(), found.start.tolist(), found.end.tolist(), found.around.tolist())
    for index, start, end, cost in zip(*columns, strict=True):
        options[words[index]].append((words[index][start:end], 2.0**-cost))
    return options


def share_out(
    weight: float, found: list[Split], before: list[float], use: Weights, heat: float
) -> list[float]:
    """How probable each split of a word is, given how the bases are used by other words."""
    odds = [
        ((max(use[base] - weight * own, 0.0) + new_share(len(base))) * around) ** heat
        for (base, around), own in zip(found, before, strict=True)
    ]
    total = sum(odds)
    return [value / total if value > total * 1e-3 else 0.0 for value in odds]


def total_use(
    words: Weights, options: dict[str, list[Split]], shares: dict[str, list[float]]
) -> Weights:
    """Sum the words' weights by base."""
    use: Weights = defaultdict(float)
    for word, found in options.items():
        for (base, _), share in zip(found, shares[word], strict=True):
            use[base] += words[word] * share
    return use


def price_bases(use: Weights) -> tuple[Bases, dict[str, int]]:
    """Return costs as they are looked up, without plurals, and as they ship, in units."""
    total = sum(use.values())
    cost = {
        base: round(math.log2(total / (value + new_share(len(base)))) / UNIT)
        for base, value in sorted(use.items())
        if value >= FEWEST
    }
    by_hash = {hash_base(base): UNIT * units for base, units in cost.items()}
    new = (NEW_BITS + math.log2(total / NEW_WEIGHT), LETTER_BITS)
    return make_bases((list(by_hash), list(by_hash.values())), new, ([], [])), cost


def count_uses(words: Weights, bases: Bases) -> Uses:
    """Sum the words' weights by base, and by what stands around it."""
    base_use: dict[str, float] = defaultdict(float)
    endings: dict[tuple[str, str], float] = defaultdict(float)
    proclitics: dict[tuple[str, str], float] = defaultdict(float)
    for word, base in zip(words, stem_arabic(list(words), bases), strict=True):
        weight = words[word]
        start = word.rindex(base)
        base_use[base] += weight
        endings[base, word[start + len(base) :]] += weight
        proclitics[base, word[:start]] += weight
    return Uses(base_use, endings, proclitics)


def main() -> None:
    """Write models/stems-ar.npz."""
    words = count_words(Path(sys.argv[1]))
    bases, cost = price_bases(learn_bases(words))
    mapped = find_mapped(count_uses(words, bases), lambda word: stem_arabic([word], bases)[0])
    known = sorted({hash_base(base): units for base, units in cost.items()}.items())
    np.savez(
        OUT,
        bases=np.array([key for key, _ in known], np.uint32),
        cost=np.array([units for _, units in known], np.uint8),
        new=np.array(bases.new),
        mapped=np.array([hash_base(base) for base in mapped], np.uint32),
        maps_to=np.array(list(mapped.values())),
    )
    print(f"{OUT.name}: {len(known)} bases, {len(mapped)} mapped, {OUT.stat().st_size} bytes")


if __name__ == "__main__":
    main()
