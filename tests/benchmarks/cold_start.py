"""CPU time of a cold `detector score FILE`, beside what the libraries alone take in the same run.

python tests/benchmarks/cold_start.py
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from pathlib import Path

SAMPLE = Path(__file__).parents[2] / "detector" / "samples" / "en.txt"
LIBRARIES = "import numpy, typer.main, rich.console, rich.text, Stemmer"


def cpu(*arguments: str) -> float:
    """Return the least CPU time (s) that a command took in five runs, byte code being there."""
    env = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    times = []
    for _ in range(5):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, *arguments], env=env, capture_output=True, check=True)  # noqa: S603
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        times.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(times)


def main() -> None:
    """Print both and their ratio."""
    libraries = cpu("-c", LIBRARIES)
    ours = cpu("-m", "detector", "score", str(SAMPLE))
    print(f"libraries {libraries:.3f} s, detector {ours:.3f} s: {ours / libraries:.2f} x")  # noqa: T201 - a benchmark prints


if __name__ == "__main__":
    main()
