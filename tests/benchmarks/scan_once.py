"""Runs one scan of made-up articles and prints its peak memory in MB and its seconds.

python tests/benchmarks/scan_once.py ARTICLES OUT [JOBS]
"""

# ruff: noqa: T201  (a script prints what it measures)

from __future__ import annotations

import json
import random
import resource
import sys
import time
from pathlib import Path

from detector.scanning import ScanOptions, scan

SAMPLES = Path(__file__).parents[2] / "detector" / "samples"


def write_articles(path: Path, number: int) -> None:
    """Write distinct articles: the samples' lines shuffled, with words of their own."""
    chance = random.Random(7)  # noqa: S311  (test data)
    texts = [
        SAMPLES.joinpath(f"{lang}.txt").read_text("utf-8").splitlines() for lang in ("en", "ar")
    ]
    with path.open("w", encoding="utf-8") as file:
        for index in range(number):
            lines = list(texts[index % 2])
            chance.shuffle(lines)
            lines += [
                f"Word{chance.randrange(10**9)} number {index} is new here." for _ in range(5)
            ]
            file.write(json.dumps({"id": index, "text": "\n".join(lines)}) + "\n")


def main() -> None:
    """Scan and print."""
    output = Path(sys.argv[2])
    source = output.with_suffix(".in.jsonl")
    write_articles(source, int(sys.argv[1]))
    jobs = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    begin = time.perf_counter()
    tally = scan(ScanOptions((str(source),), str(output), jobs=jobs))
    seconds = time.perf_counter() - begin
    who = resource.RUSAGE_CHILDREN if jobs > 1 else resource.RUSAGE_SELF
    peak = resource.getrusage(who).ru_maxrss / 1024
    print(json.dumps({"articles": tally.rows, "megabytes": peak, "seconds": seconds}))


if __name__ == "__main__":
    main()
